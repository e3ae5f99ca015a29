"""The ladder: who is meant by a name in an article, by the surest step that says anything.

A researcher's alias; what is no actor; what everybody knows; full names; a name alone, by the article, by the
story, by who is named near in time; bodies by word order, legal form and acronym. Where two bear a name alone
and neither is named far more often, it stays open.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple

from analysis.annotation.gazetteer import body_nouns, document_nouns, given_names, role_nouns, without_article
from analysis.corpus.names.aliases import Aliases
from analysis.corpus.names.bearers import Asked, Bearers
from analysis.corpus.names.known import LISTS, Known, body_key, known, known_body
from analysis.corpus.names.nobody import why_nobody
from analysis.corpus.names.persons import gender_of, is_misspelt, parse, plain, short_forms, untitled
from analysis.word_lists import read, words

KINDS = {"PERSON": "person", "ORG": "body", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "group"}
_SHORT = "short for the article’s only such body"
_STOPS = ("bear it", "in the article", "or several")
_CONGRESS = {"Congress", "Senate", "House of Representatives", "House Republicans", "House Democrats"}
_TWO_NAMES = re.compile(r"[A-Z]\w+(?: [A-Z]\.?)? [A-Z][\w’'-]+")
_OF_A_PLACE = re.compile(r"(?:federal .+|[a-z]+(?: [a-z]+)? of(?: the)?(?: [A-Z][\w.’-]+){1,3})")
_ACRONYM = 5
_SMALL = words("people", "particles") | {"mc", "mac"}
_TOO_WIDE = words("names", "too wide alone")
_LONGEST = 8
_OFTEN, _TWICE = 5, 2


class Sighting(NamedTuple):
    """A row of `sightings` but for the article."""

    entity: str
    label: str
    mentions: int
    day: int | None
    gender: int
    office: str
    acronym: str
    written: str
    dateline: bool
    kin: bool


class Here(NamedTuple):
    """Whom an article names in full, the surnames of others that it does, and the bodies of several words."""

    people: frozenset[str]
    others: frozenset[str]
    bodies: frozenset[str]


class Step(NamedTuple):
    """What a step of the ladder says: the name, its kind, and why."""

    name: str
    kind: str
    basis: str


@lru_cache(1 << 14)
def is_full_name(entity: str, label: str) -> bool:
    """Tell whether a name is a person's, with a given name and a surname."""
    if label != "PERSON" or known(entity) or entity.islower() or why_nobody(entity, label):
        return False
    person = parse(entity)
    own = plain(entity).split()
    is_given = person.given.capitalize() in given_names()
    body = (not is_given and _ends_in_body(entity)) or own[0] in {"uss", "hms"}
    return bool(person.given) and len(own) <= _LONGEST and not body and not re.search(r"['’]s? ", entity)


def _ends_in_body(entity: str) -> bool:
    """Tell whether a name begins or ends in what a body is called: "Team Lee", "Obama White House"."""
    own = plain(entity).split()
    if not own or own[-1] in body_nouns() or own[0] in body_nouns():
        return True
    found = known(" ".join(entity.split()[-2:])) or known(entity.split()[-1])
    return found is not None and found.kind == "body"


