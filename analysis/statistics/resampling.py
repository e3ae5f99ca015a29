"""Percentile bootstrap intervals (Efron and Tibshirani 1993, chapter 13), expanded for few units.

The one rule for the intervals of all estimates. A bootstrap of a few values is too narrow, for it resamples a
spread that is itself too small. So the fewer units there are, the further out the percentiles lie: by as much
as Student's interval of a normal mean is wider than the bootstrap's (Hesterberg 2015, "What teachers should
know about the bootstrap", The American Statistician 69, section 4).
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from numbers import Integral

import numpy as np
from numpy.typing import ArrayLike

from analysis.errors import UserError

_CELLS = 2_000_000  # of a table of draws held at once


@dataclass(frozen=True)
class Resampling:
    """How units are drawn with replacement: `samples` resamples, the same ones for the same `seed`.

    UserError where there are none to draw, and for a seed that is no whole number from 0 on.
    """

    samples: int = 1000
    seed: int = 0

    def __post_init__(self) -> None:
        if not _is_whole(self.samples) or self.samples < 1:
            raise UserError(f"An interval needs at least 1 resample, not {self.samples}; 1000 are usual.")
        if not _is_whole(self.seed) or self.seed < 0:
            raise UserError(f"A seed is a whole number from 0 on, not {self.seed}.")

    def indices(self, n: int) -> np.ndarray:
        """Return the places of the units in each resample of `n` units: an int array (samples, n)."""
        return self._generator().integers(0, n, size=(self.samples, n))

    def times(self, n: int) -> np.ndarray:
        """Return how often each of `n` units is in each resample of `indices`: an int array (samples, n)."""
        drawn = self.indices(n)
        cells = drawn + n * np.arange(len(drawn))[:, None]
        return np.bincount(cells.ravel(), minlength=cells.size).reshape(cells.shape)

    def counts(self, units: np.ndarray) -> np.ndarray:
        """Return how many units of each kind are in each resample: an int array (samples, kinds).

        `units` is how many there are of each kind, shape (kinds,).
        """
        total = units.sum()
        return self._generator().multinomial(total, units / total, size=self.samples)

    def interval(
        self, values: ArrayLike, statistic: Callable[..., np.ndarray] = np.mean, level: float = 0.95
    ) -> tuple[float, float]:
        """Return the ends of the interval of a statistic of `values`, in their unit.

        `statistic` takes an array and `axis=-1` (numpy.mean, numpy.median, ...). Both ends are nan for fewer
        than two values, where nothing can be said of the spread.
        """
        array = np.asarray(values, dtype=float)
        if array.size < 2:
            return float("nan"), float("nan")
        low, high = ends(statistic(array[self.indices(array.size)], axis=-1), array.size, level)
        return float(low), float(high)

    def ratios(
        self, parts: np.ndarray, wholes: np.ndarray, level: float = 0.95
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return the ends of the intervals of sum(parts) / sum(wholes), over units.

        Rows are the units that are drawn (articles, say), columns the ratios: both arrays have shape (units,
        ratios). Units are drawn whole, so what stands together in one is drawn together. The ends, of shape
        (ratios,), are nan for fewer than two units.
        """
        units = len(parts)
        if units < 2:
            nothing = np.full(parts.shape[1], np.nan)
            return nothing, nothing
        generator = self._generator()
        at_once = max(1, _CELLS // units)
        estimates = []
        for start in range(0, self.samples, at_once):
            size = min(at_once, self.samples - start)
            times = generator.multinomial(units, np.full(units, 1 / units), size=size)
            with np.errstate(invalid="ignore", divide="ignore"):
                estimates.append((times @ parts) / (times @ wholes))
        return ends(np.concatenate(estimates), units, level)

    def _generator(self) -> np.random.Generator:
        return np.random.default_rng(self.seed)


def ends(estimates: np.ndarray, units: int, level: float = 0.95) -> tuple[np.ndarray, np.ndarray]:
    """Return the ends of the expanded percentile intervals of estimates (samples, ...).

    They were made from resamples of so many units, at least 2; what is nan in a resample is left out.
    """
    tail = _tail(units, level)
    quantile = np.nanquantile if np.isnan(estimates).any() else np.quantile  # which is much faster
    low, high = quantile(estimates, [tail, 1 - tail], axis=0)
    return low, high


@cache
def _tail(units: int, level: float) -> float:
    """Return the share of estimates beyond either end of an interval from so many units."""
    from scipy.special import ndtr, stdtrit  # of all of SciPy the cheapest to import, and yet not cheap

    return float(ndtr(-math.sqrt(units / (units - 1)) * stdtrit(units - 1, (1 + level) / 2)))


def _is_whole(value: object) -> bool:
    return isinstance(value, Integral) and not isinstance(value, bool)
