"""The whole analysis over many hostile texts, with what it found."""

import time
import traceback
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import analysis
from analysis.articles import Article, Source, understand
from analysis.articles.folders import KINDS
from analysis.errors import ArticleError

from . import checks
from .payloads import NAMES, PAYLOADS
from .texts import Case

SECONDS, SECONDS_A_CHARACTER = 20, 1 / 500
_BATCH = 100


@dataclass(frozen=True)
class Fault:
    """Something that must not be: in which case, and what."""

    case: Case
    what: str

    def __str__(self) -> str:
        shown = self.case.data or self.case.text
        return f"{self.case.kind} #{self.case.number}: {self.what}\n    {shown[:300]!r}"


@dataclass
class Tally:
    """What a run did: cases by kind, those refused in a sentence, characters, rows, the slowest, faults."""

    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    rows: Counter[str] = field(default_factory=Counter)
    characters: int = 0
    slowest: tuple[float, str] = (0.0, "")
    faults: list[Fault] = field(default_factory=list)

    def __str__(self) -> str:
        kinds = [
            f"  {kind:24} {count:6,} {self.refused[kind]:8,}" for kind, count in sorted(self.done.items())
        ]
        rows = ", ".join(f"{name} {count:,}" for name, count in self.rows.items())
        return "\n".join(
            [
                f"  {'kind':24} {'texts':>6} {'refused':>8}",
                *kinds,
                f"  {'all':24} {self.done.total():6,} {self.refused.total():8,}",
                f"{self.characters:,} characters; rows: {rows}",
                f"slowest: {self.slowest[0]:.1f} s, {self.slowest[1]}",
                *(f"FAULT {fault}" for fault in self.faults),
                f"{len(self.faults)} faults",
            ]
        )


def run(stream: Iterable[Case], seconds: float = float("inf")) -> Iterator[Tally]:
    """Analyse cases until the time is up, yielding the same tally after every case, and once at the end."""
    tally, held, deadline = Tally(), defaultdict(list), time.monotonic() + seconds
    for case in stream:
        if time.monotonic() > deadline:
            break
        tally.faults += (Fault(case, what) for what in _analysed(case, tally, held))
        if tally.done.total() % _BATCH == 0:
            tally.faults += _refused_by_schema(case, held)
        yield tally
    tally.faults += _refused_by_schema(Case("the last batch", tally.done.total()), held)
    yield tally


def article(case: Case) -> Article:
    """Return a case as an article under a hostile name and title; ArticleError where there is none."""
    if case.suffix:
        return understand(Source(f"“case{case.suffix}”", case.data, KINDS[case.suffix]))
    number = case.number
    return Article(
        case.text,
        id=NAMES[number % len(NAMES)] if number % 3 else None,
        title=PAYLOADS[number % len(PAYLOADS)] if number % 2 else None,
        outlet=PAYLOADS[number * 7 % len(PAYLOADS)],
        url="javascript:window.fired = 1",
    )


def _analysed(case: Case, tally: Tally, held: dict[str, list]) -> Iterator[str]:
    """Analyse one case, count it, and yield its faults."""
    tally.done[case.kind] += 1
    start = time.process_time()
    try:
        read = article(case)
        document = analysis.annotate(read)
        made = checks.tables(document)
        yield from checks.faults(document, made)
        if case.number % 10 == 0:
            yield from checks.csv_faults(made)
    except ArticleError as error:
        tally.refused[case.kind] += 1
        if "\n" in str(error) or not str(error).endswith("."):
            yield f"refused in no sentence: {error}"
        return
    except Exception:
        yield "".join(traceback.format_exc().splitlines(keepends=True)[-9:])
        return
    taken = time.process_time() - start
    tally.characters += len(read.text)
    tally.slowest = max(tally.slowest, (taken, f"{case.kind} #{case.number}, {len(read.text):,} characters"))
    if taken > SECONDS + SECONDS_A_CHARACTER * len(read.text):
        yield f"{taken:.0f} s for {len(read.text):,} characters"
    for name, frame in made.items():
        tally.rows[name] += len(frame)
        held[name].append(frame)


def _refused_by_schema(last: Case, held: dict[str, list]) -> list[Fault]:
    found = [Fault(last, f"in the batch that ends here, {what}") for what in checks.schema_faults(held)]
    held.clear()
    return found
