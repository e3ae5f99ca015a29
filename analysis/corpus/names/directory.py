"""The directory of a corpus's names: folded from the sightings part by part, then asked for each article."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any, TypeAlias

import pandas as pd

from analysis.annotation.gazetteer import body_nouns
from analysis.corpus.names.aliases import Aliases
from analysis.corpus.names.bearers import Bearers
from analysis.corpus.names.counts import Pairs
from analysis.corpus.names.joining import Joined
from analysis.corpus.names.known import body_key, known, spells
from analysis.corpus.names.ladder import Ladder, Sighting, is_full_name, is_like_a_name
from analysis.corpus.names.namesakes import Evidence
from analysis.corpus.names.persons import gender_of, is_misspelt, parse, plain
from analysis.schemas import typed

Stories: TypeAlias = Mapping[str, str] | pd.Series
Grouped: TypeAlias = Mapping[str, Sequence[tuple[str, int]]]
_UNKNOWN = ""
_FEWEST, _CLEARLY, _SELDOM = 2, 3, 5
_HE, _SHE = "he", "she"
_MISTAKEN = {"ORG", "GPE", "FAC", "LOC"}


class Directory:
    """Who is named in a corpus: `add` the sightings of its parts in any order, then `resolve` each part.

    In memory are distinct names with their counts, no articles. One that was pickled resolves, and takes no
    more parts.
    """

    def __init__(self) -> None:
        self._labels, self._genders, self._offices = Pairs(), Pairs(), Pairs()
        self._acronyms, self._days, self._stories, self._beside = Pairs(), Pairs(), Pairs(), Pairs()
        self._others = Pairs()
        self._ladder: Ladder | None = None

    def add(self, sightings: pd.DataFrame, stories: Stories | None = None) -> None:
        """Take in the sightings of a part (see `sightings`) and its articles' stories, as far as known."""
        self._ladder = None
        story_of = _mapping(stories)
        for article, rows in _by_article(sightings):
            full = []
            for row in rows:
                self._count(row)
                if is_full_name(row.entity, row.label):
                    full.append(row.entity)
                    self._days.add(row.entity, _UNKNOWN if row.day is None else str(row.day))
                    if article in story_of:
                        self._stories.add(row.entity, story_of[article])
                elif row.label in _MISTAKEN and article in story_of and is_like_a_name(row.entity):
                    self._others.add(story_of[article], parse(row.entity).surname)
            for one, other in _namesakes(full):
                self._beside.add(one, other)

    def _count(self, row: Sighting) -> None:
        self._labels.add(row.entity, row.label)
        if row.gender:
            self._genders.add(row.entity, _HE if row.gender > 0 else _SHE)
        if row.office:
            self._offices.add(row.entity, row.office)
        if row.acronym:
            self._acronyms.add(row.acronym, row.entity)

    def resolve(
        self, sightings: pd.DataFrame, stories: Stories | None = None, aliases: Aliases | None = None
    ) -> pd.DataFrame:
        """Return the table `names` for the sightings of a part: a row for each, in their order."""
        ladder, story_of, own = self.ladder, _mapping(stories), aliases or Aliases()
        rows = []
        for article, its in _by_article(sightings):
            rows += ladder.names(article, its, story_of.get(article, ""), own)
        return typed("names", rows)

    @property
    def ladder(self) -> Ladder:
        """What gives a name to each entity of an article, by all that was added."""
        if self._ladder is None:
            self._ladder = self._built()
        return self._ladder

    def __getstate__(self) -> dict[str, Any]:
        return {"_ladder": self.ladder}

    def _built(self) -> Ladder:
        label, articles = _usual(self._labels)
        genders: Counter[str] = Counter()
        for entity, gender, count in self._genders.items():
            genders[entity] += count if gender == _HE else -count
        days, stories = _by_first(self._days), _by_first(self._stories)
        offices = _offices(self._offices)
        evidence = _evidence(articles, genders, days, stories, self._beside, offices)
        people = Joined((entity for entity in label if is_full_name(entity, label[entity])), evidence)
        bearers = _bearers(people, genders, days, stories, self._offices)
        usual = _usual_bodies(label, articles)
        single = {entity: count for entity, count in articles.items() if " " not in entity}
        others = self._mistaken(bearers)
        acronyms = self._long_forms(usual)
        return Ladder(
            label, single, people.name, people.unclear, bearers, usual, acronyms, others, _saints(label)
        )

    def _mistaken(self, bearers: Bearers) -> dict[str, frozenset[str]]:
        """Return by story the surnames of people that end names which were taken for bodies or places."""
        found: dict[str, set[str]] = defaultdict(set)
        for story, surname, _ in self._others.items():
            if ("surname", surname) in bearers.people:
                found[story].add(surname)
        return {story: frozenset(surnames) for story, surnames in found.items()}

    def _long_forms(self, usual: Mapping[str, str]) -> dict[str, str]:
        """Return the name that each acronym is short for, where most articles that say so agree."""
        defined: dict[str, Counter[str]] = defaultdict(Counter)
        for acronym, entity, count in self._acronyms.items():
            if spells(acronym, entity):
                defined[acronym][usual.get(body_key(entity), entity)] += count
        long = {}
        for acronym, names in defined.items():
            ranked = sorted((-count, name) for name, count in names.items())
            second = -ranked[1][0] if len(ranked) > 1 else 0
            if -ranked[0][0] >= max(_FEWEST, _CLEARLY * second):
                long[acronym] = ranked[0][1]
        return long


