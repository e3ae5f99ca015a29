"""Groups of articles that come in stories: how their means differ, and how much the story decides.

Articles on one story resemble each other, so a story counts as one draw, not its articles: variances are
those of sums over stories (Liang and Zeger 1986).
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np


class Unpaired(NamedTuple):
    """Differences of group means over all articles: arrays (pairs,), in the measure's unit but for p."""

    difference: np.ndarray
    low: np.ndarray
    high: np.ndarray
    error: np.ndarray
    p: np.ndarray


def unpaired(
    values: np.ndarray, groups: np.ndarray, stories: np.ndarray, pairs: Sequence[tuple[int, int]]
) -> Unpaired:
    """Return how the means of groups differ, whatever stories they tell, with 95% intervals and p.

    `values` (articles,) may be nan, which is left out; `groups` and `stories` (articles,) are whole numbers
    from 0 on; `pairs` are the groups compared. The error is that of sums over stories, the degrees of freedom
    are Welch's (1947) with stories as units: where each article is a story of its own, this is Welch's test.
    All but the difference is nan where a group has articles of fewer than two stories, or one value in all of
    them: that a few have it in common does not say that nothing varies.
    """
    from scipy.special import stdtr, stdtrit

    known = ~np.isnan(values)
    values, groups, stories = values[known], groups[known], np.unique(stories[known], return_inverse=True)[1]
    count = max([*groups.tolist(), *(group for pair in pairs for group in pair)], default=-1) + 1
    sizes = np.bincount(groups, minlength=count)
    with np.errstate(invalid="ignore", divide="ignore"):
        means = np.bincount(groups, values, count) / sizes
        moments = _moments((values - means[groups]) / sizes[groups], groups, stories, count)
        told = np.diag(moments.shared)
        factors = np.where(told > 1, told / (told - 1), np.nan)
        one, other = np.array(pairs, dtype=int).reshape(-1, 2).T
        variances = np.where(_varies(values, groups, count), np.diag(moments.products) * factors, np.nan)
        both = np.sqrt(factors[one] * factors[other]) * moments.products[one, other]
        own = variances[one] + variances[other]
        error = np.sqrt(np.maximum(own - 2 * both, 0))
        freedom = own**2 / (variances[one] ** 2 / (told[one] - 1) + variances[other] ** 2 / (told[other] - 1))
        difference = means[one] - means[other]
        reach = stdtrit(freedom, 0.975) * error
        p = 2 * stdtr(freedom, -np.abs(difference) / error)
    return Unpaired(difference, difference - reach, difference + reach, error, p)


def _varies(values: np.ndarray, groups: np.ndarray, count: int) -> np.ndarray:
    """Tell of each group whether it has more than one value: (groups,)."""
    least, most = np.full(count, np.inf), np.full(count, -np.inf)
    np.minimum.at(least, groups, values)
    np.maximum.at(most, groups, values)
    return most > least


class _Moments(NamedTuple):
    products: np.ndarray  # (groups, groups), of the groups' sums over stories
    shared: np.ndarray  # how many stories two groups share


def _moments(parts: np.ndarray, groups: np.ndarray, stories: np.ndarray, count: int) -> _Moments:
    from scipy.sparse import coo_array

    shape = (int(stories.max(initial=-1)) + 1, count)
    sums = coo_array((parts, (stories, groups)), shape=shape).tocsr()
    there = coo_array((np.ones(len(parts)), (stories, groups)), shape=shape).tocsr()
    there.data[:] = 1
    return _Moments((sums.T @ sums).toarray(), (there.T @ there).toarray())


def intra_story_correlation(
    values: np.ndarray, stories: np.ndarray, groups: np.ndarray | None = None
) -> float:
    """Return how much of a measure the story decides: ICC(1) of one-way analysis of variance.

    (MSB - MSW) / (MSB + (n0 - 1) MSW), with n0 = (N - sum of n² / N) / (k - 1) articles a story (Donner
    1986). `values` (articles,) may be nan, which is left out. Where `groups` are given, each group's mean is
    taken off first. It is negative where articles on one story differ more than those on two, as by chance;
    nan where no story has two articles, there are fewer than two stories, or nothing varies. Above about .1
    comparing within stories pays; near 0 all articles together tell as much.
    """
    known = ~np.isnan(values)
    values, stories = values[known], np.unique(stories[known], return_inverse=True)[1]
    if groups is not None:
        places = np.unique(groups[known], return_inverse=True)[1]
        values = values - (np.bincount(places, values) / np.bincount(places))[places]
    sizes = np.bincount(stories)
    articles, k = len(values), len(sizes)
    if k < 2 or articles == k:
        return float("nan")
    means = np.bincount(stories, values) / sizes
    between = float((sizes * (means - values.mean()) ** 2).sum()) / (k - 1)
    within = float(((values - means[stories]) ** 2).sum()) / (articles - k)
    typical = (articles - float((sizes**2).sum()) / articles) / (k - 1)
    whole = between + (typical - 1) * within
    return (between - within) / whole if whole > 1e-24 else float("nan")
