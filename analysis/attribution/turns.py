"""Turns: words that belong to somebody by the form of the text, without a reporting clause.

In an interview the answers are the interviewee's, and the questions the outlet's own voice; a letter belongs
to those who sign it; the turn of a transcript ("LEE: No deal.") to the name before it. Told by how the lines
are set: labels that come back, questions (in bold where some are), dashes, or one person's account.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from analysis.annotation import Document, Mention, once
from analysis.annotation.gazetteer import role_nouns
from analysis.annotation.people import TITLES
from analysis.articles.dialogue import (
    DASH,
    FIRST,
    LABEL,
    SINGULAR,
    Line,
    asks,
    ends,
    labels,
    lines,
    signatures,
    signed,
)
from analysis.attribution import rules
from analysis.attribution.spans import Span
from analysis.word_lists import any_of, words

LEAST = 0.5
"""How likely a form has to be for its turns to be read."""

_TRANSCRIPT = 0.76
"""The share of a transcript's turns (n = 25, PolNeAR train and dev) that coders gave speaker and content."""
_RIGHT = {"interview": 0.9, "letters": 0.97}
"""The share of 31 interviews and 28 pages of letters, all of our own, whose speakers were right when read."""
_SHORT = 12
_MOST_OF = 0.5
_INITIALS = 3
_ASKING = 0.25  # of an interviewer's turns have a question mark, at least
_HEADLINE_COUNTS = 3
_INVITATION = re.compile(any_of("forms", "asks for letters"), re.IGNORECASE)
_ABOUT_IT = re.compile(rf"{any_of('forms', 'interview words')}|{_INVITATION.pattern}", re.IGNORECASE)
_GREETING = re.compile(any_of("forms", "salutation"), re.IGNORECASE)
_SENTENCE = re.compile(r"(?<!\S)[a-z]{4}")
_MARKS = "“\"‘'"
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_NAME = re.compile(r"(?<!\bto )(?<!\bby )\b[A-Z][a-zà-ÿ]+(?: [A-Z]\.)?(?: [A-Z][a-zà-ÿ’'-]{2,}){1,3}\b")


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
    """Return the turns of a document in text order: an interview's, the letters', or a transcript's."""
    form = document.article.form
    sure = form.chance >= LEAST
    if form.name == "interview" and sure and (found := tuple(_interview(document))):
        return found
    if form.name == "letters" and sure and (found := tuple(_letters(document))):
        return found
    spoken = [label for label in rules.labels(document) if label.verbatim]
    return tuple(
        Turn(each.name, each.colon, (each.content,), None, _TRANSCRIPT, nests=False) for each in spoken
    )


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


class _Draft(NamedTuple):
    """A turn before its speaker is known: its label, if it has one, and its lines."""

    label: str
    lines: list[Line]


def _interview(document: Document) -> Iterator[Turn]:
    read = _lines(document, "caption", "aside")
    called = _in_full(labels(read))
    drafts = _labelled(read, called) or _dashed(read) or _answered(read)
    interviewer = _interviewer(drafts, document)
    kept = [draft for draft in drafts if not draft.label or draft.label != interviewer]
    whose = _interviewee(document, [line for draft in kept for line in draft.lines])
    for draft in kept:
        told = [line for line in draft.lines if not _is_about(line, whose, draft)]
        if not told:
            continue
        source, cue, start = _label_spans(document, draft)
        pieces = [(start if line is draft.lines[0] else line.start, line.end) for line in told]
        speaker = _called(document, draft.label) or whose
        yield Turn(source, cue, tuple(pieces), speaker, _chance(document))


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
    return (
        found
        if said > _MOST_OF * sum(line.words for line in read[: first + 1]) and 2 * first < len(read)
        else []
    )


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


def _people(document: Document) -> list[Mention]:
    return [m for m in document.mentions if m.label == "PERSON" and m.kind == "name"]


def _called(document: Document, label: str) -> str | None:
    """Return the person whom a label calls by name, initials or title; else the label, if it may be."""
    if not label or label.casefold() in words("forms", "interviewees"):
        return None
    last, initials = label.split()[-1].casefold(), label.casefold()
    people = list(dict.fromkeys(mention.entity for mention in _people(document)))
    by_name = [each for each in people if last in each.casefold().split()]
    by_initials = [
        each for each in people if "".join(part[0] for part in each.casefold().split()) == initials
    ]
    by_title = [m.entity for m in _people(document) if _stands_before(document, label, m)]
    full = [each for each in (*by_title, *by_name) if " " in each] or by_name or by_initials
    if full:
        return full[0]
    if len(label) <= _INITIALS and label.isupper():
        return None
    return label.title() if label.isupper() else label


def _stands_before(document: Document, label: str, mention: Mention) -> bool:
    before = document.article.text[max(mention.start - len(label) - 1, 0) : mention.start]
    return before.casefold() == f"{label.casefold()} "


def _interviewee(document: Document, told: Iterable[Line]) -> str | None:
    """Return who is interviewed: the person named most outside the answers, in the headline above all.

    Who is talked to by another ("X talks to Y", "as told to Y"), or has written the piece, is not.
    """
    inside = {line.start for line in told}
    outside = [
        line for line in lines(document.article.text, document.article.blocks) if line.start not in inside
    ]
    heads = [block for block in document.article.blocks if block.kind == "headline"]
    title = heads[-1].end if heads else 0
    times: Counter[str] = Counter()
    for mention in _people(document):
        in_title = mention.start < title
        told_of = in_title or any(line.start <= mention.start < line.end for line in outside)
        if told_of and not _asks_for_outlet(document, mention):
            times[mention.entity] += _HEADLINE_COUNTS if in_title else 1
    if not times:
        rest = [line.text for line in outside if _SENTENCE.search(line.text)]
        found = [name for text in (*rest, document.article.title or "") for name in _NAME.findall(text)]
        times.update(name for each in found if " " in (name := _without_title(each)))
    best = times.most_common(1)
    return best[0][0] if best else None


def _without_title(name: str) -> str:
    first, _, rest = name.partition(" ")
    return rest if first.casefold() in role_nouns() or first in TITLES or f"{first}." in TITLES else name


def _asks_for_outlet(document: Document, mention: Mention) -> bool:
    """Tell whether a person is talked to by another or signs as the author."""
    if document.article.byline and mention.text in document.article.byline:
        return True
    first = document.tokens(mention.start, mention.end)[0]
    before = [token.lower_ for token in document.doc[max(first.i - 2, 0) : first.i]]
    if before[-1:] == ["by"] or before == ["told", "to"]:
        return True
    opening = document.sentence_at(mention.head).text.split()[0]
    return before[-1:] == ["to"] and opening.lower() not in words(
        "pronouns", "first person, subject or object"
    )


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
