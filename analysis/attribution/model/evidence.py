"""How sure an attribution is: from what the model's heads say to the chance that a coder would agree.

Neural networks overrate themselves (Guo et al. 2017), so their probabilities only are the evidence; a
logistic regression fitted on articles held out of training turns it into a chance
(`analysis.training.calibration`).
"""

import json
from functools import cache
from typing import NamedTuple

import numpy as np

from analysis.encoder import FOLDER


class Evidence(NamedTuple):
    """What speaks for an attribution, each from 0 to 1.

    The mean probability of the content's, the cue's and the source's tags; the share of votes for the cue
    (`link`) and for the source or for nobody (`choice`); whether anybody is `named`; the `quoted` share of
    the content.
    """

    content: float
    cue: float
    source: float
    link: float
    choice: float
    named: float
    quoted: float


def features(evidence: Evidence) -> np.ndarray:
    """Return the evidence as the calibration takes it: all but the last two as log-odds; shape (7,)."""
    values = np.clip(np.array(evidence), 0.01, 0.99)
    return np.concatenate([np.log(values[:5] / (1 - values[:5])), evidence[5:]])


def chance(inputs: np.ndarray, weights: np.ndarray) -> float:
    """Return the chance that a logistic regression, its intercept last among the weights, gives to inputs."""
    return float(1 / (1 + np.exp(-(inputs @ weights[:-1] + weights[-1]))))


@cache
def calibration() -> np.ndarray:
    """Return the fitted weights, the intercept last."""
    return np.array(json.loads((FOLDER / "calibration.json").read_text(encoding="utf-8"))["weights"])
