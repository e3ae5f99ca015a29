"""Estimates for rankings: each drawn towards the others, the more so the less sure it is.

The largest of many estimates is large partly by chance. Normal-normal empirical Bayes (Efron and Morris 1975)
takes that off: estimate = true value + error, true values normal about a centre with variance tau².
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

_QUANTILES = (np.arange(20) + 0.5) / 20  # of a confidence distribution


class Shrunken(NamedTuple):
    """Posterior means and standard deviations, and the chance (.5..1) that each mean has the right sign.

    Arrays (estimates,); `spread` is tau, how much true values differ, `centre` what they lie about.
    """

    mean: np.ndarray
    sd: np.ndarray
    sign: np.ndarray
    spread: float
    centre: float


class Spread(NamedTuple):
    """A standard deviation between true values, with the ends of its 95% interval.

    `expected` is what to reckon with: the root of the mean variance over its confidence distribution. For an
    `sd` of 0 from a few estimates does not say that there is none.
    """

    sd: float
    low: float
    high: float
    expected: float


def shrunken(estimates: ArrayLike, errors: ArrayLike, centre: float | None = None) -> Shrunken:
    """Return `estimates` with their standard `errors`, both (estimates,), shrunken towards a centre.

    Give 0 as `centre` for differences; by default it is the estimates' weighted mean, whose doubt `sd` then
    contains (that of tau it does not). What is nan, or has no error, is nan and tells nothing of the others.
    """
    from scipy.special import ndtr

    values, variances = np.asarray(estimates, dtype=float), np.asarray(errors, dtype=float) ** 2
    known = np.isfinite(values) & np.isfinite(variances) & (variances > 0)
    spread = between_sd(values[known], np.sqrt(variances[known]), centre).sd
    weights = 1 / (variances[known] + spread**2)
    middle = _centre(values[known], weights, centre)
    own = spread**2 * weights
    mean, sd, sign = np.full((3, *values.shape), np.nan)
    mean[known] = middle + own * (values[known] - middle)
    doubt = 1 / weights.sum() if centre is None and len(weights) else 0.0
    sd[known] = np.sqrt(own * variances[known] + (1 - own) ** 2 * doubt)
    with np.errstate(invalid="ignore", divide="ignore"):
        sign[known] = ndtr(np.nan_to_num(np.abs(mean[known]) / sd[known]))
    return Shrunken(mean, sd, sign, spread, middle)


def between_sd(
    estimates: np.ndarray, errors: np.ndarray, centre: float | None = None, kinds: np.ndarray | None = None
) -> Spread:
    """Return tau, the standard deviation of the true values behind estimates, their errors taken off.

    Paule and Mandel (1982): tau² is where the weighted sum of squares is as large as its degrees of freedom;
    0 where it is smaller even without tau, and for fewer than two estimates. The ends of its 95% interval are
    where the sum is as large as the quantiles of chi² (Q profile: Viechtbauer 2007). Estimates of several
    `kinds` (estimates,) lie each about their kind's centre, and have one tau.
    """
    places = np.unique(np.zeros(len(estimates)) if kinds is None else kinds, return_inverse=True)[1]
    of_kind = [places == kind for kind in range(int(places.max(initial=-1)) + 1)]
    freedom = len(estimates) - (len(of_kind) if centre is None else 0)
    if freedom < 1:
        return Spread(0.0, 0.0, float("inf"), float("inf"))

    def squares(tau_squared: float) -> float:
        weights = 1 / (errors**2 + tau_squared)
        centres = np.array([_centre(estimates[its], weights[its], centre) for its in of_kind])
        return float((weights * (estimates - centres[places]) ** 2).sum())

    from scipy.special import chdtri

    start = float(np.var(estimates)) + 1e-12
    sd, low, high, *rest = (
        _where(squares, float(target), start)
        for target in (freedom, *chdtri(freedom, [0.025, 0.975]), *chdtri(freedom, _QUANTILES))
    )
    return Spread(sd, low, high, float(np.sqrt(np.mean(np.square(rest)))))


def _where(squares: Callable[[float], float], target: float, start: float) -> float:
    """Return tau at which a falling function of tau² comes down to a target; 0 where it starts below it."""
    if squares(0.0) <= target:
        return 0.0
    from scipy.optimize import brentq

    high = start
    while squares(high) > target:
        high *= 2
    return float(np.sqrt(brentq(lambda tau: squares(tau) - target, 0.0, high, xtol=1e-12 * high)))


def _centre(values: np.ndarray, weights: np.ndarray, given: float | None) -> float:
    if given is not None:
        return given
    return float((weights * values).sum() / weights.sum()) if len(values) else float("nan")
