"""Subjects: whoever stands as the subject of a cue says it, and two speakers of one sentence get their own.

The network at times gives both statements of a sentence to its first speaker ("As Lee asked why, Cho, the
engineer, explained that ..."), or takes the last noun of a long subject for the whole of it ("The union
striking at the harbour refused ..."). Here the order of words and grammar put that right.
"""

import re
from collections.abc import Iterable, Sequence

from spacy.tokens import Token

from analysis.annotation import Document
from analysis.attribution.decoding import Decoded
from analysis.attribution.rules.grammar import subject
from analysis.attribution.spans import LONGEST_SOURCE, Span, lies_in, phrase, shared, span_of

_APPOSED = re.compile(r"\s*(?:,[^,:;“”\"]+,\s*)?")
_FINITE = {"VBD", "VBN", "VBP", "VBZ"}
_SPEAKING = {"PERSON", "ORG"}
_OF_A_NOUN = {"acl", "pcomp", "relcl"}
_JOINING = {"acl", "pobj", "prep", "pcomp"}


def by_subject(document: Document, found: Sequence[Decoded]) -> list[Decoded]:
    """Return attributions with their cue's subject as the source, where another word was taken for it."""
    return [each._replace(source=_subject(document, each, found) or each.source) for each in found]


def _subject(document: Document, each: Decoded, found: Iterable[Decoded]) -> Span | None:
    if each.source is None or each.cue is None:
        return None
    verb = next((token for token in reversed(document.tokens(*each.cue)) if token.pos_ == "VERB"), None)
    if verb is None:
        return None
    return _second(document, each, verb, found) or _whole(document, each, verb)


def _second(document: Document, each: Decoded, verb: Token, found: Iterable[Decoded]) -> Span | None:
    """Return the name right before a cue, where the source that it has spoke by another cue before that."""
    first = next((other for other in found if _speaks_before(other, each)), None)
    if first is None or first.cue is None or each.cue is None or verb.tag_ not in _FINITE:
        return None
    text, start = document.article.text, each.cue[0]
    names = [m for m in document.mentions if m.kind == "name" and m.label in _SPEAKING]
    beside = [
        m
        for m in names
        if first.cue[1] <= m.start < m.end <= start and _APPOSED.fullmatch(text, m.end, start)
    ]
    if not beside or len(document.tokens(beside[-1].start, start)) > LONGEST_SOURCE:
        return None
    return span_of(document.tokens(beside[-1].start, start))


def _speaks_before(other: Decoded, each: Decoded) -> bool:
    """Tell whether the source of an attribution stands before another cue that it has, too."""
    if not (other.source and other.cue and each.source and each.cue):
        return False
    return (
        shared([other.source], [each.source]) and each.source[1] <= other.cue[0] < other.cue[1] <= each.cue[0]
    )


def _whole(document: Document, each: Decoded, verb: Token) -> Span | None:
    """Return the subject of a verb where the source is but a noun that hangs on it, as in "The union at the
    harbour".
    """
    head = subject(verb) if verb.dep_ not in _OF_A_NOUN else None
    whole = span_of(head.subtree) if head is not None else None
    if head is None or whole is None or each.source is None or not lies_in([each.source], [whole]):
        return None
    if head.pos_ == "VERB":
        head = next((child for child in head.lefts if child.dep_ == "nsubj"), head)
    own = document.tokens(*each.source)
    if head in own or document.mention_at(head) is None or not _hangs(own):
        return None
    return span_of(token for token in phrase(head) if token.i < own[0].i)


def _hangs(own: Sequence[Token]) -> bool:
    """Tell whether some tokens are what a preposition or a participle joins to a noun."""
    inside = {token.i for token in own}
    top = next((token for token in own if token.head.i not in inside), own[0])
    return top.dep_ in _JOINING
