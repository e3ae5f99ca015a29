"""Intervals hold as often as they say, in simulations with fixed seeds, and fail where they are said to."""

import numpy as np
import pytest

from analysis.statistics.clusters import unpaired
from analysis.statistics.fixed_effects import fixed_effects
from analysis.statistics.measurement import measured_share
from analysis.validation.coverage import KINDS, coverage, coverage_by_estimate

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("stories", [8, 20, 100])
@pytest.mark.parametrize("kind", KINDS)
def test_paired_intervals_cover_93_to_97_per_cent(kind, stories):
    found = coverage(kind, stories, runs=1000)
    assert 0.93 <= found.plain <= 0.97
    assert found.alarms <= 0.07 and found.none < 0.01


def test_a_bias_of_each_outlet_fails_and_carried_along_holds():
    found = coverage("loaded words per 1,000", 100, bias=1.0, runs=1000)
    assert found.plain < 0.6 and 0.93 <= found.with_bias <= 0.97


def test_unpaired_intervals_cover_where_articles_come_in_stories():
    rng = np.random.default_rng(0)
    hits = []
    for _ in range(600):
        story = rng.integers(0, 25, 120)
        group = (rng.random(120) < 0.3 + 0.4 * (story % 2)).astype(int)
        values = rng.normal(size=25)[story] + rng.exponential(1, 120) + 0.5 * group
        found = unpaired(values, group, story, [(1, 0)])
        hits.append(found.low[0] <= 0.5 <= found.high[0])
    assert 0.92 <= np.mean(hits) <= 0.97


def test_fixed_effects_cover_with_a_third_of_the_cells_missing():
    rng = np.random.default_rng(0)
    hits = []
    for _ in range(600):
        cells = rng.exponential(1, (15, 4)) + rng.normal(0, 2, (15, 1)) + [0.7, 0, 0, 0]
        cells[rng.random(cells.shape) < 1 / 3] = np.nan
        found = fixed_effects(cells, [(0, 1)])
        hits.append(found.low[0] <= 0.7 <= found.high[0])
    assert 0.93 <= np.mean(hits) <= 0.975


def test_shares_of_doubtful_claims_cover_the_truth_of_these_articles_and_of_all():
    rng = np.random.default_rng(0)
    articles, here, everywhere = np.repeat(np.arange(60), 3), [], []
    for _ in range(600):
        odds = rng.normal(0, 1.5, 60)[articles] + rng.normal(0, 0.5, 180)
        true = rng.random(180) < 1 / (1 + np.exp(-odds - rng.standard_normal(60)[articles]))
        found = measured_share(1 / (1 + np.exp(-odds)), articles)
        here.append(abs(found.value - true.mean()) <= 1.96 * found.measurement)
        everywhere.append(abs(found.value - 0.5) <= 1.96 * found.error)
    assert 0.93 <= np.mean(here) <= 0.97 and np.mean(everywhere) >= 0.93


def test_of_an_estimated_bias_what_is_to_be_expected_is_carried():
    estimate, expected = coverage_by_estimate(25, 6)
    assert estimate < 0.86 < expected
