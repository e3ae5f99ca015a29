"""Three groups and more that do not all tell all stories: differences with an effect of each story.

Where cells are missing, value = story + group + error is fitted by least squares (the within estimator).
Then also A against C tells of A against B, by B against C. With two groups it is the mean of the differences
within stories.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from analysis.statistics.sign_flips import FEWEST_STORIES


class Effects(NamedTuple):
    """Differences of groups' effects: arrays (pairs,), in the measure's unit but for `stories` and p."""

    stories: np.ndarray
    difference: np.ndarray
    low: np.ndarray
    high: np.ndarray
    error: np.ndarray
    p: np.ndarray


def fixed_effects(cells: np.ndarray, pairs: Sequence[tuple[int, int]]) -> Effects:
    """Return the differences of pairs of groups, with 95% intervals and p.

    `cells` (stories, groups) are means of a group's articles on a story, nan where it has none; a story that
    one group alone tells tells nothing. Errors are the jackknife's over stories (CV3: MacKinnon, Nielsen and
    Webb 2023, "Fast and reliable jackknife and bootstrap methods for cluster-robust inference"), which hold
    for few, with Student's t; its freedom is that of the stories that tell of either group. `stories` are
    these. The rest is nan for fewer than FEWEST_STORIES, and where no story or a single one links two groups.
    """
    from scipy.special import stdtr, stdtrit

    cells = np.asarray(cells, dtype=float)
    cells = cells[(~np.isnan(cells)).sum(axis=1) > 1]
    there = ~np.isnan(cells)
    one, other = np.array(pairs, dtype=int).reshape(-1, 2).T
    stories = (there[:, one] | there[:, other]).sum(axis=0)
    matrices, sides = _equations(cells, there)
    difference, told = _solved(matrices.sum(axis=0)[None], sides.sum(axis=0)[None], one, other)
    without, still = _solved(matrices.sum(axis=0) - matrices, sides.sum(axis=0) - sides, one, other)
    known = told[0] & still.all(axis=0) & (stories >= FEWEST_STORIES)
    n = max(len(cells), 1)
    error = np.sqrt((n - 1) / n * ((without - difference) ** 2).sum(axis=0))
    difference, error = (np.where(known, found, np.nan) for found in (difference[0], error))
    freedom = np.maximum(stories - 1, 1)
    reach = stdtrit(freedom, 0.975) * error
    with np.errstate(invalid="ignore", divide="ignore"):
        p = 2 * stdtr(freedom, -np.abs(difference) / error)
    return Effects(stories, difference, difference - reach, difference + reach, error, p)


def _equations(cells: np.ndarray, there: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return each story's part in the normal equations: matrices and right sides."""
    flags = there.astype(float)
    told = there.sum(axis=1)[:, None]
    deviations = np.where(there, cells - np.nanmean(cells, axis=1, keepdims=True), 0) if len(cells) else flags
    matrices = flags[:, :, None] * np.eye(cells.shape[1]) - flags[:, :, None] * (flags / told)[:, None]
    return matrices, deviations


def _solved(
    matrices: np.ndarray, sides: np.ndarray, one: np.ndarray, other: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return the pairs' differences by each system of equations, and whether it tells of them."""
    inverses = np.linalg.pinv(matrices, rcond=1e-9, hermitian=True)
    effects = (inverses @ sides[:, :, None])[:, :, 0]
    linked = matrices @ inverses
    exact = linked[:, :, one] - linked[:, :, other]
    wanted = np.eye(matrices.shape[1])[:, one] - np.eye(matrices.shape[1])[:, other]
    return effects[:, one] - effects[:, other], np.abs(exact - wanted).max(axis=1) < 1e-6
