"""Signs of a text's form: what its title, its lines and its words have that one form has more than others.

Every sign is a number from 0 (nothing of it) to about 1. Words are counted outside quotation marks where
somebody else's words would mislead, as rates on a curved scale: the step from none to one in a hundred words
counts more than the next. The lists stand in `resources/en/forms.json`.
"""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from analysis.articles.quotation_marks import outermost, quoted_regions
from analysis.articles.words import count_words
from analysis.word_lists import any_of

_MARKS = re.compile(r"^[\s#>*_]+|[*_]+(?=\W|$)|(?<!\S)[*_]+")
_EMPHASIS = re.compile(r"^\s*(?:#|\*\*|__|\*(?=\S)|_(?=\S))")
_LABEL = re.compile(r"([A-Z][\w.’'-]*(?: (?:[A-Z][\w.’'-]*|de|van|von|al)){0,3})\s?: +(?=\S)")
_COMPLETED = re.compile(r"[^.:?!]{4,70}: \S")
_DASH = re.compile(r"\s*[–—-]\s+(?=[\"“A-Z])")
_QUESTION = re.compile(r"\?[\"”’')\]]*$")
_END = re.compile(r"[.!?…:;,][\"”’')\]]*$")
_FIRST = re.compile(r"\b(?:I|I['’](?:m|ve|d|ll)|[Mm]y|me|[Ww]e(?:['’](?:re|ve|d|ll))?|[Oo]urs?|us)\b")
_SINGULAR = re.compile(r"\b(?:I|I['’](?:m|ve|d|ll)|[Mm]y|me|myself|mine)\b")
_PLURAL = re.compile(r"\b(?:[Ww]e|[Ww]e['’](?:re|ve|d|ll)|[Oo]urs?|us)\b")
_SECOND = re.compile(r"\b[Yy]ou(?:r|rs|['’](?:re|ve|d|ll))?\b")
_PAST = re.compile(r"\b(?:was|were|had|did|\w{3,}ed)\b")
_PRESENT = re.compile(r"\b(?:is|are|has|does|isn['’]t|aren['’]t|it['’]s)\b")
_NUMBER = re.compile(r"\d[\d,.]*")
_AGE = re.compile(r", \d{1,2},|\b\d{1,2}[- ]years?[- ]old\b|, aged \d")
_SIGNED = re.compile(
    r"[\"”.!?]\s*(?:[–—]|-)\s*([A-Z@][^.!?]{2,60})$|[.!?)\]\w]\s*\(([A-Z][^()?]{2,50})\)\W*$"
)
_SMALL = frozenset("and of the de von van al in s/o d/o St N".split())
_LONGEST_SIGNATURE, _LONGEST_QUESTION = 9, 70


class Line(NamedTuple):
    """A line of a text without its marks; `raised` where it is bold, slanted or a heading."""

    text: str
    raised: bool
    words: int


class Parts(NamedTuple):
    """What signs are read from: title, lines, all of the text, and its author's words alone."""

    title: str
    lines: tuple[Line, ...]
    text: str
    own: str
    address: str
    outlet: str


def parts(text: str, title: str | None, outlet: str | None, address: str) -> Parts:
    """Return a text taken apart; `address` is what is known of where it stands: its URL, section and type."""
    lines = [_line(line) for line in text.splitlines() if line.strip()]
    heading = title or (lines[0].text if lines and lines[0].words < 25 else "")
    if lines and _letters(lines[0].text) == _letters(heading):
        lines = lines[1:]
    body = "\n".join(line.text for line in lines)
    return Parts(heading, tuple(lines), body, _own_words(body), address, outlet or "")


def signs(read: Parts) -> dict[str, float]:
    """Return every sign of a text by its name."""
    return {
        **_voice(read),
        **_words(read),
        **_turns(read.lines),
        **_signatures(read.lines),
        **_headings(read),
        **_bodies(read),
    }


def _line(text: str) -> Line:
    bare = " ".join(_MARKS.sub("", text).split())
    return Line(bare, bool(_EMPHASIS.match(text)) or bare.isupper(), count_words(bare))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _own_words(text: str) -> str:
    """Return a text without what stands in quotation marks, but for the marks and words of titles."""
    pieces, at = [], 0
    for region in outermost(quoted_regions(text)):
        if count_words(text[region.start : region.end]) > 3:
            pieces.append(text[at : region.start] + "“”")
            at = region.end
    return "".join([*pieces, text[at:]])


