"""Percentile bootstrap intervals: what they cover, and what cannot be drawn."""

import numpy as np
import pytest

from analysis.errors import UserError
from analysis.statistics import resampling


def test_intervals_cover_the_mean_about_as_often_as_they_say():
    rng = np.random.default_rng(7)
    ends = np.array([resampling.interval(rng.normal(size=40), samples=300, seed=n) for n in range(300)])
    assert 0.90 < ((ends[:, 0] < 0) & (ends[:, 1] > 0)).mean() < 0.98


def test_of_few_values_too():
    rng = np.random.default_rng(3)
    ends = np.array([resampling.interval(rng.normal(size=6), samples=400, seed=n) for n in range(400)])
    assert ((ends[:, 0] < 0) & (ends[:, 1] > 0)).mean() > 0.9, "plain percentiles cover about 0.86"


@pytest.mark.parametrize("freedom, expected", [(4, 2.776), (9, 2.262), (30, 2.042), (1000, 1.962)])
def test_quantiles_of_students_t(freedom, expected):
    assert resampling._student(0.975, freedom) == pytest.approx(expected, abs=0.01)


def test_units_of_a_kind_are_drawn_as_often_as_there_are():
    drawn = resampling.draws(np.array([1, 3]), samples=4000, seed=1)
    assert (drawn.sum(axis=1) == 4).all()
    assert drawn.mean(axis=0) == pytest.approx([1, 3], abs=0.05)


@pytest.mark.parametrize(
    "samples, seed, said", [(0, 0, "at least 1 resample"), (-5, 0, "not -5"), (9, -1, "seed")]
)
def test_what_cannot_be_drawn_is_said(samples, seed, said):
    for draw in (
        lambda: resampling.interval([1, 2], samples=samples, seed=seed),
        lambda: resampling.ratios(np.ones((2, 1)), np.ones((2, 1)), samples, seed),
        lambda: resampling.draws(np.ones(2), samples, seed),
    ):
        with pytest.raises(UserError, match=said):
            draw()
