"""Kernels for reports: of this very Python, quiet, alike on every run, and gone when a run is interrupted."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import LocalProvisioner

from analysis.reports.nursery import Nursery, Reading, environment

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

    def __init__(self, folder: str, source: Nursery | Reading | None = None) -> None:
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
def kernels() -> Iterator[None]:
    """Let kernels start; none is left at the end."""
    Kernel.wanted = True
    try:
        yield
    finally:
        Kernel.wanted = False
        for kernel in list(Kernel.running):
            kernel.kill()
