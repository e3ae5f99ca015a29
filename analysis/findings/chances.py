"""How often a claim is right: a logistic regression on what speaks for it, fitted on coded articles.

`analysis.training.claims` fits one for each kind of claim; here it is asked. What a claim may be called
follows from its chance.
"""

import json
import math
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from analysis.paths import WEIGHTS

FOLDER = WEIGHTS / "claims"
OPEN = "open"
PLAIN, PROBABLE = 0.8, 0.5
"""From these chances on a claim is plain or probable: then nine and two in three of ten hold on average."""


class Chances(NamedTuple):
    """A fitted logistic regression: the weight of each feature by name, and the intercept."""

    weights: Mapping[str, float]
    intercept: float

    def of(self, features: Mapping[str, float]) -> float:
        """Return the chance (0..1) of a claim with these features. KeyError where one is not among them."""
        score = self.intercept + sum(weight * features[name] for name, weight in self.weights.items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


def path_of(about: str) -> Path:
    """Return the file of the regression for a kind of claim."""
    return FOLDER / f"{about.replace(' ', '_')}.json"


@cache
def chances(about: str) -> Chances:
    """Return the regression for a kind of claim."""
    fitted = json.loads(path_of(about).read_text(encoding="utf-8"))
    return Chances(fitted["weights"], fitted["intercept"])


def grade(chance: float) -> str:
    """Return plain, probable or open."""
    return "plain" if chance >= PLAIN else "probable" if chance >= PROBABLE else OPEN


def log_odds(chance: float) -> float:
    """Return the log-odds of a chance, kept within 1 and 99 in 100."""
    within = min(0.99, max(0.01, chance))
    return math.log(within / (1 - within))
