"""Headlines that name who speaks: "Lee: We will rebuild", "‘We will rebuild’: Ann Lee on the flood".

The network has learned from articles whose headlines were cut off, so that their forms are told by rule: a
name, a role ("Police", "Minister") or a kind of document ("Study") before a colon; a person after a
quotation and a colon or dash.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import takewhile

from spacy.tokens import Token

from analysis.annotation import Document
from analysis.annotation.gazetteer import body_nouns, role_nouns
from analysis.articles.quotation_marks import outermost, quoted_regions
from analysis.attribution.rules.grammar import Match
from analysis.attribution.spans import Span, span_of
from analysis.word_lists import words

_SPEAKING = {"PERSON", "ORG"}
_OF = {"of", "the", "and", "for"}
_LONGEST, _FEWEST, _LONGEST_NAME = 25, 3, 4
_NAMES = {"PERSON", "ORG", "NORP"}
_LABEL = re.compile(r"(?P<name>[^:“”‘\"\n]{2,40}?)(?P<colon>\s?:)\s+(?P<rest>\S.*)", re.DOTALL)
_AFTER = re.compile(r"\s*(?P<mark>[:—–-])\s+(?=[A-Z])")


def find(document: Document) -> Iterator[Match]:
    """Yield the attributions that a headline's form shows, by the first paragraph only."""
    for start, end in document.paragraphs[:1]:
        if len(document.tokens(start, end)) <= _LONGEST:
            yield from _labelled(document, start, end)
            yield from _signed(document, start, end)


def _labelled(document: Document, start: int, end: int) -> Iterator[Match]:
    """Yield "Lee: We will rebuild"."""
    found = _LABEL.fullmatch(document.article.text[start:end])
    if found is None:
        return
    name, colon, content = ((start + a, start + b) for a, b in map(found.span, ("name", "colon", "rest")))
    if len(document.tokens(*content)) >= _FEWEST and _speaks(document, name, content):
        yield Match(name, (colon[1] - 1, colon[1]), (content,), "headline")


def _speaks(document: Document, name: Span, content: Span) -> bool:
    """Tell whether words are somebody who can speak: a role, what has findings, a known name; any name where
    a verb follows, for titles have none ("Blade Runner: The Final Cut").
    """
    tokens = document.tokens(*name)
    if tokens[0].lower_ in words("statements", "headings"):
        return False
    if {tokens[-1].lower_, tokens[-1].lemma_.lower()} & _able_to_speak():
        return True
    if _is_name(tokens) and any(token.pos_ in {"VERB", "AUX"} for token in document.tokens(*content)):
        return True
    text = document.article.text[slice(*name)].casefold()
    mentioned = [m for m in document.mentions if m.label in _NAMES and m.kind == "name"]
    return any(text == m.text.casefold() or text in m.entity.casefold().split() for m in mentioned)


@cache
def _able_to_speak() -> frozenset[str]:
    return role_nouns() | body_nouns() | words("statements", "documents")


def _is_name(tokens: Sequence[Token]) -> bool:
    """Tell whether words before a colon are a name: one word, or several that the parser takes for one."""
    capital = all(token.is_title or token.is_upper for token in (tokens[0], tokens[-1]))
    known = len(tokens) == 1 or all(token.ent_type_ in _SPEAKING for token in (tokens[0], tokens[-1]))
    inside = all(token.pos_ == "PROPN" or token.is_upper or token.lower_ in _OF for token in tokens)
    return capital and known and inside


def _signed(document: Document, start: int, end: int) -> Iterator[Match]:
    """Yield "‘We will rebuild’: Ann Lee on the flood"."""
    text = document.article.text
    regions = outermost(quoted_regions(text, document.paragraphs[:1]))
    after = _AFTER.match(text, regions[0].end, end) if regions and regions[0].start == start else None
    if after is None:
        return
    rest = document.tokens(after.end(), end)
    name = list(takewhile(lambda token: token.pos_ == "PROPN", rest))
    if 1 < len(name) <= _LONGEST_NAME:
        yield Match(span_of(name), after.span("mark"), ((start, regions[0].end),), "headline")
