"""Fitting linear models, and judging each example by a model that has not seen it.

Logistic regression with a ridge penalty, by Newton's method; softmax regression for sentences whose labels
are sets of classes, by gradient descent. Small enough to be fitted anew in each of five folds, so that what a
card says of a head is measured on examples the head was not fitted to.
"""

from collections.abc import Callable
from typing import Protocol, Self, TypeVar

import numpy as np
from scipy.optimize import minimize

from analysis.framing.heads import Head
from analysis.models.readers import sigmoid

FOLDS = 5
CUTS = np.arange(0.15, 0.6, 0.025)
_SEEDS = (1, 2, 3)
_ROUNDS, _STEPS, _RATE, _CERTAIN = 25, 200, 0.05, 5.0


class Examples(Protocol):
    """Examples, of which a mask, bool (n,), chooses some: an array of inputs (n, ...), say."""

    def __len__(self) -> int: ...

    def __getitem__(self, chosen: np.ndarray, /) -> Self: ...


_Examples = TypeVar("_Examples", bound=Examples)
_Judged = TypeVar("_Judged", contravariant=True)


class Scoring(Protocol[_Judged]):
    """A fitted head."""

    def scores(self, examples: _Judged, /) -> np.ndarray:
        """Return log-odds (n, classes)."""
        ...


Fit = Callable[[np.ndarray, np.ndarray], Head]
Choice = Callable[[np.ndarray, np.ndarray], np.ndarray]


def folds(n: int, seed: int = 0) -> np.ndarray:
    """Return the fold (0 to 4) of each of n examples."""
    return np.random.default_rng(seed).permutation(n) % FOLDS


def several(inputs: np.ndarray, labels: np.ndarray, strength: float) -> Head:
    """Fit a head with a class for each column of bool labels (n, classes), independent of each other.

    The weights minimise half their squared length plus `strength` times the log-loss; the intercept is free.
    """
    basis = np.linalg.qr(inputs.T)[0]  # the weights lie in the span of the examples
    given = np.hstack([inputs @ basis, np.ones((len(inputs), 1))])
    fitted = np.array([_newton(given, column, strength) for column in labels.T])
    return Head(fitted[:, :-1] @ basis.T, fitted[:, -1])


def _newton(given: np.ndarray, labels: np.ndarray, strength: float) -> np.ndarray:
    if labels.all() or not labels.any():
        return np.append(np.zeros(given.shape[1] - 1), _CERTAIN if labels.all() else -_CERTAIN)
    penalty = np.append(np.ones(given.shape[1] - 1), 1e-6)
    weights = np.zeros(given.shape[1])
    for _ in range(_ROUNDS):
        chances = 1 / (1 + np.exp(-given @ weights))
        gradient = strength * given.T @ (chances - labels) + penalty * weights
        curvature = strength * (given.T * (chances * (1 - chances))) @ given + np.diag(penalty)
        step = np.linalg.solve(curvature, gradient)
        weights -= step
        if np.abs(step).max() < 1e-6:
            break
    return weights


def by_steps(inputs: np.ndarray, labels: np.ndarray, strength: float, steps: int) -> Head:
    """Fit a head with one class, as `several` does, in a few steps of L-BFGS (Liu & Nocedal 1989).

    `labels` are bool (n,). Where there are many inputs it takes a small part of the time.
    """
    given, share = inputs.astype(np.float32), np.clip(labels.mean(), 1e-3, 1 - 1e-3)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        slopes, odds = weights[:-1], given @ weights[:-1].astype(np.float32) + np.float32(weights[-1])
        lost = (np.logaddexp(0, odds) - labels * odds).sum(dtype=float)
        away = sigmoid(odds) - labels
        gradient = np.append(strength * (given.T @ away) + slopes, strength * away.sum(dtype=float))
        return strength * lost + (slopes**2).sum() / 2, gradient

    start = np.append(np.zeros(inputs.shape[1]), np.log(share / (1 - share)))
    fitted = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": steps}).x
    return Head(fitted[None, :-1], fitted[-1:])


