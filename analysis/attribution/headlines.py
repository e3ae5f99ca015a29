"""Headlines that name who speaks: "Lee: We will rebuild", "‘We will rebuild’: Ann Lee on the flood".

The network has learned from articles whose headlines were cut off, so that their forms are told by rule: a
name, a role ("Police", "Minister") or a kind of document ("Study") before a colon; a person after a
quotation and a colon or dash; a role or a document and a verb at the end ("Farm is illegal, court rules").
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
_VERBS = {"AUX", "VERB"}
_PRESENT = {"NN", "NNS", "VB", "VBD", "VBP", "VBZ"}
_LABEL = re.compile(r"(?P<name>[^:“”‘\"\n]{2,40}?)(?P<colon>\s?:)\s+(?P<rest>\S.*)", re.DOTALL)
_AFTER = re.compile(r"\s*(?P<mark>[:—–-])\s+(?=[A-Za-z])")


def find(document: Document) -> Iterator[Match]:
    """Yield the attributions that a headline's form shows, by the first paragraph only."""
    for start, end in document.paragraphs[:1]:
        if len(document.tokens(start, end)) <= _LONGEST:
            yield from _labelled(document, start, end)
            yield from _signed(document, start, end)
            yield from _closed(document, start, end)


def _labelled(document: Document, start: int, end: int) -> Iterator[Match]:
    """Yield "Lee: We will rebuild"."""
    found = _LABEL.fullmatch(document.article.text[start:end])
    if found is None:
        return
    name, colon, content = ((start + a, start + b) for a, b in map(found.span, ("name", "colon", "rest")))
    if len(document.tokens(*content)) >= _FEWEST and _speaks(document, name, content):
        quoted = _quoted(document, content[0]) or content
        yield Match(name, (colon[1] - 1, colon[1]), (quoted,), "headline")


def _quoted(document: Document, start: int) -> Span | None:
    """Return the quotation that begins at a place, where the headline has no other."""
    regions = outermost(quoted_regions(document.article.text, document.paragraphs[:1]))
    return (start, regions[0].end) if len(regions) == 1 and regions[0].start == start else None


def _speaks(document: Document, name: Span, content: Span) -> bool:
    """Tell whether words are somebody who can speak: a role, what has findings, a known name; any name where
    a verb follows, for titles have none ("Blade Runner: The Final Cut").
    """
    tokens = document.tokens(*name)
    if tokens[0].lower_ in words("statements", "headings"):
        return False
    if {tokens[-1].lower_, tokens[-1].lemma_.lower()} & _able_to_speak():
        return True
    if _is_name(tokens) and any(token.pos_ in _VERBS for token in document.tokens(*content)):
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
    """Yield "‘We will rebuild’: Ann Lee on the flood", "‘We were robbed’: survivors accuse the town"."""
    quoted = _quoted(document, start)
    after = _AFTER.match(document.article.text, quoted[1], end) if quoted else None
    if quoted is None or after is None:
        return
    rest = document.tokens(after.end(), end)
    name = list(takewhile(lambda token: token.pos_ == "PROPN", rest))
    if not name and after["mark"] == ":" and len(document.tokens(*quoted)) > _FEWEST:
        name = _group(rest)
    if name and (len(name) > 1 or name[0].pos_ != "PROPN") and len(name) <= _LONGEST_NAME:
        yield Match(span_of(name), after.span("mark"), (quoted,), "headline")


def _group(rest: Sequence[Token]) -> list[Token]:
    """Return the people without a name who are the subject of a headline: "flood survivors accuse ..."."""
    nouns = list(takewhile(lambda token: token.pos_ in {"ADJ", "NOUN", "NUM"}, rest))
    after = rest[len(nouns)] if len(nouns) < len(rest) else None
    speaks = bool(nouns) and {nouns[-1].lower_, nouns[-1].lemma_.lower()} & _able_to_speak()
    return nouns if speaks and after is not None and (after.pos_ in _VERBS or after.lower_ == "on") else []


def _closed(document: Document, start: int, end: int) -> Iterator[Match]:
    """Yield "Farm is illegal, court rules", where the parser may take the verb for a noun."""
    tokens = document.tokens(start, end)
    comma = max((i for i, token in enumerate(tokens) if token.text == ","), default=0)
    told, name, verb = tokens[:comma], tokens[comma + 1 : -1], tokens[-1:]
    if not told or not 0 < len(name) <= _LONGEST_NAME or not _tells(verb[0]):
        return
    known = bool({name[-1].lower_, name[-1].lemma_.lower()} & _able_to_speak()) or _is_name(name)
    content, source = span_of(told), span_of(name)
    if known and content and source and any(token.pos_ in _VERBS for token in told):
        yield Match(source, (verb[0].idx, verb[0].idx + len(verb[0])), (content,), "headline")


def _tells(verb: Token) -> bool:
    """Tell whether a word is a verb of telling in the present by its form: "warn", "warns", "rules"."""
    telling = words("statements", "telling") | words("statements", "telling a clause")
    return verb.text.islower() and verb.tag_ in _PRESENT and verb.lemma_ in telling
