"""Agreement with human labels, each figure with a bootstrap interval over units (sentences or articles).

Every measure here is a function of sums over units: counts of (gold, predicted) pairs, of hits and misses, or
of products. So a resample is a sum of drawn units' rows, and one function serves all measures. Methods:
macro-F1 as the mean of the classes' F1 (Sokolova and Lapalme 2009), Pearson's r, Cohen's kappa; intervals as
in `analysis.statistics.resampling`.
"""

import math
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import ArrayLike

from analysis.statistics.resampling import Resampling, ends

_Item = TypeVar("_Item")


class Estimate(NamedTuple):
    """A figure with the ends of its 95% interval."""

    value: float
    low: float
    high: float

    def scaled(self, factor: float) -> "Estimate":
        """Return the estimate in another unit, such as percent."""
        return Estimate(*(factor * number for number in self))


class Scores(NamedTuple):
    """Precision, recall and their harmonic mean."""

    precision: Estimate
    recall: Estimate
    f1: Estimate


def macro_f1(
    gold: Sequence[Hashable],
    predicted: Sequence[Hashable],
    labels: Iterable[Hashable] | None = None,
    resampling: Resampling = Resampling(),
) -> Estimate:
    """Return the mean of the F1 of each of `labels` (by default the gold's), 0..1; units are the items.

    A label that is neither given nor predicted has F1 0, so a rare one widens the interval downwards.
    """
    kept = sorted(set(gold), key=str) if labels is None else list(labels)
    hits = np.array([[g == label == p for label in kept] for g, p in _pairs(gold, predicted)], dtype=float)
    misses = np.array(
        [[(g == label) != (p == label) for label in kept] for g, p in zip(gold, predicted, strict=True)]
    )
    k = len(kept)
    return estimate(
        np.hstack([hits, misses]),
        lambda sums: _ratio(2 * sums[..., :k], 2 * sums[..., :k] + sums[..., k:]).mean(axis=-1),
        resampling,
    )


def accuracy(
    gold: Sequence[Hashable], predicted: Sequence[Hashable], resampling: Resampling = Resampling()
) -> Estimate:
    """Return the share of items (0..1) whose predicted label is the gold one; units are the items."""
    right = np.array([[g == p, True] for g, p in _pairs(gold, predicted)], dtype=float)
    return estimate(right, lambda sums: _ratio(sums[..., 0], sums[..., 1]), resampling)


def pearson(x: Sequence[float], y: Sequence[float], resampling: Resampling = Resampling()) -> Estimate:
    """Return Pearson's r of two series (-1..1; 0 where one of them does not vary); units are the pairs."""
    pairs = np.array(_pairs(x, y), dtype=float)
    a, b = (pairs - pairs.mean(axis=0)).T
    rows = np.column_stack([np.ones_like(a), a, b, a * a, b * b, a * b])
    return estimate(rows, _correlation, resampling)


def mean(values: Sequence[float], resampling: Resampling = Resampling()) -> Estimate:
    """Return the mean of values; units are the values."""
    rows = np.column_stack([np.asarray(values, dtype=float), np.ones(len(values))])
    return estimate(rows, lambda sums: _ratio(sums[..., 0], sums[..., 1]), resampling)


def auc_within(
    gold: ArrayLike, scores: ArrayLike, groups: ArrayLike, resampling: Resampling = Resampling()
) -> Estimate:
    """Return how often a true item scores above a false one of its own group (0..1; ties count half).

    `gold` are bool, `scores` numbers, `groups` whatever tells groups apart: a value an item in each.
    It is the area under the ROC curve (Hanley and McNeil 1982) of each group, weighted by the group's pairs;
    1/2 is chance. Units are the items. A resample without a pair in any group counts as chance.
    """
    is_true, score = np.asarray(gold, dtype=bool), np.asarray(scores, dtype=float)
    places = np.unique(np.asarray(groups), return_inverse=True)[1]
    n = len(is_true)
    counts = np.vstack([np.ones(n), resampling.times(n)])
    won, pairs = np.zeros((2, len(counts)))
    for group in range(places.max(initial=-1) + 1):
        true, false = (np.flatnonzero((places == group) & (is_true == side)) for side in (True, False))
        ahead = np.sign(score[true][:, None] - score[false]) / 2 + 0.5
        won += ((counts[:, true] @ ahead) * counts[:, false]).sum(axis=1)
        pairs += counts[:, true].sum(axis=1) * counts[:, false].sum(axis=1)
    found = np.where(pairs > 0, _ratio(won, pairs), 0.5)
    low, high = ends(found[1:], n) if n > 1 else (math.nan, math.nan)
    return Estimate(float(found[0]), float(low), float(high))


def kappa(
    one: Sequence[Hashable], other: Sequence[Hashable], resampling: Resampling = Resampling()
) -> Estimate:
    """Return Cohen's (1960) kappa of two codings, agreement beyond chance (1: perfect); units are the items.

    0 where chance alone would agree on everything.
    """
    labels = sorted({*one, *other}, key=str)
    k = len(labels)
    rows = np.array(
        [[a == b, True, *(a == x for x in labels), *(b == x for x in labels)] for a, b in _pairs(one, other)],
        dtype=float,
    )

    def measure(sums: np.ndarray) -> np.ndarray:
        n = sums[..., 1]
        expected = (sums[..., 2 : 2 + k] * sums[..., 2 + k :]).sum(axis=-1) / n**2
        return _ratio(sums[..., 0] / n - expected, np.maximum(1 - expected, 0))

    return estimate(rows, measure, resampling)


