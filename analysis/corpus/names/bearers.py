"""Who is meant by a name alone: one of those who bear it, by story and by how near in time they are named."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import exp, fsum

from analysis.corpus.names.persons import parse

_SURELY = 10
"""So much must titles and pronouns say of a gender to exclude anybody."""
_CLEARLY, _FAR_MORE = 4.0, 10.0
"""How many times as often as the next the first must be named: near in time, and at any time."""
_DAYS_OF_A_STORY = 3
_DAYS = 60.0
"""Days after which a full name counts for 1/e."""
_YEARS = 3 * 365
"""Days within which somebody must be named in full to be meant by a surname alone."""
_NEAR = "the bearer named most near in time"
_SOMEBODY_ELSE = 0.5
"""For how many articles those count whom the corpus never names in full."""


def _has_family(name: str, people: Iterable[str]) -> bool:
    """Tell whether another of somebody's surname is among people."""
    return any(other != name and parse(other).surname == parse(name).surname for other in people)


@dataclass(frozen=True)
class Asked:
    """A name alone in an article: when, in which story (empty if not known), and who is named in full there.

    `gender` is negative for a woman, 0 where nothing tells; `office` is empty where there is none. `kin`
    tells that the name is a relative's or that of several, `rival` that the article has another full name
    that ends in it: then only who is named far more often near in time is meant.
    """

    day: int | None
    story: str
    here: frozenset[str]
    gender: int = 0
    office: str = ""
    by_given_name: bool = False
    kin: bool = False
    rival: bool = False


@dataclass(frozen=True)
class Bearers:
    """The people of a corpus by their surnames and given names.

    `people` has the names of those who bear a surname ("surname", "lee") or a given name ("given", "ann");
    `days` in how many articles of each day (since 1970, None if not known) somebody is named in full;
    `stories` whom a story's articles name in full; `genders` and `offices` what the articles tell of them.
    """

    people: Mapping[tuple[str, str], tuple[str, ...]]
    days: Mapping[str, Mapping[int | None, int]]
    stories: Mapping[str, frozenset[str]]
    genders: Mapping[str, int]
    offices: Mapping[str, frozenset[str]]
    _weights: dict[tuple[str, int | None], float] = field(default_factory=dict, repr=False)

    def often(self, name: str) -> int:
        """Return in how many articles somebody is named in full."""
        return sum(self.days.get(name, {}).values())

    def meant(self, asked: "Asked", among: Iterable[str]) -> tuple[str | None, str]:
        """Return who of those that bear a name alone is meant, and why; None where it stays open."""
        fitting = self._fitting(among, asked)
        if asked.kin:
            return self._relative(fitting, asked)
        times = _FAR_MORE if asked.by_given_name else _CLEARLY
        near = self._clear(fitting, asked.day, times)
        close, where = self._close(fitting, asked)
        own = self._fitting(asked.here & frozenset(fitting), asked)
        if asked.rival:
            return (near, _NEAR) if near else (None, "open: another of that name in the article")
        if len(own) == 1 and self._may_be_own(own[0], fitting, asked, close):
            return own[0], "the article’s only bearer"
        if len(close) == 1 and near in {None, close[0]} and not (asked.by_given_name and not asked.story):
            return close[0], where
        if asked.by_given_name:
            return None, "open: nobody of that given name in the article or story"
        if near:
            return near, _NEAR
        ever = self._clear(fitting, None, times * _FAR_MORE / _CLEARLY) if len(close) < 2 else None
        if ever and self._is_of_that_time(ever, asked.day):
            return ever, "the bearer named most at any time"
        return None, "open: two and more bear it" if len(fitting) > 1 else "open: its bearer is seldom named"

    def _relative(self, fitting: Sequence[str], asked: "Asked") -> tuple[str | None, str]:
        """Return the only bearer of a given name in article or story, where another of the family is here."""
        if not asked.by_given_name:
            return None, "open: a relative, or several"
        for people, where in ((asked.here, "article"), (self.stories.get(asked.story, frozenset()), "story")):
            own = [name for name in fitting if name in people and _has_family(name, asked.here)]
            if len(own) == 1:
                return own[0], f"the {where}’s only bearer"
        return None, "open: a relative, or several"

    def _is_of_that_time(self, name: str, day: int | None) -> bool:
        """Tell whether somebody is named in full within three years of a day, if days are known."""
        known = [other for other in self.days.get(name, {}) if other is not None]
        return day is None or not known or min(abs(day - other) for other in known) <= _YEARS

    def _may_be_own(self, own: str, fitting: Sequence[str], asked: "Asked", close: Sequence[str]) -> bool:
        """Tell whether the one whom the article itself names in full may be meant by a name alone.

        Not where its story names another, too, or another is far better known.
        """
        rivals = close if asked.story in self.stories else [own]
        return len(rivals) < 2 and self._clear(fitting, asked.day, _FAR_MORE) in {None, own}

    def _fitting(self, names: Iterable[str], asked: "Asked") -> list[str]:
        """Return those whom gender and office leave, all where they leave nobody."""
        everybody = sorted(names)
        left = everybody
        if abs(asked.gender) >= _SURELY:
            left = [name for name in everybody if asked.gender * self.genders.get(name, 0) >= 0] or everybody
        called = [name for name in left if asked.office and asked.office in self.offices.get(name, ())]
        return called or left

    def _close(self, names: Sequence[str], asked: "Asked") -> tuple[list[str], str]:
        """Return those whom the same story names in full; where no story is known, the days around."""
        if asked.story in self.stories:
            close = [name for name in names if name in self.stories[asked.story]]
            return self._fitting(close, asked), "the story’s only bearer"
        if asked.story or asked.day is None:
            return [], ""
        close = [name for name in names if self._is_named(name, asked.day)]
        return self._fitting(close, asked), f"the only bearer within {_DAYS_OF_A_STORY} days"

    def _is_named(self, name: str, day: int) -> bool:
        days = self.days.get(name, {})
        return any(day + gap in days for gap in range(-_DAYS_OF_A_STORY, _DAYS_OF_A_STORY + 1))

    def _weight(self, name: str, day: int | None) -> float:
        """Return in how many articles a person is named in full, those far in time for less."""
        if (name, day) not in self._weights:
            self._weights[name, day] = fsum(
                articles * (1 if day is None or other is None else exp(-abs(day - other) / _DAYS))
                for other, articles in self.days.get(name, {}).items()
            )
        return self._weights[name, day]

    def _clear(self, names: Iterable[str], day: int | None, times: float) -> str | None:
        """Return who is named so many times as often as the next, near in time; None if nobody is."""
        ranked = sorted((-self._weight(name, day), name) for name in names)
        if not ranked:
            return None
        first, second = -ranked[0][0], -ranked[1][0] if len(ranked) > 1 else 0
        return ranked[0][1] if first >= times * max(second, _SOMEBODY_ELSE) else None
