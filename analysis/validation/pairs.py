"""Minimal pairs: two sentences, or two targets of one, that differ in what decides the judgement.

They are our own and ship in resources/en/sentiment_pairs.csv. In each pair one thing differs: who did it, to
whom, a negation, who says it, what is reported, what is only thought of. `expected` may leave room ("not
negative": a victim is not criticised, but may be shown in a good light).

What a judgement owes to the target's name is seen in the same sentence with another name in it (`swapped`).
"""

import csv
import random
import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from analysis.models.encoder import Span
from analysis.paths import ENGLISH
from analysis.tone import classify_targets

PATH = ENGLISH / "sentiment_pairs.csv"
SWAPS = 5
_PRONOUNS = frozenset(
    (
        *("he", "him", "his", "himself", "she", "her", "hers", "herself", "it", "its", "itself"),
        *("they", "them", "their", "theirs", "themselves", "who", "whom", "whose"),
        *("i", "me", "my", "we", "us", "our", "you", "your"),
    )
)


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


def is_name(text: str) -> bool:
    """Tell whether a target's words are a name: a capital first and last, and no pronoun."""
    words = text.split()
    return bool(words) and text.lower() not in _PRONOUNS and words[0][0].isupper() and words[-1][0].isupper()


def renamed(text: str, spans: Sequence[Span], name: str, other: str) -> tuple[str, list[Span]]:
    """Return a sentence in which each `name`, as a whole word, is another name, and spans that follow.

    Where the name is part of a span but not all of it, nothing is changed.
    """
    whole = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    places = [found.span() for found in whole.finditer(text)]
    for start, end in spans:
        if any((a, b) != (start, end) and a < end and start < b for a, b in places):
            return text, list(spans)
    grown = len(other) - len(name)
    moved = [
        (start + grown * sum(a < start for a, _ in places), end + grown * sum(b <= end for _, b in places))
        for start, end in spans
    ]
    return whole.sub(lambda _: other, text), moved


def swapped(examples: Sequence[dict], seed: int = 0) -> list[tuple[int, dict]]:
    """Return (number of the example, example with another name) for each named target, SWAPS of each.

    The names are other targets' of the same set, with as many words.
    """
    rng = random.Random(seed)
    names = defaultdict(set)
    for example in examples:
        if is_name(name := _name(example)):
            names[len(name.split())].add(name)
    made = []
    for number, example in enumerate(examples):
        name = _name(example)
        others = sorted(names[len(name.split())] - {name}) if is_name(name) else []
        for other in rng.sample(others, min(SWAPS, len(others))):
            span = (example["start"], example["end"])
            text, ((start, end),) = renamed(example["sentence"], [span], name, other)
            if text != example["sentence"]:
                made.append((number, example | {"sentence": text, "start": start, "end": end}))
    return made


def _name(example: dict) -> str:
    return example["sentence"][example["start"] : example["end"]]
