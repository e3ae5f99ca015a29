"""The network that weighs what a pronoun may mean, and how sure it has to be.

A candidate's features go through a layer of rectified units to one number; a softmax over all candidates
and "nobody" gives each its chance. Several networks, trained alike from other beginnings, are averaged.
Weights are made by `analysis.training.antecedents`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from analysis.annotation.evidence import FEATURES, Asked
from analysis.annotation.scene import Standing
from analysis.paths import WEIGHTS, read_json

PATH = WEIGHTS / "antecedents.json"


@dataclass(frozen=True, eq=False)
class Ranker:
    """Networks of one hidden layer: `hidden` (networks, features + 1, units), `output` (networks, units).

    The last row of `hidden` is the bias. `least` is the chance, by pronoun (he, she, they, it), below which
    nobody is named.
    """

    hidden: np.ndarray
    output: np.ndarray
    least: Mapping[str, float]

    def chances(self, rows: list[list[float]]) -> np.ndarray:
        """Return the chance of each candidate by its features, 0..1; they add up to 1."""
        given = np.array(rows, dtype=np.float32)
        inner = np.maximum(given @ self.hidden[:, :-1] + self.hidden[:, -1:], 0)
        scores = (inner @ self.output[:, :, None])[..., 0]
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        return np.asarray((powers / powers.sum(axis=1, keepdims=True)).mean(axis=0))

    def choose(
        self, asked: Asked, among: Sequence[Standing], rows: list[list[float]]
    ) -> tuple[int | None, float]:
        """Return the number of the likeliest candidate, None where it is nobody, and its chance."""
        chances = self.chances(rows)
        best = int(chances.argmax())
        return (best if best < len(among) else None), float(chances[best])

    def is_sure(self, asked: Asked, chance: float) -> bool:
        """Tell whether a chance is enough to name somebody."""
        return chance >= self.least[asked.kind]


@cache
def antecedents() -> Ranker:
    """Return the ranker that ships. Raises ValueError where its weights are for other features."""
    content = read_json(PATH)
    if tuple(content["features"]) != FEATURES:
        raise ValueError(f"{PATH.name} was made for other features: train it again")
    hidden, output = (np.array(content[name], dtype=np.float32) for name in ("hidden", "output"))
    return Ranker(hidden, output, content["least"])
