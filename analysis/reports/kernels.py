"""Kernels for reports: of this very Python, quiet, alike on every run, and gone when a run is interrupted.

A kernel of its own spends some four seconds of a core on imports before its first cell. So one process, the
`KernelServer`, imports everything once (`analysis.reports.forking` is its program), and kernels are forks of
it: they are there at once, and share its memory. What forks what:

    this process                 makes the reports; starts the server, kills it in the end
    └─ KernelServer              loads what notebooks use; one a run
       ├─ a fork an article      reads the article, and does nothing else (`ArticleKernels`)
       │  ├─ a kernel a report   finds the article read
       │  └─ ...
       └─ kernels of articles that could not be read beforehand

Whatever fails on this way costs time and nothing else: without the fork of its article a kernel is forked
from the server, without the server it is started like any other program.

On Ctrl-C or SIGTERM only this process is asked to stop, for server and kernels have sessions of their own. On
leaving `quiet_kernels` it kills the kernels that still run, on leaving `KernelServer` the server. Should this
process be killed itself, the server finds nobody at the other end of its socket, and ends; so does every
kernel whose parent is gone.

Forking is done on Linux only: on macOS system libraries do not survive it, and Windows has none. There, and
where no server is given, kernels start on their own; the reports are the same.
"""

import json
import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any, ClassVar

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import LocalProvisioner

from analysis.paths import CALLER, PACKAGE
from analysis.reports import forking

ARTICLE = "article.json"  # the name of an article's file in the folder where its notebooks run
_LONGEST_FOLDER = 90  # a Unix socket's whole path has 107 characters at most


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


class ForkedProcess:
    """A process that another one forked, with the parts of `subprocess.Popen` that kernel managers use."""

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
        ended = select.select([self._handle], [], [], timeout)[0]
        if timeout is not None and not ended:
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


class _ForkRequests:
    """Our end of the socket to a process that forks: one request at a time, each answered with a process."""

    def __init__(self, ours: socket.socket) -> None:
        self._ours = ours
        self._turn = Lock()

    def ask(self, request: Mapping[str, object], *handles: int) -> ForkedProcess:
        """Return the process that was asked for; OSError when the one that forks is no more."""
        with self._turn:
            socket.send_fds(self._ours, [json.dumps(request).encode()], handles)
            answer = self._ours.recv(forking.LONGEST_REQUEST)
        if not answer:
            raise ChildProcessError("the process that forks has ended")
        return ForkedProcess(int(answer))

    def kernel(
        self, command: Sequence[str], cwd: str, log: Path, environment: Mapping[str, str]
    ) -> ForkedProcess:
        """Return a new kernel, started as `command` would start it; OSError when nobody forks any more."""
        arguments = command[3:]  # after `python -m ipykernel_launcher`
        own = {"cwd": cwd, "log": str(log), "environment": dict(environment)}
        return self.ask({"arguments": arguments, **own})

    def close(self) -> None:
        """Let the process end that listens."""
        with self._turn:
            self._ours.close()


class KernelServer:
    """The process that forks kernels: it starts on entering, loads in the background, ends on leaving."""

    def __enter__(self) -> "KernelServer":
        ours, theirs = _sockets()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", forking.__name__],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=environment(),
                start_new_session=True,  # Ctrl-C is for the command, which then ends this
            )
        self._requests = _ForkRequests(ours)
        return self

    def __exit__(self, *_) -> None:
        self._process.kill()
        self._process.wait()
        self._requests.close()

    @property
    def alive(self) -> bool:
        """Whether it still forks."""
        return self._process.poll() is None

    def fork(
        self, command: Sequence[str], cwd: str, log: Path, environment: Mapping[str, str]
    ) -> ForkedProcess:
        """Return a new kernel, started as `command` would start it; OSError when the server is no more."""
        return self._requests.kernel(command, cwd, log, environment)

    def read(self, article: Path) -> tuple[ForkedProcess, _ForkRequests]:
        """Return a fork that reads an article, and the way to ask it for kernels afterwards."""
        ours, theirs = _sockets()
        with theirs:
            return self._requests.ask({"article": str(article)}, theirs.fileno()), _ForkRequests(ours)


