"""Proportions: the interval of one, and how seldom one as large is seen among others."""

import math

import numpy as np

_WEAKEST, _STRONGEST = 1.0, 50.0  # how many units the average of a background may be worth


def wilson(part: float, whole: int) -> tuple[float, float]:
    """Return the ends (0..1) of Wilson's (1927) 95% interval of `part` of `whole` units, nan for none.

    It keeps its width where the proportion is none or all. `part` need not be whole: where units come in
    clusters, a proportion is taken to rest on as many units as there are clusters (an effective sample size;
    SciPy's interval of the same name takes whole counts only).
    """
    if not whole:
        return math.nan, math.nan
    from scipy.special import ndtri

    z = float(ndtri(0.975))
    share = part / whole
    middle = share + z**2 / (2 * whole)
    spread = z * math.sqrt(share * (1 - share) / whole + z**2 / (4 * whole**2))
    scale = 1 + z**2 / whole
    return max((middle - spread) / scale, 0.0), min((middle + spread) / scale, 1.0)


def chance_of_as_many(count: int, units: int, counts: np.ndarray, lengths: np.ndarray) -> float:
    """Return the chance that `count` of `units` or more have a trait, by a background.

    The background is other texts: `counts` of their `lengths` units have the trait, both of shape (texts,).
    Each text stands for a beta-binomial distribution (Skellam 1948) with its own counts and, as prior, the
    average text, weighted by how little texts differ; the chance is the mean of theirs. 1 for a count of 0
    and without a background.
    """
    if not count or not len(counts):
        return 1.0
    from scipy.stats import betabinom

    rate, strength = _average(counts, lengths)
    kinds, weights = np.unique(lengths + 1j * counts, return_counts=True)
    a, b = kinds.imag + strength * rate, kinds.real - kinds.imag + strength * (1 - rate)
    below = betabinom.pmf(np.arange(count)[:, None], units, a, b).sum(axis=0)
    return float(np.average(np.clip(1 - below, 0, 1), weights=weights))


def _average(counts: np.ndarray, lengths: np.ndarray) -> tuple[float, float]:
    """Return the texts' mean rate, and how many units it is worth, by the method of moments."""
    rate = float(np.clip(counts.sum() / lengths.sum(), 1e-4, 1 - 1e-4))
    noise = rate * (1 - rate) * (1 / lengths).mean()
    between = ((counts / lengths - rate) ** 2).mean() - noise
    weight = rate * (1 - rate) / between - 1 if between > 0 else _STRONGEST
    return rate, float(np.clip(weight, _WEAKEST, _STRONGEST))
