"""What a machine gives two processes at once: spaCy's bare parse in one and in both, none of our code."""

import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from .parses import bare
from .texts import Texts

_ARTICLES = 24


def side_by_side(texts: Texts) -> tuple[float, float]:
    """Return the seconds of two parses of the same texts one after the other, and of both at once."""
    written = [row["text"] for row in texts.rows(_ARTICLES)]
    (alone,), both = (_seconds(written, number) for number in (1, 2))
    return 2 * alone, max(both)


def _seconds(written: Sequence[str], number: int) -> list[float]:
    """Return how long so many processes that begin together each take to parse texts."""
    context = get_context("spawn")
    with ProcessPoolExecutor(number, context, _load, (context.Barrier(number),)) as pool:
        return list(pool.map(_parse, [written] * number))


def _load(gate) -> None:
    global _nlp, _gate
    _nlp, _gate = bare(), gate


def _parse(written: Sequence[str]) -> float:
    _gate.wait()
    begun = time.perf_counter()
    list(_nlp.pipe(written))
    return time.perf_counter() - begun
