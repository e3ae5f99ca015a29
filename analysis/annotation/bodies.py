"""Bodies: one name for each body of a text, over acronym, short form, word order and legal suffix.

An acronym in brackets belongs to the name before it (Schwartz and Hearst 2003). Elsewhere a shorter name
is the longer one's where it begins it ("Rutgers" for "Rutgers University"), ends it ("Preservation Trust"),
spells its initials ("CFB"; with a word of its own, "California ISO") or has words of it in another order
("Ministry of Education", "Education Ministry"). Where two longer names fit, it is neither.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from spacy.tokens import Doc, Span, Token

from analysis.annotation.gazetteer import body_nouns, known_names
from analysis.annotation.lookup import tokens_with
from analysis.word_lists import read, words

_LINKING = words("names", "linking")
_LEGAL = words("organisations", "legal forms")
_MANY = 4096
_EQUAL, _ACRONYM, _BEGINS, _ENDS = 1, 2, 3, 4
_TOO_WIDE = words("names", "too wide alone")


def canonical_bodies(names: Iterable[str]) -> dict[str, str]:
    """Return for each name of a body the longest name of the same text that means the same.

    `names` stand in the order of the text: one word is short for a name that it ends only after that name.
    Names that differ by a legal form alone ("Acme", "Acme Inc.") are one, called by the longer.
    """
    named = list(names)
    first = {name: place for place, name in reversed(list(enumerate(named)))}
    often = Counter(named)
    canonical: dict[str, str] = {}
    for name in sorted(first, key=lambda name: (-len(parts(name)), -len(name), name)):
        ways: dict[int, set[str]] = defaultdict(set)
        for longer, its in canonical.items():
            way = _way(parts(name), parts(longer), later=first[longer] < first[name])
            ways[way].add(its)
        best = next((ways[way] for way in (_EQUAL, _ACRONYM, _BEGINS, _ENDS) if way in ways), set())
        canonical[name] = best.pop() if len(best) == 1 else name
        if _is_usual(name, canonical[name], often):  # "Acme Stores", once "Acme Stores Westport"
            canonical = {each: name if its == canonical[name] else its for each, its in canonical.items()}
    return canonical


def _is_usual(short: str, long: str, often: Counter[str]) -> bool:
    """Tell whether a body is usually called by the beginning of its longest name, of two words or more."""
    begins = 1 < len(parts(short)) < len(parts(long)) and parts(long)[: len(parts(short))] == parts(short)
    return begins and often[short] >= 2 * often[long]


def _way(short: tuple[str, ...], long: tuple[str, ...], later: bool) -> int:
    """Return how one name of a body is a shorter way to write another, 0 where it is not."""
    if not short or short == long or (len(short) > 1 and _bag(short) == _bag(long)):
        return _EQUAL if short else 0
    if len(short) > len(long) or any(word.endswith(":") for word in long):
        return 0
    if is_acronym(short, long):
        return _ACRONYM
    if all(word.lower() in _TOO_WIDE for word in short) or (len(short) == 1 and _is_wide(short[0])):
        return 0
    if long[: len(short)] == short:
        is_part = _has_kind(short) and _has_kind(long[len(short) :])  # "Bonn University Law School"
        return 0 if is_part else _BEGINS
    ends = long[-len(short) :] == short or (_has_kind(short) and _bag(short) < _bag(long))
    return _ENDS if ends and (later or len(short) > 1) else 0


def _is_wide(word: str) -> bool:
    return word.lower() in body_nouns() or word in known_names()


def _has_kind(name: tuple[str, ...]) -> bool:
    return any(word.lower() in body_nouns() for word in name)


@lru_cache(_MANY)
def parts(name: str) -> tuple[str, ...]:
    """Return the words of a body's name without article, possessive and legal form."""
    bare = re.sub(r"['’]s\b|(?<=s)['’](?=\s|$)|(?<=\w)\.com\b", "", name)
    found = [word.strip(".,") for word in bare.split()]
    while found and found[0].lower() in words("determiners", "articles"):
        found = found[1:]
    while len(found) > 1 and found[-1].lower() in _LEGAL:
        found = found[:-1]
    return tuple(word for word in found if word)


@lru_cache(_MANY)
def _bag(name: tuple[str, ...]) -> frozenset[str]:
    """Return a name's own words, in small letters, those of a country by the country's name."""
    return frozenset(alike(word) for word in name if word.lower() not in _LINKING)


def alike(word: str) -> str:
    """Return a word of a body's name in small letters, one for all that mean the same there.

    An adjective of a country is the country; "appellate" is "appeal", "transportation" is "transport".
    """
    country = known_names().get(word)
    return country.entity.lower() if country else read("kinds")["alike"].get(word.lower(), word.lower())


def is_acronym(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Tell whether the words in capitals spell initials, and the others stand in the name as they are."""
    own = tuple(word for word in long if word[0].isupper())
    if not any(word.isupper() and len(word) > 1 for word in short):
        return False
    abbreviated = len(short) == 1 and len(own) > 2 and _abbreviates(short[0], own)
    return abbreviated or any(_spells(short, own[start:]) for start in range(max(len(own) - 2, 1)))


def _abbreviates(acronym: str, own: tuple[str, ...]) -> bool:
    """Tell whether an acronym has more than one letter of the first word only: CAISO, of California."""
    rest = "".join(word[0] for word in own[1:])
    first = acronym.removesuffix(rest)
    return acronym.endswith(rest) and 0 < len(first) <= 3 and own[0].upper().startswith(first)


def _spells(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    if not short:
        return not long
    first, rest = re.sub(r"\W", "", short[0]), short[1:]
    if long and long[0] == short[0]:
        return _spells(rest, long[1:])
    initials = "".join(word[0] for word in long[: len(first)])
    return first.isupper() and len(first) > 1 and initials == first and _spells(rest, long[len(first) :])


def defined_acronyms(doc: Doc) -> Iterator[tuple[Span, Span]]:
    """Yield the bodies that a text names in full before their acronym in brackets: "World Bank (WB)".

    The long form is the shortest before the bracket that has the acronym's letters in order, the first of
    them at the beginning of a word (Schwartz and Hearst 2003).
    """
    for bracket in tokens_with(doc, "ORTH", "("):
        short = doc[bracket.i + 1 : bracket.i + 2]
        closed = bracket.i + 2 < len(doc) and doc[bracket.i + 2].text == ")"
        if closed and short.text.isalnum() and sum(letter.isupper() for letter in short.text) > 1:
            start = _long_form(doc, bracket, short.text)
            if start is not None and doc[start].text[0].isupper() and bracket.i - start > 1:
                yield doc[start : bracket.i], short


def _long_form(doc: Doc, bracket: Token, acronym: str) -> int | None:
    first = max(bracket.sent.start, bracket.i - min(len(acronym) + 5, 2 * len(acronym)))
    text = doc[first : bracket.i].text
    place = len(text)
    for number, letter in reversed(list(enumerate(acronym.lower()))):
        place -= 1
        while place >= 0 and not (text[place].lower() == letter and (number or _begins_name(text, place))):
            place -= 1
        if place < 0:
            return None
    span = doc.char_span(doc[first].idx + place, doc[first].idx + len(text), alignment_mode="expand")
    return span.start if span is not None else None


def _begins_name(text: str, place: int) -> bool:
    return text[place].isupper() and not text[place - 1 : place].isalnum()