@cache
def _pattern(name: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of('forms', name)})\b", flags)


@cache
def _rubric(name: str) -> re.Pattern[str]:
    return re.compile(any_of("forms", name), re.IGNORECASE | re.MULTILINE)


def _rate(found: int, words: int, most: float) -> float:
    """Return how often something is found on a curve: 1 at `most` in a hundred words."""
    return min((100 * found / max(words, 60) / most) ** 0.5, 1.5)


def _voice(read: Parts) -> dict[str, float]:
    """Who speaks: first and second persons, questions, tense, and how much is in quotation marks."""
    words, own = max(count_words(read.text), 1), max(count_words(read.own), 1)
    rate = {
        "I": (_SINGULAR, 5.0),
        "we": (_PLURAL, 3.0),
        "you": (_SECOND, 3.0),
        "past": (_PAST, 8.0),
        "present": (_PRESENT, 5.0),
        "numbers": (_NUMBER, 5.0),
        "ages": (_AGE, 0.7),
    }
    sentences = max(len(re.findall(r"[.!?]", read.own)), 1)
    return {
        **{name: _rate(len(each.findall(read.own)), own, most) for name, (each, most) in rate.items()},
        "quoted": 1 - own / words if words > own else 0.0,
        "questions": min(read.own.count("?") / sentences * 3, 1.0),
        "exclamations": min(read.own.count("!") / sentences * 5, 1.0),
    }


def _words(read: Parts) -> dict[str, float]:
    """Words that a form has more than others, outside quotation marks."""
    own = max(count_words(read.own), 1)
    most = {
        "reported speech": 3.0,
        "another side": 1.5,
        "days": 1.5,
        "incidents": 3.0,
        "duty": 2.0,
        "own opinion": 1.0,
        "arguing": 2.5,
        "plain talk": 12.0,
        "announcing": 1.5,
        "public contact": 1.5,
        "praise of itself": 3.0,
        "works": 5.0,
        "verdicts": 3.0,
    }
    found = {name: _rate(len(_pattern(name).findall(read.own)), own, top) for name, top in most.items()}
    found["to a newspaper"] = _rate(len(_pattern("to a newspaper").findall(read.text)), own, 1.0)
    found["work details"] = min(len(_rubric("work details").findall(read.own)) / 3, 1.5)
    return found


def _turns(lines: Sequence[Line]) -> dict[str, float]:
    """Questions and answers: labelled with names, marked by dashes, or told by the first person after one."""
    total, many = max(sum(line.words for line in lines), 1), max(len(lines), 1)
    answers = _answers(lines)
    own = [answer for answer in answers if any(_FIRST.search(line.text) for line in answer)]
    prompted = [
        two for one, two in pairwise(lines) if one.words <= 12 and not _END.search(one.text) and _speaks(two.text)
    ]
    dashed = [line for line in lines if _DASH.match(line.text)]
    opened = [line for line in lines if _COMPLETED.match(line.text) and _SINGULAR.search(line.text)]
    enough = len(own) > 1 and 2 * len(own) >= len(answers)
    return {
        "turns": _labelled(lines) / total,
        "answers": sum(line.words for answer in own for line in answer) / total if enough else 0.0,
        "questions alone": min(len(answers) / many * 4, 1.5),
        "prompts": min(len(prompted) / many * 4, 1.5) if len(prompted) > 2 else 0.0,
        "dashes": float(len(dashed) > 3 and sum(map(_asks, dashed)) > 1),
        "completions": min(len(opened) / many * 2, 1.0) if len(opened) > 2 else 0.0,
    }


def _answers(lines: Sequence[Line]) -> list[list[Line]]:
    """Return what follows each line that asks, up to the next one; at most four lines."""
    asked = [i for i, line in enumerate(lines) if _asks(line)]
    return [found for i, end in pairwise([*asked, len(lines)]) if (found := list(lines[i + 1 : end])[:4])]


def _asks(line: Line) -> bool:
    return bool(_QUESTION.search(line.text)) and line.words <= _LONGEST_QUESTION


def _speaks(text: str) -> bool:
    return bool(_FIRST.search(" ".join(text.split()[:25])))