def calibration_error(
    confidences: ArrayLike, right: ArrayLike, bins: int = 10, resampling: Resampling = Resampling()
) -> Estimate:
    """Return the expected calibration error (0..1): how far confidence is from the share that is right.

    `confidences` are 0..1, `right` bool: a value an item in both.
    The difference in each of `bins` bins of equal width over 0..1, weighted by how much is in it (Guo et al.
    2017); units are the items. Chance alone makes it larger than 0, the more so the fewer items there are.
    """
    chances = np.asarray(confidences, dtype=float)
    places = np.minimum((chances * bins).astype(int), bins - 1)
    rows = np.zeros((len(chances), bins + 1))
    rows[np.arange(len(rows)), places] = np.asarray(right, dtype=float) - chances
    rows[:, bins] = 1
    return estimate(
        rows, lambda sums: _ratio(np.abs(sums[..., :bins]).sum(axis=-1), sums[..., bins]), resampling
    )


def precision_recall_f1(
    counts: Sequence[tuple[float, float, float]], resampling: Resampling = Resampling()
) -> Scores:
    """Return precision, recall and F1 (0..1) from a row of counts for each unit: (right, predicted, gold).

    The counts are summed over units (micro average). A unit is what is resampled: an article, not its quotes,
    where the quotes of one article resemble each other. A measure without a denominator is 0.
    """
    rows = np.array(counts, dtype=float).reshape(-1, 3)
    measures = (
        lambda sums: _ratio(sums[..., 0], sums[..., 1]),
        lambda sums: _ratio(sums[..., 0], sums[..., 2]),
        lambda sums: _ratio(2 * sums[..., 0], sums[..., 1] + sums[..., 2]),
    )
    return Scores(*(estimate(rows, measure, resampling) for measure in measures))


def b_cubed(
    coded: Sequence[Hashable],
    found: Sequence[Hashable],
    units: Sequence[Hashable],
    resampling: Resampling = Resampling(),
) -> Scores:
    """Return how two groupings of the same items agree (B-cubed: Bagga and Baldwin 1998).

    Of each item, precision is the share of its found group that belongs to its coded one, recall the share of
    the coded group that is found; both are averaged. `units` (an item each) are what is resampled: stories,
    say, whose items hang together.
    """
    pairs = _pairs(coded, found)
    both, theirs, ours = Counter(pairs), Counter(coded), Counter(found)
    rows: dict[Hashable, np.ndarray] = {}
    for (gold, own), unit in zip(pairs, units, strict=True):
        shared = both[gold, own]
        row = np.array([shared / ours[own], shared / theirs[gold], 1.0])
        rows[unit] = rows.get(unit, np.zeros(3)) + row
    sums = np.array(list(rows.values())).reshape(-1, 3)
    measures = (
        lambda sums: _ratio(sums[..., 0], sums[..., 2]),
        lambda sums: _ratio(sums[..., 1], sums[..., 2]),
        lambda sums: _ratio(2 * sums[..., 0] * sums[..., 1], (sums[..., 0] + sums[..., 1]) * sums[..., 2]),
    )
    return Scores(*(estimate(sums, measure, resampling) for measure in measures))


def estimate(
    rows: np.ndarray, measure: Callable[[np.ndarray], np.ndarray], resampling: Resampling = Resampling()
) -> Estimate:
    """Return a measure of the sum of `rows` (units, k), with its 95% interval over resampled units.

    `measure` takes sums of shape (..., k) and returns shape (...). The interval is nan for fewer than two
    units; ValueError for none.
    """
    if not len(rows):
        raise ValueError("There is nothing to measure: no units.")
    value = float(measure(rows.sum(axis=0)))
    if len(rows) < 2:
        return Estimate(value, float("nan"), float("nan"))
    sums = np.stack([rows[drawn].sum(axis=0) for drawn in resampling.indices(len(rows))])
    low, high = ends(measure(sums), len(rows))
    return Estimate(value, float(low), float(high))


def _pairs(gold: Sequence[_Item], predicted: Sequence[_Item]) -> list[tuple[_Item, _Item]]:
    if len(gold) != len(predicted):
        raise ValueError(f"{len(gold)} gold values but {len(predicted)} predicted ones.")
    return list(zip(gold, predicted, strict=True))


def _ratio(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    ratios: np.ndarray = np.divide(part, whole, out=np.zeros_like(whole, dtype=float), where=whole > 0)
    return ratios


def _correlation(sums: np.ndarray) -> np.ndarray:
    n, a, b, aa, bb, ab = np.moveaxis(sums, -1, 0)
    spread = np.sqrt(np.maximum(aa - a * a / n, 0) * np.maximum(bb - b * b / n, 0))
    return _ratio(ab - a * b / n, spread)
