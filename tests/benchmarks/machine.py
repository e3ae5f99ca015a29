"""What a figure was measured on."""

import os
import platform
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import psutil

PACKAGES = ("presslens", "spacy", "onnxruntime", "papermill", "dask", "numpy", "pandas", "pyarrow", "textacy")


def facts() -> dict[str, object]:
    """Return the date, the machine and the versions; nothing that names the machine."""
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory_gb": round(psutil.virtual_memory().total / 2**30, 1),
        "system": platform.system(),
        "python": platform.python_version(),
        "versions": {name: known for name in PACKAGES if (known := _version(name))},
    }


def busy() -> float:
    """Return how many processes wait for a core beside this one: above 0, wall-clock times are too long."""
    return round(psutil.getloadavg()[0], 2)


def _processor() -> str:
    try:
        with Path("/proc/cpuinfo").open(encoding="utf-8") as lines:
            return next(line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
