"""Which of two groups tells more of the same stories: McNemar's test of those that only one of them tells."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike


class Selection(NamedTuple):
    """Odds that a story which only one of two groups tells is the one's, and p: arrays (comparisons,)."""

    odds: np.ndarray
    low: np.ndarray
    high: np.ndarray
    p: np.ndarray


def mcnemar(only_one: ArrayLike, only_other: ArrayLike) -> Selection:
    """Return McNemar's (1947) odds ratio, its exact 95% interval and exact two-sided p.

    `only_one` and `only_other` (comparisons,) count the stories that one tells and the other does not. Given
    their sum, the one's is binomial with 1/2 (Fay 2010); the interval is Clopper's and Pearson's (1934) of
    that share, as odds. The odds are nan without such stories, and p is then 1.
    """
    from scipy.special import bdtr, betaincinv

    one, other = (np.atleast_1d(np.asarray(counts, dtype=float)) for counts in (only_one, only_other))
    both = one + other
    p = np.where(both > 0, np.minimum(2 * bdtr(np.minimum(one, other), both.astype(int), 0.5), 1), 1.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        low = np.where(one > 0, betaincinv(np.maximum(one, 1e-9), other + 1, 0.025), 0.0)
        high = np.where(other > 0, betaincinv(one + 1, np.maximum(other, 1e-9), 0.975), 1.0)
        low, high = (np.where(both > 0, share / (1 - share), np.nan) for share in (low, high))
        return Selection(one / other, low, high, p)
