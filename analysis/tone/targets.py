"""Sentiment towards whom: the probabilities that a sentence is bad, neutral or good for each mention."""

from collections.abc import Iterable
from numbers import Integral

import numpy as np
import pandas as pd

from analysis.annotation import Document, Mention, of_document
from analysis.attribution import voice_of
from analysis.errors import ArgumentError
from analysis.models.sentences import LABELS, read, sentence_reader
from analysis.schemas import typed
from analysis.wording import counted


@of_document
def target_sentiment(document: Document, model: str = "") -> pd.DataFrame:
    """Return a row a mention: article_id, entity, sentence, start, end, voice, negative, neutral, positive.

    `voice` is whose words the mention stands in (author, quoted, reported). The last three are calibrated
    probabilities and add up to 1: how the sentence portrays the entity at this place, whoever says it.
    Where a reader coded a mention, the coded one is 1. `model` as in `classify_targets`.
    """
    sentences = read(document, model)
    waiting = [iter(judged.targets) for judged in sentences]
    rows = (
        {
            "article_id": document.article.id,
            "entity": mention.entity,
            "sentence": mention.sentence,
            "start": mention.start,
            "end": mention.end,
            "voice": voice_of(document, mention.start, mention.end),
            **_chances(document, mention, next(waiting[mention.sentence - 1])),
        }
        for mention in document.mentions
    )
    return typed("targets", rows)


def classify_targets(
    sentences: Iterable[str], spans: Iterable[tuple[int, int]], model: str = ""
) -> pd.DataFrame:
    """Judge bare sentences towards targets: sentence i at the characters `spans[i]` = (start, end).

    Returns a row a span, in order, with the columns negative, neutral, positive, as in `target_sentiment`. A
    sentence with several targets is given once for each, and read once for all of them. Raises ArgumentError
    for lists of different lengths and for a span that is no (start, end), is empty or lies outside its
    sentence.

    `model` is the folder or the hub's name of a larger sequence classifier to use in place of the model that
    ships (see `analysis.models.larger`); ModelError when it cannot be used.
    """
    sentences, spans = list(sentences), list(spans)
    _check(sentences, spans)
    rows_of: dict[str, list[int]] = {}
    for row, sentence in enumerate(sentences):
        rows_of.setdefault(sentence, []).append(row)
    probabilities = np.zeros((len(sentences), len(LABELS)))
    asked = ((sentence, [spans[row] for row in rows]) for sentence, rows in rows_of.items())
    for rows, judged in zip(rows_of.values(), sentence_reader(model).judge_each(asked), strict=True):
        probabilities[rows] = judged.targets
    return typed("classified_targets", pd.DataFrame(probabilities, columns=list(LABELS)))


def _chances(document: Document, mention: Mention, read: np.ndarray) -> dict[str, float]:
    coded = document.coded.targets.get((mention.start, mention.end))
    chances = read if coded is None else [float(label == coded) for label in LABELS]
    return dict(zip(LABELS, chances, strict=True))


def _check(sentences: list[str], spans: list[tuple[int, int]]) -> None:
    if len(sentences) != len(spans):
        given = f"{counted(len(sentences), 'sentence')} but {counted(len(spans), 'span')}"
        raise ArgumentError(f"Every sentence takes a span, and these are {given}.")
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


def _is_span(given: object) -> bool:
    try:
        start, end = given
    except (TypeError, ValueError):
        return False
    return isinstance(start, Integral) and isinstance(end, Integral)
