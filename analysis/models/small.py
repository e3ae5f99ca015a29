"""The small reader reads a sentence once: for its rating, for all targets in it, for the heads on framing.

A small transformer of its own, int8 ONNX: all-MiniLM-L6-v2 (Wang et al. 2020, Reimers & Gurevych 2019),
trained for sentiment, then cut to five layers with few heads and neurons. Each target is the mean of its word
pieces' states and looks at the whole sentence by attention. What comes out is calibrated by one temperature
(Guo et al. 2017). The *features* of a sentence, which other heads take, are the means of its pieces' states
after the second, fourth and last layer. See MODEL_CARD.md for data and terms.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import numpy as np

from analysis.models.encoder import LONGEST_WINDOW, START, STOP, Span, session, tokenizer
from analysis.models.readers import Asked, Judged, calibration_of, nothing_judged, touched
from analysis.paths import WEIGHTS

FOLDER = WEIGHTS / "sentences"
ROOM = LONGEST_WINDOW - 2
FEATURES = 3 * 384
TOGETHER = 64


class Stretch(NamedTuple):
    """Word pieces that are read together: what the network takes, which targets it answers for, and its share
    of the sentence.
    """

    inputs: dict[str, np.ndarray]
    targets: np.ndarray
    share: float


class SmallReader:
    """The small reader, loaded once."""

    def __init__(self, folder: Path = FOLDER) -> None:
        """Load the files of a folder."""
        self._session = session(folder / "small.onnx")
        self._calibration = calibration_of(folder)

    def judge(self, sentence: str, spans: Sequence[Span] = ()) -> Judged:
        """Rate a sentence and judge it towards the targets at these characters.

        A sentence beyond LONGEST_WINDOW word pieces is read in parts: a target by the part it starts in, the
        rating and the features are their means. Text without word pieces is neutral, with features of 0.
        """
        return next(self.judge_each([(sentence, spans)]))

    def judge_each(self, asked: Iterable[Asked], rated: bool = True) -> Iterator[Judged]:
        """Judge many sentences, each with its spans, as `judge` does; `rated` or not, they are rated.

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
        probabilities, roles = nothing_judged(targets)
        mean_rating, mean_features = 0.0, np.zeros(FEATURES)
        for part, (scores, role_scores, rating, features) in zip(parts, answers, strict=True):
            probabilities[part.targets] = self._calibration.labels(scores[0, 1:])
            roles[part.targets] = self._calibration.roles(role_scores[0, 1:])
            mean_rating += part.share * float(rating[0])
            mean_features += part.share * features[0]
        return Judged(min(1.0, max(-1.0, mean_rating)), probabilities, roles, mean_features)


@cache
def small_reader() -> SmallReader:
    """Return the model that ships with the package."""
    return SmallReader()


def _parts(sentence: str, spans: Sequence[Span]) -> list[Stretch]:
    encoded = tokenizer().encode(sentence, add_special_tokens=False)
    offsets = np.array(encoded.offsets).reshape(-1, 2)
    waiting = np.ones(len(spans), dtype=bool)
    parts = []
    for at in range(0, len(offsets), ROOM):
        there = touched(offsets[at : at + ROOM], spans)
        here = waiting & there.any(1)
        waiting &= ~here
        inputs = _inputs(encoded.ids[at : at + ROOM], there[here])
        parts.append(Stretch(inputs, here, there.shape[1] / len(offsets)))
    return parts


def _inputs(ids: list[int], targets: np.ndarray) -> dict[str, np.ndarray]:
    pool = np.zeros((1 + len(targets), len(ids) + 2), dtype=np.float32)
    pool[0] = 1
    pool[1:, 1:-1] = targets
    pool /= pool.sum(1, keepdims=True)
    return {"ids": np.array([[START, *ids, STOP]]), "pool": pool[None]}
