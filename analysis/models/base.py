"""The base reader reads a sentence once for each of its targets, with a mark before and after it.

all-mpnet-base-v2 (Song et al. 2020, Reimers & Gurevych 2019) was trained in full for sentiment towards marked
targets, then cut to some of its layers and of its vocabulary, as int8 ONNX. From the first state and the mean
of the target's come the class and the roles, from the first state of the sentence without marks its rating.
The *features* of a sentence, which other heads take, are the means of its pieces' states after the third, the
sixth and the last layer, read without marks; the pieces keep the states themselves. See MODEL_CARD.md for
data and terms.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from analysis.models.encoder import Span, session
from analysis.models.readers import Asked, Judged, PieceStates, calibration_of, nothing_judged, touched
from analysis.paths import WEIGHTS

FOLDER = WEIGHTS / "base"
MARK = "*"
LONGEST = 254
FEATURES = 3 * 768
_JUDGED, _RATED = ["classes", "parts"], ["ratings", "early", "middle", "last"]


class BaseReader:
    """The base reader, loaded once."""

    def __init__(self, folder: Path = FOLDER) -> None:
        """Load the files of a folder."""
        self._session = session(folder / "base.onnx")
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._mark = self._tokenizer.token_to_id(MARK)
        self._calibration = calibration_of(folder)

    def judge(self, sentence: str, spans: Sequence[Span] = (), rated: bool = True) -> Judged:
        """Rate a sentence and judge it towards the targets at these characters.

        Without `rated` there are no rating, features and pieces, which take a reading of their own. Of a
        sentence beyond LONGEST word pieces a target is judged by the pieces around it, and what is rated are
        the first ones. Text without word pieces is neutral.
        """
        encoded = self._tokenizer.encode(sentence)
        ids, offsets = np.array(encoded.ids), np.array(encoded.offsets)
        targets, roles = nothing_judged(len(spans))
        if len(ids) <= 2:
            nothing = PieceStates(np.zeros((0, 2), dtype=int), np.zeros((0, FEATURES), np.float16))
            return Judged(0.0, targets, roles, np.zeros(FEATURES), nothing)
        there = touched(offsets, spans) & (offsets[:, 1] > offsets[:, 0])
        for place in np.flatnonzero(there.any(axis=1)):
            classes, parts = self._read(_JUDGED, *self._marked(ids, there[place]))
            targets[place] = self._calibration.labels(classes)[0]
            roles[place] = self._calibration.roles(parts)[0]
        if not rated:
            return Judged(np.nan, targets, roles)
        alone = ids[: LONGEST + 2]
        rating, *states = self._read(_RATED, alone, np.zeros(len(alone), np.float32))
        features = np.concatenate([state[0].mean(axis=0) for state in states])
        own = slice(1, len(alone) - 1)
        pieces = PieceStates(offsets[own], np.hstack([state[0, own] for state in states]).astype(np.float16))
        return Judged(float(np.clip(rating[0], -1, 1)), targets, roles, features, pieces)

    def judge_each(self, asked: Iterable[Asked], rated: bool = True) -> Iterator[Judged]:
        """Judge many sentences, each with its spans, as `judge` does."""
        return (self.judge(sentence, spans, rated) for sentence, spans in asked)

    def _read(self, asked: Sequence[str], ids: np.ndarray, pool: np.ndarray) -> list[np.ndarray]:
        """Return what the network says of one reading: by itself, since int8 rounds a batch by all of it."""
        return self._session.run(asked, {"ids": ids[None], "pool": pool[None]})

    def _marked(self, ids: np.ndarray, there: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return word pieces with marks around a target, and the weights that make the mean of its own."""
        first, end = np.flatnonzero(there)[[0, -1]] + (0, 1)
        marked = np.concatenate([ids[:first], [self._mark], ids[first:end], [self._mark], ids[end:]])
        pool = np.zeros(len(marked), np.float32)
        pool[first + 1 : end + 1] = 1 / (end - first)
        if len(marked) <= LONGEST + 4:
            return marked, pool
        start = int(np.clip((first + end - LONGEST) // 2, 1, len(marked) - 1 - LONGEST))
        around = slice(start, start + LONGEST)
        inner = pool[around]
        return (
            np.concatenate([marked[:1], marked[around], marked[-1:]]),
            np.pad(inner / max(inner.sum(), 1e-9), 1).astype(np.float32),
        )


@cache
def base_reader() -> BaseReader:
    """Return the base reader that ships with the package."""
    return BaseReader()