@dataclass(frozen=True)
class Ladder:
    """What a directory has settled: the usual label of each name, and of single words in how many
    articles they stand; full names, who bears a name alone, bodies and acronyms; by story the last words of
    names like those of people that were taken for something else; and what the corpus has of one saint."""

    label: Mapping[str, str]
    articles: Mapping[str, int]
    full: Mapping[str, str]
    unclear: Mapping[str, tuple[str, ...]]
    bearers: Bearers
    bodies: Mapping[str, str]
    acronyms: Mapping[str, str]
    others: Mapping[str, frozenset[str]] = field(default_factory=dict)
    saints: Mapping[str, str] = field(default_factory=dict)

    def names(
        self, article: str, rows: Sequence[Sighting], story: str, aliases: Aliases
    ) -> list[tuple[str, str, str, str, str, float, str]]:
        """Return rows of the table `names` for the entities of an article, which stands in a story."""
        here = self._here(rows)
        found = []
        for row in rows:
            step = self.step(row, here, story)
            for name in (row.entity, step.name):
                if meant := aliases.meant(article, name):
                    step = Step(meant[0], meant[1] or step.kind, "alias")
                    break
            found.append((article, row.entity, *step, chance(step.basis), row.written))
        return found

    def _here(self, rows: Sequence[Sighting]) -> Here:
        """Return whom an article names in full, and of which names it has others in full."""
        full = {row.entity: self.full.get(row.entity) or self.full.get(untitled(row.entity)) for row in rows}
        people = frozenset(name for name in full.values() if name)
        others = (parse(entity) for entity, name in full.items() if not name and is_like_a_name(entity))
        unclear = {parse(row.entity).surname for row in rows if row.entity in self.unclear}
        bodies = frozenset(row.entity for row in rows if row.label in {"ORG", "FAC"} and " " in row.entity)
        return Here(people, frozenset(other.surname for other in others if other.given) - unclear, bodies)

    def step(self, row: Sighting, here: Here, story: str) -> Step:
        """Return who or what is meant by an entity, with these named in full in the same article."""
        return (
            self._no_actor(row)
            or self._chamber(row, here)
            or self._well_known(row)
            or self._person(row, here, story)
            or self._other(row, here)
        )

    def _no_actor(self, row: Sighting) -> Step | None:
        nobody = "" if known(row.entity) else why_nobody(row.entity, row.label)
        why = "dateline" if row.dateline else nobody
        if why:
            return Step(row.entity, "nobody", why)
        if row.label == "ROLE":
            return Step(row.entity, "other", "known by a role alone")
        if row.entity.islower() or _is_common(row.entity) or self._is_described(row):
            return Step(row.entity, "other", "described, not named")
        return None

    def _is_described(self, row: Sighting) -> bool:
        """Tell whether a name begins in small letters, as a phrase does: "new Acme poll", not "al-Shabab"."""
        first = row.entity.split("-")[0].split()[0]
        phrase = first.isalpha() and first.islower() and plain(first) not in _SMALL
        named = row.entity in self.full or known(row.entity) or _OF_A_PLACE.fullmatch(row.entity)
        return phrase and not named and row.label not in {"NORP", "GPE", "LOC"}

    def _well_known(self, row: Sighting) -> Step | None:
        found = known(row.entity)
        if not found or (row.label == "PERSON" and found.kind == "place" and self._alone(row)):
            return None
        return Step(*_told(found, row))

    def _alone(self, row: Sighting) -> bool:
        return ("surname", parse(row.entity).surname) in self.bearers.people

    def _chamber(self, row: Sighting, here: Here) -> Step | None:
        """Return the chamber of the one state of which an article names one, and none of the country's."""
        if row.entity not in words(LISTS, "chambers"):
            return None
        states = [name for name in here.bodies if _is_of_a_state(name)]
        of_state = {name for name in states if name.endswith(f" {row.entity}")}
        countrys = any((found := known(name)) and found.name in _CONGRESS for name in here.bodies)
        if not states or countrys:
            return None
        alone = len(of_state) == 1 and (len(states) > 1 or row.entity in words(LISTS, "chambers of states"))
        return Step(min(of_state), "body", _SHORT) if alone else None

    def _person(self, row: Sighting, here: Here, story: str) -> Step | None:
        entity = row.entity
        if entity in self.full:
            return Step(self.full[entity], "person", _why_full(entity, self.full[entity]))
        _, _, alone, _, _ = parse(entity)
        rival = alone in here.others or alone in self.others.get(story, ())
        asked = Asked(row.day, story, here.people, row.gender, row.office, kin=row.kin, rival=rival)
        if entity in self.unclear:
            name, why = self.bearers.meant(asked, self.unclear[entity])
            return Step(name or entity, "person", f"full name of two: {why}")
        if parse(entity).given:
            return None
        if "PERSON" in {row.label, self.label.get(entity)} or row.office:
            return self._name_alone(row, asked)
        return self._mislabelled(row, asked)

    def _mislabelled(self, row: Sighting, asked: Asked) -> Step | None:
        """Return who is meant by a surname that was taken for a body or a place.

        Those who bear it are named far more often than it, or it is rare and article or story tell.
        """
        own = untitled(row.entity)
        if row.entity in words(LISTS, "companies called like people") or " " in own:
            return None
        bearers = self.bearers.people.get(("surname", parse(row.entity).surname), ())
        name, why = self.bearers.meant(asked, bearers) if bearers else (None, "")
        often = self.articles.get(row.entity, 0)
        usual = name is not None and self.bearers.often(name) >= _TWICE * often
        rare = often < _OFTEN and why.endswith("only bearer")
        sure = plain(own) == plain(row.entity) or why == "the article’s only bearer"
        return Step(name, "person", f"surname alone: {why}") if name and sure and (usual or rare) else None

    def _name_alone(self, row: Sighting, asked: Asked) -> Step | None:
        _, _, alone, suffix, _ = parse(row.entity)
        people = self.bearers.people
        surely = None
        ways = [("surname", "surname"), ("given", "given name")]
        by_given, by_surname = (asked.here & {*people.get((way, alone), ())} for way in ("given", "surname"))
        if by_given and not by_surname:
            ways.reverse()
        for way, what in ways:
            if bearers := self._bearers(way, alone, suffix):
                by_given_name = way == "given" and not suffix
                name, why = self.bearers.meant(replace(asked, by_given_name=by_given_name), bearers)
                step = Step(name or row.entity, "person", f"{what} alone: {why}")
                if name or why.endswith(_STOPS):
                    return step
                surely = surely or step
        if surely:
            return surely
        if alone.endswith("s") and any(("surname", alone[:cut]) in people for cut in (-1, -2)):
            return Step(row.entity, "group", "a family")
        is_person = row.gender or row.office or alone.capitalize() in given_names()
        return Step(row.entity, "person" if is_person else "other", "name alone, of nobody named in full")

    def _bearers(self, way: str, alone: str, suffix: str) -> Sequence[str]:
        """Return who bears a name alone; "Don Jr." is whoever is called so for short and is a Jr."""
        names = self.bearers.people.get((way, alone), ())
        if not suffix:
            return names
        if way == "given":
            short = {name for each in short_forms(alone) for name in self.bearers.people.get((way, each), ())}
            names = tuple(sorted({*names, *short}))
        return [name for name in names if parse(name).suffix == suffix]

    def _other(self, row: Sighting, here: Here) -> Step:
        if plain(row.entity) in words(LISTS, "words alone"):
            return Step(row.entity, "nobody", "a word alone")
        if is_like_a_name(row.entity) and row.gender * gender_of(parse(row.entity).given) > 0:
            return Step(row.entity, "person", "name as it is")
        label = self.label.get(row.entity, row.label)
        kind = KINDS.get(label, "other")
        if (kind == "person" and _ends_in_body(row.entity)) or (label == "FAC" and _is_run(row.entity)):
            kind = "body"
        if kind == "group" and not row.entity.endswith("s"):
            return Step(row.entity, "other", "adjective")
        if kind == "body":
            return self._body(row, here)
        return self._short_for(row, here) or Step(row.entity, kind, "name as it is")

    def _body(self, row: Sighting, here: Here) -> Step:
        if name := known_body(row.entity):
            return Step(name, "body", "legal form, article or word order")
        if long := self.acronyms.get(row.entity.replace(".", "")):
            return Step(long, "body", "acronym")
        usual = self.bodies.get(body_key(row.entity), row.entity)
        if ("surname", plain(usual)) in self.bearers.people or self.label.get(usual) in {"GPE", "PERSON"}:
            usual = row.entity
        same = usual == row.entity
        if same and (short := self._short_for(row, here)):
            return short
        return Step(usual, "body", "name as it is" if same else "legal form, article or word order")

    def _short_for(self, row: Sighting, here: Here) -> Step | None:
        """Return the body of which the article has the whole name, where it has one that begins so."""
        name = row.entity
        saint = name.startswith("St. ") and self.label.get(name) != "GPE"
        if (row.label != "ORG" and not saint) or (name.isupper() and len(name) > _ACRONYM):
            return None
        if (
            plain(name) in _TOO_WIDE
            or name in self.acronyms
            or ("surname", plain(name)) in self.bearers.people
        ):
            return None
        longer = {
            self.bodies.get(body_key(body), body)
            for body in here.bodies
            if without_article(body).casefold().startswith(f"{name.casefold()} ") and _is_whole(body, name)
        }
        if saint and not longer and name in self.saints:
            longer = {self.saints[name]}
        if len(longer) != 1:
            return None
        (whole,) = longer
        return Step(whole, "body", _SHORT)


