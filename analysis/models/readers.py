"""Readers: models that rate a sentence, and judge it towards each of its targets.

Three things are told of a target, and they are not one: how the sentence *judges* it (negative, neutral,
positive), and its *roles*: whether it suffers or loses, whether it does harm, whether it helps. The base
reader is right more often, the small one many times as fast; a researcher may name another.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, Protocol

import numpy as np

from analysis.annotation import Document, once
from analysis.models.encoder import Span
from analysis.paths import read_json

LABELS = ("negative", "neutral", "positive")
ROLES = ("suffers", "harms", "helps")
BASE, SMALL = "base", "small"


Asked = tuple[str, Sequence[Span]]
"""A sentence, and the places of its targets in it."""


class PieceStates(NamedTuple):
    """A sentence's word pieces as a network read them: where each stands in it, (pieces, 2), and its states,
    float16 (pieces, width).
    """

    offsets: np.ndarray
    states: np.ndarray

    def of(self, spans: Sequence[Span]) -> np.ndarray:
        """Return the mean state of the pieces that each span touches, float32 (spans, width); of all pieces
        where it touches none.
        """
        there = touched(self.offsets, spans)
        there |= ~there.any(axis=1, keepdims=True)
        weights = there / np.maximum(there.sum(axis=1, keepdims=True), 1)
        return weights.astype(np.float32) @ self.states.astype(np.float32)


class Judged(NamedTuple):
    """What a reader says of a sentence: its rating (-1..1), chances (targets, 3) of LABELS and of ROLES, and
    its features, which a reader that was named by its folder does not have. Only the base reader has its
    word pieces.
    """

    rating: float
    targets: np.ndarray
    roles: np.ndarray
    features: np.ndarray = np.zeros(0)
    pieces: PieceStates | None = None


class Calibration(NamedTuple):
    """What turns scores into chances that hold: a temperature for LABELS (Guo et al. 2017), and a factor and
    a shift of the log-odds for each of ROLES (Platt 1999), both (3,).
    """

    temperature: float
    factors: np.ndarray
    shifts: np.ndarray

    def labels(self, scores: np.ndarray) -> np.ndarray:
        """Return chances of LABELS from scores (n, 3)."""
        return softmax(scores.astype(float) / self.temperature)

    def roles(self, scores: np.ndarray) -> np.ndarray:
        """Return chances of ROLES from log-odds (n, 3)."""
        return sigmoid(scores.astype(float) * self.factors + self.shifts)


UNCALIBRATED = Calibration(1.0, np.ones(len(ROLES)), np.zeros(len(ROLES)))


def write_calibration(folder: Path, calibration: Calibration) -> None:
    """Write calibration.json of a folder."""
    kept = {
        "temperature": round(calibration.temperature, 3),
        "factors": calibration.factors.round(3).tolist(),
        "shifts": calibration.shifts.round(3).tolist(),
    }
    (folder / "calibration.json").write_text(json.dumps(kept) + "\n", encoding="utf-8")


def calibration_of(folder: Path) -> Calibration:
    """Read calibration.json of a folder."""
    kept = read_json(folder / "calibration.json")
    return Calibration(kept["temperature"], np.array(kept["factors"]), np.array(kept["shifts"]))


class Reader(Protocol):
    """Whatever rates sentences and judges them towards targets."""

    def judge_each(self, asked: Iterable[Asked], rated: bool = True) -> Iterator[Judged]:
        """Rate each sentence and judge it towards its targets; nobody needs the ratings unless `rated`."""


@lru_cache(maxsize=3)
def reader_of(name: str) -> Reader:
    """Return the reader "base" or "small", or a classifier by its name or folder; ModelError if there is
    none.
    """
    if name == SMALL:
        from analysis.models.small import small_reader

        return small_reader()
    if name == BASE:
        from analysis.models.base import base_reader

        return base_reader()
    from analysis.models.larger import LargerModel

    return LargerModel(name)


def read(document: Document, reader: str) -> tuple[Judged, ...]:
    """Return what a reader says of each sentence, and of its single mentions, in their order."""
    return _read(document, reader)


@once
def _read(document: Document, reader: str) -> tuple[Judged, ...]:
    spans = defaultdict(list)
    for mention in document.single_mentions:
        start = document.sentences[mention.sentence - 1].start
        spans[mention.sentence].append((mention.start - start, mention.end - start))
    asked = ((sentence.text, spans[sentence.number]) for sentence in document.sentences)
    return tuple(reader_of(reader).judge_each(asked))


def nothing_judged(targets: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the chances where there is nothing to read: neutral, and in none of ROLES."""
    return np.tile([0.0, 1.0, 0.0], (targets, 1)), np.zeros((targets, len(ROLES)))


def touched(offsets: np.ndarray, spans: Sequence[Span]) -> np.ndarray:
    """Tell for each span which word pieces it touches, (spans, pieces)."""
    starts, ends = np.array(spans, dtype=int).reshape(-1, 2, 1).transpose(1, 0, 2)
    return (offsets[:, 1] > starts) & (offsets[:, 0] < ends)


def softmax(scores: np.ndarray) -> np.ndarray:
    """Turn scores (n, classes) into probabilities."""
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def sigmoid(scores: np.ndarray) -> np.ndarray:
    """Turn log-odds into chances."""
    return 1 / (1 + np.exp(-np.clip(scores, -30, 30)))
