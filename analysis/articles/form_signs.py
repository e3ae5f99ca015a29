"""Signs of a text's form: what its title, its lines and its words have that one form has more than others.

Every sign is a number from 0 (nothing of it) to about 1. Words are counted outside quotation marks where
somebody else's words would mislead, as rates on a curved scale: the step from none to one in a hundred words
counts more than the next. The lists stand in `resources/en/forms.json`.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from analysis.articles.blocks import Block
from analysis.articles.dialogue import (
    DASH,
    FIRST,
    Line,
    answers,
    asks,
    ends,
    labels,
    lines,
    signatures,
    signed,
)
from analysis.articles.quotation_marks import outermost, quoted_regions
from analysis.articles.words import count_words
from analysis.word_lists import any_of, read

RATES = {
    "I": 5.0,
    "we": 3.0,
    "you": 3.0,
    "past": 8.0,
    "present": 5.0,
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
"""Lists whose entries are counted, and how many in a hundred words are much of it (a sign of 1)."""

_SHAPES = {
    "numbers": (re.compile(r"\d[\d,.]*"), 5.0),
    "ages": (re.compile(r", \d{1,2},|\b\d{1,2}[- ]years?[- ]old\b|, aged \d"), 0.7),
    "names": (re.compile(r"\b[A-Z][a-z]+ [A-Z][a-z]+\b"), 4.0),
    "appositions": (re.compile(r", (?:who|a|an|the) "), 1.5),
    "titles of works": (re.compile(r"[‘“\"'][A-Z][\w’']*(?: [\w’']+){0,5},?[’”\"']"), 1.0),
}
_WORD = re.compile(r"[a-z]+(?:['’][a-z]+)?")
_QUOTED_SPEAKER = re.compile(
    r"(?:said|says|added|told)\s+(?:[a-z]+ )?([A-Z]\w+)|([A-Z]\w+)\s+(?:said|says|added|told)\b"
)
_COUNTRY = re.compile(r"\bUS\b")  # which is not the pronoun
_MORE = re.compile(r"[ @-]|\\S|\\\.")
_HOUR = re.compile(r"\b\d{1,2}(?:[:.]\d\d)? ?(?:am|pm|a\.m\.|p\.m\.)")
_COMPLETED = re.compile(r"[^.:?!]{4,70}: \S")
_FEWEST = 60  # words of a text that rates are taken over at least
_SHORT_QUOTATION = 3


class _Read(NamedTuple):
    """What signs are read from: title, lines, their text, the author's own words, and where it stands."""

    title: str
    lines: tuple[Line, ...]
    text: str
    own: str
    quoted: str
    address: str
    outlet: str


def signs(text: str, blocks: Iterable[Block], title: str, outlet: str, address: str) -> dict[str, float]:
    """Return every sign of a text by its name; `address` is its URL, its section and its type in one."""
    found = lines(text, blocks)
    whole = "\n".join(line.text for line in found)
    own, quoted = _apart(whole)
    it = _Read(title, found, whole, own, quoted, address, outlet)
    return {**_rates(it), **_turns(found), **_signatures(found), **_headings(it)}


def _apart(text: str) -> tuple[str, str]:
    """Return a text's words outside and inside quotation marks; those of titles count as outside."""
    outside, inside, at = [], [], 0
    for region in outermost(quoted_regions(text)):
        if count_words(text[region.start : region.end]) > _SHORT_QUOTATION:
            outside.append(text[at : region.start] + "“”")
            inside.append(text[region.start : region.end])
            at = region.end
    return "".join([*outside, text[at:]]), "\n".join(inside)


@cache
def _phrases(name: str) -> re.Pattern[str] | None:
    """Return the entries of a list that are more than one word, as one pattern for small letters."""
    entries = [entry for entry in read("forms")[name] if _MORE.search(entry)]
    return re.compile(rf"\b(?:{_small('|'.join(entries))})\b") if entries else None


def _small(pattern: str) -> str:
    """Return a pattern in small letters: on text in small letters it takes half the time of IGNORECASE."""
    return re.sub(r"(?<!\\)[A-Z]", lambda letter: letter.group().lower(), pattern)


@cache
def _singles() -> dict[str, re.Pattern[str]]:
    """Return the entries of one word, a pattern a list."""
    lists = {name: [e for e in read("forms")[name] if not _MORE.search(e)] for name in (*RATES, "gladness")}
    return {name: re.compile("|".join(entries), re.IGNORECASE) for name, entries in lists.items() if entries}


@lru_cache(maxsize=50_000)
def _lists_with(word: str) -> tuple[str, ...]:
    return tuple(name for name, pattern in _singles().items() if pattern.fullmatch(word))


def _rate(found: int, words: int, most: float) -> float:
    """Return how often something is found, on a curve: 1 at `most` in a hundred words, 1.5 at best."""
    return min(math.sqrt(100 * found / max(words, _FEWEST) / most), 1.5)


def _singles_in(text: str) -> Counter[str]:
    """Return how many entries of one word stand in a text, for each list."""
    found: Counter[str] = Counter()
    folded = _COUNTRY.sub("", text).casefold().replace("’", "'")
    for word, times in Counter(_WORD.findall(folded)).items():
        for name in _lists_with(word):
            found[name] += times
    return found


def _counts(text: str) -> Counter[str]:
    """Return how many entries of each list stand in a text."""
    found = _singles_in(text)
    small = text.lower()
    for name in RATES:
        if (pattern := _phrases(name)) is not None:
            found[name] += len(pattern.findall(small))
    return found


