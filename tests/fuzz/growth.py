"""How time and memory of the whole analysis grow with a text's length, for texts made to be dear.

The tables are those of a corpus and of the reports: without roles that fitted weights infer.
"""

import multiprocessing
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from analysis.articles import Article
from analysis.corpus.engine.worker import load_models, tables

from .texts import SALAD, news

MOST_SECONDS_A_KB, MOST_MB_A_KB, STEEPER = 2.0, 4.0, 1.6


class Measured(NamedTuple):
    """What one text took: characters, seconds of one core, and memory beyond that of the models, in MB."""

    kind: str
    characters: int
    seconds: float
    megabytes: float


def _times(piece: str) -> Callable[[int], str]:
    """Return what repeats a piece up to a length."""
    return lambda length: (piece * (length // len(piece) + 1))[:length]


_NEWS = "\n\n".join(news())
_CLAUSES = "and the minister said that he feared that Iran, which attacked the troops who left, would "
GIANTS: dict[str, Callable[[int], str]] = {
    "news": _times(f"{_NEWS}\n\n"),
    "news without a paragraph": _times(" ".join(_NEWS.split()) + " "),
    "one sentence": lambda length: f"Ana Ruiz {_times(_CLAUSES)(length - 14)}leave.",
    "one word": _times("a"),
    "one word with dots": _times("a.b-"),
    "curly quotation marks": _times("“"),
    "straight quotation marks": _times('"'),
    "quotation marks in pairs": _times("“a” "),
    "short statements": _times("“No,” he said. "),
    "pronouns": _times("She said he told her that they saw him. "),
    "names": lambda length: " ".join(f"Ann {chr(65 + n % 26)}{n:x}son met" for n in range(length // 14))[
        :length
    ],
    "word salad": _times(" ".join(SALAD)),
    "empty lines": _times("\n \n"),
    "paragraphs of a word": _times("No\n\n"),
    "spaces": lambda length: f"A{' ' * (length - 3)}b.",
    "brackets": _times("(["),
    "tags": _times("<p>a</p>&amp;"),
    "combining marks": lambda length: "e" + "\u0301" * (length - 1),
    "emoji": _times("👩‍👩‍👧‍👦"),
    "no Latin letters": _times("总统周一表示我们不会离开反对派指责他撒谎"),
    "digits": _times("1,000.0 "),
    "dots": _times("... "),
}


def measure(kinds: Sequence[str], lengths: Sequence[int]) -> Iterator[Measured]:
    """Yield what texts of these kinds and lengths take, each in a process of its own."""
    load_models()
    forking = multiprocessing.get_context("fork")
    for kind in kinds:
        for length in lengths:
            ours, theirs = forking.Pipe(duplex=False)
            process = forking.Process(target=_measured, args=(kind, length, theirs))
            process.start()
            theirs.close()
            try:
                yield Measured(kind, length, *ours.recv())
            except EOFError:
                yield Measured(kind, length, float("nan"), float("inf"))
            process.join()


def faults(found: Sequence[Measured]) -> Iterator[str]:
    """Yield where time or memory is out of bounds, or grows faster than the text."""
    for one in found:
        thousands = one.characters / 1000
        if one.seconds > 20 + MOST_SECONDS_A_KB * thousands or one.megabytes > 300 + MOST_MB_A_KB * thousands:
            yield f"{one.kind}, {one.characters:,} characters: {one.seconds:.0f} s, {one.megabytes:.0f} MB"
    for kind in dict.fromkeys(one.kind for one in found):
        if (growth := steepness(found, kind)) > STEEPER:
            yield f"{kind}: time grows {growth:.1f} times as fast as the text"


def steepness(found: Sequence[Measured], kind: str) -> float:
    """Return how much dearer a character is in the longest text than in one of half its length.

    1 is linear, 2 quadratic; below two seconds the clock decides, and the answer is 1, as with one length.
    """
    longest, *others = sorted((one for one in found if one.kind == kind), key=lambda one: -one.characters)
    if longest.seconds < 2 or not others:
        return 1.0
    half = others[0]
    return longest.seconds / longest.characters / (half.seconds / half.characters)


def markdown(found: Sequence[Measured]) -> str:
    """Return the measurements as a table: a row a kind, a column a length."""
    lengths = sorted({one.characters for one in found})
    cells = {(one.kind, one.characters): one for one in found}
    lines = [
        "| text | " + " | ".join(f"{length // 1000} kB" for length in lengths) + " | growth | memory |",
        "|---" * (len(lengths) + 3) + "|",
    ]
    for kind in dict.fromkeys(one.kind for one in found):
        row = [cells[kind, length] for length in lengths]
        seconds = " | ".join(f"{one.seconds:.1f} s" for one in row)
        lines.append(f"| {kind} | {seconds} | {steepness(found, kind):.2f} | {row[-1].megabytes:.0f} MB |")
    return "\n".join(lines)


def _measured(kind: str, length: int, answer) -> None:
    before, start = _peak(), time.process_time()
    article = Article(GIANTS[kind](length))
    tables(article)
    answer.send((time.process_time() - start, _peak() - before))


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
