"""Kernels at once: one process loads everything that notebooks need, and every kernel is a fork of it.

A kernel of its own spends some four seconds of a core on imports before its first cell; a fork spends none,
and shares the memory. An article is read in a fork that does nothing else, and its kernels are forks of that
one, so that its reports find it read. Forking is done by processes of one thread, on Linux only: elsewhere
system libraries do not survive it, and kernels start on their own.
"""

import gc
import json
import os
import re
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import ClassVar

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import LocalProvisioner

import analysis
from analysis import annotation, attribution, claims, framing, presentation, tone
from analysis.annotation import Document
from analysis.annotation.mentions import articles
from analysis.articles import Article, language, load_article
from analysis.files import as_csv
from analysis.models import sentences
from analysis.paths import CALLER, PACKAGE
from analysis.presentation import marked_text
from analysis.presentation.charts.chart import chart
from analysis.reports.catalogue import REPORTS

ARTICLE = "article.json"
_LONGEST_MESSAGE = 65_536


class Child:
    """A process that the server forked, with the parts of `subprocess.Popen` that kernel managers use."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self._handle = os.pidfd_open(pid)  # unlike a pid, never somebody else's later

    def __del__(self) -> None:
        os.close(self._handle)

    def poll(self) -> int | None:
        """Return None while the process lives, and 0 when it has ended."""
        return 0 if select.select([self._handle], [], [], 0)[0] else None

    def wait(self, timeout: float | None = None) -> int:
        """Wait for the end of the process; TimeoutExpired when it takes longer than `timeout` seconds."""
        if not select.select([self._handle], [], [], timeout)[0]:
            raise subprocess.TimeoutExpired(["kernel"], timeout)
        return 0

    def send_signal(self, number: int) -> None:
        """Send a signal, unless the process has ended."""
        if self.poll() is None:
            signal.pidfd_send_signal(self._handle, number)

    def terminate(self) -> None:
        """Ask the process to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End the process."""
        self.send_signal(signal.SIGKILL)


class _Line:
    """A line to a process that forks: one request at a time, each answered with a new process."""

    def __init__(self, ours: socket.socket) -> None:
        self._ours = ours
        self._turn = threading.Lock()

    def ask(self, request: Mapping[str, object], *handles: int) -> Child:
        """Return the process that was asked for; OSError when the one that forks is no more."""
        with self._turn:
            socket.send_fds(self._ours, [json.dumps(request).encode()], handles)
            answer = self._ours.recv(_LONGEST_MESSAGE)
        if not answer:
            raise ChildProcessError("the process that forks has ended")
        return Child(int(answer))

    def close(self) -> None:
        """Let the process end that listens."""
        with self._turn:
            self._ours.close()


class KernelServer:
    """The process that forks: starts on entering, loads in the background, ends on leaving."""

    def __enter__(self) -> "KernelServer":
        ours, theirs = _pair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", __name__],
                stdin=theirs,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=environment(),
                start_new_session=True,  # Ctrl-C is for the command, which then ends this
            )
        self._line = _Line(ours)
        return self

    def __exit__(self, *_) -> None:
        self._process.kill()
        self._process.wait()
        self._line.close()

    @property
    def alive(self) -> bool:
        """Whether it still forks."""
        return self._process.poll() is None

    def fork(self, command: Sequence[str], cwd: str, log: Path, environment: Mapping[str, str]) -> Child:
        """Return a new kernel, started as `command` would start it; OSError when the server is no more."""
        return self._line.ask(_kernel(command, cwd, log, environment))

    def read(self, article: Path) -> tuple[Child, _Line]:
        """Return a fork that reads an article, and the line on which it then forks kernels."""
        ours, theirs = _pair()
        with theirs:
            return self._line.ask({"article": str(article)}, theirs.fileno()), _Line(ours)


class Reading:
    """The kernels of one article, which is read for the first of them, from the folder where that starts."""

    def __init__(self, server: KernelServer) -> None:
        self._server = server
        self._starting = threading.Lock()
        self._reader: tuple[Child, _Line] | None = None
        self._wanted = True

    def fork(self, command: Sequence[str], cwd: str, log: Path, environment: Mapping[str, str]) -> Child:
        """Return a new kernel as `Nursery.fork` does, in which the article has been read."""
        try:
            return self._line(Path(cwd)).ask(_kernel(command, cwd, log, environment))
        except OSError:  # reading took more than there is: the kernel will say so, and where
            return self._server.fork(command, cwd, log, environment)

    def end(self) -> None:
        """End the process that reads; whoever waits for it gets a kernel that has to read on its own."""
        with self._starting:
            self._wanted = False
            if self._reader:
                reader, line = self._reader
                reader.kill()
                line.close()

    def _line(self, folder: Path) -> _Line:
        with self._starting:
            if not self._wanted:
                raise ChildProcessError("the article's reports are made")
            if not self._reader:
                self._reader = self._server.read(folder / ARTICLE)
            return self._reader[1]


def can_fork() -> bool:
    """Tell whether kernels can be forked here."""
    return sys.platform == "linux" and hasattr(os, "pidfd_open")


def environment() -> dict[str, str]:
    """Return the environment of kernels: alike on every run, and with this very package."""
    return os.environ | {
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "PYTHONHASHSEED": "0",
        CALLER: str(Path.cwd()),
        "PYTHONPATH": os.pathsep.join(filter(None, [str(PACKAGE.parent), os.environ.get("PYTHONPATH")])),
    }


def _pair() -> tuple[socket.socket, socket.socket]:
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)


def _kernel(command: Sequence[str], cwd: str, log: Path, environment: Mapping[str, str]) -> dict[str, object]:
    return {"arguments": command[3:], "cwd": cwd, "log": str(log), "environment": dict(environment)}


def _serve(line: socket.socket) -> None:
    """Fork for each request, and answer with the new process's id, until nobody can ask any more."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the children: the system reaps them
    parent = os.getpid()
    while True:
        message, handles, *_ = socket.recv_fds(line, _LONGEST_MESSAGE, 1)
        if not message:
            return
        pid = os.fork()
        if pid == 0:
            line.close()
            _become(json.loads(message), handles, parent)
        for handle in handles:
            os.close(handle)
        line.send(str(pid).encode())


