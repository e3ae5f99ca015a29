"""Percentile bootstrap intervals (Efron and Tibshirani 1993, chapter 13), expanded for few units.

A bootstrap of a few values is too narrow, for it resamples a spread that is itself too small. So the fewer
units there are, the further out the percentiles lie: by as much as Student's interval of a normal mean is
wider than the bootstrap's (Hesterberg 2015, "What teachers should know about the bootstrap", The American
Statistician 69, section 4). Whatever draws resamples raises UserError where there are none to draw, and for a
negative seed.
"""

import math
from collections.abc import Callable
from statistics import NormalDist

import numpy as np

from analysis.errors import UserError

_CELLS = 2_000_000  # of a table of draws held at once


def resample(n: int, samples: int = 1000, seed: int = 0) -> np.ndarray:
    """Return indices of `samples` resamples of `n` units with replacement: an int array (samples, n)."""
    return _generator(samples, seed).integers(0, n, size=(samples, n))


def draws(units: np.ndarray, samples: int = 1000, seed: int = 0) -> np.ndarray:
    """Return how many units of each kind are in each resample: an int array (samples, kinds).

    `units` is how many there are of each kind, shape (kinds,).
    """
    total = units.sum()
    return _generator(samples, seed).multinomial(total, units / total, size=samples)


def interval(
    values,
    statistic: Callable[..., np.ndarray] = np.mean,
    samples: int = 1000,
    seed: int = 0,
    level: float = 0.95,
) -> tuple[float, float]:
    """Return the percentile bootstrap interval of a statistic of `values`.

    `statistic` takes an array and `axis=-1` (numpy.mean, numpy.median, ...). The interval has the unit of the
    values; both ends are nan for fewer than two values, where nothing can be said of the spread.
    """
    array = np.asarray(values, dtype=float)
    if array.size < 2:
        return float("nan"), float("nan")
    low, high = ends(statistic(array[resample(array.size, samples, seed)], axis=-1), array.size, level)
    return float(low), float(high)


def ratios(
    parts: np.ndarray, wholes: np.ndarray, samples: int = 1000, seed: int = 0, level: float = 0.95
) -> tuple[np.ndarray, np.ndarray]:
    """Return the ends of the percentile bootstrap intervals of sum(parts) / sum(wholes), over units.

    Rows are the units that are drawn (articles, say), columns the ratios: both arrays have shape (units,
    ratios). Units are drawn whole, so what stands together in one is drawn together. The ends, of shape
    (ratios,), are nan for fewer than two units.
    """
    units = len(parts)
    if units < 2:
        nothing = np.full(parts.shape[1], np.nan)
        return nothing, nothing
    generator = _generator(samples, seed)
    at_once = max(1, _CELLS // units)
    estimates = []
    for start in range(0, samples, at_once):
        times = generator.multinomial(units, np.full(units, 1 / units), size=min(at_once, samples - start))
        with np.errstate(invalid="ignore", divide="ignore"):
            estimates.append((times @ parts) / (times @ wholes))
    return ends(np.concatenate(estimates), units, level)


def ends(estimates: np.ndarray, units: int, level: float = 0.95) -> tuple[np.ndarray, np.ndarray]:
    """Return the ends of the expanded percentile intervals of estimates (samples, ...).

    They were made from resamples of so many units, at least 2; what is nan in a resample is left out.
    """
    reach = math.sqrt(units / (units - 1)) * _student((1 + level) / 2, units - 1)
    tail = NormalDist().cdf(-reach)
    quantile = np.nanquantile if np.isnan(estimates).any() else np.quantile  # which is much faster
    low, high = quantile(estimates, [tail, 1 - tail], axis=0)
    return low, high


def _student(share: float, freedom: int) -> float:
    """Return the quantile of Student's t by its Cornish-Fisher expansion: within .01 from `freedom` 4 on."""
    z = NormalDist().inv_cdf(share)
    terms = (
        z,
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
    )
    return sum(term / freedom**power for power, term in enumerate(terms))


def _generator(samples: int, seed: int) -> np.random.Generator:
    """Return a source of resamples; UserError where there are none to draw, or the seed is below 0."""
    if samples < 1:
        raise UserError(f"An interval needs at least 1 resample, not {samples}; 1000 are usual.")
    if seed < 0:
        raise UserError(f"A seed is a whole number from 0 on, not {seed}.")
    return np.random.default_rng(seed)


# Intervals of proportions (Wilson 1927), which keep their width where the proportion is none or all.

_Z = 1.959964


def wilson(part: float, whole: int) -> tuple[float, float]:
    """Return the ends (0..1) of the 95% interval of `part` of `whole` units, nan for none.

    `part` is no whole number where a unit counts in part.
    """
    if not whole:
        return math.nan, math.nan
    share = part / whole
    middle = share + _Z**2 / (2 * whole)
    spread = _Z * math.sqrt(share * (1 - share) / whole + _Z**2 / (4 * whole**2))
    scale = 1 + _Z**2 / whole
    return max((middle - spread) / scale, 0.0), min((middle + spread) / scale, 1.0)
