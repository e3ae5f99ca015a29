"""Kernels at once: one process imports everything that notebooks need, and every kernel is a fork of it.

A kernel of its own spends some four seconds of a core on imports before its first cell; a fork spends none,
and shares the memory. Forking is done by a process of one thread that does nothing else, on Linux only:
elsewhere system libraries do not survive it, and kernels start on their own.
"""

import json
import os
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

from analysis.paths import CALLER, PACKAGE


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


class Nursery:
    """The process that forks kernels: starts on entering, imports in the background, ends on leaving."""

    def __enter__(self) -> "Nursery":
        self._lock = threading.Lock()
        self._process = subprocess.Popen(
            [sys.executable, "-m", __name__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment(),
            start_new_session=True,  # Ctrl-C is for the command, which then ends this
        )
        return self

    def __exit__(self, *_) -> None:
        self._process.kill()
        self._process.communicate()

    @property
    def alive(self) -> bool:
        """Whether it still forks."""
        return self._process.poll() is None

    def fork(self, command: Sequence[str], cwd: str, log: Path, environment: Mapping[str, str]) -> Child:
        """Return a new kernel, started as `command` would start it; OSError when the nursery is no more."""
        request = {"arguments": command[3:], "cwd": cwd, "log": str(log), "environment": dict(environment)}
        with self._lock:
            self._process.stdin.write(json.dumps(request).encode() + b"\n")
            self._process.stdin.flush()
            answer = self._process.stdout.readline()
        if not answer:
            raise ChildProcessError("the nursery has ended")
        return Child(int(answer))


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


def _prepare() -> None:
    """Import and use once what notebooks import and use."""
    os.environ["JPY_PARENT_PID"] = str(os.getpid())  # read on import: kernels end when this process does
    import gc
    import pkgutil
    from importlib import import_module

    import ipykernel.kernelapp  # noqa: F401

    import analysis
    from analysis import display, figures, highlight  # noqa: F401

    for name in analysis.__all__:
        getattr(analysis, name)
    for module in pkgutil.iter_modules(figures.__path__, f"{figures.__name__}."):
        import_module(module.name)
    analysis.annotate(analysis.Article(text="One sentence warms the parser."))
    gc.freeze()


def _become_kernel(request: dict) -> None:
    """Turn a fresh fork into a kernel, and end with it."""
    try:
        os.setsid()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        log = os.open(request["log"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        for number, source in enumerate((os.open(os.devnull, os.O_RDONLY), log, log)):
            os.dup2(source, number)
        os.chdir(request["cwd"])
        os.environ.update(request["environment"])
        from ipykernel.kernelapp import IPKernelApp

        IPKernelApp.launch_instance(request["arguments"])
    finally:
        os._exit(1)


def _serve() -> None:
    """Fork a kernel for each line on stdin, and answer with its process id."""
    _prepare()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the children: the kernel reaps them
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            _become_kernel(json.loads(line))
        print(pid, flush=True)


if __name__ == "__main__":
    _serve()
