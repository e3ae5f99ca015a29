"""One text at a time, and none for ever: a worker ends when a text takes far too long.

The run then tries the part's texts one by one (see `analysis.corpus.engine.isolation`).
"""

import faulthandler
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from distributed import get_worker

_SECONDS, _SECONDS_A_CHARACTER = 120, 1 / 2000
ONE_TEXT = threading.Lock()
"""Held while a text is worked on: the parser is not made for threads."""


def seconds_for(size: int) -> float:
    """Return how long a text of so many characters may take: ten and more times what it should."""
    return _SECONDS + _SECONDS_A_CHARACTER * size


@contextmanager
def one_at_a_time(size: int) -> Iterator[None]:
    """Hold the lock, and in a worker end this process when a text of this size takes far too long."""
    with ONE_TEXT:
        if _is_replaced():
            stop_after(size)
        try:
            yield
        finally:
            if _is_replaced():
                go_on()


def stop_after(size: int) -> None:
    """Have this process end, without a word, when a text of this size takes too long; undone by `go_on`."""
    faulthandler.dump_traceback_later(seconds_for(size), exit=True, file=_nowhere())


def go_on() -> None:
    """Let this process live, whatever takes how long."""
    faulthandler.cancel_dump_traceback_later()


def _is_replaced() -> bool:
    """Tell whether this is a worker's process, which is replaced when it ends."""
    try:
        return get_worker().nanny is not None
    except ValueError:
        return False


@cache
def _nowhere():
    return Path(os.devnull).open("w")
