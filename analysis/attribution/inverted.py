"""Inverted cues: who says it stands after the verb, "The bridge was unsafe, reported Radio Harbour.".

At the very end of a sentence, or within it between commas: "The bridge, recalled Ann Lee, just fell.".
"""

from collections.abc import Iterator
from itertools import takewhile

from spacy.tokens import Token

from analysis.annotation import Document
from analysis.annotation.lookup import tokens_with
from analysis.attribution import cues
from analysis.attribution.bylines import without_byline
from analysis.attribution.rules.grammar import Match
from analysis.attribution.spans import Span, span_of

_ENDS = {".", ",", ";", "(", "\n"}
_BEFORE = {",", "”", '"', "’", "''"}
_WITHIN_A_NAME = {"PROPN", "DET", "ADP", "CCONJ", "ADJ", "NOUN", "PART", "NUM"}
_LONGEST = 8
_SUBJECTS = {"nsubj", "nsubjpass", "expl"}


def find(document: Document) -> Iterator[Match]:
    """Yield the attributions by a verb after a comma and a name up to a comma or the sentence's end."""
    for verb in tokens_with(document.doc, "TAG", ("VBD", "VBN", "VBZ")):
        if cues.takes(verb, "reported first"):
            name = _name_after(verb)
            before = [t for t in verb.sent if t.i < verb.i and not t.is_space]
            if name and before and before[-1].text in _BEFORE:
                content = _told(before, [t for t in verb.sent if t.i > name[-1].i])
                if content:
                    content = (without_byline(document, content[0]), *content[1:])
                    yield Match(span_of(name), (verb.idx, verb.idx + len(verb)), content, "inverted")


def _told(before: list[Token], after: list[Token]) -> tuple[Span, ...]:
    """Return what is told: the clause before the verb, or the one that verb and name interrupt."""
    first, rest = span_of(before), span_of(after[1:])
    if first and _is_clause(before):
        return (first,)
    if first and rest and after[0].text == "," and _goes_on(before, after[1:]):
        return (first, rest)
    return ()


def _goes_on(before: list[Token], after: list[Token]) -> bool:
    """Tell whether a noun phrase is parted from its verb: "The bridge, ..., just fell"."""
    noun = before[-2:-1] and before[-2].pos_ in {"NOUN", "PROPN", "PRON"}
    verb = next((token for token in after if token.pos_ not in {"ADV", "PART"}), None)
    return bool(noun) and verb is not None and verb.tag_ in {"VBD", "VBP", "VBZ", "MD"}


def _name_after(verb: Token) -> list[Token]:
    """Return the name between a verb and the end of the sentence, or a comma; none where there is more."""
    rest = [token for token in verb.sent if token.i > verb.i]
    name = list(takewhile(lambda token: token.text not in _ENDS and token.pos_ in _WITHIN_A_NAME, rest))
    closed = len(name) == len(rest) or rest[len(name)].text in _ENDS
    proper = bool(name) and name[-1].pos_ == "PROPN" and name[0].pos_ in {"PROPN", "DET", "NOUN", "ADJ"}
    return name if closed and proper and len(name) <= _LONGEST else []


def _is_clause(before: list[Token]) -> bool:
    last = before[-1].i
    return any(t.dep_ in _SUBJECTS and t.head.pos_ in {"VERB", "AUX"} and t.head.i < last for t in before)
