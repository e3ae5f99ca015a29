"""Story fixed effects: as paired where two groups tell all, through a third where they do not meet."""

import numpy as np
import pytest
from scipy import stats

from analysis.statistics.fixed_effects import fixed_effects

NAN = np.nan


def test_two_groups_are_a_paired_t_test():
    rng = np.random.default_rng(0)
    cells = rng.normal(size=(12, 2)) + rng.normal(size=(12, 1)) + [0.4, 0]
    found, expected = fixed_effects(cells, [(0, 1)]), stats.ttest_rel(*cells.T)
    assert found.difference[0] == pytest.approx((cells[:, 0] - cells[:, 1]).mean())
    assert found.p[0] == pytest.approx(expected.pvalue) and found.stories[0] == 12
    assert found.low[0] == pytest.approx(expected.confidence_interval().low)


def test_what_is_known_exactly_is_found_with_cells_missing():
    rng = np.random.default_rng(1)
    cells = rng.normal(size=(40, 1)) + np.array([3.0, 1.0, 0.0])
    cells[np.arange(40), rng.integers(0, 3, 40)] = NAN
    found = fixed_effects(cells, [(0, 1), (1, 2), (2, 0)])
    assert found.difference == pytest.approx([2, 1, -3]) and found.error == pytest.approx([0, 0, 0], abs=1e-9)


def test_groups_that_never_meet_are_compared_through_a_third():
    rng = np.random.default_rng(2)
    cells = rng.normal(0, 0.1, (20, 3)) + rng.normal(size=(20, 1)) + [2, 1, 0]
    cells[:10, 2], cells[10:, 0] = NAN, NAN
    found = fixed_effects(cells, [(0, 2)])
    assert found.low[0] < 2 < found.high[0] and found.p[0] < 1e-6


def test_what_least_squares_with_dummies_gives():
    rng = np.random.default_rng(3)
    cells = rng.normal(size=(9, 4))
    cells[rng.random(cells.shape) < 0.3] = NAN
    cells[0] = rng.normal(size=4)
    story, group = np.nonzero(~np.isnan(cells))
    dummies = np.hstack([np.eye(9)[story], np.eye(4)[group]])
    effects = np.linalg.lstsq(dummies, cells[story, group])[0][9:]
    found = fixed_effects(cells, [(0, 1), (2, 3)])
    assert found.difference == pytest.approx([effects[0] - effects[1], effects[2] - effects[3]])


@pytest.mark.parametrize(
    "cells, what",
    [
        (np.tile([1.0, NAN, 2.0, NAN], (9, 1)), "linked by no story"),
        (np.vstack([np.tile([1.0, NAN], (9, 1)), [[1.0, 2.0]]]), "linked by one"),
        (np.array([[1.0, 2.0]] * 4), "four stories"),
        (np.empty((0, 2)), "none"),
    ],
)
def test_what_is_not_linked_is_not_compared(cells, what):
    found = fixed_effects(cells, [(0, 1)])
    assert np.isnan([its[0] for its in found[1:]]).all(), what