def _mapping(stories: Stories | None) -> Mapping[str, str]:
    return {} if stories is None else dict(stories)


def _by_article(sightings: pd.DataFrame) -> Iterator[tuple[str, list[Sighting]]]:
    """Yield the articles in their order, each with its rows."""
    days = [None if pd.isna(day) else int(day) for day in sightings["day"]]
    columns = [sightings[name].tolist() if name != "day" else days for name in Sighting._fields]
    rows: dict[str, list[Sighting]] = {}
    for article, values in zip(sightings["article_id"].tolist(), zip(*columns, strict=True), strict=True):
        rows.setdefault(article, []).append(Sighting(*values))
    yield from rows.items()


def _namesakes(full: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield those of one surname that an article names in full, in pairs."""
    families: dict[str, list[str]] = defaultdict(list)
    for name in full:
        families[parse(name).surname].append(name)
    for family in families.values():
        yield from combinations(sorted(set(family)), 2)


def _usual(labels: Pairs) -> tuple[dict[str, str], Counter[str]]:
    """Return each name's usual label, and in how many articles it stands."""
    ranked: dict[str, tuple[int, str]] = {}
    articles: Counter[str] = Counter()
    for entity, label, count in labels.items():
        articles[entity] += count
        ranked[entity] = min(ranked.get(entity, (0, "")), (-count, label))
    return {entity: label for entity, (_, label) in ranked.items()}, articles


def _saints(label: Mapping[str, str]) -> dict[str, str]:
    """Return what alone has the name of a saint: "St. Ann" is St. Ann Hospital, if there is no other."""
    found: dict[str, list[str]] = defaultdict(list)
    for entity, its in label.items():
        saint, _, what = entity.rpartition(" ")
        if its in {"ORG", "FAC"} and saint.startswith("St. ") and plain(what) in body_nouns():
            found[saint].append(entity)
    return {saint: names[0] for saint, names in found.items() if len(names) == 1}


def _by_first(pairs: Pairs) -> Grouped:
    found: dict[str, list[tuple[str, int]]] = {}
    for one, other, count in pairs.items():
        found.setdefault(one, []).append((other, count))
    return found


def _evidence(
    articles: Mapping[str, int],
    genders: Mapping[str, int],
    days: Grouped,
    stories: Grouped,
    beside: Pairs,
    offices: Mapping[str, frozenset[str]],
) -> Evidence:
    named_beside = {(one, other): count for one, other, count in beside.items()}
    spans = {}
    for entity, its in days.items():
        if known_days := [int(day) for day, _ in its if day != _UNKNOWN]:
            spans[entity] = min(known_days), max(known_days)

    def together(one: str, other: str) -> int:
        return named_beside.get((min(one, other), max(one, other)), 0)

    def in_one_story(one: str, other: str) -> bool:
        told = {story for story, _ in stories.get(one, ())}
        return any(story in told for story, _ in stories.get(other, ()))

    return Evidence(articles, genders, together, in_one_story, spans, offices)


def _bearers(
    people: Joined,
    genders: Mapping[str, int],
    days: Grouped,
    stories: Grouped,
    offices: Pairs,
) -> Bearers:
    called: dict[tuple[str, str], set[str]] = defaultdict(set)
    named: dict[str, Counter[int | None]] = defaultdict(Counter)
    told: dict[str, set[str]] = defaultdict(set)
    gender: Counter[str] = Counter()
    held: dict[str, Counter[str]] = defaultdict(Counter)
    for form, name in people.name.items():
        person = parse(form)
        if person.surname == parse(name).surname or is_misspelt(person.surname, parse(name).surname):
            called["surname", person.surname].add(name)
        called["given", parse(name).given].add(name)
        gender[name] += genders.get(form, 0) or gender_of(person.given)
        for day, count in days.get(form, ()):
            named[name][None if day == _UNKNOWN else int(day)] += count
        for story, _ in stories.get(form, ()):
            told[story].add(name)
    for entity, office, count in offices.items():
        if entity in people.name:
            held[people.name[entity]][office] += count
    return Bearers(
        {alone: tuple(sorted(names)) for alone, names in called.items()},
        named,
        {story: frozenset(names) for story, names in told.items()},
        gender,
        {name: _usual_offices(its) for name, its in held.items()},
    )


def _offices(offices: Pairs) -> dict[str, frozenset[str]]:
    held: dict[str, set[str]] = defaultdict(set)
    for entity, office, _ in offices.items():
        held[entity].add(office)
    return {entity: frozenset(its) for entity, its in held.items()}


def _usual_offices(held: Counter[str]) -> frozenset[str]:
    """Return the offices that somebody is called by, slips left out."""
    most = max(held.values())
    return frozenset(office for office, count in held.items() if _SELDOM * count >= most)


def _usual_bodies(label: Mapping[str, str], articles: Mapping[str, int]) -> dict[str, str]:
    """Return the usual form of each body that articles write in several ways, by its key."""
    forms: dict[str, list[str]] = defaultdict(list)
    for entity, its in label.items():
        if its == "ORG" and not known(entity):
            forms[body_key(entity)].append(entity)
    return {
        key: min(group, key=lambda form: (form.isupper(), -articles[form], len(form), form))
        for key, group in forms.items()
        if len(group) > 1
    }
