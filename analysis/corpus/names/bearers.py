"""Who may be meant by a name alone: the people who bear it, by story and by how near in time they are named."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import exp

_DAYS = 60.0
"""Days after which a full name counts for 1/e."""
_SOMEBODY_ELSE = 0.5
"""For how many articles those count whom the corpus never names in full."""


@dataclass(frozen=True)
class Bearers:
    """The people of a corpus by their surnames and given names.

    `people` has the names of those who bear a surname ("surname", "lee") or a given name ("given", "ann");
    `days` in how many articles of each day (since 1970, None if not known) somebody is named in full; `stories`
    whom a story's articles name in full; `genders` and `offices` what the articles tell of them.
    """

    people: Mapping[tuple[str, str], tuple[str, ...]]
    days: Mapping[str, Mapping[int | None, int]]
    stories: Mapping[str, frozenset[str]]
    genders: Mapping[str, int]
    offices: Mapping[str, frozenset[str]]
    _weights: dict[tuple[str, int | None], float] = field(default_factory=dict, repr=False)

    def fitting(self, names: Iterable[str], gender: int, office: str) -> list[str]:
        """Return those whom a gender (negative: feminine; 0: not told) and an office leave."""
        left = [name for name in names if gender * self.genders.get(name, 0) >= 0]
        called = [name for name in left if office and office in self.offices.get(name, ())]
        return called or left

    def weight(self, name: str, day: int | None) -> float:
        """Return in how many articles a person is named in full, those far in time for less."""
        if (name, day) not in self._weights:
            self._weights[name, day] = sum(
                articles * (1 if day is None or other is None else exp(-abs(day - other) / _DAYS))
                for other, articles in self.days.get(name, {}).items()
            )
        return self._weights[name, day]

    def clear(self, names: Iterable[str], day: int | None, times: float) -> str | None:
        """Return who is named so many times as often as the next, near in time; None if nobody is."""
        ranked = sorted((-self.weight(name, day), name) for name in names)
        if not ranked:
            return None
        first, second = -ranked[0][0], -ranked[1][0] if len(ranked) > 1 else 0
        return ranked[0][1] if first >= times * max(second, _SOMEBODY_ELSE) else None

    def near(self, names: Iterable[str], day: int | None, within: int) -> list[str]:
        """Return those who are named in full within so many days."""
        if day is None:
            return []
        return [
            name
            for name in names
            if any(other is not None and abs(day - other) <= within for other in self.days.get(name, ()))
        ]
