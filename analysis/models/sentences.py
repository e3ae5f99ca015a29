"""The model that reads a sentence once: for its rating, for all targets in it, and for the heads on framing.

A small transformer of its own, int8 ONNX: all-MiniLM-L6-v2 (Wang et al. 2020, Reimers & Gurevych 2019),
trained for sentiment, then cut to five layers with few heads and neurons. Each target is the mean of its word
pieces' states and looks at the whole sentence by attention. What comes out is calibrated by one temperature
(Guo et al. 2017). The *features* of a sentence, which other heads take, are the means of its pieces' states
after the second, fourth and last layer. See MODEL_CARD.md for data and terms. `read` reads a document once.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import islice
from pathlib import Path
from typing import NamedTuple, Protocol

import numpy as np

from analysis.annotation import Document, once
from analysis.models.encoder import LONGEST_WINDOW, START, STOP, Span, session, tokenizer
from analysis.paths import WEIGHTS

FOLDER = WEIGHTS / "sentences"
LABELS = ("negative", "neutral", "positive")
ROOM = LONGEST_WINDOW - 2
FEATURES = 3 * 384
TOGETHER = 64


class Judged(NamedTuple):
    """What a model says of a sentence: its rating (-1..1), probabilities (targets, 3) in LABELS, and its
    features (FEATURES,), which only the shipped model has.
    """

    rating: float
    targets: np.ndarray
    features: np.ndarray = np.zeros(0)


class Stretch(NamedTuple):
    """Word pieces that are read together: what the network takes, which targets it answers for, and its share
    of the sentence.
    """

    inputs: dict[str, np.ndarray]
    targets: np.ndarray
    share: float


class SentenceModel:
    """The model, loaded once."""

    def __init__(self, folder: Path = FOLDER) -> None:
        """Load the files of a folder."""
        self._session = session(folder / "small.onnx")
        self.temperature: float = json.loads((folder / "calibration.json").read_text())["temperature"]

    def judge(self, sentence: str, spans: Sequence[Span] = ()) -> Judged:
        """Rate a sentence and judge it towards the targets at these characters.

        A sentence beyond LONGEST_WINDOW word pieces is read in parts: a target by the part it starts in, the
        rating and the features are their means. Text without word pieces is neutral, with features of 0.
        """
        return next(self.judge_each([(sentence, spans)]))

    def judge_each(self, asked: Iterable[tuple[str, Sequence[Span]]]) -> Iterator[Judged]:
        """Judge many sentences, each with its spans, as `judge` does.

        Some are cut, then read, then answered together: in turn for each sentence, the three push each other
        out of the processor's caches, which takes a third longer.
        """
        asked = iter(asked)
        while group := list(islice(asked, TOGETHER)):
            cut = [_parts(sentence, spans) for sentence, spans in group]
            read = [[self._session.run(None, part.inputs) for part in parts] for parts in cut]
            for (_, spans), parts, answers in zip(group, cut, read, strict=True):
                yield self._judged(len(spans), parts, answers)

    def _judged(self, targets: int, parts: list[Stretch], answers: list[list[np.ndarray]]) -> Judged:
        probabilities = np.tile([0.0, 1.0, 0.0], (targets, 1))
        mean_rating, mean_features = 0.0, np.zeros(FEATURES)
        for part, (scores, rating, features) in zip(parts, answers, strict=True):
            probabilities[part.targets] = softmax(scores[0, 1:].astype(float) / self.temperature)
            mean_rating += part.share * float(rating[0])
            mean_features += part.share * features[0]
        return Judged(min(1.0, max(-1.0, mean_rating)), probabilities, mean_features)


@cache
def sentence_model() -> SentenceModel:
    """Return the model that ships with the package."""
    return SentenceModel()


def softmax(scores: np.ndarray) -> np.ndarray:
    """Turn scores (n, classes) into probabilities."""
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def _parts(sentence: str, spans: Sequence[Span]) -> list[Stretch]:
    encoded = tokenizer().encode(sentence, add_special_tokens=False)
    offsets = np.array(encoded.offsets).reshape(-1, 2)
    waiting = np.ones(len(spans), dtype=bool)
    parts = []
    for at in range(0, len(offsets), ROOM):
        touched = _touched(offsets[at : at + ROOM], spans)
        here = waiting & touched.any(1)
        waiting &= ~here
        inputs = _inputs(encoded.ids[at : at + ROOM], touched[here])
        parts.append(Stretch(inputs, here, touched.shape[1] / len(offsets)))
    return parts


def _touched(offsets: np.ndarray, spans: Sequence[Span]) -> np.ndarray:
    """Tell for each span which word pieces it touches, (spans, pieces)."""
    starts, ends = np.array(spans, dtype=int).reshape(-1, 2, 1).transpose(1, 0, 2)
    return (offsets[:, 1] > starts) & (offsets[:, 0] < ends)


def _inputs(ids: list[int], targets: np.ndarray) -> dict[str, np.ndarray]:
    pool = np.zeros((1 + len(targets), len(ids) + 2), dtype=np.float32)
    pool[0] = 1
    pool[1:, 1:-1] = targets
    pool /= pool.sum(1, keepdims=True)
    return {"ids": np.array([[START, *ids, STOP]]), "pool": pool[None]}


class SentenceReader(Protocol):
    """Whatever rates sentences and judges them towards targets: the shipped model, or a larger one."""

    def judge_each(self, asked: Iterable[tuple[str, Sequence[Span]]]) -> Iterator[Judged]:
        """Rate each sentence and judge it towards the targets at its characters."""


@lru_cache(maxsize=2)
def sentence_reader(model: str = "") -> SentenceReader:
    """Return the model that ships, or a larger one by its name or folder; ModelError if there is none."""
    if not model:
        return sentence_model()
    from analysis.models.larger import LargerModel

    return LargerModel(model)


def read(document: Document, model: str = "") -> tuple[Judged, ...]:
    """Return what the model says of each sentence, and of its single mentions, in their order."""
    return _read(document, model)


@once
def _read(document: Document, model: str) -> tuple[Judged, ...]:
    spans = defaultdict(list)
    for mention in document.single_mentions:
        start = document.sentences[mention.sentence - 1].start
        spans[mention.sentence].append((mention.start - start, mention.end - start))
    asked = ((sentence.text, spans[sentence.number]) for sentence in document.sentences)
    return tuple(sentence_reader(model).judge_each(asked))
