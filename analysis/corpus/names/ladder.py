"""The ladder: who is meant by a name in an article, by the surest step that says anything.

A researcher's alias; what is no actor; what everybody knows; full names; a name alone, by the article, by the
story, by who is named near in time; bodies by word order, legal form and acronym. Where two bear a name alone
and neither is named far more often, it stays open.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from analysis.annotation.gazetteer import body_nouns, given_names
from analysis.corpus.names.aliases import Aliases
from analysis.corpus.names.bearers import Bearers
from analysis.corpus.names.known import Known, body_key, known
from analysis.corpus.names.nobody import why_nobody
from analysis.corpus.names.persons import is_misspelt, parse, plain
from analysis.word_lists import read

KINDS = {"PERSON": "person", "ORG": "body", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "group"}
_CLEARLY, _FAR_MORE = 4.0, 10.0
_LONGEST = 5
_DAYS_OF_A_STORY = 3


class Sighting(NamedTuple):
    """A row of `sightings` but for the article."""

    entity: str
    label: str
    mentions: int
    day: int | None
    gender: int
    office: str
    acronym: str
    dateline: bool


class Step(NamedTuple):
    """What a step of the ladder says: the name, its kind, and why."""

    name: str
    kind: str
    basis: str


@lru_cache(1 << 16)
def is_full_name(entity: str, label: str) -> bool:
    """Tell whether a name is a person's, with a given name and a surname."""
    if label != "PERSON" or known(entity) or entity.islower() or why_nobody(entity, label):
        return False
    person = parse(entity)
    own = plain(entity).split()
    body = own[-1] in body_nouns() and person.given.capitalize() not in given_names()
    return bool(person.given) and 1 < len(own) <= _LONGEST + 2 and not body and known(own[-1]) != known("House")


@dataclass(frozen=True)
class Ladder:
    """What a directory has settled: usual labels, full names, who bears a name alone, bodies and acronyms."""

    label: Mapping[str, str]
    full: Mapping[str, str]
    unclear: Mapping[str, tuple[str, ...]]
    bearers: Bearers
    bodies: Mapping[str, str]
    acronyms: Mapping[str, str]

    def names(
        self, article: str, rows: Sequence[Sighting], story: str, aliases: Aliases
    ) -> list[tuple[str, str, str, str, str, float]]:
        """Return rows of the table `names` for the entities of an article, which stands in a story."""
        here = frozenset(self.full[row.entity] for row in rows if row.entity in self.full)
        found = []
        for row in rows:
            step = self.step(row, here, story)
            for name in (row.entity, step.name):
                if meant := aliases.meant(article, name):
                    step = Step(meant[0], meant[1] or step.kind, "alias")
                    break
            found.append((article, row.entity, *step, chance(step.basis)))
        return found

    def step(self, row: Sighting, here: frozenset[str], story: str) -> Step:
        """Return who is meant by an entity, where these people are named in full in the same article."""
        return self._no_actor(row) or self._well_known(row) or self._person(row, here, story) or self._other(row)

    def _no_actor(self, row: Sighting) -> Step | None:
        why = "dateline" if row.dateline else why_nobody(row.entity, row.label)
        if why:
            return Step(row.entity, "nobody", why)
        if row.label == "ROLE":
            return Step(row.entity, "other", "known by a role alone")
        if row.entity.islower():
            return Step(row.entity, "other", "described, not named")
        return None

    def _well_known(self, row: Sighting) -> Step | None:
        found = known(row.entity)
        if not found or (row.label == "PERSON" and (found.kind == "place" or " " not in row.entity and self._alone(row))):
            return None
        return Step(*_told(found, row))

    def _alone(self, row: Sighting) -> bool:
        return bool(self.bearers.people.get(("surname", parse(row.entity).surname)))

    def _person(self, row: Sighting, here: frozenset[str], story: str) -> Step | None:
        entity = row.entity
        if entity in self.full:
            return Step(self.full[entity], "person", _why_full(entity, self.full[entity]))
        if entity in self.unclear:
            return self._meant(row, self.unclear[entity], here, story, "full name of two")
        if self.label.get(entity, row.label) != "PERSON" and not (row.label == "PERSON"):
            return None
        person = parse(entity)
        if person.given:
            return None
        for key, what in (("surname", "surname"), ("given", "given name")):
            bearers = self.bearers.people.get((key, person.surname), ())
            if bearers and (step := self._meant(row, bearers, here, story, what)):
                return step
        return Step(entity, "person", "name alone, of nobody named in full")

    def _meant(
        self, row: Sighting, bearers: Sequence[str], here: frozenset[str], story: str, what: str
    ) -> Step | None:
        """Return which of the bearers of a name alone is meant, or that it stays open."""
        fitting = self.bearers.fitting(bearers, row.gender, row.office)
        times = _CLEARLY if what != "given name" else _FAR_MORE
        near = self.bearers.clear(fitting, row.day, times)
        told = self.bearers.stories.get(story) if story else None
        within = "story" if told else f"{_DAYS_OF_A_STORY} days"
        close = told if told else frozenset(self.bearers.near(fitting, row.day, _DAYS_OF_A_STORY))
        for place, people in (("article", here), (within, close)):
            only = self.bearers.fitting(people & frozenset(fitting), row.gender, row.office)
            if len(only) == 1 and near in {None, only[0]} or (len(only) == 1 and place == "article"):
                return Step(only[0], "person", f"{what} alone: the {place}’s only bearer" if told or place == "article" else f"{what} alone: the only bearer within {place}")
        if near:
            return Step(near, "person", f"{what} alone: the bearer named most near in time")
        if what == "given name":
            return None
        return Step(row.entity, "person", f"{what} alone, open: two and more bear it")

    def _other(self, row: Sighting) -> Step:
        label = self.label.get(row.entity, row.label)
        kind = KINDS.get(label, "other")
        if kind == "body":
            key = body_key(row.entity)
            if long := self.acronyms.get(row.entity.replace(".", "")):
                return Step(long, kind, "acronym")
            if usual := self.bodies.get(key):
                return Step(usual, kind, "name as it is" if usual == row.entity else "legal form, article or word order")
        return Step(row.entity, kind, "name as it is")


def _told(found: Known, row: Sighting) -> Step:
    basis = found.basis
    if found.name == row.entity:
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
    return read("names_chances")["chances"].get(basis, 0.9)
