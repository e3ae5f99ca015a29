"""Sentiment towards whom by a word list: VADER's score of the clause in which a mention stands.

The thresholds of VADER's authors (±.05) make the clause negative, neutral or positive. A lexicon cannot tell
whom a clause is bad for: "an enormous win for Iran" is positive for everybody in it. Shown beside the model
so that a reader sees where the two part.
"""

from collections import defaultdict
from collections.abc import Iterable

import pandas as pd
from spacy.tokens import Doc, Token

from analysis.annotation import Document
from analysis.annotation.parsing import pipeline
from analysis.tables import typed
from analysis.tone.clauses import clause, clause_head, scored_text, shown_text
from analysis.tone.lexicons import vader

COLUMNS = {
    "article_id": "str",
    "entity": "str",
    "sentence": "int64",
    "start": "int64",
    "end": "int64",
    "clause": "str",
    "vader": "float64",
}


def target_clauses(document: Document) -> pd.DataFrame:
    """Return each mention's clause as text, and VADER's score of it.

    Columns: article_id, entity, sentence, start, end, clause, vader (-1..1); rows as in `target_sentiment`.
    """
    return document.remember("target_clauses", lambda: _clauses(document)).copy()


def score_clauses(sentences: Iterable[str], spans: Iterable[tuple[int, int]]) -> list[float]:
    """Return VADER's score (-1..1) of the clause around each target, given as in `classify_targets`."""
    sentences, spans = list(sentences), list(spans)
    rows_of = defaultdict(list)
    for row, sentence in enumerate(sentences):
        rows_of[sentence].append(row)
    scores = [0.0] * len(sentences)
    for doc, rows in zip(pipeline().pipe(rows_of, disable=["ner"]), rows_of.values(), strict=True):
        for row in rows:
            scores[row] = _judge(_target(doc, *spans[row]))[1]
    return scores


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
                "clause": text,
                "vader": score,
            }
        )
    return typed(rows, COLUMNS)


def _judge(token: Token) -> tuple[str, float]:
    """Return the clause around a token as text, and its score."""
    tokens = clause(token)
    return shown_text(tokens), vader(scored_text(tokens))


def _target(doc: Doc, start: int, end: int) -> Token:
    return doc.char_span(start, end, alignment_mode="expand").root
