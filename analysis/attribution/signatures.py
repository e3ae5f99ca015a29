"""Signatures: a line that says whose the words before it are.

"“A record that rewards patience.” – Marta Jensen, critic"; a saying, and "-Edmund Harrow, essayist
(1811-1874)"; a quotation, and in the line after it "Lydia Marsh; The Long Tide; Courier; Feb 2, 2001".
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from analysis.annotation import Document
from analysis.annotation.gazetteer import given_names, role_nouns
from analysis.attribution.rules.grammar import Match
from analysis.attribution.spans import Span
from analysis.word_lists import words

_TITLE = r"(?:(?:Dr|Prof|Mr|Mrs|Ms|Sir|Dame)\.? )?"
_NAME = rf"{_TITLE}[^\W\d_a-z][\w’'-]+(?: (?:[^\W\d_a-z][\w’'.-]*|de|der|la|van|von)){{1,3}}"
_SIGNED = re.compile(
    rf"(?<=[.!?…”\"’'])(?P<gap>\s*)(?P<mark>--|[–—―-])\s*(?P<name>{_NAME})(?=[,;(]| \(|\s*\Z)"
)
_SOURCE_LINE = re.compile(rf"(?P<name>{_NAME}); [^\n]+\b(?:1[89]|20)\d\d\.?")
_LINE = re.compile(rf"(?P<mark>--|[–—―])\s*(?P<name>{_NAME})(?P<tail>(?:[,;(]| \()[^\n]{{,100}}|)")
_CLOSED = ("”", '"', "’", "''")
_JOINED = re.compile(r"(?<=[a-z])(?=[A-Z])")
_YEARS = re.compile(r"\b1[5-9]\d\d\b|\b20\d\d\b")
_TENSES = {"MD", "VBD", "VBP", "VBZ"}
_FEWEST, _LONGEST_LINE = 4, 12


def find(document: Document) -> Iterator[Match]:
    """Yield the attributions that a signature shows, the words before it as the content.

    Words without quotation marks are somebody's only where the line says what the person is, or where the
    text has several such lines: one name at the end of a text is its author's.
    """
    found = [match for paragraph in document.paragraphs for match in _signed(document, *paragraph)]
    for match, tail in found:
        if _is_quoted(document, match) or _tells_who(tail) or len(found) > 1:
            yield match
    yield from _source_lines(document)


def _signed(document: Document, start: int, end: int) -> Iterator[tuple[Match, str]]:
    """Yield "... – Marta Jensen, critic" with what follows the name; in mid-paragraph where lines joined."""
    text, first = document.article.text, start
    for line in _SIGNED.finditer(text[:end], start):
        tail = text[line.end("name") : end]
        at_end = len(tail.split()) <= _LONGEST_LINE and not re.search(r"[.!?] \w|:", tail)
        content = (first, line.start("gap"))
        long_enough = len(document.tokens(*content)) >= _FEWEST
        if (at_end or not line["gap"]) and long_enough and _is_person(document, line.span("name"), tail):
            yield Match(line.span("name"), line.span("mark"), (content,), "signature"), tail
            first = line.end("name")
            joined = _JOINED.search(tail)
            first += joined.start() if joined else 0


def _is_person(document: Document, name: Span, tail: str) -> bool:
    """Tell whether a name is a person's: by a given name, the recogniser, or the role that follows."""
    text = document.article.text[slice(*name)]
    if set(text.split()) & words("statements", "outlets"):
        return False
    mentions = [mention for token in document.tokens(*name) if (mention := document.mention_at(token))]
    return text.split()[0] in given_names() or _tells_who(tail) or any(m.label == "PERSON" for m in mentions)


def _tells_who(tail: str) -> bool:
    """Tell whether what follows a name says what the person is, or when they lived."""
    line = tail.split("\n")[0][:100]
    own = {word.lower() for word in re.findall(r"[A-Z]?[a-z]+", line)}
    return bool(own & role_nouns() or _YEARS.search(line))


def _is_quoted(document: Document, match: Match) -> bool:
    return document.article.text[: match.content[0][1]].endswith(_CLOSED)


def _source_lines(document: Document) -> Iterator[Match]:
    """Yield a paragraph and the line after it that signs it, or gives a quotation's author, work and year."""
    text = document.article.text
    for before, (start, end) in pairwise(document.paragraphs):
        quoted = text[slice(*before)].rstrip().endswith(_CLOSED)
        line = _SOURCE_LINE.fullmatch(text, start, end)
        if line and quoted:
            yield Match(line.span("name"), None, (before,), "signature")
        line = _LINE.fullmatch(text, start, end)
        if line and _signs(document, line, quoted):
            yield Match(line.span("name"), line.span("mark"), (before,), "signature")


def _signs(document: Document, line: re.Match[str], quoted: bool) -> bool:
    """Tell whether a line is a signature and no item of a list: a person, and nothing that they do."""
    does = any(token.tag_ in _TENSES for token in document.tokens(*line.span()))
    is_person = _is_person(document, line.span("name"), line["tail"])
    return is_person and not does and (quoted or _tells_who(line["tail"]))
