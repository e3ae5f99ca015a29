"""Sentiment towards whom: each mention of an entity, judged by the clause it stands in.

VADER scores the clause, and the thresholds of its authors (±.05) make it negative, neutral or positive. A
lexicon cannot tell whom a clause is bad for: "an enormous win for Iran" is positive for everybody in it.
"""

from collections import defaultdict
from collections.abc import Iterable

import numpy as np
import pandas as pd
from spacy.tokens import Doc, Token

from analysis.annotation import Document
from analysis.annotation.parsing import pipeline
from analysis.attribution import voice_of
from analysis.tone.clauses import clause, clause_head, scored_text, shown_text
from analysis.tone.lexicons import polarity, vader
from analysis.tone.tables import typed

LABELS = ("negative", "neutral", "positive")
COLUMNS = {
    "article_id": "str",
    "entity": "str",
    "sentence": "int64",
    "start": "int64",
    "end": "int64",
    "voice": "str",
}


def target_sentiment(document: Document) -> pd.DataFrame:
    """Return a row a mention: article_id, entity, sentence, start, end, voice, negative, neutral, positive.

    `voice` is whose words the mention stands in (author, quoted, reported). The last three add up to 1; a
    lexicon gives no probabilities, so one of them is 1.0 and the others are 0.0.
    """
    clauses = target_clauses(document)
    return clauses[list(COLUMNS)].join(_one_hot(clauses["vader"]))


def target_clauses(document: Document) -> pd.DataFrame:
    """Return the evidence behind `target_sentiment`: each mention's clause as text, and VADER's score of it.

    Columns: article_id, entity, sentence, start, end, voice, clause, vader (-1..1).
    """
    return document.remember("target_clauses", lambda: _clauses(document)).copy()


def classify_targets(sentences: Iterable[str], spans: Iterable[tuple[int, int]]) -> pd.DataFrame:
    """Judge bare sentences towards targets: sentence i at the characters `spans[i]` = (start, end).

    Returns a row a span, in order, with the columns negative, neutral, positive, as in `target_sentiment`. A
    sentence with several targets is given once for each. Raises ValueError for lists of different lengths and
    for a span that is empty or lies outside its sentence.
    """
    sentences, spans = list(sentences), list(spans)
    _check(sentences, spans)
    rows_of = defaultdict(list)
    for row, sentence in enumerate(sentences):
        rows_of[sentence].append(row)
    scores = np.zeros(len(sentences))
    for doc, rows in zip(pipeline().pipe(rows_of, disable=["ner"]), rows_of.values(), strict=True):
        for row in rows:
            scores[row] = _judge(_target(doc, *spans[row]))[1]
    return _one_hot(pd.Series(scores))


def _clauses(document: Document) -> pd.DataFrame:
    judged: dict[int, tuple[str, float]] = {}
    rows = []
    for mention in document.mentions:
        head = clause_head(document.doc[mention.head]).i
        if head not in judged:
            judged[head] = _judge(document.doc[head])
        text, score = judged[head]
        rows.append(
            {
                "article_id": document.article.id,
                "entity": mention.entity,
                "sentence": mention.sentence,
                "start": mention.start,
                "end": mention.end,
                "voice": voice_of(document, mention.start, mention.end),
                "clause": text,
                "vader": score,
            }
        )
    return typed(rows, COLUMNS | {"clause": "str", "vader": "float64"})


def _judge(token: Token) -> tuple[str, float]:
    """Return the clause around a token as text, and its score."""
    tokens = clause(token)
    return shown_text(tokens), vader(scored_text(tokens))


def _target(doc: Doc, start: int, end: int) -> Token:
    return doc.char_span(start, end, alignment_mode="expand").root


def _one_hot(scores: pd.Series) -> pd.DataFrame:
    sides = [polarity(score) for score in scores]
    return pd.DataFrame(
        {
            label: [float(side == sign) for side in sides]
            for label, sign in zip(LABELS, (-1, 0, 1), strict=True)
        },
        dtype="float64",
    )


def _check(sentences: list[str], spans: list[tuple[int, int]]) -> None:
    if len(sentences) != len(spans):
        raise ValueError(f"{len(sentences)} sentences but {len(spans)} spans.")
    for row, (sentence, (start, end)) in enumerate(zip(sentences, spans, strict=True)):
        if not 0 <= start < end <= len(sentence):
            raise ValueError(
                f"Span {row}, {start} to {end}, lies outside its sentence of {len(sentence)} characters."
            )
