"""Kernels for reports: of this very Python, quiet, alike on every run, and gone when a run is interrupted."""

import os
import sys
from pathlib import Path
from typing import ClassVar

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from traitlets import Unicode

from analysis.paths import PACKAGE


class Kernel(AsyncKernelManager):
    """A kernel whose sockets, log and IPython settings lie in `folder`, which the caller makes and removes.

    It runs the Python that runs now, whatever the user's kernel specifications say, and without their IPython
    profile. Where there are Unix sockets it uses them: they need no ports, and nobody else can reach them.
    """

    folder = Unicode(help="folder for the kernel's own files").tag(config=True)
    running: ClassVar[set["Kernel"]] = set()

    def __init__(self, **kwargs) -> None:
        super().__init__(transport="ipc" if os.name == "posix" else "tcp", **kwargs)
        self.connection_file = str(Path(self.folder) / "kernel")

    @property
    def kernel_spec(self) -> KernelSpec:
        """How to start it."""
        command = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        return KernelSpec(argv=command, display_name="Python 3", language="python")

    async def start_kernel(self, **kwargs) -> None:
        """Start the process, with what it prints outside of cells in the file `log`."""
        environment = os.environ | {
            "IPYTHONDIR": self.folder,
            "PYTHONHASHSEED": "0",
            "PYTHONPATH": os.pathsep.join(filter(None, [str(PACKAGE.parent), os.environ.get("PYTHONPATH")])),
        }
        with (Path(self.folder) / "log").open("wb") as log:
            await super().start_kernel(**kwargs, env=environment, stdout=log, stderr=log)
        Kernel.running.add(self)

    async def cleanup_resources(self, restart: bool = False) -> None:
        """Forget the process, and remove its connection file."""
        Kernel.running.discard(self)
        await super().cleanup_resources(restart=restart)


def kill_all() -> None:
    """Kill every kernel at once; whoever waits for one finds it dead."""
    for kernel in list(Kernel.running):
        process = getattr(kernel.provisioner, "process", None)
        if process is not None:
            process.kill()
