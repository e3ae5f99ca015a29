"""Average linkage over sparse likenesses: articles become stories without a table of all pairs."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from heapq import heapify, heappop, heappush

Pair = tuple[int, int]


def connected(size: int, pairs: Iterable[Pair]) -> list[int]:
    """Return for each of `size` things the first that is connected with it through pairs."""
    first = list(range(size))

    def root(place: int) -> int:
        while first[place] != place:
            first[place] = first[first[place]]
            place = first[place]
        return place

    for one, other in pairs:
        low, high = sorted((root(one), root(other)))
        first[high] = low
    return [root(place) for place in range(size)]


def average_linkage(size: int, likeness: dict[Pair, float], cut: float) -> list[int]:
    """Return for each of `size` things the first of its group.

    The two groups with the highest mean likeness are joined (Sokal and Michener 1958) as long as that is at
    least `cut`, of equals the earlier ones first. Pairs that `likeness` has not count as 0, so memory and
    time go with the pairs that it has, which are (low, high).
    """
    groups = _Groups(size, likeness, cut)
    for one, other in groups.closest():
        groups.join(one, other)
    return groups.first_of_each()


class _Groups:
    """Groups on their way: how like each is to those beside it, in sum over their members' pairs."""

    def __init__(self, size: int, likeness: dict[Pair, float], cut: float) -> None:
        self._cut = cut
        self._members: list[Sequence[int]] = [[place] for place in range(size)]
        self._beside: list[dict[int, float]] = [{} for _ in range(size)]
        self._version = [0] * size
        for (one, other), value in sorted(likeness.items()):
            self._beside[one][other] = self._beside[other][one] = value
        self._heap = [self._entry(*pair) for pair, value in sorted(likeness.items()) if value >= cut]
        heapify(self._heap)

    def _entry(self, one: int, other: int) -> tuple[float, int, int, int, int]:
        pairs = len(self._members[one]) * len(self._members[other])
        return (-self._beside[one][other] / pairs, one, other, self._version[one], self._version[other])

    def closest(self) -> Iterator[Pair]:
        """Yield the two closest groups, again and again."""
        while self._heap:
            _, one, other, *versions = heappop(self._heap)
            if versions == [self._version[one], self._version[other]]:
                yield one, other

    def join(self, one: int, other: int) -> None:
        """Put the members of a later group into an earlier one."""
        self._members[one] = [*self._members[one], *self._members[other]]
        self._members[other] = []
        self._version[one] += 1
        self._version[other] = -1
        mine, theirs = self._beside[one], self._beside[other]
        del mine[other], theirs[one]
        for third, value in theirs.items():
            mine[third] = mine.get(third, 0.0) + value
            del self._beside[third][other]
        theirs.clear()
        for third in sorted(mine):
            self._beside[third][one] = mine[third]
            entry = self._entry(*sorted((one, third)))
            if -entry[0] >= self._cut:
                heappush(self._heap, entry)

    def first_of_each(self) -> list[int]:
        """Return for each thing the first of its group."""
        found = list(range(len(self._members)))
        for members in self._members:
            for member in members:
                found[member] = min(members)
        return found


def mean_likenesses(groups: Sequence[int], likeness: dict[Pair, float]) -> list[float | None]:
    """Return each thing's mean likeness to the others of its group; None where it is alone."""
    sums: dict[int, float] = defaultdict(float)
    sizes: dict[int, int] = defaultdict(int)
    for group in groups:
        sizes[group] += 1
    for (one, other), value in sorted(likeness.items()):
        if groups[one] == groups[other]:
            sums[one] += value
            sums[other] += value
    return [
        sums[place] / (sizes[group] - 1) if sizes[group] > 1 else None for place, group in enumerate(groups)
    ]
