"""Unpaired differences and intra-story correlations, beside SciPy and values worked out by hand."""

import numpy as np
import pytest
from scipy import stats

from analysis.statistics.clusters import intra_story_correlation, unpaired

PAIR = [(0, 1)]


def test_articles_on_stories_of_their_own_are_welchs_test():
    rng = np.random.default_rng(0)
    one, other = rng.normal(0.5, 2, 14), rng.normal(0, 1, 31)
    welch = stats.ttest_ind(one, other, equal_var=False)
    values, groups = np.concatenate([one, other]), np.repeat([0, 1], [14, 31])
    found = unpaired(values, groups, np.arange(45), PAIR)
    assert found.difference[0] == pytest.approx(one.mean() - other.mean())
    assert found.p[0] == pytest.approx(welch.pvalue)
    ends = welch.confidence_interval()
    assert [found.low[0], found.high[0]] == pytest.approx([ends.low, ends.high])


def test_articles_said_twice_make_nothing_surer():
    rng = np.random.default_rng(1)
    values, groups, stories = rng.normal(size=40), np.repeat([0, 1], 20), np.arange(40)
    once = unpaired(values, groups, stories, PAIR)
    twice = unpaired(*(np.tile(each, 2) for each in (values, groups, stories)), PAIR)
    assert np.array(twice) == pytest.approx(np.array(once))


def test_stories_that_both_tell_take_their_common_part_off():
    rng = np.random.default_rng(2)
    story = rng.normal(0, 3, 40)
    values = np.concatenate([story, story + 0.2]) + 0.1 * rng.normal(size=80)
    groups, stories = np.repeat([0, 1], 40), np.tile(np.arange(40), 2)
    found = unpaired(values, groups, stories, PAIR)
    pairs = stats.ttest_rel(values[:40], values[40:])
    assert found.error[0] == pytest.approx(abs(found.difference[0] / pairs.statistic))


def test_all_pairs_of_groups_at_once_and_what_is_missing():
    values = np.array([1.0, 2, 3, np.nan, 5, 6, 7, 8])
    groups, stories = np.array([0, 0, 1, 1, 1, 2, 2, 3]), np.arange(8)
    found = unpaired(values, groups, stories, [(0, 1), (0, 2), (1, 0), (2, 3), (0, 4)])
    assert found.difference[:4] == pytest.approx([-2.5, -5, 2.5, -1.5])
    assert found.p[0] == found.p[2] and np.isnan(found.p[3:]).all() and np.isnan(found.difference[4])


@pytest.mark.parametrize("same", [0.0, 0.1])
def test_a_group_of_one_value_has_no_interval(same):
    values = np.concatenate([np.full(5, same), [0.2, 0.5, 0.9, 0.4]])
    found = unpaired(values, np.repeat([0, 1], [5, 4]), np.arange(9), PAIR)
    assert found.difference[0] == pytest.approx(same - 0.5)
    assert np.isnan([found.low[0], found.high[0], found.error[0], found.p[0]]).all()


def test_intra_story_correlation_by_hand():
    # Stories (1, 2), (4, 6), (9): MSB = (5.805 + 0.72 + 21.16) / 2, MSW = 2.5 / 2, n0 = (5 - 9 / 5) / 2.
    values, stories = np.array([1.0, 2, 4, 6, 9]), np.array([7, 7, 3, 3, 1])
    between = (2 * (1.5 - 4.4) ** 2 + 2 * (5 - 4.4) ** 2 + (9 - 4.4) ** 2) / 2
    expected = (between - 1.25) / (between + 0.6 * 1.25)
    assert intra_story_correlation(values, stories) == pytest.approx(expected)


@pytest.mark.parametrize(
    "values, groups, icc",
    [
        ([1, 1, 5, 5, 9, 9], None, 1),
        ([1, -1, 1, -1, 1, -1], None, -1),
        ([1, 3, 5, 7, 9, 11], [0, 1, 0, 1, 0, 1], 1),
        ([2, 2, 2, 2, 2, 2], None, np.nan),
    ],
)
def test_intra_story_correlation_of_pairs(values, groups, icc):
    groups = None if groups is None else np.array(groups)
    found = intra_story_correlation(np.array(values, dtype=float), np.array([0, 0, 1, 1, 2, 2]), groups)
    assert found == pytest.approx(icc, nan_ok=True)


def test_without_two_articles_on_a_story_there_is_no_correlation():
    assert np.isnan(intra_story_correlation(np.array([1.0, 2, np.nan]), np.array([0, 1, 1])))
    assert np.isnan(intra_story_correlation(np.array([1.0, 2]), np.array([0, 0])))
