"""Percentile bootstrap intervals (Efron and Tibshirani 1993, chapter 13)."""

from collections.abc import Callable

import numpy as np

_CELLS = 2_000_000  # of a table of draws held at once


def resample(n: int, samples: int = 1000, seed: int = 0) -> np.ndarray:
    """Return indices of `samples` resamples of `n` units with replacement: an int array (samples, n)."""
    return np.random.default_rng(seed).integers(0, n, size=(samples, n))


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
    estimates = statistic(array[resample(array.size, samples, seed)], axis=-1)
    low, high = np.quantile(estimates, [(1 - level) / 2, (1 + level) / 2])
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
    generator = np.random.default_rng(seed)
    at_once = max(1, _CELLS // units)
    estimates = []
    for start in range(0, samples, at_once):
        times = generator.multinomial(units, np.full(units, 1 / units), size=min(at_once, samples - start))
        with np.errstate(invalid="ignore", divide="ignore"):
            estimates.append((times @ parts) / (times @ wholes))
    low, high = np.nanquantile(np.concatenate(estimates), [(1 - level) / 2, (1 + level) / 2], axis=0)
    return low, high
