"""Trained heads: linear models on what a sentence is about and on the cues in it.

A head is a file of its own, because each learned from sets with terms of their own (see MODEL_CARD.md); a
user can delete any of them, and what it did is then done by cues alone.
"""

import json
from dataclasses import dataclass
from functools import cache

import numpy as np

from analysis.paths import RESOURCES

FOLDER = RESOURCES / "framing" / "heads"


@dataclass(frozen=True, eq=False)
class Head:
    """A linear model: `weights` (classes, inputs) and `bias` (classes,)."""

    weights: np.ndarray
    bias: np.ndarray

    def of(self, columns: np.ndarray) -> "Head":
        """Return the head for inputs of which only these columns are given, the others being 0."""
        return Head(self.weights[:, columns], self.bias)

    def scores(self, inputs: np.ndarray) -> np.ndarray:
        """Return log-odds (n, classes) for inputs (n, inputs)."""
        return inputs @ self.weights.T + self.bias

    def chances(self, inputs: np.ndarray) -> np.ndarray:
        """Return independent probabilities (n, classes)."""
        return 1 / (1 + np.exp(-self.scores(inputs)))

    def shares(self, inputs: np.ndarray) -> np.ndarray:
        """Return probabilities (n, classes) of which one class holds."""
        scores = self.scores(inputs)
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        return powers / powers.sum(axis=1, keepdims=True)


@cache
def head(name: str) -> Head | None:
    """Return the head of a name, or None when its file is not there."""
    path = FOLDER / f"{name}.json"
    if not path.exists():
        return None
    content = json.loads(path.read_text(encoding="utf-8"))
    return Head(*(np.array(content[part]) for part in ("weights", "bias")))
