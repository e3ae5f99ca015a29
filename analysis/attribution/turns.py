"""Turns: words that belong to somebody by the form of the text, without a reporting clause.

In an interview the answers are the interviewee's, and the questions the outlet's own voice; a letter belongs
to those who sign it; the turn of a transcript ("LEE: No deal.") to the name before it; a statement printed
whole to whom its heading names. Told by how the lines are set: labels that come back, questions (in bold
where some are), dashes, or one person's account.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import takewhile
from typing import NamedTuple

from analysis.annotation import Document, once
from analysis.articles.dialogue import SINGULAR, Line, ends, lines, signatures, signed
from analysis.attribution import rules
from analysis.attribution.interviews import interview
from analysis.attribution.spans import Span
from analysis.word_lists import any_of

LEAST = 0.5
"""How likely a form has to be for its turns to be read."""

_TRANSCRIPT = 0.76
"""The share of a transcript's turns (n = 25, PolNeAR train and dev) that coders gave speaker and content."""
_RIGHT = {"interview": 0.9, "letters": 0.97}
"""How many of some 30 interviews and 28 pages of letters of our own had the right speakers at first."""
_SHORT = 12
_INVITATION = re.compile(any_of("forms", "asks for letters"), re.IGNORECASE)
_STATEMENT = re.compile(rf"\W*(?:{any_of('forms', 'heading of a statement')}) (?:from|by|of)\b(?P<who>.+)")
_GREETING = re.compile(any_of("forms", "salutation"), re.IGNORECASE)


class Turn(NamedTuple):
    """What somebody says; `speaker` is the name, None where it is the source's or nobody's.

    `source` is where the name stands (the label, the signature), `cue` the label's colon; `content` has a
    stretch a paragraph; `chance` says how sure speaker and content are. Where it `nests`, others can be
    quoted in it.
    """

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    speaker: str | None
    chance: float
    nests: bool = True


@once
def turns(document: Document) -> tuple[Turn, ...]:
    """Return the turns of a document in text order: an interview's, the letters', a transcript's, or a
    statement's that is printed whole.
    """
    form = document.article.form
    sure = form.chance >= LEAST
    if form.name == "interview" and sure and (found := tuple(_answers(document))):
        return found
    if form.name == "letters" and sure and (found := tuple(_letters(document))):
        return found
    spoken = [label for label in rules.labels(document) if label.verbatim]
    told = [Turn(each.name, each.colon, (each.content,), None, _TRANSCRIPT, nests=False) for each in spoken]
    return tuple(told) or tuple(_reprinted(document))


@once
def asked(document: Document) -> tuple[Span, ...]:
    """Return what in an interview is not an answer between the answers: questions, headings, captions."""
    form = document.article.form
    if form.name != "interview" or form.chance < LEAST or not (found := turns(document)):
        return ()
    said = [piece for turn in found for piece in turn.content]
    first, last = min(said)[0], max(said)[1]
    spoken = {start for start, _ in said}
    between = [line for line in _lines(document) if first <= line.end and line.start < last]
    return tuple((line.start, line.end) for line in between if not _starts_in(line, spoken))


def _starts_in(line: Line, starts: set[int]) -> bool:
    return any(line.start <= start < line.end for start in starts)


def _lines(document: Document, *without: str) -> list[Line]:
    """Return the lines of a document but for its headline and blocks of some kinds."""
    kept = [block for block in document.article.blocks if block.kind not in without]
    return list(lines(document.article.text, kept))


def _chance(document: Document) -> float:
    form = document.article.form
    return form.chance * _RIGHT[form.name]


def _reprinted(document: Document) -> Iterator[Turn]:
    """Yield a statement that stands whole below a heading which says whose it is, up to the next heading."""
    blocks = [block for block in document.article.blocks if block.kind not in {"caption", "aside"}]
    text = document.article.text
    for i, block in enumerate(blocks):
        heading = _STATEMENT.match(text, block.start, block.end)
        if (
            block.kind != "heading"
            or heading is None
            or not (source := _named_in(document, heading.span("who")))
        ):
            continue
        below = takewhile(lambda each: each.kind != "heading", blocks[i + 1 :])
        said = [line for line in lines(text, below) if ends(line) and not line.text.endswith(":")]
        if any(SINGULAR.search(line.text) for line in said):
            yield Turn(source, None, tuple((line.start, line.end) for line in said), None, _TRANSCRIPT)


def _named_in(document: Document, span: Span) -> Span | None:
    """Return the last person or body whose name stands in a stretch of the text."""
    names = [m for m in document.mentions if span[0] <= m.start and m.end <= span[1] and m.kind == "name"]
    people = [mention for mention in names if mention.label == "PERSON"] or names
    return (people[-1].start, people[-1].end) if people else None


def _answers(document: Document) -> Iterator[Turn]:
    for answer in interview(document, _lines(document, "caption", "aside")):
        yield Turn(*answer, _chance(document))


def _letters(document: Document) -> Iterator[Turn]:
    """Yield each letter: the lines above a signature, up to a heading, a greeting or the letter before."""
    read = _lines(document, "caption")
    names = signatures(read)
    piece: list[Line] = []
    for i, line in enumerate(read):
        inline = signed(line)
        if i in names:
            if piece and i - 1 not in names:
                yield _letter(document, piece, (line.start, line.end))
            piece = []
        elif inline:
            start = document.article.text.rfind(inline, line.start, line.end)
            cut = document.article.text[line.start : start].rstrip(" –—-(\n")
            piece.append(line._replace(end=line.start + len(cut)))
            yield _letter(document, piece, (start, start + len(inline)))
            piece = []
        elif _is_above(line):
            piece = []
        else:
            piece.append(line)


def _letter(document: Document, piece: Iterable[Line], source: Span) -> Turn:
    """Return a letter by its lines and its signature, whose first part is the name."""
    content = tuple((line.start, line.end) for line in piece)
    name = document.article.text[slice(*source)].partition(",")[0].strip("-–—_* ")
    return Turn(source, None, content, name or None, _chance(document))


def _is_above(line: Line) -> bool:
    """Tell whether a line is a letter's heading or greeting, or the outlet's words before the letters."""
    heading = line.raised or (line.words <= _SHORT and not ends(line)) or line.words < 2
    greeting = line.words <= _SHORT and line.text.endswith((":", ",")) and _GREETING.search(line.text)
    return bool(heading or greeting or _INVITATION.search(line.text))
