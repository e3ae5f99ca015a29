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
LEADS, FIRST = "leading frame", "policy first"
GRADES = "plain", "probable", "open"
OPEN = "open"
PLAIN, PROBABLE = 0.8, 0.5
"""From these chances on a claim is plain or probable: then nine and two in three of ten hold on average."""
_KINDS = {
    ("generic frame", "lead"): LEADS,
    ("policy frame", "1"): FIRST,
    ("speaker", "unnamed"): "unnamed",
}
COUNTED = frozenset({"voices", "statements", "words", "balance", "named", "direct", "hedging"})
"""What is counted in the text: nothing is inferred, so it has no chance and is plain."""
UNCHECKED = frozenset({"headline", "told", "judges", "harm", "loaded", "key passage"})
"""What was not checked against codings: probable at most."""


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


def kind_of(about: str, value: str) -> str:
    """Return the kind of a claim: that a frame leads, comes first, and that somebody unnamed speaks are kinds
    of their own, else what it is about.
    """
    kinds = {
        ("generic frame", "lead"): LEADS,
        ("policy frame", "1"): FIRST,
        ("speaker", "unnamed"): "unnamed",
    }
    return kinds.get((about, value), about)


def grade(kind: str, chance: float) -> str:
    """Return plain, probable or open: how firmly a claim of a kind can be made that has this chance.

    What has no chance (nan) is plain where it was counted, open where it is a question left open, and
    probable elsewhere.
    """
    if kind in COUNTED:
        return "plain"
    if kind == "question":
        return OPEN
    if chance != chance:
        return "probable"
    if chance >= PLAIN and kind not in UNCHECKED:
        return "plain"
    return "probable" if chance >= PROBABLE else OPEN


def log_odds(chance: float) -> float:
    """Return the log-odds of a chance, kept within 1 and 99 in 100."""
    within = min(0.99, max(0.01, chance))
    return math.log(within / (1 - within))
