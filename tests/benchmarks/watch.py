"""Run a command and watch all its processes: seconds, seconds of cores, peak memory."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from typing import NamedTuple

import psutil

_EVERY = 0.1


class Use(NamedTuple):
    """What a command took: `seconds` on the clock, seconds of cores by its own process and by all below it
    (`own`, `below`), and the peak resident memory in bytes of its own process and of the largest below.
    """

    seconds: float
    own: float
    below: float
    own_peak: int
    below_peak: int

    @property
    def cores(self) -> float:
        """Seconds of cores, all processes together."""
        return self.own + self.below


class CommandError(RuntimeError):
    """A command that did not end well."""


def watch(arguments: Sequence[object], **environment: str) -> Use:
    """Run `python -m ARGUMENTS` to its end. Raises CommandError when it ends with an error.

    Processes are looked at ten times a second, so what one does in its last moment is not seen.
    """
    command = [sys.executable, "-m", *map(str, arguments)]
    begun = time.perf_counter()
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=os.environ | environment
    ) as run:
        main = psutil.Process(run.pid)
        known = {run.pid: main}
        cores: dict[int, float] = {}
        peaks: dict[int, int] = {}
        while run.poll() is None:
            _look(main, known, cores, peaks)
            with suppress(subprocess.TimeoutExpired):
                run.wait(_EVERY)
        seconds = time.perf_counter() - begun
        said = run.stderr.read()
    if run.returncode:
        raise CommandError(f"{' '.join(command)}: {said.strip()[-500:]}")
    own, own_peak = cores.pop(run.pid, 0.0), peaks.pop(run.pid, 0)
    return Use(seconds, own, sum(cores.values()), own_peak, max(peaks.values(), default=0))


def _look(
    main: psutil.Process, known: dict[int, psutil.Process], cores: dict[int, float], peaks: dict[int, int]
) -> None:
    with suppress(psutil.Error):
        known.update({each.pid: each for each in main.children(recursive=True) if each.pid not in known})
    for pid, process in list(known.items()):
        with suppress(psutil.Error), process.oneshot():
            spent = process.cpu_times()
            cores[pid] = spent.user + spent.system
            peaks[pid] = max(peaks.get(pid, 0), process.memory_info().rss)
