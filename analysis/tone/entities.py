"""Sentiment towards an entity: all its mentions together, in the author's voice and in what others say."""

import numpy as np
import pandas as pd

from analysis.annotation import Document, of_document
from analysis.schemas import typed
from analysis.statistics.resampling import Resampling, ends
from analysis.tone.targets import target_sentiment

MINIMUM_SENTENCES = 5
"""Below this many sentences there is no estimate: an interval of so few values says little more than which of
them is lowest and which highest."""

NOTHING = {"mean": float("nan"), "low": float("nan"), "high": float("nan")}
"""The estimate from too little text."""

VOICES = ("all", "author", "quoted", "reported")


@of_document
def entity_sentiment(
    document: Document, resampling: Resampling = Resampling(), model: str = ""
) -> pd.DataFrame:
    """Return a row for each entity and voice: article_id, entity, voice, sentences, mean, low, high.

    `voice` is all, author, quoted or reported (those in which the entity is mentioned). A sentence counts
    with the mean over its mentions of positive minus negative, `mean` (-1..1) is the mean over `sentences`
    sentences, `low` and `high` its 95% bootstrap interval over sentences. All three are nan below
    MINIMUM_SENTENCES sentences: not enough text. Entities with most sentences come first. `model` as in
    `classify_targets`.
    """
    values = _by_sentence(target_sentiment(document, model))
    ranked = sorted(values, key=lambda key: (-len(values[key[0], "all"]), key[0], VOICES.index(key[1])))
    rows = (
        {
            "article_id": document.article.id,
            "entity": entity,
            "voice": voice,
            "sentences": len(values[entity, voice]),
            **estimate(np.array(list(values[entity, voice].values())), resampling),
        }
        for entity, voice in ranked
    )
    return typed("entity_sentiment", rows)


def entity_gap(
    document: Document, one: str, other: str, resampling: Resampling = Resampling(), model: str = ""
) -> dict[str, float]:
    """Return mean, low and high (-2..2) of the mean towards `one` minus that towards `other`.

    The three are nan where there is too little text. The sentences that mention either are resampled
    together, as some mention both.
    """
    values = _by_sentence(target_sentiment(document, model))
    of_one, of_other = (values.get((entity, "all"), {}) for entity in (one, other))
    if min(len(of_one), len(of_other)) < MINIMUM_SENTENCES:
        return dict(NOTHING)
    places = sorted(of_one.keys() | of_other.keys())
    pair = np.array([(of_one.get(place, np.nan), of_other.get(place, np.nan)) for place in places])
    drawn = pair[resampling.indices(len(pair))]
    both = drawn[~np.isnan(drawn).all(axis=1).any(axis=1)]
    low, high = ends(_gap(both), len(pair))
    return {"mean": float(_gap(pair[None])[0]), "low": float(low), "high": float(high)}


def _gap(draws: np.ndarray) -> np.ndarray:
    means = np.nanmean(draws, axis=1)
    return means[:, 0] - means[:, 1]


def estimate(values: np.ndarray, resampling: Resampling) -> dict[str, float]:
    """Return the mean of values, one a sentence, and its 95% interval; nan for too few of them."""
    if len(values) < MINIMUM_SENTENCES:
        return dict(NOTHING)
    low, high = resampling.interval(values)
    return {"mean": float(values.mean()), "low": low, "high": high}


def _by_sentence(targets: pd.DataFrame) -> dict[tuple[str, str], dict[int, float]]:
    """Return for each entity and voice its sentences' values: positive minus negative, the mean over the
    mentions there.
    """
    found: dict[tuple[str, str], dict[int, list[float]]] = {}
    values = targets["positive"] - targets["negative"]
    for entity, own, sentence, value in zip(
        targets["entity"], targets["voice"], targets["sentence"], values, strict=True
    ):
        for voice in ("all", own):
            found.setdefault((entity, voice), {}).setdefault(int(sentence), []).append(value)
    return {
        key: {sentence: float(np.mean(of)) for sentence, of in sentences.items()}
        for key, sentences in found.items()
    }
