"""Questions and answers: which lines of an interview are whose.

Told by how the lines are set: labels that come back, dashes, questions (in bold letters where some are), or,
without any of these, one person's account.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from analysis.annotation import Document
from analysis.articles.dialogue import DASH, FIRST, LABEL, SINGULAR, Line, asks, labels
from analysis.attribution.interviewees import interviewee, person_called
from analysis.attribution.spans import Span
from analysis.word_lists import any_of, words

_ASKING = 0.25  # of an interviewer's turns have a question mark, at least
_ABOUT_IT = re.compile(
    f"{any_of('forms', 'interview words')}|{any_of('forms', 'asks for letters')}", re.IGNORECASE
)
_LINK = re.compile(r"(?:\w+ ?: *)?(?:@|https?://|www\.)\S+")
_MARKS = "“\"‘'"
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")


class Answer(NamedTuple):
    """An answer: where a label calls its speaker, the label's colon, its stretches, the speaker's name."""

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    speaker: str | None


class _Draft(NamedTuple):
    """A turn before its speaker is known: its label, if it has one, and its lines."""

    label: str
    lines: list[Line]


def interview(document: Document, read: Sequence[Line]) -> Iterator[Answer]:
    """Yield the answers of an interview, given its lines."""
    called = _in_full(labels(read))
    drafts = _labelled(read, called) or _dashed(read) or _answered(read)
    interviewer = _interviewer(drafts, document)
    kept = [draft for draft in drafts if not draft.label or draft.label != interviewer]
    whose = interviewee(document, [line for draft in kept for line in draft.lines])
    for draft in kept:
        told = [line for line in draft.lines if not (_is_about(line, whose, draft) or _is_link(line))]
        if not told:
            continue
        source, cue, start = _label_spans(document, draft)
        pieces = [(start if line is draft.lines[0] else line.start, line.end) for line in told]
        yield Answer(source, cue, tuple(pieces), person_called(document, draft.label) or whose)


def _in_full(called: Sequence[str]) -> list[str]:
    """Return for each label the longest that ends alike: "Thomas Malone" for "Mr Malone" and "MALONE"."""
    longest: dict[str, str] = {}
    for label in filter(None, called):
        last = label.split()[-1].casefold()
        longest[last] = max(longest.get(last, ""), label, key=len)
    return [longest[label.split()[-1].casefold()] if label else "" for label in called]


def _labelled(read: Sequence[Line], called: Sequence[str]) -> list[_Draft]:
    """Return the turns of labelled lines, nothing where these are but a part of the text."""
    found = list(_below_labels(read, called))
    first = next((i for i, label in enumerate(called) if label), len(read))
    said = sum(line.words for draft in found for line in draft.lines)
    opening = sum(line.words for line in read[: first + 1])
    return found if 2 * said > opening and 2 * first < len(read) else []


def _below_labels(read: Sequence[Line], called: Sequence[str]) -> Iterator[_Draft]:
    """Yield each labelled line with the lines below it up to the next label or question."""
    names = set(called) - {""}
    asking = len(names) == 1 or not any(_asking(read, called, label) for label in names)
    current: _Draft | None = None
    for line, label in zip(read, called, strict=True):
        if label or (asking and asks(line)) or (current and line.raised):
            if current:
                yield current
            current = _Draft(label, [line]) if label else None
        elif current:
            current.lines.append(line)
    if current:
        yield current


def _asking(read: Sequence[Line], called: Sequence[str], label: str) -> float:
    """Return the share of a label's lines that ask; 0 where it is less than an interviewer's."""
    own = [line for line, name in zip(read, called, strict=True) if name == label]
    share = sum("?" in line.text for line in own) / len(own)
    return share if share >= _ASKING else 0.0


def _interviewer(drafts: Sequence[_Draft], document: Document) -> str | None:
    """Return the label of who asks: known as such, or the one whose turns have most questions."""
    names = list(dict.fromkeys(draft.label for draft in drafts if draft.label))
    known = words("forms", "interviewers")
    outlet = (document.article.outlet or "").casefold()
    for name in names:
        if name.casefold() in known or (outlet and name.casefold() in (outlet, outlet.removeprefix("the "))):
            return name
    if len(names) < 2:
        return None
    read, called = [draft.lines[0] for draft in drafts], [draft.label for draft in drafts]
    shares = sorted(((_asking(read, called, name), name) for name in names), reverse=True)
    (most, name), (second, _) = shares[:2]
    return name if most and most >= 1.5 * second else None


def _dashed(read: Sequence[Line]) -> list[_Draft]:
    """Return every second of the lines that begin with a dash: those of whoever asks less."""
    spoken = [line for line in read if DASH.match(line.text) or line.text[:1] in "–—-"]
    sides = spoken[::2], spoken[1::2]
    if len(spoken) < 4:
        return []
    answering = min(sides, key=lambda side: sum(map(asks, side)) / len(side))
    return [_Draft("", [line]) for line in answering]


def _answered(read: Sequence[Line]) -> list[_Draft]:
    """Return what stands below each question; without questions, what one person tells."""
    raised = [line for line in read if line.raised]
    strict = sum(map(asks, raised)) > 1 or (len(raised) > 2 and not any(map(asks, read)))
    prompts = [i for i, line in enumerate(read) if (line.raised if strict else asks(line))]
    if len(prompts) < 2:
        return [_Draft("", [line]) for line in read if _tells(line) and not line.raised]
    found = [list(read[one + 1 : two]) for one, two in pairwise([*prompts, len(read)])]
    return [_Draft(_capital_label(below[0]), below) for below in found if below]


def _capital_label(line: Line) -> str:
    match = LABEL.match(line.text)
    return match[1] if match and match[1].isupper() else ""


def _tells(line: Line) -> bool:
    """Tell whether somebody speaks of themselves in a line, and not only within the words of another."""
    return bool(SINGULAR.search(line.text if line.text[:1] in _MARKS else _QUOTED.sub("", line.text)))


def _is_about(line: Line, whose: str | None, draft: _Draft) -> bool:
    """Tell whether a line below a first one is about interviewee or interview, as the last lines are."""
    if FIRST.search(line.text) or line is draft.lines[0]:
        return False
    return bool(_ABOUT_IT.search(line.text) or (whose and whose.split()[-1] in line.text))


def _is_link(line: Line) -> bool:
    """Tell whether a line has nothing but where somebody is to be found: "IG: @quist.boats"."""
    return bool(_LINK.fullmatch(line.text))


def _label_spans(document: Document, draft: _Draft) -> tuple[Span | None, Span | None, int]:
    """Return where a draft's label and its colon stand, and where its words begin."""
    first = draft.lines[0]
    match = LABEL.match(first.text) if draft.label else None
    if match is None:
        return None, None, first.start
    start = document.article.text.index(match[1], first.start)
    colon = document.article.text.index(":", start + len(match[1]))
    rest = document.article.text[colon + 1 : first.end]
    return (start, start + len(match[1])), (colon, colon + 1), first.end - len(rest.lstrip(" *_"))
