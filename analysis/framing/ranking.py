"""The fitted choice of agent and patient: a logistic regression over clues, for each role and candidate.

The weights are those of resources/framing/roles.json, fitted by analysis.training.actions on MoralEvents
(Zhang et al. 2024), whose terms are CC BY-NC-SA 4.0. Without that file the rules decide alone.
"""

import math
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from analysis.framing.candidates import Candidate
from analysis.framing.resources import folder, read

FILE = "roles"
ROLES = ("agent", "patient")


class Weights(NamedTuple):
    """For agent and patient: the weights of clues, the intercept, and the least chance of one who fits."""

    clues: dict[str, tuple[float, float]]
    intercepts: tuple[float, float]
    least: tuple[float, float]


@cache
def shipped() -> Weights | None:
    """Return the weights that come with the package, None where the file was left out."""
    if not (folder() / f"{FILE}.json").is_file():
        return None
    kept = read(FILE)
    scale = kept["scale"]
    clues = {clue: (agent / scale, patient / scale) for clue, (agent, patient) in kept["clues"].items()}
    return Weights(clues, tuple(kept["intercepts"]), tuple(kept["least"]))


def choose(
    among: Sequence[Candidate], clues: Sequence[Sequence[str]], weights: Weights, agentless: bool = False
) -> tuple[Candidate | None, Candidate | None]:
    """Return the likeliest agent and patient together, never the same actor for both; None for nobody.

    With `agentless`, only a patient is looked for.
    """
    scored = [_log_odds(each, weights) for each in clues]
    agents, patients = (
        [(_odds(weights.least[role]), None)]
        + [(odds[role], each) for odds, each in zip(scored, among, strict=True)]
        for role in range(len(ROLES))
    )
    pairs = (
        (first + second, agent, patient)
        for first, agent in (agents[:1] if agentless else _best(agents))
        for second, patient in _best(patients)
        if agent is None or patient is None or _are_apart(agent.name, patient.name)
    )
    _, agent, patient = max(pairs, key=lambda pair: pair[0])
    return agent, patient


def _best(scored: list, most: int = 4) -> list:
    """Return the few that can be chosen: those no less likely than nobody (the first one)."""
    kept = [pair for pair in scored if pair[0] >= scored[0][0]]
    return [kept[0], *sorted(kept[1:], key=lambda pair: -pair[0])[:most]]


def _log_odds(clues: Sequence[str], weights: Weights) -> tuple[float, float]:
    agent, patient = weights.intercepts
    for clue in clues:
        if (found := weights.clues.get(clue)) is not None:
            agent += found[0]
            patient += found[1]
    return agent, patient


def _odds(chance: float) -> float:
    return math.log(chance / (1 - chance))


def _are_apart(one: str, other: str) -> bool:
    """Tell whether two names share no word but small ones."""
    return not _words(one) & _words(other)


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(word for word in name.lower().replace("’s", "").split() if len(word) > 3)
