"""What the annotation knows of the world: names of countries and bodies, given names, role nouns."""

from dataclasses import dataclass
from functools import cache

from analysis.word_lists import read, words


@dataclass(frozen=True)
class Entry:
    """A known name: whom it stands for, its entity type, and whether it is the seat of a government."""

    entity: str
    label: str
    seat: bool = False


@cache
def known_names() -> dict[str, Entry]:
    """Return every known name of a country or body, without a leading article, with its entry."""
    names: dict[str, Entry] = {}
    for country, known in read("countries")["countries"].items():
        for name in [country, *known["names"]]:
            names[without_article(name)] = Entry(country, "GPE")
        names |= {without_article(seat): Entry(country, "GPE", seat=True) for seat in known["seats"]}
        names |= {adjective: Entry(country, "NORP") for adjective in known["adjectives"]}
        names |= {people: Entry(people, "NORP") for people in known["people"]}
    for body, others in read("organisations")["organisations"].items():
        names |= {without_article(name): Entry(body, "ORG") for name in [body, *others]}
    return names


@cache
def role_nouns() -> frozenset[str]:
    """Return the nouns for what a person is: offices, professions, stations in life."""
    roles = read("roles")
    groups = ("official", "expert", "citizen", "public figure")
    return frozenset(noun for group in groups for noun in roles[group])


@cache
def document_nouns() -> frozenset[str]:
    """Return the nouns for what a body writes and is quoted from: studies, reports, polls, rulings."""
    return frozenset(read("roles")["document"])


@cache
def abbreviated_roles() -> dict[str, list[str]]:
    """Return abbreviated titles with the nouns for those who bear them: "Sen." with senator."""
    return read("roles")["abbreviated"]


@cache
def body_nouns() -> frozenset[str]:
    """Return the nouns for what a body is: agencies, parties, companies, newspapers."""
    return frozenset(read("roles")["organisation"])


@cache
def given_names() -> dict[str, str | None]:
    """Return given names with the gender of those who bear them: feminine, masculine, or None for both."""
    names = read("given_names")
    genders = {name: gender for gender in ("feminine", "masculine") for name in names[gender]}
    return genders | dict.fromkeys(names["either"])


def without_article(name: str) -> str:
    """Return a name without a leading article."""
    first, _, rest = name.partition(" ")
    return rest if rest and first.lower() in words("determiners", "articles") else name