class ArticleKernels:
    """The kernels of one article, which is read for the first of them, from the folder where that starts."""

    def __init__(self, server: KernelServer) -> None:
        self._server = server
        self._starting = Lock()
        self._reader: tuple[ForkedProcess, _ForkRequests] | None = None
        self._wanted = True

    def fork(
        self, command: Sequence[str], cwd: str, log: Path, environment: Mapping[str, str]
    ) -> ForkedProcess:
        """Return a new kernel as `KernelServer.fork` does, in which the article has been read."""
        try:
            return self._requests(Path(cwd)).kernel(command, cwd, log, environment)
        except OSError:  # reading took more than there is: the kernel will say so, and where
            return self._server.fork(command, cwd, log, environment)

    def end(self) -> None:
        """End the process that reads; whoever waits for it gets a kernel that has to read on its own."""
        with self._starting:
            self._wanted = False
            if self._reader:
                reader, requests = self._reader
                reader.kill()
                requests.close()

    def _requests(self, folder: Path) -> _ForkRequests:
        with self._starting:
            if not self._wanted:
                raise ChildProcessError("the article's reports are made")
            if not self._reader:
                self._reader = self._server.read(folder / ARTICLE)
            return self._reader[1]


class Kernel(AsyncKernelManager):
    """A kernel whose sockets, log and IPython settings lie in `folder`, which the caller makes and removes.

    It runs the Python that runs now, whatever the user's kernel specifications say, and without their IPython
    profile. Where there are Unix sockets, and the folder's path is short enough for them, it uses them: they
    need no ports, and nobody else can reach them. With a `source` it is a fork of a process that has
    everything loaded.
    """

    running: ClassVar[set["Kernel"]] = set()
    wanted: ClassVar[bool] = True

    def __init__(self, folder: str, source: KernelServer | ArticleKernels | None = None) -> None:
        super().__init__()
        self.folder, self.source = folder, source
        self.transport = "ipc" if os.name == "posix" and len(self.folder) <= _LONGEST_FOLDER else "tcp"
        self.connection_file = str(Path(self.folder) / "kernel")

    @property
    def kernel_spec(self) -> KernelSpec:
        """How to start it."""
        command = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        return KernelSpec(argv=command, display_name="Python 3", language="python")

    # Both are coroutines in AsyncKernelManager, too, which departs from its own base class in that.
    async def start_kernel(self, **kwargs: Any) -> None:  # type: ignore[override]
        """Start the process, with what it prints outside of cells in the file `log`."""
        if self.source:
            self.kernel_id = self.folder
            self.provisioner = _ForkProvisioner(self, self.source)
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

    async def cleanup_resources(self, restart: bool = False) -> None:  # type: ignore[override]
        """Forget the process, and remove its connection file."""
        Kernel.running.discard(self)
        await super().cleanup_resources(restart=restart)


class _ForkProvisioner(LocalProvisioner):
    """Has the kernel's source fork the process; where it cannot, starts it like any other."""

    def __init__(self, kernel: Kernel, source: KernelServer | ArticleKernels) -> None:
        super().__init__(kernel_id=kernel.folder, kernel_spec=kernel.kernel_spec, parent=kernel)
        self._log, self._source = Path(kernel.folder) / "log", source

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        own = {"IPYTHONDIR": kwargs["env"]["IPYTHONDIR"]}
        try:
            forked = self._source.fork(cmd, kwargs["cwd"], self._log, own)
        except OSError:
            return await super().launch_kernel(cmd, **kwargs)
        self.process = forked  # type: ignore[assignment]  # has those parts of Popen that are used
        self.pid = self.pgid = forked.pid
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


def _sockets() -> tuple[socket.socket, socket.socket]:
    """Return the two ends of a socket that keeps messages apart."""
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
