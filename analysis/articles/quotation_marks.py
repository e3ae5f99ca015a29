"""Quotation marks: which stretches of a text stand between them, and which marks have no partner.

Newspapers use “curly”, "straight", ‘single’, „low“, «angular», ``typewriter'' and ‘‘doubled’’ marks, put one
kind inside another, and leave a paragraph's quotation open when it goes on in the next. Each paragraph is
read once from left to right with a stack of open marks, so time grows linearly with their number.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from analysis.word_lists import any_of

_TURN = re.compile(r"[A-Z][A-Z.’' -]{1,40}:\s*(?=\S)")  # the name before a turn of a transcript: LEE:
_PARAGRAPH = re.compile(r"[^\n]+")
_MARK = re.compile(r"``|''|‘‘|’’|[“”„‟\"＂«»‹›‘’‚‛'`]")
_WORD = re.compile(r"\w")
_ELISION = re.compile(rf"(?:{any_of('apostrophes', 'elisions')})\b", re.IGNORECASE)
_AFTER_N = re.compile(rf"(?<=['’]{any_of('apostrophes', 'between')})['’](?=\s)")  # rock 'n' roll
_POSSESSIVE = re.compile(r"(?<=[sS]).\s+\w")
_ALWAYS_OPEN = {"“", "„", "‟", "``", "‘‘", "‘", "‛", "«", "‹"}
_SINGLE, _ANGULAR = set("‘’‚‛'`"), set("«»‹›")
_AFTER_CLOSING = re.compile(r"\s|[,;:!?)\]]|\.(?!\.)|\Z")
_CLOSING = {"”", "»", "›", "''", "’’"}
_DEEPEST = 8
_BEFORE_OPENING = set("([{<—–-/‘’'“\"")
_STOPS = set(".!?…,:;")


class Region(NamedTuple):
    """A quoted stretch, text[start:end] with its marks; `inner` is what stands between them.

    A speaker's name at the beginning (“LEE: No deal.”) is left out with its mark.

    `depth` is 1 for a quotation of its own and more for one inside another. `closed` is false when the
    paragraph ends, or another quotation begins, before a closing mark. `family` is that of the marks: double,
    single or angular.
    """

    start: int
    end: int
    inner: tuple[int, int]
    depth: int
    closed: bool
    family: str


class _Mark(NamedTuple):
    start: int
    end: int
    text: str
    family: str
    opens: bool
    closes: bool


def quoted_regions(text: str, paragraphs: Iterable[tuple[int, int]] | None = None) -> tuple[Region, ...]:
    """Return the quoted regions of a text in order, also those inside others.

    `paragraphs` are (start, end) offsets; without them each line is a paragraph. An apostrophe is no mark; a
    straight mark between a stop and a letter opens, for a space is missing (`the end."The next`). A quotation
    that is not closed ends with its paragraph. Regions without a word in them are left out.
    """
    spans = [m.span() for m in _PARAGRAPH.finditer(text)] if paragraphs is None else paragraphs
    return tuple(region for start, end in spans for region in _regions(text, start, end))


def outermost(regions: Iterable[Region]) -> tuple[Region, ...]:
    """Return the regions that stand in no other."""
    return tuple(region for region in regions if region.depth == 1)


def unpaired(text: str) -> list[int]:
    """Return the offsets of double marks that close nothing, or that nothing closes.

    A quotation may run on over paragraphs, each opening it anew. The inches of a 12" record are no marks.
    Single marks are left out: they cannot be told from apostrophes.
    """
    found: list[int] = []
    pending: list[int] = []
    for start, end in (m.span() for m in _PARAGRAPH.finditer(text) if not m[0].isspace()):
        marks = _double_marks(text, start, end)
        goes_on = bool(marks) and not _WORD.search(text, start, marks[0].start)
        for number, mark in enumerate(marks):
            if not pending and _could_be_inches(text, mark):
                continue
            glued = text[mark.end : mark.end + 1].isalnum()  # poster="http:
            opens = (mark.opens or glued) and not (mark.closes and pending)
            if opens and number == 0 and pending:
                found += [] if goes_on else pending
                pending = []
            if opens:
                pending.append(mark.start)
            elif pending:
                pending.pop()
            else:
                found.append(mark.start)
        if not marks:
            found += pending
            pending = []
    return found + pending


def _double_marks(text: str, start: int, end: int) -> list[_Mark]:
    """Return a paragraph's double marks, without the inches (12") that make straight ones odd in number."""
    marks = [mark for mark in _marks(text, start, end) if mark.family == "double"]
    odd = sum(mark.text == '"' for mark in marks) % 2
    return [mark for mark in marks if not (odd and _could_be_inches(text, mark))]


