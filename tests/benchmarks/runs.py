"""Whole runs of the command `corpus`: two workers against one, and what grows with the corpus."""

import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from analysis.corpus.engine.deduplication import Deduplicator, Key
from analysis.corpus.engine.store import Store

from .machine import busy
from .ratios import summary
from .scaling import side_by_side
from .texts import Texts
from .watch import Use, watch

SMALL_PART, PART = 8, 32
_KEYS = 50_000


def workers(texts: Texts, repeats: int, articles: int) -> dict[str, object]:
    """Return how many times as fast two workers are as one: the whole command, and once they all work.

    Beside it, in turn, stands what the machine gives any two processes (see `scaling`).
    """
    whole, working, bare = [], [], []
    with tempfile.TemporaryDirectory() as place:
        source = texts.write(Path(place) / "articles.jsonl", articles)
        for _ in range(repeats):
            (one, alone), (two, both) = (_run(source, Path(place), number) for number in (1, 2))
            whole.append((one.seconds, two.seconds))
            working.append((alone, both))
            bare.append(side_by_side(texts))
    return {
        "articles": articles,
        "load_before": busy(),
        "whole": summary(whole, 1.8, 1.95),
        "working": summary(working, 1.8, 1.95),
        "bare": summary(bare),
    }


def sizes(texts: Texts, numbers: Sequence[int]) -> dict[str, object]:
    """Return what runs of several sizes take, on two workers: seconds an article, peak memory, files.

    What a run of two articles takes is the start; seconds an article are those beyond it.
    """
    with tempfile.TemporaryDirectory() as place:
        start, _ = _sized(texts, Path(place), 2)
        rows = []
        for number in numbers:
            used, out = _sized(texts, Path(place), number)
            files = list(out.rglob("*.parquet"))
            rows.append(
                {
                    "articles": number,
                    "seconds": used.seconds,
                    "clock_an_article": (used.seconds - start.seconds) / (number - 2),
                    "worker_cores_an_article": (used.below - start.below) / (number - 2),
                    "main_cores_an_article": (used.own - start.own) / (number - 2),
                    "worker_peak": used.below_peak,
                    "main_peak": used.own_peak,
                    "files": len(files),
                    "bytes_an_article": sum(path.stat().st_size for path in files) / number,
                }
            )
        receipt = _seconds_a_receipt(out)
    first, last = rows[0], rows[-1]
    return {
        "start_seconds": start.seconds,
        "start_cores": start.cores,
        "runs": rows,
        "memory": summary([(last["worker_peak"], first["worker_peak"])], 1.2, 1.05),
        "time": summary([(last["worker_cores_an_article"], first["worker_cores_an_article"])], 1.2, None),
        "part": PART,
        "seconds_a_receipt": receipt,
        "deduplication": _deduplication(),
    }


def _run(source: Path, place: Path, number: int) -> tuple[Use, float]:
    """Return what a run takes, and the seconds of its later half: when all workers are at work."""
    with tempfile.TemporaryDirectory(dir=place) as out:
        used = watch(_command(source, out, number, SMALL_PART))
        written = sorted(path.stat().st_mtime for path in Path(out, "articles").glob("part-*.parquet"))
    return used, written[-1] - written[len(written) // 4]


def _sized(texts: Texts, place: Path, number: int) -> tuple[Use, Path]:
    source = texts.write(place / f"{number}.jsonl", number)
    out = place / f"out-{number}"
    return watch(_command(source, out, 2, PART)), out


def _command(source: Path, out: Path | str, number: int, part: int) -> list[object]:
    return ["analysis", "corpus", source, "--out", out, "--workers", number, "--part-size", part]


def _seconds_a_receipt(out: Path) -> float:
    """Return how long it takes to learn of one part, when a run is started again, that it is finished."""
    store = Store.at(str(out))
    begun = time.perf_counter()
    finished = store.finished()
    for number in finished:
        store.receipt(number)
    return (time.perf_counter() - begun) / len(finished)


def _deduplication() -> dict[str, float]:
    """Return what deduplication takes for an article: seconds of a core, bytes of disk."""
    keys = [Key(f"article-{number}", "Post", f"{number:064x}") for number in range(_KEYS)]
    with closing(Deduplicator()) as known:
        begun = time.process_time()
        known.settle(keys)
        seconds = time.process_time() - begun
        pages, size = (
            known._taken.execute(f"pragma {name}").fetchone()[0] for name in ("page_count", "page_size")
        )
    return {"seconds": seconds / _KEYS, "bytes": pages * size / _KEYS}
