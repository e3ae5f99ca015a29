"""How people are called: a name taken apart into title, given name, middle names, surname and Jr. or III."""

import re
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

from nicknames import NickNamer
from rapidfuzz.distance import OSA

from analysis.annotation.gazetteer import abbreviated_roles, given_names, role_nouns
from analysis.word_lists import read, words

_TITLES = frozenset(
    title.strip(".").lower()
    for key in ("masculine", "feminine", "of honour", "abbreviated")
    for title in words("titles", key)
)
_BEFORE = _TITLES | words("people", "before a name")
_SUFFIXES = {"jr": "jr", "sr": "sr", "ii": "ii", "iii": "iii", "iv": "iv", "junior": "jr", "senior": "sr"}
_NO_NAMES = words("people", "no names")
_PARTICLES = words("people", "particles")
_NICKNAME = re.compile(r"[\"“‘']([A-Z]\w+)[,.]?[\"”’']\s+")
_BRACKETED = re.compile(r"\s*\([^)]*\)?")
_INITIALS = re.compile(r"(?:[a-z]\.)+[a-z]?\.?|[a-z]\.?")
_LONG_ENOUGH = 5
_MANY = 1 << 14


class Person(NamedTuple):
    """A name in small letters without marks; `given` is empty where there is a surname alone.

    `middles` are the names between, `suffix` is jr, sr, ii, iii or iv, `nickname` what stands in quotation
    marks: "Joseph “Beau” Biden III".
    """

    given: str
    middles: tuple[str, ...]
    surname: str
    suffix: str = ""
    nickname: str = ""


def plain(text: str) -> str:
    """Return a text in small letters without accents, possessives, apostrophes and double spaces."""
    bare = text
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    bare = re.sub(r"['’‘]s?(?=\s|$)|['’‘`\[\]]", "", bare.casefold().replace("‑", "-"))
    return " ".join(bare.split())


@lru_cache(_MANY)
def parse(name: str) -> Person:
    """Return the parts of a person's name, titles and offices before it left out."""
    quoted = _NICKNAME.search(f"{name} ")
    nickname = plain(quoted[1]) if quoted and quoted.start() else ""
    parts = [plain(word).strip(".-") if len(word) > 3 else plain(word) for word in _own_words(name)]
    suffix = _SUFFIXES.get(parts[-1].strip("."), "") if len(parts) > 1 else ""
    parts = _with_one_initial(parts[:-1] if suffix else parts)
    if len(parts) < 2 or (parts[0] in _PARTICLES and parts[0].capitalize() not in given_names()):
        return Person("", (), " ".join(part.strip(".") for part in parts) or plain(name), suffix, nickname)
    start = len(parts) - 1
    while start > 1 and parts[start - 1] in _PARTICLES:
        start -= 1
    middles = tuple(each for part in parts[1:start] for each in _split(part))
    surname = re.sub(r"^[ae]l-", "", " ".join(parts[start:])).strip(".")
    return Person(_joined(parts[0]), middles, surname, suffix, nickname)


def _with_one_initial(parts: list[str]) -> list[str]:
    """Return the parts with two initials before a surname as one: "J. D." is "J.D."."""
    if len(parts) == 3 and all(re.fullmatch(r"[a-z]\.?", part) for part in parts[:2]):
        return [f"{parts[0].strip('.')}.{parts[1].strip('.')}.", parts[2]]
    return parts


@lru_cache(_MANY)
def untitled(name: str) -> str:
    """Return a person's name as it is written, but for titles, brackets and a possessive."""
    return re.sub(r"['’‘]s$", "", " ".join(_own_words(name))) or name


def _own_words(name: str) -> list[str]:
    """Return the words of a name behind the last title or office, one said twice once."""
    bare = _BRACKETED.sub("", _NICKNAME.sub(" ", f"{name} "))
    own = [word for word in (part.strip(',;:“”"[]/') for part in bare.split()) if word.strip(".-")]
    again = next((place for place in range(2, len(own)) if own[place] == own[0]), len(own))
    own = own[:again]
    last = len(own) - (2 if len(own) > 1 and plain(own[-1]).strip(".") in _SUFFIXES else 1)
    start = 0
    for place in range(last):
        word = plain(own[place])
        if _is_office(word) or (place == start and (_is_title(word) or word in _NO_NAMES)):
            start = place + 1
    return own[start:]


