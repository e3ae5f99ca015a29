"""Sentences with targets to train on: NewsMTSC, SEntFiN, NYT editorials, and a teacher's labels.

NewsMTSC (Hamborg & Donnay 2021) judges persons, SEntFiN 1.0 (Sinha et al. 2022) organisations; the NYT
editorials (Hutto & Gilbert 2014) have the mean of 20 ratings from -4 to 4, here divided by 4. A teacher's
labels are JSON lines (see `analysis.training.teacher`).
"""

import json
import random
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from analysis.validation.data import held_out, read_jsonl
from analysis.validation.pairs import is_name, renamed
from analysis.validation.sentiment import HELD_OUT

UNKNOWN = -100
SCALE = 4
PERSONS, ORGANISATIONS = "PERSON", "ORG"
NAMED = {PERSONS, ORGANISATIONS, "GPE", "NORP"}

Probabilities = tuple[float, float, float]


@dataclass(frozen=True)
class Target:
    """A span of a sentence with what kind of thing it names and its class: 0, 1, 2 from negative to
    positive, or UNKNOWN; `soft` are a teacher's probabilities.
    """

    start: int
    end: int
    kind: str
    label: int = UNKNOWN
    soft: Probabilities | None = None


@dataclass(frozen=True)
class Sentence:
    """A sentence with its targets and ratings (-1..1), by readers and by a teacher."""

    text: str
    targets: tuple[Target, ...] = ()
    rating: float | None = None
    soft_rating: float | None = None


def labelled(data: Path) -> tuple[list[Sentence], list[Sentence]]:
    """Read the train parts; return the sentences to train on, and those held out to calibrate and measure.

    ValidationError where a set is missing.
    """
    politics, politics_out = held_out(read_jsonl(data, "newsmtsc/train.jsonl"), HELD_OUT["newsmtsc"])
    finance, finance_out = held_out(read_jsonl(data, "sentfin/train.jsonl"), HELD_OUT["sentfin"])
    opinions = [
        Sentence(row["text"], rating=row["rating"] / SCALE)
        for row in read_jsonl(data, "nyt_editorials/train.jsonl")
    ]
    return (
        [*_grouped(politics, PERSONS), *_grouped(finance, ORGANISATIONS), *opinions],
        [*_grouped(politics_out, PERSONS), *_grouped(finance_out, ORGANISATIONS)],
    )


def taught(sentences: Iterable[Sentence], path: Path) -> list[Sentence]:
    """Give sentences a teacher's labels, and add those that only the teacher has labelled."""
    soft = {sentence.text: sentence for sentence in read_labels(path)}
    joined = [_joined(sentence, soft.pop(sentence.text, None)) for sentence in sentences]
    return joined + list(soft.values())


def read_labels(path: Path) -> Iterable[Sentence]:
    """Read a teacher's labels: text, spans ([start, end, kind]), soft ([probabilities]), rating or null."""
    with path.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            targets = (
                Target(*span, soft=tuple(soft)) for span, soft in zip(row["spans"], row["soft"], strict=True)
            )
            yield Sentence(row["text"], tuple(targets), soft_rating=row["rating"])


class Swapper:
    """Gives targets other names of the same kind and length in words, so that no reputation is learned."""

    def __init__(self, sentences: Iterable[Sentence], seed: int) -> None:
        """Collect the names that occur."""
        self._rng = random.Random(seed)
        names: dict[tuple[str, int], set[str]] = {}
        for sentence in sentences:
            for target in sentence.targets:
                name = sentence.text[target.start : target.end]
                if is_named(target, name):
                    names.setdefault(_like(target, name), set()).add(name)
        self._names = {like: sorted(of) for like, of in names.items()}

    def swap(self, sentence: Sentence, share: float) -> Sentence:
        """Return the sentence with a share of its named targets renamed, all their mentions alike."""
        for place in range(len(sentence.targets)):
            target = sentence.targets[place]
            name = sentence.text[target.start : target.end]
            if is_named(target, name) and self._rng.random() < share:
                sentence = _renamed(sentence, name, self._rng.choice(self._names[_like(target, name)]))
        return sentence


def is_named(target: Target, name: str) -> bool:
    """Tell whether a target is named, not described or taken up by a pronoun."""
    return target.kind in NAMED and is_name(name)


def _like(target: Target, name: str) -> tuple[str, int]:
    return target.kind, len(name.split())


def _renamed(sentence: Sentence, name: str, other: str) -> Sentence:
    text, spans = renamed(sentence.text, [(t.start, t.end) for t in sentence.targets], name, other)
    targets = (
        replace(target, start=start, end=end)
        for target, (start, end) in zip(sentence.targets, spans, strict=True)
    )
    return replace(sentence, text=text, targets=tuple(targets))


def _grouped(rows: Iterable[dict], kind: str) -> list[Sentence]:
    targets: dict[str, dict[tuple[int, int], Target]] = {}
    for row in rows:
        span = (row["start"], row["end"])
        targets.setdefault(row["sentence"], {})[span] = Target(*span, kind, row["label"] + 1)
    return [Sentence(text, tuple(of.values())) for text, of in targets.items()]


def _joined(sentence: Sentence, soft: Sentence | None) -> Sentence:
    if soft is None:
        return sentence
    known = {(target.start, target.end): target.soft for target in soft.targets}
    targets = tuple(replace(t, soft=known.get((t.start, t.end))) for t in sentence.targets)
    return replace(sentence, targets=targets, soft_rating=soft.soft_rating)
