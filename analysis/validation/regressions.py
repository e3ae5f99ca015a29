"""Chances of claims from what speaks for them: logistic regressions, fitted and judged by whole articles.

A ridge regression is fitted to all examples, then stretched and shifted (Platt 1999) so that its chances fit
how often such claims are right in articles that it has not seen, a second claim on one actor counted as
wrong. What an example's chance is worth is measured by regressions that were fitted to other articles.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, Self

import numpy as np

from analysis.findings.chances import Chances
from analysis.validation import fitting

SEEDS = 3
_FREE = 100.0  # as good as no penalty
_SURE = 4.6  # log-odds of 99 in 100, which no chance goes beyond


class Example(NamedTuple):
    """A possible claim: what speaks for it, whom a coding calls so, whether the codings bear it out, and
    whether they say anything of it.
    """

    article: str
    name: str
    features: Mapping[str, float]
    actor: str
    right: bool
    counted: bool = True


class Sample(NamedTuple):
    """Examples as arrays: values (n, features), right (n,), the numbers (n,) of their articles and actors."""

    names: tuple[str, ...]
    values: np.ndarray
    right: np.ndarray
    articles: np.ndarray
    actors: np.ndarray

    @classmethod
    def of(cls, found: Sequence[Example]) -> Self:
        """Return examples as arrays."""
        names = tuple(found[0].features)
        values = np.array([[each.features[name] for name in names] for each in found])
        articles = np.unique([each.article for each in found], return_inverse=True)[1]
        actors = np.unique([f"{each.article}\n{each.actor}" for each in found], return_inverse=True)[1]
        return cls(names, values, np.array([each.right for each in found]), articles, actors)

    def only(self, rows: np.ndarray) -> Self:
        """Return the examples of a mask (n,)."""
        return self._replace(
            values=self.values[rows],
            right=self.right[rows],
            articles=self.articles[rows],
            actors=self.actors[rows],
        )


def fit(found: Sequence[Example], strength: float) -> Chances:
    """Fit a regression whose chances hold."""
    sample = Sample.of(found)
    weights, intercept = _calibrated(sample, strength)
    return Chances(
        dict(zip(sample.names, np.round(weights, 4).tolist(), strict=True)), round(float(intercept), 4)
    )


def unseen(found: Sequence[Example], strength: float) -> np.ndarray:
    """Return each example's chance (n,), from the mean log-odds of regressions fitted to other articles."""
    sample = Sample.of(found)
    scores = [
        _on_others(sample, lambda others: _calibrated(others, strength), seed) for seed in range(1, SEEDS + 1)
    ]
    return 1 / (1 + np.exp(-np.clip(scores, -_SURE, _SURE).mean(axis=0)))


_Line = tuple[np.ndarray, float]


def _calibrated(sample: Sample, strength: float) -> _Line:
    weights, intercept = _plain(sample, strength)
    scores = _on_others(sample, lambda others: _plain(others, strength), seed=0)
    right = borne_out(sample, scores)
    scale = fitting.several(scores[:, None], right[:, None], _FREE)
    times = float(scale.weights[0, 0])
    return times * weights, times * intercept + float(scale.bias[0])


def _plain(sample: Sample, strength: float) -> _Line:
    centre, spread = sample.values.mean(axis=0), sample.values.std(axis=0) + 1e-6
    head = fitting.several((sample.values - centre) / spread, sample.right[:, None], strength)
    weights = head.weights[0] / spread
    return weights, float(head.bias[0] - weights @ centre)


def _on_others(sample: Sample, fitted: Callable[[Sample], _Line], seed: int) -> np.ndarray:
    """Return each example's log-odds (n,) by a regression fitted to the other folds of articles."""
    fold = fitting.folds(int(sample.articles.max()) + 1, seed)[sample.articles]
    scores = np.zeros(len(fold))
    for number in range(fitting.FOLDS):
        held = fold == number
        if held.any():
            weights, intercept = fitted(sample.only(~held))
            scores[held] = sample.values[held] @ weights + intercept
    return scores


def borne_out(sample: Sample, scores: np.ndarray) -> np.ndarray:
    """Return which claims are right, bool (n,): of several on one actor of an article only the likeliest."""
    order = np.argsort(-scores, kind="stable")
    first = np.zeros(len(scores), dtype=bool)
    first[order[np.unique(sample.actors[order], return_index=True)[1]]] = True
    return sample.right & first