def _rates(it: _Read) -> dict[str, float]:
    """Words and shapes that a form has more than others; questions, and how much is in quotation marks."""
    own, inside = count_words(it.own), count_words(it.quoted)
    counted = _counts(it.own)
    stops = max(sum(map(it.own.count, ".!?")), 1)
    return {
        **{name: _rate(counted[name], own, most) for name, most in RATES.items()},
        **{name: _rate(len(each.findall(it.own)), own, most) for name, (each, most) in _SHAPES.items()},
        "to a newspaper": _rate(_times("to a newspaper", it.text), own, 1.0),
        "orders": _rate(len(_rubric("orders", re.MULTILINE).findall(it.own)), own, 1.0),
        "gladness": _rate(_singles_in(it.quoted)["gladness"], max(inside, _FEWEST // 2), 6.0),
        "work details": min(_times("work details", it.own) / 3, 1.5),
        "hours": float(len(_HOUR.findall(it.own)) > 1),
        "quoted": inside / max(own + inside, 1),
        "questions": min(it.own.count("?") / stops * 3, 1.0),
        "exclamations": min(it.own.count("!") / stops * 5, 1.0),
        "voices": min(len({one or two for one, two in _QUOTED_SPEAKER.findall(it.own)}) / 4, 1.0),
        "itself": _rate(sum(map(it.own.count, _own_name(it.outlet))), own, 1.5),
    }


def _own_name(outlet: str) -> list[str]:
    """Return the first telling word of an outlet's name."""
    common = read("forms")["names of papers"]
    return [word for word in re.findall(r"[A-Z][\w’'-]{3,}", outlet) if word not in common][:1]


def _turns(found: Sequence[Line]) -> dict[str, float]:
    """Questions and answers: labelled with names, marked by dashes, or told by the first person after one."""
    total, many = max(sum(line.words for line in found), 1), max(len(found), 1)
    called = labels(found)
    first = next((i for i, label in enumerate(called) if label), len(found))
    replies = [reply[:4] for reply in answers(found)]
    own = [reply for reply in replies if any(FIRST.search(line.text) for line in reply)]
    prompted = [
        two for one, two in pairwise(found) if one.words <= 12 and not ends(one) and _is_told_by_i(two)
    ]
    dashed = [line for line in found if DASH.match(line.text)]
    opened = [line for line in found if _COMPLETED.match(line.text) and FIRST.search(line.text)]
    enough = len(own) > 1 and 2 * len(own) >= len(replies)
    return {
        "turns": sum(line.words for line in found[first:]) / total,
        "answers": sum(line.words for reply in own for line in reply) / total if enough else 0.0,
        "questions alone": min(len(replies) / many * 4, 1.5),
        "prompts": min(len(prompted) / many * 4, 1.5) if len(prompted) > 2 else 0.0,
        "dashes": float(len(dashed) > 3 and sum(map(asks, dashed)) > 1),
        "completions": min(len(opened) / many * 2, 1.0) if len(opened) > 2 else 0.0,
    }


def _is_told_by_i(line: Line) -> bool:
    return bool(FIRST.search(" ".join(line.text.split()[:25])))


def _signatures(found: Sequence[Line]) -> dict[str, float]:
    """Names at the ends of pieces: lines of their own, or after a dash or in brackets at a line's end."""
    alone = signatures(found)
    groups = [i for i in alone if i - 1 not in alone]
    number = len(groups) + sum(signed(line) is not None for line in found)
    spaced = number / max(len(found) - len(alone) + len(groups), 1)
    return {
        "signatures": min(number / 4, 1.5) if number > 1 else 0.0,
        "signatures spread": min(spaced * 2.5, 1.0) if number > 2 else 0.0,
        "salutations": min(sum(bool(_rubric("salutation").search(line.text)) for line in found) / 2, 1.5),
    }


@cache
def _rubric(name: str, flags: int = re.IGNORECASE | re.MULTILINE) -> re.Pattern[str]:
    return re.compile(any_of("forms", name), flags)


def _times(name: str, text: str) -> int:
    """Return how often entries of a rubric stand in a whole text, whatever their case."""
    return len(_in_small(name).findall(text.lower()))


@cache
def _in_small(name: str) -> re.Pattern[str]:
    return re.compile(_small(any_of("forms", name)), re.MULTILINE)


def _headings(it: _Read) -> dict[str, float]:
    """What the title, the address, and the lines at the beginning and the end say of the form."""
    title = "\n".join([it.title, *(line.text for line in it.lines[:1] if line.words < 12)])
    rim = "\n".join(line.text for line in (*it.lines[:4], *it.lines[-3:]))
    last = "\n".join(line.text for line in it.lines[-2:])
    dated = "\n".join([it.title, *(line.text for line in it.lines[:2]), it.text[-200:]])
    places = ("opinion address", "interview address", "letters address", "review address", "release address")
    return {
        "opinion rubric": float(bool(_rubric("opinion rubric").search(title))),
        "interview title": float(bool(_rubric("interview title").search(it.title))),
        "letters title": float(bool(_rubric("letters title").search(it.title))),
        "review rubric": float(bool(_rubric("review rubric").search(title))),
        "columnist": float(bool(_rubric("columnist").search(last))),
        "signed by a body": float(bool(_rubric("signed by a body", re.MULTILINE).search(it.text[-120:]))),
        "greeting": float(bool(_rubric("greeting").search(it.text))),
        "interview words": min(len(set(_rubric("interview words").findall(rim))) / 2, 1.0),
        "asks for letters": min(_times("asks for letters", it.text) / 2, 1.0),
        "release sign": min(_times("release sign", it.text) / 2, 1.5),
        "dateline": float(bool(_rubric("dateline", re.MULTILINE).search(dated))),
        **{name: float(bool(_rubric(name).search(it.address))) for name in places},
    }
