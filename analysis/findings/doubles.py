"""One actor under two names: "Atlantis" and "Atlantis Paradise Island", "victim" and "victims", "kids" and
"pupils".

What an article says of them is read together, and claimed of them once. Bodies and places are joined where
one name begins, ends or abbreviates one other name, a government with its country ("the UK Government"),
people where given name and surname agree or nearly do, those without a name by their noun. Who is named most
often gives the name.
"""

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from functools import cache, lru_cache
from typing import NamedTuple

from spacy.tokens import Token

from analysis.annotation.bodies import is_acronym, parts
from analysis.annotation.gazetteer import known_names
from analysis.annotation.people import TITLES
from analysis.word_lists import read, words

GROUP = "GROUP"
_PEOPLE = frozenset({"PERSON"})
_SPELLED_ALIKE = 0.88
_MANY = 4096  # names whose words are remembered
_SAYING_LITTLE = frozenset({"man", "woman", "person", "people", "group", "member"})
"""Nouns for anybody: one of them and several of them are seldom the same."""
_WORD = re.compile(r"[\w&]+")
_POINTS = re.compile(r"\b((?:\w\.){2,})")
_GOVERNMENT = "government"
_TERRITORY = frozenset({"Territory", "the Territory"})
_IGNORED = frozenset({"the", "a", "an", *(title.casefold().rstrip(".") for title in TITLES)})


class Central(NamedTuple):
    """Somebody who might be central: what they are called, the entity type or GROUP, their head tokens in the
    order of the text, and what else they are called.
    """

    name: str
    label: str
    heads: tuple[Token, ...]
    also: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All that they are called."""
        return self.name, *self.also


def joined(everybody: Iterable[Central]) -> tuple[Central, ...]:
    """Join those who are one actor under several names, those with most mentions first."""
    ranked = sorted(everybody, key=lambda each: -len(each.heads))
    kept: list[Central] = []
    for each in ranked:
        doubles = [place for place, other in enumerate(kept) if _is_one(each, other)]
        if len(doubles) == 1:
            kept[doubles[0]] = _both(kept[doubles[0]], each)
        else:
            kept.append(each)
    return tuple(sorted(kept, key=lambda each: -len(each.heads)))


def _both(one: Central, other: Central) -> Central:
    heads = {head.i: head for head in (*one.heads, *other.heads)}
    also = [name for name in (*one.also, *other.names) if name != one.name]
    in_order = tuple(heads[place] for place in sorted(heads))
    return Central(one.name, one.label, in_order, tuple(dict.fromkeys(also)))


def _is_one(one: Central, other: Central) -> bool:
    if one.label == GROUP or other.label == GROUP:
        return one.label == other.label and _is_one_group(one, other)
    short, long = sorted((_folded(one.name), _folded(other.name)), key=len)
    people = {one.label, other.label} & _PEOPLE
    if not people and (
        _country(one) == _country(other) or _is_acronym(one, other) or _is_territory(one, other)
    ):
        return bool(short)
    if one.label != other.label or not short:
        return short == long and bool(short)
    if people:
        return _is_one_person(short, long)
    return long[: len(short)] == short or long[-len(short) :] == short


def _country(each: Central) -> str:
    """Return a name, for a country or its government the country's: "UK", "British Government"."""
    name, _, last = each.name.rpartition(" ")
    called = name if name and last.lower() == _GOVERNMENT else each.name
    known = known_names().get(called)
    return known.entity if known and (known.label == "GPE" or called != each.name) else each.name


def _is_acronym(one: Central, other: Central) -> bool:
    short, long = sorted((parts(one.name), parts(other.name)), key=len)
    return len(short) == 1 < len(long) and is_acronym(short, long)


def _is_territory(one: Central, other: Central) -> bool:
    """Tell whether one is "the Territory" and the other the name of one."""
    territories = words("actors", "territories")
    return {one.name, other.name} & _TERRITORY != set() and not territories.isdisjoint({one.name, other.name})


def _is_one_group(one: Central, other: Central) -> bool:
    nouns = {_noun(one), _noun(other)}
    if len(nouns) == 1:
        return _is_one_many(one, other) or not nouns & _SAYING_LITTLE
    return len({_kind(noun) for noun in nouns}) == 1


def _is_one_many(one: Central, other: Central) -> bool:
    return one.heads[0].tag_ == other.heads[0].tag_


def _noun(each: Central) -> str:
    return each.heads[0].lemma_.lower()


def _kind(noun: str) -> str:
    return _kinds().get(noun, noun)


@cache
def _kinds() -> dict[str, str]:
    return {noun: kind[0] for kind in read("actors")["one kind"] for noun in kind}


def _is_one_person(short: Sequence[str], long: Sequence[str]) -> bool:
    if len(short) == 1:
        return short[0] in {long[0], long[-1]}
    ends = short[0], short[-1]
    if ends == (long[0], long[-1]):
        return True
    spelled = SequenceMatcher(None, " ".join(short), " ".join(long))
    return spelled.quick_ratio() >= _SPELLED_ALIKE and spelled.ratio() >= _SPELLED_ALIKE


@lru_cache(_MANY)
def _folded(name: str) -> tuple[str, ...]:
    """Return the words of a name in small letters, without articles and titles before it."""
    plain = _POINTS.sub(lambda found: found[1].replace(".", ""), name)
    found = _WORD.findall(plain.casefold().replace("’", "'").replace("'s", ""))
    while len(found) > 1 and found[0] in _IGNORED:
        found = found[1:]
    return tuple(found)
