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

from analysis.paths import WEIGHTS, read_json
from analysis.schemas.claims import GRADES

FOLDER = WEIGHTS / "claims"
LEADS, FIRST, NO_SIDE = "leading frame", "policy first", "no side"
"""Kinds of claims beside what they are about: that a frame leads, or comes first; that somebody is shown in
neither light."""
OPEN = "open"
PROBABLE = 0.5
"""From this chance on a claim of a kind that was not checked against codings is probable."""
_KINDS = {
    ("generic frame", "lead"): LEADS,
    ("policy frame", "1"): FIRST,
    ("portrayal", "0"): NO_SIDE,
    ("speaker", "unnamed"): "unnamed",
}
COUNTED = frozenset({"voices", "statements", "words", "balance", "named", "direct", "hedging"})
"""What is counted in the text: nothing is inferred, so it has no chance and is plain."""
_GRADES = FOLDER / "grades.json"


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
    return _KINDS.get((about, value), about)


class Cuts(NamedTuple):
    """The chances from which on claims of a kind are plain, and probable; infinite where none are."""

    plain: float
    probable: float


@cache
def cuts() -> Mapping[str, Cuts]:
    """Return the cuts of each kind that was checked; `analysis.validation.grading` tells how they are set."""
    kept = read_json(_GRADES)
    return {
        kind: Cuts(*(math.inf if its[grade] is None else its[grade] for grade in GRADES[:2]))
        for kind, its in kept.items()
    }


def grade(kind: str, chance: float) -> str:
    """Return plain, probable or open: how firmly a claim of a kind can be made that has this chance.

    A kind that was not checked against codings is probable at most. What has no chance (nan) is plain where
    it was counted, open where it is a question left open, and probable elsewhere.
    """
    if kind in COUNTED:
        return "plain"
    if kind == "question":
        return OPEN
    if chance != chance:
        return "probable"
    cut = cuts().get(kind, Cuts(math.inf, PROBABLE))
    return "plain" if chance >= cut.plain else "probable" if chance >= cut.probable else OPEN


def log_odds(chance: float) -> float:
    """Return the log-odds of a chance, kept within 1 and 99 in 100."""
    within = min(0.99, max(0.01, chance))
    return math.log(within / (1 - within))
