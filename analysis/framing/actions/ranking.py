"""The fitted choice of agent and patient: a logistic regression for each role, over features of candidates.

The weights are those of resources/weights/framing/roles.json, fitted by `training.actions` on MoralEvents
(Zhang et al. 2024), whose terms are CC BY-NC-SA 4.0. Without that file the rules decide alone.
"""

import math
from collections.abc import Collection, Sequence
from functools import cache
from typing import NamedTuple

from analysis.framing.actions.candidates import Candidate
from analysis.paths import WEIGHTS, read_json

FILE = WEIGHTS / "framing" / "roles.json"
ROLES = ("agent", "patient")

_CLEAR = 0.0  # log-odds of an even chance
_Scored = tuple[float, Candidate | None]


class Weights(NamedTuple):
    """For agent and patient: the weights of features by name, the intercept, and the least chance."""

    features: dict[str, tuple[float, float]]
    intercepts: tuple[float, float]
    least: tuple[float, float]


@cache
def role_weights() -> Weights | None:
    """Return the weights that come with the package, None where the file was left out."""
    if not FILE.is_file():
        return None
    kept = read_json(FILE)
    scale = kept["scale"]
    features = {name: (agent / scale, patient / scale) for name, (agent, patient) in kept["features"].items()}
    return Weights(features, tuple(kept["intercepts"]), tuple(kept["least"]))


def choose(
    among: Sequence[Candidate],
    features: Sequence[Sequence[str]],
    weights: Weights,
    open_to: tuple[Collection[int], Collection[int]],
    settled: tuple[int | None, int | None] = (None, None),
) -> tuple[Candidate | None, Candidate | None]:
    """Return the likeliest agent and patient together, never the same actor for both; None for nobody.

    `open_to` are the indices of the tokens that may be agent and that may be patient; where it has any,
    others may be, too, if that is likelier than not. `settled` are those of an agent and a patient that stay
    unless somebody else is at least as likely as `weights.least` demands.
    """
    scored = [_log_odds(each, weights) for each in features]
    agents, patients = (
        [
            (_odds(weights.least[role]), next((c for c in among if c.token.i == settled[role]), None)),
            *(
                (odds[role], c)
                for odds, c in zip(scored, among, strict=True)
                if c.token.i in open_to[role] or (open_to[role] and odds[role] >= _CLEAR)
            ),
        ]
        for role in range(len(ROLES))
    )
    pairs = (
        (first + second, agent, patient)
        for first, agent in _best(agents)
        for second, patient in _best(patients)
        if _are_apart(agent, patient) or (patient is not None and patient.token.i == settled[1])
    )
    _, agent, patient = max(pairs, key=lambda pair: pair[0], default=(0, agents[0][1], None))
    return agent, patient


def _best(scored: list[_Scored], most: int = 4) -> list[_Scored]:
    """Return the few that can be chosen: those no less likely than the first one demands, and that one."""
    kept = [pair for pair in scored[1:] if pair[0] >= scored[0][0]]
    return [scored[0], *sorted(kept, key=lambda pair: -pair[0])[:most]]


def _log_odds(features: Sequence[str], weights: Weights) -> tuple[float, float]:
    agent, patient = weights.intercepts
    for feature in features:
        if (found := weights.features.get(feature)) is not None:
            agent += found[0]
            patient += found[1]
    return agent, patient


def _odds(chance: float) -> float:
    return math.log(chance / (1 - chance))


def _are_apart(one: Candidate | None, other: Candidate | None) -> bool:
    """Tell whether two names share no word but small ones."""
    return one is None or other is None or not _words(one.name) & _words(other.name)


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(word for word in name.lower().replace("’s", "").split() if len(word) > 3)
