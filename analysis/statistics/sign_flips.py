"""Whether differences within stories could be chance: each story's sign flipped (Fisher 1935, section 21).

If two groups tell stories alike, each story's difference could as well have been the other way round. So the
sum of the differences is compared with what it is over all flips of signs. For a few stories all flips are
gone through; for more, the tail is a saddlepoint approximation (Daniels 1958; Barndorff-Nielsen 1986, r*),
which tells a chance of one in a million as well as one of one in ten, and needs no draws. It is corrected for
steps by the smallest difference, so that ties make it cautious.

Over a family of comparisons, a strict p is the chance that any true null of the family looks as large:
step-down max-T (Westfall and Young 1993; Ge, Dudoit and Speed 2003). A flip is one of a story, of all its
comparisons at once, so it keeps how they hang together.
"""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import numpy as np

FEWEST_STORIES = 5
_MOST_GONE_THROUGH = 12  # differing stories whose flips are all gone through
_CELLS = 4_000_000  # of a table held at once
_STEPS, _FARTHEST = 60, 300.0  # of Newton's, and how far they go, in units of the largest difference


class Chances(NamedTuple):
    """For each comparison, its own p and the strict one over all of the family: arrays (comparisons,)."""

    p: np.ndarray
    strict: np.ndarray


def sign_flips(differences: np.ndarray, flips: int = 1999, seed: int = 0) -> Chances:
    """Return two-sided p of the mean differences within stories, and p that hold over all of them.

    `differences` has shape (stories, comparisons), nan where a story does not tell. Both p are nan for fewer
    than FEWEST_STORIES; they are 1 where nothing differs. `strict` rests on all flips where they are no
    more than `flips`, else on so many of them, the same ones for the same `seed`; it is never below p.
    """
    values = np.asarray(differences, dtype=float)
    tested = np.flatnonzero((~np.isnan(values)).sum(axis=0) >= FEWEST_STORIES)
    p, strict = np.full((2, values.shape[1]), np.nan)
    if len(tested):
        known = np.nan_to_num(values[:, tested])
        p[tested] = _own(known)
        strict[tested] = np.maximum(_strict(known, flips, seed), p[tested])
    return Chances(p, strict)


def _own(known: np.ndarray) -> np.ndarray:
    """Return how often sums of columns with signs by chance are at least as far from 0."""
    largest = np.abs(known).max(axis=0)
    scaled = np.divide(known, largest, out=np.zeros_like(known), where=largest > 0)
    sizes, totals = np.abs(scaled), np.abs(scaled.sum(axis=0))
    differing = (sizes > 0).sum(axis=0)
    chances = np.ones(len(totals))
    few = (differing > 0) & (differing <= _MOST_GONE_THROUGH)
    for column in np.flatnonzero(few):
        own = sizes[sizes[:, column] > 0, column]
        chances[column] = (np.abs(_all_flips(len(own)) @ own) >= totals[column] - 1e-9 * own.sum()).mean()
    many = np.flatnonzero(differing > _MOST_GONE_THROUGH)
    at_once = max(1, _CELLS // len(sizes))
    for start in range(0, len(many), at_once):
        its = many[start : start + at_once]
        steps = np.where(sizes[:, its] > 0, sizes[:, its], np.inf).min(axis=0)
        tails = _tails(sizes[:, its], np.maximum(totals[its] - steps, 0))
        chances[its] = np.clip(2 * tails, 2.0 ** (1 - differing[its]), 1)
    return chances


@cache
def _all_flips(stories: int) -> np.ndarray:
    flips: np.ndarray = 1 - 2.0 * (np.arange(2**stories)[:, None] >> np.arange(stories) & 1)
    return flips


def _tails(sizes: np.ndarray, totals: np.ndarray) -> np.ndarray:
    """Return the chance that sizes (stories, comparisons) with random signs sum to `totals` or more."""
    from scipy.special import ndtr

    spread = np.sqrt((sizes**2).sum(axis=0))
    points, curvature = _saddlepoints(sizes, totals)
    steep = points * sizes
    log_cosh = (steep + np.log1p(np.exp(-2 * steep)) - np.log(2)).sum(axis=0)
    roots = np.sqrt(np.maximum(2 * (points * totals - log_cosh), 0))
    with np.errstate(divide="ignore", invalid="ignore"):
        tails = ndtr(-(roots + np.log(points * np.sqrt(curvature) / roots) / roots))
    near = totals < 0.02 * spread  # where the formula is 0 / 0, and the normal distribution right
    chances: np.ndarray = np.where(near, ndtr(-totals / spread), np.nan_to_num(tails))
    return chances


def _saddlepoints(sizes: np.ndarray, totals: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return where the cumulant generating functions have `totals` as derivatives, and their curvature there.

    Newton's steps from 0 never pass the place, for the derivative is concave. Where all signs agree, it lies
    far out; there they stop.
    """
    points = np.zeros(len(totals))
    for _ in range(_STEPS):
        slopes = np.tanh(points * sizes)
        curvature = np.maximum((sizes**2 * (1 - slopes**2)).sum(axis=0), 1e-30)
        missing = totals - (sizes * slopes).sum(axis=0)
        if np.all(missing <= 1e-9 * totals):
            break
        points += np.maximum(missing, 0) / curvature
        points = np.minimum(points, _FARTHEST)
    return points, curvature


def _strict(known: np.ndarray, flips: int, seed: int) -> np.ndarray:
    """Return step-down max-T p of comparisons without nan: the largest statistic of those not yet passed."""
    norms = np.sqrt((known**2).sum(axis=0))
    scaled = np.divide(known, norms, out=np.zeros_like(known), where=norms > 0)
    seen = np.abs(scaled.sum(axis=0))
    order = np.argsort(-seen, kind="stable")
    scaled, seen = scaled[:, order], seen[order]
    larger, made = np.zeros(len(seen)), 0
    for signs in _signs(len(scaled), flips, seed, at_once=max(1, _CELLS // scaled.shape[1])):
        largest = np.maximum.accumulate(np.abs(signs @ scaled)[:, ::-1], axis=1)[:, ::-1]
        larger += (largest >= seen - 1e-9).sum(axis=0)
        made += len(signs)
    chances = np.maximum.accumulate(larger / made)
    strict = np.empty_like(chances)
    strict[order] = chances
    return strict


def _signs(stories: int, flips: int, seed: int, at_once: int) -> Iterator[np.ndarray]:
    """Yield signs (flips, stories) in pieces: all there are, or as they are and so many flips by chance."""
    if 2**stories <= flips + 1:
        yield _all_flips(stories)
        return
    yield np.ones((1, stories))
    generator = np.random.default_rng(seed)
    for start in range(0, flips, at_once):
        yield generator.choice([-1.0, 1.0], size=(min(at_once, flips - start), stories))