def _could_be_inches(text: str, mark: _Mark) -> bool:
    return mark.text == '"' and text[max(mark.start - 1, 0) : mark.start].isdigit()


def _regions(text: str, start: int, end: int) -> Iterator[Region]:
    """Yield the regions of one paragraph with their depth, outer before inner."""
    enclosing: list[int] = []
    for opening, closing, last, closed in sorted(_pairs(text, start, end), key=lambda p: (p[0].start, -p[2])):
        while enclosing and enclosing[-1] <= opening.start:
            enclosing.pop()
        turn = _TURN.match(text, opening.end, closing)
        first, inner = (turn.end(), turn.end()) if turn else (opening.start, opening.end)
        if _WORD.search(text, inner, closing):
            enclosing.append(last)
            yield Region(first, last, (inner, closing), len(enclosing), closed, opening.family)


def _pairs(text: str, start: int, end: int) -> Iterator[tuple[_Mark, int, int, bool]]:
    """Yield (opening mark, end of the inner text, end of the region, closed) for one paragraph."""
    marks = list(_marks(text, start, end))
    nests = sum(m.text == "“" for m in marks) == sum(m.text == "”" for m in marks)
    stack: list[_Mark] = []
    for mark in marks:
        level = next((i for i in reversed(range(len(stack))) if stack[i].family == mark.family), None)
        if level is not None and _ends(mark, stack[level]):
            yield stack[level], mark.start, mark.end, True
            del stack[level:]
        elif mark.opens and level is not None and not (nests and mark.text == "“"):
            if mark.family != "single":
                stop = stack[level].end + len(text[stack[level].end : mark.start].rstrip())
                yield stack[level], stop, stop, False
            stack[level:] = [mark]
        elif mark.opens and len(stack) < _DEEPEST:
            stack.append(mark)
    if left_open := next((m for m in stack if m.family != "single" or m.start == start), None):
        yield left_open, end, end, False


def _ends(mark: _Mark, opening: _Mark) -> bool:
    """Tell whether a mark ends a quotation; German „low“ and »angular« ones end with openers of others."""
    if mark.text in _ALWAYS_OPEN and mark.opens:
        return (opening.text, mark.text) in {("„", "“"), ("‚", "‘"), ("»", "«"), ("›", "‹")}
    return mark.closes or not mark.opens


def _marks(text: str, start: int, end: int) -> Iterator[_Mark]:
    """Yield the marks of one paragraph; apostrophes are left out."""
    found = list(_MARK.finditer(text, start, end))
    possessives = _possessives(text, found)
    for match in found:
        mark, before = match.group(), text[max(start, match.start() - 1)]
        initial = match.start() == start or before.isspace() or before in _BEFORE_OPENING
        final = _AFTER_CLOSING.match(text, match.end(), end) is not None
        if mark in _SINGLE:
            if match.start() in possessives or _is_apostrophe(text, match, end, initial, final):
                continue
            opens, closes = initial and mark != "’", not initial
        elif mark in _ALWAYS_OPEN:
            closes = mark == "“" and not initial and final
            opens = not closes
        else:
            glued = mark == '"' and before in _STOPS and text[match.end() : match.end() + 1].isalnum()
            opens = glued or (initial and not (mark in _CLOSING and final))
            closes = not initial or final or mark in _CLOSING
        family = "single" if mark in _SINGLE else "angular" if mark in _ANGULAR else "double"
        yield _Mark(match.start(), match.end(), mark, family, opens, closes)


def _is_apostrophe(text: str, match: re.Match[str], end: int, initial: bool, final: bool) -> bool:
    """Tell whether a single mark stands for letters left out (don't, ’90s, rock 'n' roll)."""
    if _ELISION.match(text, match.end(), end) or _AFTER_N.match(text, match.start()):
        return True
    if initial:
        return match.group() == "’" or (final and match.group() in "'`")
    return text[match.end() : match.end() + 1].isalnum()


def _possessives(text: str, found: list[re.Match[str]]) -> set[int]:
    """Return the apostrophes of plural possessives (workers’ rights).

    They look like closing marks; they are taken for one only where no better one follows before the next
    opening.
    """
    apostrophes, better_ahead = set(), False
    for match in reversed(found):
        mark, after = match.group(), text[match.end() : match.end() + 1]
        before = text[match.start() - 1 : match.start()]
        if mark not in "’'":
            better_ahead = better_ahead and mark not in "‘‛`"
        elif _POSSESSIVE.match(text, match.start()):
            if better_ahead:
                apostrophes.add(match.start())
        elif before and not before.isspace() and before not in _BEFORE_OPENING:
            better_ahead = better_ahead or not after.isalnum()
        elif after.isalnum() and mark == "'":
            better_ahead = False
    return apostrophes
