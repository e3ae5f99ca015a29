"""The clause a word stands in: what a sentence says about it, without what the sentence says beside it.

A new clause begins with what somebody says or thinks ("she said | the plan failed"), with a coordinated
clause that has a subject of its own ("Iran praised the deal | but the US condemned it") and with a contrast
("while prices fell"). Other adverbial clauses and relative clauses stay with what they modify, coordinated
predicates with their common subject. Finer cuts lose more than they gain: on the training part of NewsMTSC,
VADER reaches a macro-F1 of 52 over whole sentences, 54 over the smallest finite clauses and 56 over these.

So a word list can say towards whom: `target_clauses` gives VADER's score of the clause in which a mention
stands. A lexicon cannot tell whom a clause is bad for: "an enormous win for Iran" is positive for everybody
in it. It stands beside the model so that a reader sees where the two part.
"""

from collections import defaultdict
from collections.abc import Iterable

import pandas as pd
from spacy.tokens import Doc, Span, Token

from analysis.annotation import Document, once
from analysis.annotation.parsing import pipeline
from analysis.attribution.spans import neighbours
from analysis.schemas import typed
from analysis.tone.lexicons import vader
from analysis.word_lists import words

_CONTENT = {"ccomp", "parataxis"}
_CONTRASTS = words("clauses", "contrast")
_BEFORE, _AFTER = " \n,;”’»", " \n,;“‘«"
_SUBJECTS = {"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"}
_FINITE = {"VBD", "VBP", "VBZ", "MD"}
_PREDICATES = {"VERB", "AUX"}


def clause(token: Token) -> list[Token]:
    """Return the tokens of the clause in which a token stands, in text order; they need not be neighbours."""
    head = clause_head(token)
    return [each for each in _sentence(token) if clause_head(each).i == head.i and not _joins_clauses(each)]


def clause_head(token: Token) -> Token:
    """Return the predicate of the clause in which a token stands."""
    while token.head.i != token.i and not _opens_clause(token):
        token = token.head
    return token


def shown_text(tokens: list[Token]) -> str:
    """Return a clause as text for a reader, with an ellipsis where other clauses stand in between."""
    runs = (
        "".join(token.text_with_ws for token in run).lstrip(_BEFORE).rstrip(_AFTER)
        for run in neighbours(tokens)
    )
    return " … ".join(run for run in runs if any(sign.isalnum() for sign in run))


def scored_text(tokens: list[Token]) -> str:
    """Return a clause as text for a lexicon, proper names blanked: "Justice Department" is no praise."""
    return " ".join("".join(_blanked(token) for token in run) for run in neighbours(tokens))


def _blanked(token: Token) -> str:
    return f"_{token.whitespace_}" if token.pos_ == "PROPN" else token.text_with_ws


def _opens_clause(token: Token) -> bool:
    if token.dep_ == "conj":
        return token.pos_ in _PREDICATES and _has_subject(token)
    if token.dep_ == "advcl":
        return any(child.dep_ == "mark" and child.lower_ in _CONTRASTS for child in token.children)
    return token.dep_ in _CONTENT and (_has_subject(token) or _is_finite(token))


def _joins_clauses(token: Token) -> bool:
    """Tell whether a token is the conjunction between two clauses, and so part of neither."""
    return token.dep_ == "cc" and any(
        child.i > token.i and child.dep_ == "conj" and _opens_clause(child) for child in token.head.children
    )


def _has_subject(token: Token) -> bool:
    return any(child.dep_ in _SUBJECTS for child in token.children)


def _is_finite(token: Token) -> bool:
    verbs = [token, *(child for child in token.children if child.dep_ in {"aux", "auxpass"})]
    return token.pos_ in _PREDICATES and any(verb.tag_ in _FINITE for verb in verbs)


def _sentence(token: Token) -> Span:
    return token.doc[token.i : token.i + 1].sent


def target_clauses(document: Document) -> pd.DataFrame:
    """Return each mention's clause as text, and VADER's score of it.

    Columns: article_id, entity, sentence, start, end, clause, vader (-1..1); rows as in `target_sentiment`.
    """
    return _clauses(document).copy()


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


@once
def _clauses(document: Document) -> pd.DataFrame:
    judged: dict[int, tuple[str, float]] = {}
    rows = []
    for mention in document.single_mentions:
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
    return typed("clauses", rows)


def _judge(token: Token) -> tuple[str, float]:
    """Return the clause around a token as text, and its score."""
    tokens = clause(token)
    return shown_text(tokens), vader(scored_text(tokens))


def _target(doc: Doc, start: int, end: int) -> Token:
    """Return the head of the words at some characters of a parsed sentence."""
    span = doc.char_span(start, end, alignment_mode="expand")
    assert span is not None, "characters within the sentence always touch a token"
    return span.root