def _become(request: dict, handles: list[int], parent: int) -> None:
    """Turn a fresh fork into what was asked for, and end with it."""
    try:
        if "article" in request:
            with suppress(Exception):  # a kernel that fails in the same way has a cell to say so
                read_article(request["article"])
            _serve(socket.socket(fileno=handles[0]))
        else:
            _run_kernel(request, parent)
    finally:
        os._exit(1)


def _run_kernel(request: dict, parent: int) -> None:
    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    log = os.open(request["log"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    for number, source in enumerate((os.open(os.devnull, os.O_RDONLY), log, log)):
        os.dup2(source, number)
    os.chdir(request["cwd"])
    os.environ.update(request["environment"])
    from ipykernel.kernelapp import IPKernelApp

    IPKernelApp.launch_instance(request["arguments"], parent_handle=parent)  # and ends when the parent does


# What notebooks use, used once before kernels are forked; and an article, read once for all its kernels.

_KERNEL = (
    "ipykernel.kernelapp",
    "ipykernel.debugger",
    "tornado.platform.asyncio",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.logger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "sqlite3",
)
_IMPORT = re.compile(r"^(?:from|import) analysis\b[^(\n]*$", re.MULTILINE)
_TEXT = """The mayor said on Monday that the bridge was a disgrace. “It is a shame,” Ann Lee told reporters.

The council of Paris attacked her, and nobody was happy with the good old bridge."""


def preload() -> None:
    """Load and use once what notebooks use, so that no kernel has to."""
    languages = Thread(target=language.identify, args=(_TEXT,))  # unpacks a large file, which needs no Python
    languages.start()
    _import()
    document = analysis.annotate(Article(text=_TEXT))
    _analyse(document)
    _show(document)
    languages.join()
    gc.freeze()


def read_article(path: str) -> None:
    """Read an article for all its kernels: `annotate` returns there what is found here."""
    document = analysis.annotate(load_article(path))
    attribution.voices(document)
    sentences.read(document)
    articles(document)  # tells the language, which the article then knows
    annotation.keep(document)
    gc.freeze()


def _import() -> None:
    """Import what kernels import, but for their debugger, and what the notebooks import of this package."""
    sys.modules["debugpy"] = None
    for name in _KERNEL:
        import_module(name)
    for report in REPORTS:
        cells = json.loads(report.notebook.read_text(encoding="utf-8"))["cells"]
        source = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
        exec("\n".join(_IMPORT.findall(source)), {})


def _analyse(document: Document) -> None:
    for told in (claims.sentiment, claims.quotes, claims.framing):
        told.findings(document)
    for method in (tone.moving_words, tone.target_clauses, framing.actors, framing.loaded_language):
        method(document)
    for typology in (framing.GENERIC, framing.POLICY):
        framing.article_frames(document, typology)


def _show(document: Document) -> None:
    frame = articles(document)
    as_csv(frame)
    presentation.table(frame, "An article")
    presentation.card("sentiment")
    presentation.provenance(document)
    marked_text.heat(document, [0.0] * len(document.sentences), "")
    drawing = chart(alt="A point")
    axes = drawing.subplots()
    axes.plot([0, 1], [0, 1], label="A point")
    axes.set_title("A title")
    drawing.legend(loc="outside lower center")
    drawing.svg()


# Kernels for reports: of this very Python, quiet, alike on every run, and gone when a run is interrupted.

_LONGEST_FOLDER = 90  # a Unix socket's whole path has 107 characters at most


class Kernel(AsyncKernelManager):
    """A kernel whose sockets, log and IPython settings lie in `folder`, which the caller makes and removes.

    It runs the Python that runs now, whatever the user's kernel specifications say, and without their IPython
    profile. Where there are Unix sockets, and the folder's path is short enough for them, it uses them: they
    need no ports, and nobody else can reach them. With a `source` it is a fork of a process that has
    everything loaded.
    """

    running: ClassVar[set["Kernel"]] = set()
    wanted: ClassVar[bool] = True

    def __init__(self, folder: str, source: KernelServer | Reading | None = None) -> None:
        super().__init__()
        self.folder, self.source = folder, source
        self.transport = "ipc" if os.name == "posix" and len(self.folder) <= _LONGEST_FOLDER else "tcp"
        self.connection_file = str(Path(self.folder) / "kernel")

    @property
    def kernel_spec(self) -> KernelSpec:
        """How to start it."""
        command = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        return KernelSpec(argv=command, display_name="Python 3", language="python")

    async def start_kernel(self, **kwargs) -> None:
        """Start the process, with what it prints outside of cells in the file `log`."""
        if self.source:
            self.kernel_id = self.folder
            self.provisioner = _Forked(kernel_id=self.folder, kernel_spec=self.kernel_spec, parent=self)
        own = environment() | {"IPYTHONDIR": self.folder}
        with (Path(self.folder) / "log").open("wb") as log:
            await super().start_kernel(**kwargs, env=own, stdout=log, stderr=log)
        Kernel.running.add(self)
        if not Kernel.wanted:  # no more since this one began to start
            self.kill()

    def kill(self) -> None:
        """Kill the process; whoever waits for it finds it dead."""
        process = getattr(self.provisioner, "process", None)
        if process is not None:
            process.kill()

    async def cleanup_resources(self, restart: bool = False) -> None:
        """Forget the process, and remove its connection file."""
        Kernel.running.discard(self)
        await super().cleanup_resources(restart=restart)


class _Forked(LocalProvisioner):
    """Has the kernel's source start the process."""

    async def launch_kernel(self, cmd: list[str], **kwargs) -> dict:
        log = Path(self.parent.folder) / "log"
        own = {"IPYTHONDIR": kwargs["env"]["IPYTHONDIR"]}
        try:
            self.process = self.parent.source.fork(cmd, kwargs["cwd"], log, own)
        except OSError:
            return await super().launch_kernel(cmd, **kwargs)
        self.pid = self.pgid = self.process.pid
        self.cwd = kwargs["cwd"]
        return self.connection_info


@contextmanager
def quiet_kernels() -> Iterator[None]:
    """Let kernels start; none is left at the end."""
    Kernel.wanted = True
    try:
        yield
    finally:
        Kernel.wanted = False
        for kernel in list(Kernel.running):
            kernel.kill()


if __name__ == "__main__":
    preload()
    _serve(socket.socket(fileno=0))
