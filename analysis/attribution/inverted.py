"""Inverted cues: who says it stands at the very end, "The bridge was unsafe, reported Radio Harbour."."""

from collections.abc import Iterator
from itertools import takewhile

from spacy.tokens import Token

from analysis.annotation import Document
from analysis.annotation.lookup import tokens_with
from analysis.attribution import cues
from analysis.attribution.rules.grammar import Match
from analysis.attribution.spans import span_of

_ENDS = {".", ",", ";", "(", "\n"}
_BEFORE = {",", "”", '"', "’", "''"}
_WITHIN_A_NAME = {"PROPN", "DET", "ADP", "CCONJ", "ADJ", "NOUN", "PART", "NUM"}
_LONGEST = 8
_SUBJECTS = {"nsubj", "nsubjpass", "expl"}


def find(document: Document) -> Iterator[Match]:
    """Yield the attributions by a verb after a comma and a name from there to the sentence's end."""
    for token in tokens_with(document.doc, "TAG", ("VBD", "VBN", "VBZ")):
        if cues.takes(token, "reported first"):
            name = _name_after(token)
            before = [t for t in token.sent if t.i < token.i and not t.is_space]
            if name and before and before[-1].text in _BEFORE and _is_clause(before):
                content = span_of(before)
                if content is not None:
                    yield Match(span_of(name), (token.idx, token.idx + len(token)), (content,), "inverted")


def _name_after(verb: Token) -> list[Token]:
    """Return the name between a verb and the end of the sentence, or a comma; none where there is more."""
    rest = [token for token in verb.sent if token.i > verb.i]
    name = list(takewhile(lambda token: token.text not in _ENDS and token.pos_ in _WITHIN_A_NAME, rest))
    closed = len(name) == len(rest) or rest[len(name)].text in _ENDS
    proper = bool(name) and name[-1].pos_ == "PROPN" and name[0].pos_ in {"PROPN", "DET", "NOUN", "ADJ"}
    return name if closed and proper and len(name) <= _LONGEST else []


def _is_clause(before: list[Token]) -> bool:
    return any(t.dep_ in _SUBJECTS and t.head.pos_ in {"VERB", "AUX"} for t in before)
