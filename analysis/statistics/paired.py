"""How two groups differ in telling the same stories: the mean of the differences within them.

A story that both tell is its own control: what it brings to both (a disaster has victims wherever it is told)
falls out of the difference. How much that is, the intra-story correlation says: the variance of a paired
difference is 1 - icc of an unpaired one.
"""

from typing import NamedTuple

import numpy as np

from analysis.statistics.resampling import Resampling, ends
from analysis.statistics.sign_flips import FEWEST_STORIES


class Paired(NamedTuple):
    """Mean differences within stories, in the measure's unit: arrays (comparisons,).

    `stories` is how many both groups tell, `low` and `high` are the ends of the 95% interval, `error` is the
    standard error, `icc` (-1..1) the intra-story correlation.
    """

    stories: np.ndarray
    difference: np.ndarray
    low: np.ndarray
    high: np.ndarray
    error: np.ndarray
    icc: np.ndarray


def paired(one: np.ndarray, other: np.ndarray, resampling: Resampling = Resampling()) -> Paired:
    """Return how one differs from the other within stories; both have shape (stories, comparisons).

    A cell is the mean of a group's articles on a story, nan where it has none; a comparison is a measure and
    two groups. Stories are drawn anew for the intervals, as `Resampling` does; but an interval is never
    narrower than Student's on either side, for resamples of few stories with ties are too much alike. (In
    `tests/simulations` the two together cover best.) All but `stories` is nan for fewer than FEWEST_STORIES,
    and an interval where all stories differ by the same (by nothing, say), which tells no spread.
    """
    differences = np.asarray(one, dtype=float) - np.asarray(other, dtype=float)
    stories = (~np.isnan(differences)).sum(axis=0)
    mean, error, low, high, icc = np.full((5, differences.shape[1]), np.nan)
    for n in np.unique(stories[stories >= FEWEST_STORIES]):
        its = np.flatnonzero(stories == n)
        there = ~np.isnan(differences[:, its])
        values, sums = (
            table[:, its].T[there.T].reshape(len(its), n).T
            for table in (differences, one + np.asarray(other))
        )
        mean[its] = values.mean(axis=0)
        error[its] = values.std(axis=0, ddof=1) / np.sqrt(n)
        low[its], high[its] = _interval(values, error[its], resampling)
        icc[its] = _consistency(values, sums)
    return Paired(stories, mean, low, high, error, icc)


def _interval(values: np.ndarray, error: np.ndarray, resampling: Resampling) -> tuple[np.ndarray, np.ndarray]:
    """Return the ends of the intervals of the means of columns (units, k) without nan."""
    from scipy.special import stdtrit

    n = len(values)
    low, high = ends(resampling.times(n) @ values / n, n)
    reach = stdtrit(n - 1, 0.975) * error
    mean, spread = values.mean(axis=0), error > 1e-12 * np.abs(values).max(axis=0)
    return (
        np.where(spread, np.minimum(low, mean - reach), np.nan),
        np.where(spread, np.maximum(high, mean + reach), np.nan),
    )


def _consistency(differences: np.ndarray, sums: np.ndarray) -> np.ndarray:
    """Return the intra-story correlation of two groups, levels apart: ICC(C,1) of McGraw and Wong 1996.

    In two-way analysis of variance the mean square between stories is var(sums) / 2, the residual one
    var(differences) / 2. nan where neither varies.
    """
    between, rest = sums.var(axis=0, ddof=1), differences.var(axis=0, ddof=1)
    whole = between + rest
    icc: np.ndarray = np.divide(between - rest, whole, out=np.full_like(whole, np.nan), where=whole > 1e-24)
    return icc