def one_of(
    inputs: np.ndarray, labels: np.ndarray, strength: float, prior: np.ndarray, counting: np.ndarray
) -> Head:
    """Fit a head of which one class holds.

    `labels` (n, classes) are bool, where an example's label allows several classes, or else the shares in
    which it has them. Minimises `strength` times the log-loss, `counting` (n,) its examples, plus half the
    squared distance of the weights from a `prior` (classes, inputs), by Adam (Kingma & Ba 2015).
    """
    given = np.hstack([inputs, np.ones((len(inputs), 1))]).astype(np.float32)
    start = np.hstack([prior, np.zeros((len(prior), 1))]).astype(np.float32)
    counting = counting.astype(np.float32)
    open_labels = labels.dtype == bool
    weights, mean, square = start.copy(), np.zeros_like(start), np.zeros_like(start)
    for step in range(1, _STEPS + 1):
        scores = given @ weights.T
        chances = np.exp(scores - scores.max(axis=1, keepdims=True))
        chances /= chances.sum(axis=1, keepdims=True)
        wanted = chances * labels if open_labels else labels.astype(np.float32)
        wanted /= np.maximum(wanted.sum(axis=1, keepdims=True), 1e-12)
        away = weights - start
        away[:, -1] = 0
        gradient = strength * ((chances - wanted) * counting[:, None]).T @ given + away
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.999 * square + 0.001 * gradient**2
        size = np.sqrt(square / (1 - 0.999**step)) + 1e-8
        weights -= _RATE * (1 - step / (_STEPS + 1)) * mean / (1 - 0.9**step) / size
    return Head(weights[:, :-1].astype(float), weights[:, -1].astype(float))


def unseen(
    inputs: _Examples,
    labels: np.ndarray,
    fit: Callable[[_Examples, np.ndarray], Scoring[_Examples]],
    seed: int = 0,
) -> np.ndarray:
    """Return log-odds (n, classes), each example's by a head fitted on the other folds."""
    fold = folds(len(inputs), seed)
    parts = [fold == number for number in range(FOLDS)]
    scores = [fit(inputs[~held], labels[~held]).scores(inputs[held]) for held in parts]
    found = np.zeros((len(inputs), scores[0].shape[1]))
    for held, its in zip(parts, scores, strict=True):
        found[held] = its
    return found


def with_cuts(head: Head, inputs: np.ndarray, labels: np.ndarray, fit: Fit, choose: Choice) -> Head:
    """Move a head's biases so that half a chance is where articles begin to have a class.

    `choose` gets log-odds of examples that were not seen, in three divisions into folds, and labels, and
    returns a cut a class (0..1).
    """
    scores = [unseen(inputs, labels, fit, seed) for seed in _SEEDS]
    cuts = choose(np.vstack(scores), np.vstack([labels] * len(_SEEDS)))
    return Head(head.weights, head.bias - np.log(cuts / (1 - cuts)))


def one_cut(scores: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Return the cut, one for all classes, that gives the highest micro-F1."""
    chances = 1 / (1 + np.exp(-scores))
    best = max(CUTS, key=lambda cut: f1(labels, chances >= cut))
    return np.full(labels.shape[1], best)


def a_cut_each(scores: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Return for each class the cut that gives its highest F1, smoothed over neighbouring cuts."""
    chances = 1 / (1 + np.exp(-scores))
    chosen = []
    for column, wanted in zip(chances.T, labels.T, strict=True):
        found = np.array([f1(wanted, column >= cut) for cut in CUTS])
        smoothed = np.convolve(np.pad(found, 2, mode="edge"), np.ones(5) / 5, "valid")
        chosen.append(CUTS[int(smoothed.argmax())])
    return np.array(chosen)


def f1(gold: np.ndarray, predicted: np.ndarray) -> float:
    """Return the F1 of two bool arrays of the same shape; 0 where nothing is found and nothing there."""
    total = gold.sum() + predicted.sum()
    return 2 * (gold & predicted).sum() / total if total else 0.0
