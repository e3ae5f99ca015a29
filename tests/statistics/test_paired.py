"""Paired differences: by hand, beside SciPy's t, and what they do not tell."""

import numpy as np
import pytest
from scipy import stats

from analysis import Resampling
from analysis.statistics.paired import paired

ONE = np.array([[1.0, 3.0, 2.0, 5.0, 4.0, 6.0]]).T
OTHER = np.array([[0.0, 3.0, 1.0, 3.0, 3.0, 4.0]]).T


def test_it_is_the_mean_of_differences_with_at_least_students_interval():
    found = paired(ONE, OTHER)
    student = stats.ttest_rel(ONE[:, 0], OTHER[:, 0]).confidence_interval()
    assert found.stories[0] == 6 and found.difference[0] == pytest.approx(7 / 6)
    assert found.error[0] == pytest.approx(np.std([1, 0, 1, 2, 1, 2], ddof=1) / np.sqrt(6))
    assert student.low - 0.1 < found.low[0] <= student.low
    assert student.high <= found.high[0] < student.high + 0.1


def test_the_correlation_is_that_of_two_way_analysis_of_variance():
    between = np.var(ONE + OTHER, ddof=1)
    rest = np.var(ONE - OTHER, ddof=1)
    assert paired(ONE, OTHER).icc[0] == pytest.approx((between - rest) / (between + rest))
    assert paired(ONE, ONE + 3).icc[0] == pytest.approx(1)
    assert paired(ONE, -ONE).icc[0] == pytest.approx(-1)


def test_each_comparison_has_its_own_stories():
    one, other = np.hstack([ONE, ONE, ONE]), np.hstack([OTHER, OTHER, OTHER])
    one[0, 1], other[:2, 2] = np.nan, np.nan
    found = paired(one, other)
    alone = paired(ONE[1:], OTHER[1:])
    assert found.stories.tolist() == [6, 5, 4]
    assert [its[1] for its in found] == pytest.approx([its[0] for its in alone])
    assert np.isnan([its[2] for its in found[1:]]).all()


def test_where_all_stories_differ_by_the_same_there_is_no_interval():
    found = paired(np.ones((8, 1)), np.ones((8, 1)))
    assert found.difference[0] == 0 and np.isnan([found.low[0], found.high[0], found.icc[0]]).all()


def test_turned_round_it_is_the_negative():
    rng = np.random.default_rng(0)
    one, other = rng.exponential(size=(2, 30, 4))
    there, back = (paired(*pair, Resampling(300, 1)) for pair in ((one, other), (other, one)))
    assert there.difference == pytest.approx(-back.difference)
    assert there.low == pytest.approx(-back.high) and there.icc == pytest.approx(back.icc)
