"""Percentile bootstrap intervals: what they cover, and what cannot be drawn."""

import numpy as np
import pytest
from scipy.stats import norm, t

from analysis import Resampling
from analysis.errors import UserError
from analysis.statistics.resampling import ends


def test_intervals_cover_the_mean_about_as_often_as_they_say():
    rng = np.random.default_rng(7)
    ends = np.array([Resampling(300, n).interval(rng.normal(size=40)) for n in range(300)])
    assert 0.90 < ((ends[:, 0] < 0) & (ends[:, 1] > 0)).mean() < 0.98


def test_of_few_values_too():
    rng = np.random.default_rng(3)
    ends = np.array([Resampling(400, n).interval(rng.normal(size=6)) for n in range(400)])
    assert ((ends[:, 0] < 0) & (ends[:, 1] > 0)).mean() > 0.9, "plain percentiles cover about 0.86"


@pytest.mark.parametrize("units", [2, 5, 22, 1000])
def test_ends_reach_as_far_as_students_interval(units):
    """Of normal estimates as wide as a bootstrap's, they are the ends of Student's interval of the mean."""
    deviation = np.sqrt((units - 1) / units / units)  # of bootstrapped means of values with variance 1
    estimates = norm.ppf((np.arange(200_000) + 0.5) / 200_000) * deviation
    low, high = ends(estimates, units)
    if units > 2:  # whose interval is wider than what 200,000 estimates can tell
        assert high == pytest.approx(t.ppf(0.975, units - 1) / np.sqrt(units), rel=0.001)
    assert low == pytest.approx(-high)
    assert ends(estimates, units, level=0.5)[1] == pytest.approx(
        t.ppf(0.75, units - 1) / np.sqrt(units), rel=0.001
    )


def test_what_is_nan_in_a_resample_is_left_out():
    estimates = np.linspace(0, 1, 1001)
    assert ends(np.append(estimates, np.nan), 1000) == pytest.approx(ends(estimates, 1000))


def test_fewer_than_two_values_have_no_interval():
    assert np.isnan(Resampling().interval([1.0])).all() and np.isnan(Resampling().interval([])).all()


def test_the_same_seed_draws_the_same_units():
    assert (Resampling(5, 1).indices(9) == Resampling(5, 1).indices(9)).all()
    assert (Resampling(5, 1).indices(9) != Resampling(5, 2).indices(9)).any()
    assert Resampling(5).indices(9).shape == (5, 9)


def test_how_often_units_are_drawn_is_told_of_the_same_resamples():
    resampling = Resampling(20, 1)
    expected = [np.bincount(drawn, minlength=6) for drawn in resampling.indices(6)]
    assert (resampling.times(6) == expected).all()


def test_units_of_a_kind_are_drawn_as_often_as_there_are():
    drawn = Resampling(4000, 1).counts(np.array([1, 3]))
    assert (drawn.sum(axis=1) == 4).all()
    assert drawn.mean(axis=0) == pytest.approx([1, 3], abs=0.05)


@pytest.mark.parametrize(
    "samples, seed, said",
    [
        (0, 0, "at least 1 resample"),
        (-5, 0, "not -5"),
        (9, -1, "seed"),
        (1.5, 0, "not 1.5"),
        (9, "a", "not a"),
    ],
)
def test_what_cannot_be_drawn_is_said(samples, seed, said):
    with pytest.raises(UserError, match=said):
        Resampling(samples, seed)
