"""Sentiment towards whom: how a sentence judges each mention, and whether it suffers, harms or helps there.

The mean over all mentions of an entity stays for those who have built on it; `analysis.tone.portrayal` reads
them together.
"""

from collections.abc import Iterable
from numbers import Integral
from typing import Any

import numpy as np
import pandas as pd

from analysis.annotation import Document, Mention, of_document
from analysis.attribution import VOICES, voice_of
from analysis.errors import ArgumentError
from analysis.models.readers import BASE, LABELS, ROLES, read, reader_of
from analysis.schemas import typed
from analysis.statistics.resampling import Resampling
from analysis.wording import counted

MINIMUM_SENTENCES = 5
"""Below this many sentences there is no estimate: an interval of so few values says little more than which of
them is lowest and which highest."""

NOTHING = {"mean": float("nan"), "low": float("nan"), "high": float("nan")}
"""The estimate from too little text."""

_WHOSE = ("all", *VOICES)


@of_document
def target_sentiment(document: Document, reader: str = BASE) -> pd.DataFrame:
    """Return a row a mention: article_id, entity, sentence, start, end, voice, negative, neutral, positive,
    suffers, harms, helps.

    Where "they" are several, each has a row.

    `voice` is whose words the mention stands in (author, quoted, reported). negative, neutral and positive
    are calibrated probabilities and add up to 1: how the sentence judges the entity at this place, whoever
    says it. Where somebody coded a mention, the coded one is 1. The last three are chances of their own:
    that it suffers or loses there, that it does harm, that it helps somebody. `reader` as in
    `classify_targets`.
    """
    sentences = read(document, reader)
    waiting = [zip(judged.targets, judged.roles, strict=True) for judged in sentences]
    rows = (
        {
            "article_id": document.article.id,
            "entity": mention.entity,
            "sentence": mention.sentence,
            "start": mention.start,
            "end": mention.end,
            "voice": voice_of(document, mention.start, mention.end),
            **_chances(document, mention, *next(waiting[mention.sentence - 1])),
        }
        for mention in document.single_mentions
    )
    return typed("targets", rows)


def classify_targets(
    sentences: Iterable[str], spans: Iterable[tuple[int, int]], reader: str = BASE, roles: bool = False
) -> pd.DataFrame:
    """Judge bare sentences towards targets: sentence i at the characters `spans[i]` = (start, end).

    Returns a row a span, in order, with the columns negative, neutral, positive, and with `roles` also
    suffers, harms, helps, as in `target_sentiment`. A sentence with several targets is given once for each.
    Raises ArgumentError for lists of different lengths and for a span that is no (start, end), is empty or
    lies outside its sentence.

    `reader` is base, small (less often right, many times as fast), or the folder or the hub's name of a
    sequence classifier of your own (see `analysis.models.larger`), which tells no roles; ModelError when it
    cannot be used.
    """
    sentences, spans = list(sentences), list(spans)
    _check(sentences, spans)
    rows_of: dict[str, list[int]] = {}
    for row, sentence in enumerate(sentences):
        rows_of.setdefault(sentence, []).append(row)
    found = np.zeros((len(sentences), len(LABELS) + len(ROLES)))
    asked = ((sentence, [spans[row] for row in rows]) for sentence, rows in rows_of.items())
    for rows, judged in zip(rows_of.values(), reader_of(reader).judge_each(asked, rated=False), strict=True):
        found[rows] = np.hstack([judged.targets, judged.roles])
    table = pd.DataFrame(found, columns=[*LABELS, *ROLES])
    return typed("classified_targets", table if roles else table[list(LABELS)])


def _chances(document: Document, mention: Mention, judged: np.ndarray, roles: np.ndarray) -> dict[str, float]:
    coded = document.coded.targets.get((mention.start, mention.end))
    chances = judged if coded is None else [float(label == coded) for label in LABELS]
    return dict(zip((*LABELS, *ROLES), (*chances, *roles), strict=True))


def _check(sentences: list[str], spans: list[tuple[int, int]]) -> None:
    if len(sentences) != len(spans):
        numbers = f"{counted(len(sentences), 'sentence')} but {counted(len(spans), 'span')}"
        raise ArgumentError(f"Every sentence takes a span, and these are {numbers}.")
    for row, (sentence, span) in enumerate(zip(sentences, spans, strict=True)):
        if not _is_span(span):
            raise ArgumentError(
                f"Span {row} has to be the target's place in its sentence, (start, end), not {span!r:.60}."
            )
        start, end = span
        if not 0 <= start < end <= len(sentence):
            raise ArgumentError(
                f"Span {row}, {start} to {end}, lies outside its sentence of {len(sentence)} characters."
            )


def _is_span(span: Any) -> bool:
    try:
        start, end = span
    except (TypeError, ValueError):
        return False
    return isinstance(start, Integral) and isinstance(end, Integral)


@of_document
def entity_sentiment(
    document: Document, resampling: Resampling = Resampling(), reader: str = BASE
) -> pd.DataFrame:
    """Return a row for each entity and voice: article_id, entity, voice, sentences, mean, low, high.

    `voice` is all, author, quoted or reported (those in which the entity is mentioned). A sentence counts
    with the mean over its mentions of positive minus negative, `mean` (-1..1) is the mean over `sentences`
    sentences, `low` and `high` its 95% bootstrap interval over sentences. All three are nan below
    MINIMUM_SENTENCES sentences: not enough text. Entities with most sentences come first. `reader` as in
    `classify_targets`.
    """
    values = _by_sentence(target_sentiment(document, reader))
    ranked = sorted(values, key=lambda key: (-len(values[key[0], "all"]), key[0], _WHOSE.index(key[1])))
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
