"""A claim among the other claims of its article: is it about somebody of whom the same is claimed already?

Who goes without a name ("the group", "the militants") is often somebody whom the text names, and a second
claim on one actor is wrong however well the text bears it out. So what speaks for a claim by itself is
weighed again by what stands above it: named actors of whom the same is said more surely, others without a
name, shared words.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from analysis.findings.doubles import GROUP

_UNNAMED = frozenset({GROUP, "ROLE"})
_MOST = 6
_SHORT = 2


class Possible(NamedTuple):
    """What could be claimed of an actor: its name and label, whether it is several and named in passing; the
    value, and the log-odds by what speaks for it alone.
    """

    name: str
    label: str
    several: bool
    passing: bool
    value: int
    odds: float


def beside(possible: Sequence[Possible]) -> list[dict[str, float]]:
    """Return what tells for each possible claim of an article, in their order, whether it is a second one."""
    ranked = sorted(range(len(possible)), key=lambda place: -possible[place].odds)
    found: dict[int, dict[str, float]] = {}
    for rank, place in enumerate(ranked):
        its = possible[place]
        above = [possible[other] for other in ranked[:rank] if possible[other].value == its.value]
        found[place] = {"rank": float(min(rank, _MOST)), **_among(its, above)}
    return [found[place] for place in range(len(possible))]


def _among(its: Possible, above: Sequence[Possible]) -> Mapping[str, float]:
    unnamed, shares = its.label in _UNNAMED, [other for other in above if _words(other) & _words(its)]
    return {
        "odds": its.odds,
        "group": float(its.label == GROUP),
        "role": float(its.label == "ROLE"),
        "one without a name": float(its.label == GROUP and not its.several),
        "people of a country": float(its.label == "NORP"),
        "named above": float(unnamed and any(other.label not in _UNNAMED for other in above)),
        "unnamed above": float(unnamed and any(other.label in _UNNAMED for other in above)),
        "like one above": float(any(other.label not in _UNNAMED for other in shares) and not unnamed),
        "unnamed, like one above": float(unnamed and bool(shares)),
        "passing": float(its.passing),
    }


def _words(its: Possible) -> frozenset[str]:
    return frozenset(word for word in its.name.casefold().split() if len(word) > _SHORT)
