"""The directory of a corpus's names: folded from the sightings part by part, then asked for each article."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

import pandas as pd

from analysis.corpus.names.aliases import Aliases
from analysis.corpus.names.bearers import Bearers
from analysis.corpus.names.joining import Evidence, Joined, usual_form
from analysis.corpus.names.known import body_key, known
from analysis.corpus.names.ladder import Ladder, Sighting, is_full_name
from analysis.corpus.names.persons import gender_of, parse
from analysis.schemas import typed

_FEWEST = 2
_CLEARLY = 3


class Directory:
    """Who is named in a corpus: `add` the sightings of its parts in any order, then `resolve` each part.

    In memory are distinct names with their counts, no articles. One that was pickled resolves, and takes no
    more parts.
    """

    def __init__(self) -> None:
        self._labels: Counter[tuple[str, str]] = Counter()
        self._genders: Counter[str] = Counter()
        self._offices: Counter[tuple[str, str]] = Counter()
        self._acronyms: Counter[tuple[str, str]] = Counter()
        self._days: Counter[tuple[str, int | None]] = Counter()
        self._beside: Counter[tuple[str, str]] = Counter()
        self._stories: set[tuple[str, str]] = set()
        self._ladder: Ladder | None = None

    def add(self, sightings: pd.DataFrame, stories: Mapping[str, str] | pd.Series = {}) -> None:  # noqa: B006
        """Take in the sightings of a part (see `sightings`) and the story of each article, as far as known."""
        self._ladder = None
        story_of = dict(stories)
        for article, rows in _by_article(sightings):
            full = []
            for row in rows:
                self._count(row)
                if is_full_name(row.entity, row.label):
                    full.append(row.entity)
                    self._days[row.entity, row.day] += 1
                    if article in story_of:
                        self._stories.add((story_of[article], row.entity))
            self._beside.update(_namesakes(full))

    def _count(self, row: Sighting) -> None:
        self._labels[row.entity, row.label] += 1
        if row.gender:
            self._genders[row.entity] += 1 if row.gender > 0 else -1
        if row.office:
            self._offices[row.entity, row.office] += 1
        if row.acronym:
            self._acronyms[row.acronym, row.entity] += 1

    def resolve(
        self,
        sightings: pd.DataFrame,
        stories: Mapping[str, str] | pd.Series = {},  # noqa: B006
        aliases: Aliases | None = None,
    ) -> pd.DataFrame:
        """Return the table `names` for the sightings of a part: a row for each, in their order."""
        ladder, story_of, own = self.ladder, dict(stories), aliases or Aliases()
        rows = []
        for article, its in _by_article(sightings):
            rows += ladder.names(article, its, story_of.get(article, ""), own)
        return typed("names", rows)

    @property
    def ladder(self) -> "Ladder":
        """What gives a name to each entity of an article, by all that was added."""
        if self._ladder is None:
            self._ladder = self._built()
        return self._ladder

    def __getstate__(self) -> dict[str, Any]:
        return {"_ladder": self.ladder}

    def _built(self) -> Ladder:
        label = self._usual_labels()
        articles: Counter[str] = Counter()
        for (entity, _), count in self._labels.items():
            articles[entity] += count
        people = Joined(
            (entity for entity in label if is_full_name(entity, label[entity])), self._evidence(articles)
        )
        single = {entity: count for entity, count in articles.items() if " " not in entity}
        return Ladder(
            label, single, people.name, people.unclear, self._bearers(people), *self._bodies(label, articles)
        )

    def _usual_labels(self) -> dict[str, str]:
        ranked: dict[str, tuple[int, str]] = {}
        for (entity, label), count in self._labels.items():
            ranked[entity] = min(ranked.get(entity, (0, "")), (-count, label))
        return {entity: label for entity, (_, label) in ranked.items()}

    def _evidence(self, articles: Mapping[str, int]) -> Evidence:
        told: dict[str, set[str]] = defaultdict(set)
        for story, entity in self._stories:
            told[entity].add(story)
        nothing: set[str] = set()

        def beside(one: str, other: str) -> int:
            return self._beside[min(one, other), max(one, other)]

        def in_one_story(one: str, other: str) -> bool:
            return not told.get(one, nothing).isdisjoint(told.get(other, nothing))

        days: dict[str, tuple[int, int]] = {}
        for entity, day in self._days:
            if day is not None:
                first, last = days.get(entity, (day, day))
                days[entity] = min(first, day), max(last, day)
        return Evidence(articles, self._genders, beside, in_one_story, days)

    def _bearers(self, people: Joined) -> Bearers:
        called: dict[tuple[str, str], set[str]] = defaultdict(set)
        days: dict[str, Counter[int | None]] = defaultdict(Counter)
        stories: dict[str, set[str]] = defaultdict(set)
        genders: Counter[str] = Counter()
        offices: dict[str, set[str]] = defaultdict(set)
        for form, name in people.name.items():
            person = parse(form)
            called["surname", person.surname].add(name)
            for given in filter(None, (person.given, person.nickname)):
                called["given", given].add(name)
            genders[name] += self._genders.get(form, 0) or gender_of(person.given)
        for (entity, day), count in self._days.items():
            if name := people.name.get(entity):
                days[name][day] += count
        for story, entity in self._stories:
            if name := people.name.get(entity):
                stories[story].add(name)
        for entity, office in self._offices:
            if name := people.name.get(entity):
                offices[name].add(office)
        return Bearers(
            {alone: tuple(sorted(names)) for alone, names in called.items()},
            days,
            {story: frozenset(names) for story, names in stories.items()},
            genders,
            {name: frozenset(its) for name, its in offices.items()},
        )

    def _bodies(
        self, label: Mapping[str, str], articles: Mapping[str, int]
    ) -> tuple[dict[str, str], dict[str, str]]:
        """Return the usual form of each body by its key, and the name that each acronym is short for."""
        forms: dict[str, list[str]] = defaultdict(list)
        for entity, its in label.items():
            if its == "ORG" and not known(entity):
                forms[body_key(entity)].append(entity)
        usual = {key: usual_form(group, articles) for key, group in forms.items() if len(group) > 1}
        defined: dict[str, Counter[str]] = defaultdict(Counter)
        for (acronym, entity), count in self._acronyms.items():
            defined[acronym][usual.get(body_key(entity), entity)] += count
        long = {}
        for acronym, names in defined.items():
            ranked = sorted((-count, name) for name, count in names.items())
            second = -ranked[1][0] if len(ranked) > 1 else 0
            if -ranked[0][0] >= max(_FEWEST, _CLEARLY * second):
                long[acronym] = ranked[0][1]
        return usual, long


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