@lru_cache(_MANY)
def _is_office(word: str) -> bool:
    known = word in role_nouns() or f"{word.strip('.').capitalize()}." in abbreviated_roles()
    return known and not {word.capitalize()} & (
        given_names().keys() | words("names", "offices that are surnames")
    )


@lru_cache(_MANY)
def _is_title(word: str) -> bool:
    return word.strip(".") in _BEFORE or _is_office(word)


def _split(part: str) -> list[str]:
    """Return initials one by one: "h.w." is h and w."""
    return re.findall("[a-z]", part) if _INITIALS.fullmatch(part) else [part.strip(".")]


def _joined(given: str) -> str:
    return given.replace(".", "") if _INITIALS.fullmatch(given) else given.strip(".")


def agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether middle names can be the same person's: none, the same, or initials of them in order."""
    return all(a == b or (1 in (len(a), len(b)) and a[0] == b[0]) for a, b in zip(one, other, strict=False))


def given_keys(person: Person) -> set[str]:
    """Return what the given names of one person have in common: who shares none with another is not the same.

    The names, what they are short for, the initial with a dot, and a long name with each letter left out.
    """
    names = {person.given, person.nickname, *(middle for middle in person.middles if len(middle) > 1)} - {""}
    longer = {short for name in names for short in _nicknames(name)}
    return names | longer | {f"{person.given[:1]}."} | less_a_letter(person.given)


def less_a_letter(name: str) -> set[str]:
    """Return a long name with each letter but the first left out, by which slips of it are found."""
    places = range(1, len(name)) if len(name) >= _LONG_ENOUGH else ()
    return {name, *(name[:place] + name[place + 1 :] for place in places)}


def is_same_given(one: Person, other: Person) -> bool:
    """Tell whether two people of one surname may have one given name: a nickname of it or an initial."""
    names, others = {one.given, one.nickname} - {""}, {other.given, other.nickname} - {""}
    if names & others or one.given in other.middles or other.given in one.middles:
        return True
    return _is_initial(one, other) or any(b in _nicknames(a) for a in names for b in others)


def _is_initial(one: Person, other: Person) -> bool:
    """Tell whether one is written with an initial of the other's given name; "J. Edgar" is no John."""
    short, long = sorted((one, other), key=lambda person: len(person.given))
    goes_by_middle = any(len(middle) > 1 for middle in short.middles)
    return len(short.given) == 1 and long.given.startswith(short.given) and not goes_by_middle


def short_forms(given: str) -> frozenset[str]:
    """Return what a given name is short for, and its short forms."""
    return _nicknames(given)


@lru_cache(_MANY)
def _nicknames(given: str) -> frozenset[str]:
    """Return what a given name is short for, and its short forms, of the same gender as far as known."""
    names = _namer().nicknames_of(given) | _namer().canonicals_of(given) | _listed("one given name", given)
    names -= _listed("two given names", given)
    gender = given_names().get(given.capitalize())
    return frozenset(
        name for name in names if not gender or given_names().get(name.capitalize()) in {None, gender}
    )


@lru_cache(_MANY)
def _listed(key: str, given: str) -> set[str]:
    return {name for group in read("people")[key] if given in group for name in group} - {given}


@cache
def _namer() -> NickNamer:
    return NickNamer()


def is_misspelt(one: str, other: str) -> bool:
    """Tell whether two given or family names of five letters or more are one letter apart.

    Two given names that are both usual are two names: Maria, Marie.
    """
    if min(len(one), len(other)) < _LONG_ENOUGH or one[0] != other[0]:
        return False
    usual = one.capitalize() in given_names() and other.capitalize() in given_names()
    return not usual and OSA.distance(one, other, score_cutoff=1) <= 1


def gender_of(given: str) -> int:
    """Return 1 for a man's given name, -1 for a woman's, 0 where it may be either's."""
    return {"masculine": 1, "feminine": -1}.get(given_names().get(given.capitalize()) or "", 0)
