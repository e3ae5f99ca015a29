"""Speakers by the names that readers write, in codings and signatures: "Mr. Lee", "the bank".

Such a name is led to the entity of the article that it means, and stays as it is written where it means
none, or could mean two.
"""

from collections.abc import Sequence
from functools import cache

from analysis.annotation import Document, Mention
from analysis.annotation.gazetteer import abbreviated_roles, role_nouns
from analysis.annotation.people import TITLES, given_gender
from analysis.attribution.roles import station_of
from analysis.attribution.speakers import NAMED, Speaker


def speaker_named(document: Document, name: str) -> Speaker:
    """Return the speaker whom a reader calls so: the one of the article with this name, or a part of it.

    A title before a person's name may be one that the article does not use. Somebody whom the article does
    not mention, or more than one fits, is called as the reader writes it.
    """
    mentions = [m for m in document.mentions if m.label in NAMED]
    entity = _only(mentions, folded(name)) or _titled(mentions, folded(name))
    if entity is None:
        return Speaker(name, None, None)
    return Speaker(entity, *station_of(document, entity))


def folded(name: str) -> str:
    """Return a name as it is compared: in small letters, without "the", and with straight apostrophes."""
    return " ".join(name.casefold().replace("’", "'").split()).removeprefix("the ")


def _only(mentions: Sequence[Mention], name: str) -> str | None:
    """Return the one entity among mentions that a folded name means, by the whole of it or by a part."""
    wanted = set(name.split())
    exact = {m.entity for m in mentions if name in (folded(m.entity), folded(m.text))}
    parts = {m.entity for m in mentions if wanted <= set(folded(m.entity).split())}
    return next((found.pop() for found in (exact, parts) if len(found) == 1), None)


def _titled(mentions: Sequence[Mention], name: str) -> str | None:
    """Return the one person whom a folded name means by a title and a name after it, if there is one."""
    words = name.split()
    titles = [place for place, word in enumerate(words[:-1]) if word in _titles()]
    if not titles or "and" in words:
        return None
    gender = _titles()[words[titles[-1]]]
    people = [m for m in mentions if m.label == "PERSON" and _may_be(m, gender)]
    in_full = {m.entity for m in people if " " in m.entity and name.endswith(f" {folded(m.entity)}")}
    return in_full.pop() if len(in_full) == 1 else _only(people, " ".join(words[titles[-1] + 1 :]))


def _may_be(person: Mention, gender: str | None) -> bool:
    known = person.gender or given_gender(person.entity)
    return gender is None or known in {None, gender}


@cache
def _titles() -> dict[str, str | None]:
    """Return the words of titles, folded, with the gender of those who bear them where they tell it."""
    nouns = dict.fromkeys((*role_nouns(), *map(str.casefold, abbreviated_roles())))
    return nouns | {title.casefold(): gender for title, gender in TITLES.items()}
