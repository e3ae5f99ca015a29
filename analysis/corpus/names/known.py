"""What articles name in several ways and everybody knows: parties, bodies, countries, states, their people.

From the word lists of countries, of organisations, and of what is one actor across articles.
"""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from cleanco import basename

from analysis.annotation.bodies import alike, parts
from analysis.annotation.gazetteer import known_names, without_article
from analysis.corpus.names.persons import plain
from analysis.word_lists import read, words

LISTS = "actors_across"
_CASED = 4
_NUMBERED = re.compile(r"^\d+(?:st|nd|rd|th) ")
_COUNTRY = re.compile(r"^(?:the )?(?:U\.?S\.?|United States|federal) (?=[A-Z])")
_LINKING = words("names", "linking")
_OF_THE_STATES = ("us", "united states")


class Known(NamedTuple):
    """A name across all articles, its kind (body, place, group, other), and why: a rung of the ladder."""

    name: str
    kind: str
    basis: str


@cache
def _known() -> dict[str, Known]:
    """Return what is known by key; what is listed for many articles goes over what is for one."""
    found = {}
    for name, entry in known_names().items():
        if not entry.seat and entry.label == "ORG":
            found[key(name)] = Known(entry.entity, "body", "well known")
    for country, its in read("countries")["countries"].items():
        found |= {key(name): Known(country, "place", "well known") for name in (country, *its["names"])}
        people = [*its["adjectives"], *its["people"]]
        found |= {key(name): Known(country, "place", "demonym") for name in people}
    for state, its in read(LISTS)["states"].items():
        found[key(state)] = Known(state, "place", "well known")
        for one in its["people"]:
            found |= {key(name): Known(state, "place", "demonym") for name in (one, f"{one}s")}
    for kind in ("bodies", "groups", "places"):
        for name, others in read(LISTS)[kind].items():
            singular = {"bodies": "body", "groups": "group", "places": "place"}[kind]
            found |= {key(other): Known(name, singular, "well known") for other in (name, *others)}
    for name, others in read(LISTS)["programmes"].items():
        found |= {key(other): Known(name, "other", "no actor") for other in (name, *others)}
    return found


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(
        short.strip(".") for state in read(LISTS)["states"].values() for short in state["abbreviations"]
    )


@lru_cache(1 << 14)
def known(name: str) -> Known | None:
    """Return what is known of a name, if anything; hyphens and a Congress's number make no difference."""
    bare = _NUMBERED.sub("", name)
    for form in (key(bare), key(bare.replace("-", " "))):
        if form in _known():
            return _known()[form]
    small = plain(without_article(bare)).replace(".", "")
    if small in _known() and len(bare) > _CASED:
        return _known()[small]
    own = _COUNTRY.sub("", bare)
    found = _known().get(key(own)) if own != bare else None
    return found if found and found.kind == "body" else None


def is_state_abbreviated(name: str) -> bool:
    """Tell whether a name is short for a state, as behind a town or a member of Congress: "Calif.", "Ky."."""
    return name.endswith(".") and name.replace(".", "") in _abbreviations()


def key(name: str) -> str:
    """Return a name without article, dots, accents and possessive; in small letters, but for acronyms."""
    bare = re.sub(r"['’]s$|[“”\"]", "", without_article(name.strip())).replace(".", "")
    return bare if bare.isupper() and len(bare) <= _CASED else plain(bare)


def spells(acronym: str, name: str) -> bool:
    """Tell whether the letters of an acronym begin words of a name, or are its capitals, in their order."""
    letters = iter("".join(re.findall(r"[A-Z]|\b[a-z]", name)).upper())
    return all(letter in letters for letter in acronym if letter.isalpha())


@cache
def _bodies() -> dict[str, str]:
    """Return the names of well-known bodies of three words and more by what all ways to write them share."""
    names = (name for name in {its.name for its in _known().values() if its.kind == "body"})
    return {body_key(name): name for name in sorted(names) if len(name.split()) > 2}


def known_body(name: str) -> str | None:
    """Return the well-known body that a name is but for the order of words and small words."""
    return _bodies().get(body_key(name))


@lru_cache(1 << 14)
def body_key(name: str) -> str:
    """Return what all ways to write a body's name have in common.

    Article, legal form, "U.S." before it, small words and the order of words make no difference: "U.S.
    Department of Labor", "Labor Department".
    """
    own = parts(basename(name) or name) or (name,)
    if len(own) == 1:
        return key(own[0])
    bare = plain(" ".join(own)).replace(".", "")
    for country in _OF_THE_STATES:
        bare = bare.removeprefix(f"{country} ")
    found = sorted({alike(word) for word in bare.split() if word not in _LINKING})
    return " ".join(found) or key(name)
