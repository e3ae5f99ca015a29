"""The doubt of the machine's reading, carried into a corpus's figures beside that of sampling.

A claim is true by its chance, so a share of claims is unsure even in articles that are all there. Errors of
one article go together: all its log-odds are shifted by one normal effect, without which chances are too
sure. And a method that errs more on one group's style than on the other's makes a difference where there is
none: that bias no number of articles takes off, so its spread between groups goes into a difference's error.
"""

from typing import NamedTuple

import numpy as np

ARTICLE_EFFECT = 1.0
"""Standard deviation of the article effect on the log-odds, as where one article's claims are drawn."""
_NODES = 15


class Measured(NamedTuple):
    """A share (0..1), and its standard errors by what articles there are and by how they were read."""

    value: float
    sampling: float
    measurement: float

    @property
    def error(self) -> float:
        """The standard error by both."""
        return float(np.hypot(self.sampling, self.measurement))


def measured_share(chances: np.ndarray, articles: np.ndarray, effect: float = ARTICLE_EFFECT) -> Measured:
    """Return the share of claims that are true, by the chance (0..1) of each; `articles` tells whose it is.

    Both have shape (claims,). `sampling` is the error of sums over articles, nan for fewer than two;
    `measurement` what chances leave open in these articles: the expected variance of the claims, and the
    variance that the article effect makes, by Gauss-Hermite quadrature. nan for no claims.
    """
    if not len(chances):
        return Measured(np.nan, np.nan, np.nan)
    value = float(np.mean(chances))
    places = np.unique(articles, return_inverse=True)[1]
    units = int(places.max()) + 1
    sums = np.bincount(places, chances - value)
    sampling = np.sqrt(units / (units - 1) * (sums**2).sum()) / len(chances) if units > 1 else np.nan
    nodes, weights = np.polynomial.hermite_e.hermegauss(_NODES)
    weights = weights / weights.sum()
    bounded = np.clip(chances, 1e-6, 1 - 1e-6)
    shifted = 1 / (1 + np.exp(-np.log(bounded / (1 - bounded))[:, None] - effect * nodes))
    own = float(((shifted * (1 - shifted)) @ weights).sum())
    of_articles = np.array([np.bincount(places, column) for column in shifted.T])
    together = float((weights @ of_articles**2 - (weights @ of_articles) ** 2).sum())
    return Measured(value, float(sampling), float(np.sqrt(own + together)) / len(chances))


class Carried(NamedTuple):
    """A difference's interval with the method's own bias in it, its standard error, and p."""

    low: np.ndarray
    high: np.ndarray
    error: np.ndarray
    p: np.ndarray


def carried(
    difference: np.ndarray, low: np.ndarray, high: np.ndarray, error: np.ndarray, bias: np.ndarray | float
) -> Carried:
    """Return what is left of differences (comparisons,) where the method's bias differs between groups.

    `low`, `high` and `error` are by sampling; `bias` is the standard deviation of the method's mean error
    from group to group, in the measure's unit, so that two groups' difference has √2 of it. An end moves so
    that squared distances add up; p is by the normal distribution.
    """
    from scipy.special import ndtr, ndtri

    own = np.sqrt(2) * np.asarray(bias, dtype=float)
    reach = float(ndtri(0.975)) * own
    whole = np.hypot(error, own)
    with np.errstate(invalid="ignore", divide="ignore"):
        p = 2 * ndtr(-np.abs(difference) / whole)
    return Carried(
        difference - np.hypot(difference - low, reach),
        difference + np.hypot(high - difference, reach),
        whole,
        p,
    )
