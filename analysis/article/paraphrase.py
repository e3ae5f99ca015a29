"""Signs that a machine has reworded a text: broken set phrases, articles that do not fit, stray spaces.

A rewriter puts synonyms for words one by one. It breaks names and idioms, whose words cannot be exchanged
(tortured phrases; Cabanac, Labbé and Magazinov 2021), leaves "a" and "an" before words they do not fit, and
loses track of spaces. One sign is a slip of the pen; several, of more than one kind, are a pattern.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from operator import itemgetter
from typing import NamedTuple

from analysis.paths import RESOURCES

_FEWEST_SIGNS = 3
_FEWEST_PHRASES = 2
_WORDS_A_SIGN = 100
_SPACED_STOP = re.compile(r"(?<=[\w”\"’)]) [.,;:!?](?=[\s”\"’)]|$)(?! [.,])")
_DOUBLED = re.compile(r"\b(the|a|an|of|and|for|with|at|by|from) \1\b(?![-.’'])")
_CLASH = re.compile(r"\b(a|an|the) (?!\1\b)(?:a|an|the) (?!cappella|la\b|priori)(?=[a-z]{3})")
_WRONG_ARTICLE = re.compile(
    r"\ba (?!one|once|eu|ew|oui)[aeio][a-z]{2,}\b"
    r"|\ban (?!herb|heir|hon|hour|hist|yttr)[b-df-hj-np-tv-z][a-z]{2,}\b"
)


class Sign(NamedTuple):
    """One sign: its kind ("space", "name", "phrase" or "article"), the words found, what they stand for."""

    kind: str
    found: str
    meant: str | None = None


class _Group(NamedTuple):
    any: re.Pattern[str]
    each: tuple[re.Pattern[str], ...]
    meant: tuple[str, ...]


@cache
def _group(name: str) -> _Group:
    """Compile a group of the resource: one pattern to find any of it, and one for each phrase meant.

    The one pattern has no capturing groups, which would make it five times slower.
    """
    table = json.loads((RESOURCES / "paraphrase.json").read_text(encoding="utf-8"))[name]
    forms = ["|".join(broken) for broken in table.values()]
    return _Group(
        any=re.compile(rf"\b(?=[A-Za-z])(?:{'|'.join(forms)})\b"),
        each=tuple(re.compile(rf"(?:{form})\b") for form in forms),
        meant=tuple(table),
    )


def signs(text: str) -> list[Sign]:
    """Return every sign in a text: names, phrases (the most telling first), articles, spaces."""
    return [*_broken_phrases(text), *_articles(text), *_spaces(text)]


def is_pattern(found: list[Sign], words: int) -> bool:
    """Tell whether the signs in a text of so many words make a pattern.

    It takes three of at least two kinds; and two of them broken names or phrases, which hardly ever happen by
    themselves, or else one sign in every hundred words.
    """
    kinds = Counter(sign.kind for sign in found)
    phrases = kinds["name"] + kinds["phrase"]
    frequent = len(found) * _WORDS_A_SIGN >= words
    return len(found) >= _FEWEST_SIGNS and len(kinds) > 1 and (phrases >= _FEWEST_PHRASES or frequent)


def _broken_phrases(text: str) -> Iterator[Sign]:
    for name, kind in (("names", "name"), ("phrases", "phrase")):
        group = _group(name)
        found = []
        for match in group.any.finditer(text):
            rank = next(rank for rank, form in enumerate(group.each) if form.match(text, match.start()))
            found.append((rank, Sign(kind, match[0], group.meant[rank])))
        yield from (sign for _, sign in sorted(found, key=itemgetter(0)))


def _articles(text: str) -> Iterator[Sign]:
    for pattern in (_DOUBLED, _CLASH, _WRONG_ARTICLE):
        for match in pattern.finditer(text):
            yield Sign("article", match[0].strip())


def _spaces(text: str) -> Iterator[Sign]:
    for match in _SPACED_STOP.finditer(text):
        yield Sign("space", match[0].strip())