def _is_whole(body: str, name: str) -> bool:
    """Tell whether a body's name goes on, after a short form, with "of", "&" or what a body is."""
    after = without_article(body)[len(name) :].split()
    if after[0] in {"of", "&", "for"}:
        return len(after) > 1
    whole = plain(name.split()[-1]) in body_nouns()
    return not whole and len(after) < 3 and after[0][0].isupper() and plain(after[-1]) in body_nouns()


def _is_run(place: str) -> bool:
    """Tell whether a building is called as a body is: a hospital, a school."""
    last = plain(place.split()[-1])
    return " " in place and last in body_nouns() and last not in words("names", "places")


@lru_cache(1 << 14)
def is_like_a_name(entity: str) -> bool:
    """Tell whether a name has the form of a person's in full, whatever it was taken for."""
    return bool(_TWO_NAMES.fullmatch(untitled(entity))) and not known(entity)


def _is_of_a_state(name: str) -> bool:
    state = known(" ".join(name.split()[:-1]))
    return name.split()[-1] in words(LISTS, "chambers") and state is not None and state.kind == "place"


@lru_cache(1 << 14)
def _is_common(entity: str) -> bool:
    """Tell whether a name is a noun for people or bodies alone, in capitals by its place: "Lawyer", "Dad"."""
    word = entity.lower()
    common = word in role_nouns() or word in body_nouns() or word in document_nouns()
    is_name = entity in given_names() or entity in words("names", "offices that are surnames")
    return common and not is_name and not known(entity)


def _told(found: Known, row: Sighting) -> Step:
    basis = found.basis
    if found.name == row.entity and found.kind != "other":
        basis = "name as it is"
    elif found.kind == "body" and row.label == "NORP":
        basis = "members or adjective of a body"
    return Step(found.name, found.kind, basis)


def _why_full(form: str, name: str) -> str:
    one, other = parse(form), parse(name)
    if one == other:
        return "full name"
    if one.surname != other.surname:
        return "spelling of the surname"
    if one.suffix != other.suffix:
        return "Jr. or III left out"
    if one.given == other.given:
        return "middle name or initial"
    if is_misspelt(one.given, other.given):
        return "spelling of the given name"
    return "nickname or initial"


def chance(basis: str) -> float:
    """Return how often a step of this basis is right."""
    chances = read("names_chances")
    return float(chances["chances"].get(basis, chances["otherwise"]))
