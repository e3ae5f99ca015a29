"""The frames of an article in all typologies: shares of sentences, intervals, the sentences themselves.

And which of them are more than usual, beside the background articles (`analysis.framing.background`).
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from analysis.annotation import Document, of_document, once
from analysis.errors import ArgumentError
from analysis.framing.background import RATE, column, compare, like, place
from analysis.framing.evidence import by_words, carried, evidence
from analysis.framing.typologies import TYPOLOGIES
from analysis.framing.typologies.policy import OTHER, POLICY
from analysis.framing.typologies.typology import Typology
from analysis.schemas import typed
from analysis.statistics.multiplicity import false_discovery_rates
from analysis.statistics.resampling import Resampling, ends

FEWEST_SENTENCES = 8


class Leading(NamedTuple):
    """The frame that most sentences carry.

    `frame` is None when the text does not say which: too few sentences, hardly any with a frame, or a lead so
    small that it may be chance. `candidates` are the frames that may lead (one, when there is a leading
    frame).
    """

    frame: str | None
    candidates: tuple[str, ...]


@of_document
def frames(
    document: Document, resampling: Resampling = Resampling(), own: Sequence[Typology] = ()
) -> pd.DataFrame:
    """Return the frames of all typologies, then those of a researcher's own (see `read_frames`).

    A row with a null `sentence` is for the article: `score` is the share of its sentences that carry the
    frame (0..1), `low` and `high` its 95 % bootstrap interval over sentences (nan for fewer than two
    sentences), `percentile` (0..100) its place among the background articles, null where there are none or
    the frame is a researcher's own, `evidence` the words, each once. A row with a sentence (from 1) is for a
    sentence that carries the frame: score 1, and its words (none where a reader coded it and no cue stands
    there). "Other" is the share of sentences without any policy frame. Raises
    ArgumentError where `own` is not what `read_frames` returns.
    """
    typologies = (*TYPOLOGIES.values(), *_checked(own))
    rows = [row for typology in typologies for row in _rows(document, typology, resampling)]
    return typed("frames", ((document.article.id, *row) for row in rows))


def _checked(own: Sequence[Typology]) -> Sequence[Typology]:
    if not (isinstance(own, tuple | list) and all(isinstance(each, Typology) for each in own)):
        raise ArgumentError("A researcher's own frames are given as own=analysis.framing.read_frames(...).")
    return own


def carrying(document: Document, typology: Typology) -> tuple[tuple[str, ...], np.ndarray]:
    """Return the frames that are counted, and which sentence carries which: a bool array (sentences, frames).

    These are the typology's frames, and for policy frames also "Other": none of them.
    """
    return _with_other(typology, carried(document, typology))


def _with_other(typology: Typology, rows: np.ndarray) -> tuple[tuple[str, ...], np.ndarray]:
    if typology is POLICY:
        return (*typology.frames, OTHER), np.column_stack([rows, ~rows.any(axis=1)])
    return typology.frames, rows


def leading(document: Document, typology: Typology, resampling: Resampling = Resampling()) -> Leading:
    """Return the leading frame of a typology, or say that it cannot be told.

    A frame leads when all others are clearly behind it. Below eight sentences no frame leads.
    """
    carries = carried(document, typology)
    if len(carries) < FEWEST_SENTENCES or not carries.any():
        return Leading(None, ())
    first = int(carries.mean(axis=0).argmax())
    far_behind = behind(carries, first, resampling)
    leads = far_behind.sum() == len(far_behind) - 1
    may_lead = np.flatnonzero(carries.any(axis=0) & ~far_behind)
    candidates = tuple(typology.frames[place] for place in may_lead)
    return Leading(typology.frames[first] if leads else None, candidates)


def behind(carries: np.ndarray, first: int, resampling: Resampling = Resampling()) -> np.ndarray:
    """Tell which frames are clearly behind the frame `first`: bool (frames,).

    `carries` is which sentence carries which frame, bool (sentences, frames). Frames share their sentences,
    so two of them are compared on the same resamples: the 95 % interval of the difference of their shares has
    to lie above 0.
    """
    shares = _resampled(carries, resampling)
    return ends(shares[:, [first]] - shares, len(carries))[0] > 0


def _rows(document: Document, typology: Typology, resampling: Resampling) -> list[tuple[Any, ...]]:
    names, carries = carrying(document, typology)
    shares = carries.mean(axis=0) if len(carries) else np.full(len(names), np.nan)
    lows, highs = _interval(carries, resampling)
    _, worded = _with_other(typology, by_words(document, typology))
    words: dict[str, dict[int, list[str]]] = {name: {} for name in names}
    for found in evidence(document, typology):
        if carries[found.sentence - 1, names.index(found.frame)]:
            words[found.frame].setdefault(found.sentence, []).append(found.text)
    for (name, sentence), coded in document.coded.frames.items():
        for frame in coded if name == typology.name else ():
            words[frame].setdefault(sentence, [])
    rows = []
    for number, name in enumerate(names):
        every = list(dict.fromkeys(word for its in words[name].values() for word in its))
        usual = place(worded[:, number].mean() if len(worded) else np.nan, column(typology.name, name))
        rows.append((typology.name, name, pd.NA, shares[number], lows[number], highs[number], usual, every))
        rows += [
            (typology.name, name, sentence, 1.0, np.nan, np.nan, np.nan, list(dict.fromkeys(its)))
            for sentence, its in sorted(words[name].items())
        ]
    return rows


def _interval(carries: np.ndarray, resampling: Resampling) -> tuple[np.ndarray, np.ndarray]:
    if len(carries) < 2:
        nothing = np.full(carries.shape[1], np.nan)
        return nothing, nothing
    return ends(_resampled(carries, resampling), len(carries))


def _resampled(carries: np.ndarray, resampling: Resampling) -> np.ndarray:
    """Return the shares in bootstrap resamples of the sentences: array (samples, frames).

    Sentences that carry the same frames are alike, so it is enough to draw how often each kind comes up.
    """
    kinds, counts = np.unique(carries, axis=0, return_counts=True)
    return resampling.counts(counts) @ kinds / len(carries)


def more_than_usual(document: Document, topic: str = "") -> pd.DataFrame:
    """Return every frame's place among the background articles, the most unusual first.

    `sentences` have words for the frame, whatever their sense, as they were counted in the background;
    `percentile` is among all background articles, `same_length` among those of
    similar length, `same_topic` among those of a topic, if one is given, each nan where fewer than fifty can
    be compared; `p` is how likely as many sentences or more are by the background (of the topic, if one is
    given), `adjusted` the false discovery rate that goes with it; `unusual` says whether the frame is more
    than usual at a false discovery rate of 5 %, never for fewer than eight sentences. Empty where no
    background is there.
    """
    return _compared(document, topic).copy()


@once
def _compared(document: Document, topic: str) -> pd.DataFrame:
    n = len(document.sentences)
    everywhere, alike, on_topic = like(n), like(n, similar_length=True), like(n, topic) if topic else None
    rows = []
    for typology in TYPOLOGIES.values():
        names, worded = _with_other(typology, by_words(document, typology))
        for frame, row in zip(names, worded.T, strict=True):
            name, count = column(typology.name, frame), int(row.sum())
            overall = compare(count, n, everywhere, name)
            if overall.p != overall.p:
                continue
            topical = compare(count, n, on_topic, name) if on_topic is not None else None
            usual = topical if topical is not None and topical.p == topical.p else overall
            places = overall.percentile, place(count / n, name, alike)
            theirs = topical.percentile if topical is not None else np.nan
            numbers = (row.nonzero()[0] + 1).tolist()
            rows.append(
                [document.article.id, typology.name, frame, numbers, count / n, *places, theirs, usual.p]
            )
    table = typed("usual", rows, without=["adjusted", "unusual"])
    rates = false_discovery_rates(table["p"].to_numpy())
    table = table.assign(adjusted=rates, unusual=(rates <= RATE) & (n >= FEWEST_SENTENCES))
    return table.sort_values(["p", "frame"], kind="stable", ignore_index=True)
