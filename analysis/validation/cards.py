"""Validation cards: what was measured, on which data, how well it did. JSON files that reports show."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from analysis import files, paths
from analysis.statistics.metrics import Estimate
from analysis.wording import interval, score

_HEADINGS = ("measure", "measured on", "score (95% interval)", "humans", "others")


@dataclass(frozen=True)
class CardRow:
    """A figure and what it was measured on.

    `data` and `domain` say which texts, `n` how many, counted in `unit` (a plural); `score`, `low` and `high`
    are 0..100 for shares and F1, -1..1 for correlations. `human` is what people reach, in the same unit,
    `peer` what other systems do, in words; None where nobody has published it.
    """

    measure: str
    data: str
    domain: str
    n: int
    unit: str
    score: float
    low: float
    high: float
    human: float | None = None
    peer: str | None = None
    note: str | None = None

    @classmethod
    def of(
        cls,
        estimate: Estimate,
        *,
        measure: str,
        data: str,
        domain: str,
        n: int,
        unit: str,
        human: float | None = None,
        peer: str | None = None,
        note: str | None = None,
    ) -> "CardRow":
        """Return a row with an estimate as its score and interval."""
        return cls(measure, data, domain, n, unit, *estimate, human, peer, note)


@dataclass(frozen=True)
class Card:
    """How well a method does, on which split of the data, on whose terms, and how to measure it again."""

    method: str
    rows: Sequence[CardRow]
    split: str
    terms: str
    command: str
    date: str

    def write(self, name: str) -> Path:
        """Write the card among the package's resources, where the reports find it; return its path."""
        path = paths.CARDS / f"{name}.json"
        rounded = replace(self, rows=[_rounded(row) for row in self.rows])
        text = json.dumps(asdict(rounded), indent=1, ensure_ascii=False, allow_nan=False)
        files.write(path, f"{text}\n".encode())
        return path

    def __str__(self) -> str:
        lines = [_HEADINGS, *(_cells(row) for row in self.rows)]
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        table = ("  ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)).rstrip() for line in lines)
        return "\n".join([self.method, *table, f"Split: {self.split}."])


def _rounded(row: CardRow) -> CardRow:
    digits = 3 if abs(row.score) <= 1 else 1
    return replace(row, **{key: round(getattr(row, key), digits) for key in ("score", "low", "high")})


def _cells(row: CardRow) -> tuple[str, ...]:
    estimate = f"{score(row.score)} ({interval(row.low, row.high, score)})"
    human = "" if row.human is None else score(row.human)
    measured_on = f"{row.data}, {row.domain} ({row.n:,} {row.unit})"
    return row.measure, measured_on, estimate, human, row.peer or ""
