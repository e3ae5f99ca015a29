"""Thresholds of the framing analysis: from which share of sentences on does an article have a frame?

One number a frame, chosen from twelve steps. This is all that is fitted to data in the framing analysis, so
its figures are measured by cross-validation: each article is judged with thresholds chosen on others.
"""

from collections.abc import Callable

import numpy as np

STEPS = np.array([0.02, 0.03, 0.04, 0.05, 0.06, 0.08, 0.1, 0.12, 0.15, 0.2, 0.25])
FOLDS = 5
_ROUNDS = 4

Choice = Callable[[np.ndarray, np.ndarray], np.ndarray]


def by_micro_f1(shares: np.ndarray, gold: np.ndarray) -> np.ndarray:
    """Return thresholds (frames,) that maximise micro-F1, one frame after the other, four times over.

    `shares` are the articles' shares of sentences, `gold` which frames they have: arrays (articles, frames).
    """
    chosen = np.full(shares.shape[1], STEPS[len(STEPS) // 2])
    for _ in range(_ROUNDS):
        for frame in range(len(chosen)):
            scores = []
            for step in STEPS:
                chosen[frame] = step
                scores.append(f1(gold, shares >= chosen))
            chosen[frame] = STEPS[int(np.argmax(scores))]
    return chosen


def by_frame_f1(shares: np.ndarray, gold: np.ndarray, lowest: float = 0.05) -> np.ndarray:
    """Return thresholds (frames,), at least `lowest`, that maximise each frame's F1, smoothed over steps."""
    steps = STEPS[lowest <= STEPS]
    chosen = []
    for frame in range(shares.shape[1]):
        scores = np.array([f1(gold[:, frame], shares[:, frame] >= step) for step in steps])
        smoothed = np.convolve(np.pad(scores, 1, mode="edge"), [0.25, 0.5, 0.25], "valid")
        chosen.append(steps[int(smoothed.argmax())])
    return np.array(chosen)


def cross_validated(shares: np.ndarray, gold: np.ndarray, choose: Choice, seed: int = 0) -> np.ndarray:
    """Return which frames each article has by thresholds chosen on the other folds: as `gold`, in bool."""
    fold = np.random.default_rng(seed).permutation(len(shares)) % FOLDS
    predicted = np.zeros(gold.shape, dtype=bool)
    for number in range(FOLDS):
        held_out = fold == number
        predicted[held_out] = shares[held_out] >= choose(shares[~held_out], gold[~held_out])
    return predicted


def f1(gold: np.ndarray, predicted: np.ndarray) -> float:
    """Return the F1 of two bool arrays of the same shape; 0 where nothing is found and nothing there."""
    total = gold.sum() + predicted.sum()
    return 2 * (gold & predicted).sum() / total if total else 0.0
