"""Kernels at once: one process loads everything that notebooks need, and every kernel is a fork of it.

A kernel of its own spends some four seconds of a core on imports before its first cell; a fork spends none,
and shares the memory. An article is read in a fork that does nothing else, and its kernels are forks of that
one, so that its reports find it read. Forking is done by processes of one thread, on Linux only: elsewhere
system libraries do not survive it, and kernels start on their own.
"""

import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from analysis.paths import CALLER, PACKAGE

ARTICLE = "article.json"
_LONGEST_MESSAGE = 65_536


class Child:
    """A process that the nursery forked, with the parts of `subprocess.Popen` that kernel managers use."""

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


class Nursery:
    """The process that forks: starts on entering, loads in the background, ends on leaving."""

    def __enter__(self) -> "Nursery":
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
        """Return a new kernel, started as `command` would start it; OSError when the nursery is no more."""
        return self._line.ask(_kernel(command, cwd, log, environment))

    def read(self, article: Path) -> tuple[Child, _Line]:
        """Return a fork that reads an article, and the line on which it then forks kernels."""
        ours, theirs = _pair()
        with theirs:
            return self._line.ask({"article": str(article)}, theirs.fileno()), _Line(ours)


class Reading:
    """The kernels of one article, which is read for the first of them, from the folder where that starts."""

    def __init__(self, nursery: Nursery) -> None:
        self._nursery = nursery
        self._starting = threading.Lock()
        self._reader: tuple[Child, _Line] | None = None
        self._wanted = True

    def fork(self, command: Sequence[str], cwd: str, log: Path, environment: Mapping[str, str]) -> Child:
        """Return a new kernel as `Nursery.fork` does, in which the article has been read."""
        try:
            return self._line(Path(cwd)).ask(_kernel(command, cwd, log, environment))
        except OSError:  # reading took more than there is: the kernel will say so, and where
            return self._nursery.fork(command, cwd, log, environment)

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
                self._reader = self._nursery.read(folder / ARTICLE)
            return self._reader[1]


def available() -> bool:
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
                warm.read(request["article"])
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


if __name__ == "__main__":
    from analysis.reports import warm

    warm.up()
    _serve(socket.socket(fileno=0))
