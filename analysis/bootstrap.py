"""Percentile bootstrap intervals (Efron and Tibshirani 1993, chapter 13)."""

from collections.abc import Callable

import numpy as np


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
