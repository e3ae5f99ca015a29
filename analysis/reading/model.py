"""The model that reads a sentence once: for its rating, for all targets in it, and for the heads on framing.

A six-layer transformer of its own (from all-MiniLM-L6-v2: Wang et al. 2020, Reimers & Gurevych 2019), int8
ONNX. Each target is the mean of its word pieces' states and looks at the whole sentence by attention. What
comes out is calibrated by one temperature (Guo et al. 2017). The *features* of a sentence are the means of
its pieces' states after layers 2, 4 and 6. See MODEL_CARD.md for data and terms.
"""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from analysis.encoder import LONGEST_WINDOW, START, STOP, Span, session, tokenizer
from analysis.mistakes import UserError
from analysis.paths import RESOURCES

FOLDER = RESOURCES / "tone"
LABELS = ("negative", "neutral", "positive")
ROOM = LONGEST_WINDOW - 2
FEATURES = 3 * 384


class ModelError(UserError, ValueError):
    """A model that cannot be used; the message is one sentence that says why."""


class Judged(NamedTuple):
    """What a model says of a sentence: its rating (-1..1), probabilities (targets, 3) in LABELS, and its
    features (FEATURES,), which only the shipped model has.
    """

    rating: float
    targets: np.ndarray
    features: np.ndarray = np.zeros(0)


class Part(NamedTuple):
    """Word pieces that are read together, with their offsets (n, 2) in the sentence."""

    ids: list[int]
    offsets: np.ndarray


class Model:
    """The model, loaded once."""

    def __init__(self, folder: Path = FOLDER) -> None:
        """Load the files of a folder."""
        self._session = session(folder / "tone.onnx")
        self.temperature: float = json.loads((folder / "calibration.json").read_text())["temperature"]

    def judge(self, sentence: str, spans: Sequence[Span] = ()) -> Judged:
        """Rate a sentence and judge it towards the targets at these characters.

        A sentence beyond LONGEST_WINDOW word pieces is read in parts: a target by the part it starts in, the
        rating and the features are their means. Text without word pieces is neutral, with features of 0.
        """
        parts = _parts(sentence)
        probabilities = np.tile([0.0, 1.0, 0.0], (len(spans), 1))
        wholes = [np.zeros(1 + FEATURES)]
        for part in parts:
            inside = [row for row, span in enumerate(spans) if _stands_in(span, part, parts)]
            rating, scores, features = self.scores(part, [spans[row] for row in inside])
            wholes.append(np.concatenate([[rating], features]))
            probabilities[inside] = softmax(scores / self.temperature)
        whole = np.average(wholes, axis=0, weights=[not parts, *(len(p.ids) for p in parts)])
        return Judged(float(np.clip(whole[0], -1, 1)), probabilities, whole[1:])

    def scores(self, part: Part, spans: Sequence[Span]) -> tuple[float, np.ndarray, np.ndarray]:
        """Return the rating, the scores (targets, 3) before calibration and the features (FEATURES,)."""
        pool = np.ones((1 + len(spans), len(part.ids) + 2), dtype=np.float32)
        for row, (start, end) in enumerate(spans, start=1):
            pool[row] = 0
            pool[row, 1:-1] = (part.offsets[:, 1] > start) & (part.offsets[:, 0] < end)
        pool /= np.maximum(pool.sum(1, keepdims=True), 1)
        ids = np.array([[START, *part.ids, STOP]])
        scores, rating, features = self._session.run(None, {"ids": ids, "pool": pool[None]})
        return float(rating[0]), scores[0, 1:].astype(float), features[0]


@cache
def shipped() -> Model:
    """Return the model that ships with the package."""
    return Model()


def softmax(scores: np.ndarray) -> np.ndarray:
    """Turn scores (n, classes) into probabilities."""
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def _parts(sentence: str) -> list[Part]:
    encoded = tokenizer().encode(sentence, add_special_tokens=False)
    offsets = np.array(encoded.offsets).reshape(-1, 2)
    return [
        Part(encoded.ids[at : at + ROOM], offsets[at : at + ROOM]) for at in range(0, len(encoded.ids), ROOM)
    ]


def _stands_in(span: Span, part: Part, parts: list[Part]) -> bool:
    """Tell whether a span's first word piece is in a part."""
    touching = [each for each in parts if _touches(span, each)]
    return bool(touching) and touching[0] is part


def _touches(span: Span, part: Part) -> bool:
    return bool(((part.offsets[:, 1] > span[0]) & (part.offsets[:, 0] < span[1])).any())
