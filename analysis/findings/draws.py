"""Who comes first when the machine's codings are doubted: Monte Carlo over rows that may be right or wrong.

An article is fully observed; what is uncertain is how it was coded. So each row (a statement with its words,
a mention that may show somebody as suffering) is right or wrong in each draw, by its chance. Errors of one
article go together, therefore all its log-odds are shifted by one normal effect a draw; and rows that were
missed are added, as many as the measured recall has it, among those of the others.
"""

from collections.abc import Hashable, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

import numpy as np

DRAWS = 500
EFFECT = 1.0
"""The standard deviation of the article effect on the log-odds. On 472 coded articles the chance of who is
heard most is as well calibrated with 0 or 2 (log-loss 0.311 each): the calibration takes up the rest."""
RECALL = 0.85
"""How many of the statements are found, about, on news that nothing was fitted to."""
ABOUT_AS_MUCH = 0.8
"""Who has so much of what the first one has comes about first, as the codebook counts who is heard most."""


_Name = TypeVar("_Name", bound=Hashable)


class Row(NamedTuple, Generic[_Name]):
    """A row: whose it is, how much it weighs, and its chance (0..1) of being right."""

    name: _Name
    size: float
    chance: float


def first_shares(rows: Sequence[Row[_Name]]) -> Mapping[_Name, float]:
    """Return for each name in which share (0..1) of draws it comes first, or about first."""
    names = list(dict.fromkeys(row.name for row in rows))
    drawn = totals(rows, names)
    most = drawn.max(axis=1, keepdims=True) if names else drawn
    shares = ((drawn >= ABOUT_AS_MUCH * most) & (drawn > 0)).mean(axis=0)
    return dict(zip(names, shares.tolist(), strict=True))


def totals(rows: Sequence[Row[_Name]], names: Sequence[_Name], effect: float = EFFECT) -> np.ndarray:
    """Return what each name has in each draw: array (DRAWS, names). The same rows give the same draws."""
    generator = np.random.default_rng(len(rows))
    whose = np.array([names.index(row.name) for row in rows], dtype=int)
    sizes = np.array([row.size for row in rows])
    chances = np.clip([row.chance for row in rows], 0.01, 0.99)
    odds = np.log(chances / (1 - chances)) + effect * generator.standard_normal((DRAWS, 1))
    right = generator.random((DRAWS, len(rows))) < 1 / (1 + np.exp(-odds))
    drawn = (right * sizes) @ (whose[:, None] == np.arange(len(names)))
    return drawn + _missed(generator, whose, sizes, chances, len(names))


def _missed(
    generator: np.random.Generator, whose: np.ndarray, sizes: np.ndarray, chances: np.ndarray, names: int
) -> np.ndarray:
    """Return what was missed of each name in each draw: as rows of those found, drawn by their chance."""
    found = np.zeros((DRAWS, names))
    if not len(whose):
        return found
    numbers = generator.poisson(chances.sum() * (1 / RECALL - 1), DRAWS)
    draws = np.repeat(np.arange(DRAWS), numbers)
    like = generator.choice(len(whose), size=len(draws), p=chances / chances.sum())
    size = generator.choice(sizes, size=len(draws))
    np.add.at(found, (draws, whose[like]), size)
    return found