def _labelled(lines: Sequence[Line]) -> int:
    """Return how many words stand in lines that belong to labels, each of them used twice or more."""
    called = [match[1] if (match := _LABEL.match(line.text)) else "" for line in lines]
    times = Counter(filter(None, called))
    kept = {label for label, count in times.items() if count > 1}
    if len(kept) < 2 and not (kept and sum(map(_asks, lines)) > 2):
        return 0
    first = next((i for i, label in enumerate(called) if label in kept), len(lines))
    return sum(line.words for line in lines[first:])


def _signatures(lines: Sequence[Line]) -> dict[str, float]:
    """Names at the ends of pieces: lines of their own, or after a dash or in brackets at a line's end."""
    alone = signature_lines(lines)
    groups = [i for i in alone if i - 1 not in alone]
    ended = [line for line in lines if (found := _SIGNED.search(line.text)) and _is_name(found[1] or found[2])]
    greeted = [line for line in lines if _rubric("salutation").search(line.text)]
    number = len(groups) + len(ended)
    spaced = number / max(len(lines) - len(alone) + len(groups), 1)
    return {
        "signatures": min(number / 4, 1.5) if number > 1 else 0.0,
        "signatures spread": min(spaced * 2.5, 1.0) if number > 2 else 0.0,
        "salutations": min(len(greeted) / 2, 1.5),
    }


def signature_lines(lines: Sequence[Line]) -> set[int]:
    """Return the places of lines that may sign what stands above: short, all names, after an ended line."""
    found: set[int] = set()
    for i, line in enumerate(lines):
        above = i > 0 and (i - 1 in found or bool(_END.search(lines[i - 1].text)))
        if above and 0 < line.words <= _LONGEST_SIGNATURE and _is_name(line.text) and not line.text.isupper():
            found.add(i)
    return found


def _is_name(text: str) -> bool:
    """Tell whether words are capitalised as a name and a place are."""
    words = re.findall(r"[^\s,;/()]+", text.strip("-–—_ "))
    large = [word for word in words if word[:1].isupper() or word[:1] in "@*"]
    rest = [word for word in words if word not in large and word not in _SMALL and not word[:1].isdigit()]
    enough = len(words) > 1 and len(large) > len(rest) and len(rest) <= 2
    return enough and not text.rstrip().endswith(("?", "!", ":")) and words[0] not in {"The", "How", "Why", "What"}


def _headings(read: Parts) -> dict[str, float]:
    """What the title, the address, and the lines at the beginning and the end say of the form."""
    start = " ".join([read.title, *(line.text for line in read.lines[:2])])
    ends = "\n".join(line.text for line in (*read.lines[:4], *read.lines[-3:]))
    title = f"{read.title}\n" + "\n".join(line.text for line in read.lines[:1] if line.words < 12)
    addresses = ("opinion address", "interview address", "letters address", "review address", "release address")
    return {
        "opinion rubric": float(bool(_rubric("opinion rubric").search(title))),
        "interview title": float(bool(_rubric("interview title").search(read.title))),
        "letters title": float(bool(_rubric("letters title").search(read.title))),
        "review rubric": float(bool(_rubric("review rubric").search(title))),
        "columnist": float(bool(_rubric("columnist").search("\n".join(l.text for l in read.lines[-2:])))),
        "interview words": min(len(set(_rubric("interview words").findall(ends))) / 2, 1.0),
        "asks for letters": min(len(_rubric("asks for letters").findall(read.text)) / 2, 1.0),
        "release sign": min(len(_rubric("release sign").findall(read.text)) / 2, 1.5),
        "dateline": float(bool(_pattern_case("dateline").search(start + "\n" + read.text[-200:]))),
        **{name: float(bool(_rubric(name).search(read.address))) for name in addresses},
    }


@cache
def _pattern_case(name: str) -> re.Pattern[str]:
    return re.compile(any_of("forms", name), re.MULTILINE)


def _bodies(read: Parts) -> dict[str, float]:
    """Whether the outlet writes of itself, and whether more than one is quoted."""
    words = [word for word in re.findall(r"[A-Z][\w’'-]{3,}", read.outlet) if word not in {"News", "Times", "Post"}]
    said = re.findall(r"(?:said|says|added|told)\s+(?:[a-z]+ )?([A-Z]\w+)|([A-Z]\w+)\s+(?:said|says|added|told)\b", read.own)
    speakers = {one or two for one, two in said}
    own = max(count_words(read.own), 1)
    named = sum(read.own.count(word) for word in words[:1])
    return {"itself": _rate(named, own, 1.5), "voices": min(len(speakers) / 4, 1.0)}
