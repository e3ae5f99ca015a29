"""What a reader says of those a sentence names, and of its predicates.

A mention has been read with the whole article; other noun phrases ("two farmers") and predicates ("attacked")
are read by the small reader, which reads a sentence once for all of them.
"""

from collections.abc import Mapping
from itertools import chain

import numpy as np
from spacy.tokens import Token

from analysis.annotation import Document, once
from analysis.framing.actions.candidates import candidates
from analysis.framing.actions.roles import is_action_verb, noun_kind
from analysis.models.readers import LABELS, ROLES, SMALL, read, reader_of

SAID = (*LABELS, *ROLES)
NOTHING = np.array([0.0, 1.0, 0.0, 0.0, 0.0, 0.0])
_BEFORE = frozenset({"compound", "amod", "nmod", "nummod"})


def said_of(document: Document, token: Token, reader: str) -> np.ndarray:
    """Return the chances (6,) of SAID for whom or what a token is the head of, in its sentence."""
    mention = document.mention_at(token)
    if mention is not None:
        return _of_mentions(document, reader).get(mention.start, NOTHING)
    return read_words(document, document.sentence_at(token).number).get(token.i, NOTHING)


@once
def _of_mentions(document: Document, reader: str) -> Mapping[int, np.ndarray]:
    judged = read(document, reader)
    waiting = [zip(each.targets, each.roles, strict=True) for each in judged]
    return {
        mention.start: np.concatenate(next(waiting[mention.sentence - 1]))
        for mention in document.single_mentions
    }


@once
def read_words(document: Document, number: int) -> Mapping[int, np.ndarray]:
    """Return the chances (6,) of SAID by the small reader for the candidates and the predicates of a
    sentence, by the index of the token.
    """
    sentence = document.sentences[number - 1]
    tokens = {each.token.i: each.token for each in candidates(document, sentence)}
    tokens |= {t.i: t for t in sentence.span if is_action_verb(t) or noun_kind(t) is not None}
    spans = [_within(extent(document, token), sentence.start, sentence.end) for token in tokens.values()]
    asked = {i: span for i, span in zip(tokens, spans, strict=True) if span[0] < span[1]}
    if not asked:
        return {}
    (judged,) = reader_of(SMALL).judge_each([(sentence.text, list(asked.values()))])
    return dict(zip(asked, np.hstack([judged.targets, judged.roles]), strict=True))


def _within(span: tuple[int, int], start: int, end: int) -> tuple[int, int]:
    return max(span[0] - start, 0), min(span[1], end) - start


def extent(document: Document, token: Token) -> tuple[int, int]:
    """Return where a mention or a noun with the words right before it stands."""
    mention = document.mention_at(token)
    if mention is not None:
        return mention.start, mention.end
    first = min(chain([token], (t for t in token.lefts if t.dep_ in _BEFORE)), key=lambda each: each.idx)
    return first.idx, token.idx + len(token)
