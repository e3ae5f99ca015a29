"""Minimal pairs: two sentences, or two targets of one, that differ in what decides the judgement.

They are our own and ship in resources/sentiment_pairs.csv. In each pair one thing differs: who did it, to
whom, a negation, who says it, what is reported, what is only thought of. `expected` may leave room ("not
negative": a victim is not criticised, but may be shown in a good light).
"""

import csv
from functools import cache
from typing import NamedTuple

from analysis.paths import RESOURCES
from analysis.tone import classify_targets

PATH = RESOURCES / "sentiment_pairs.csv"


class Judgement(NamedTuple):
    """A sentence of a pair, its target at `start:end`, and what it should be judged as."""

    pair: int
    kind: str
    sentence: str
    start: int
    end: int
    expected: str

    def is_met_by(self, label: str) -> bool:
        """Tell whether negative, neutral or positive is what is expected."""
        return label != self.expected[4:] if self.expected.startswith("not ") else label == self.expected


@cache
def pairs() -> tuple[Judgement, ...]:
    """Return the sentences of all pairs, the two of a pair after one another."""
    with PATH.open(encoding="utf-8", newline="") as lines:
        return tuple(
            Judgement(
                int(row["pair"]),
                row["kind"],
                row["sentence"],
                int(row["start"]),
                int(row["end"]),
                row["expected"],
            )
            for row in csv.DictReader(lines)
        )


def right() -> dict[str, list[bool]]:
    """Return for each kind of pair whether the model judges both of its sentences rightly."""
    judged = classify_targets(
        [each.sentence for each in pairs()], [(each.start, each.end) for each in pairs()]
    )
    met = [each.is_met_by(label) for each, label in zip(pairs(), judged.idxmax(axis=1), strict=True)]
    found: dict[str, list[bool]] = {}
    for first, second, each in zip(met[::2], met[1::2], pairs()[::2], strict=True):
        found.setdefault(each.kind, []).append(first and second)
    return found
