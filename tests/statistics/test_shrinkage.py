"""Shrunken estimates: known values, and that they are nearer to the truth."""

import numpy as np
import pytest

from analysis.statistics.shrinkage import between_sd, shrunken


def test_with_equal_errors_it_is_worked_out_by_hand():
    # Mean 2, sum of squares 40 = 3 (tau² + 1): tau² = 37 / 3, each keeps 37 / 40 of its distance.
    found = shrunken([-2.0, 0, 4, 6], np.ones(4))
    assert found.spread**2 == pytest.approx(37 / 3) and found.centre == pytest.approx(2)
    assert found.mean == pytest.approx(2 + 37 / 40 * np.array([-4, -2, 2, 4]))
    assert found.sd == pytest.approx(np.sqrt(37 / 40 + (3 / 40) ** 2 * 40 / 3 / 4) * np.ones(4))


def test_paules_and_mandels_spread_of_unequal_errors():
    estimates, errors = np.array([0.1, 0.3, 0.9, 1.4, -0.2]), np.array([0.1, 0.2, 0.15, 0.4, 0.3])
    tau, low, high, expected = between_sd(estimates, errors)
    assert low < tau < expected < high
    weights = 1 / (errors**2 + tau**2)
    centre = (weights * estimates).sum() / weights.sum()
    assert (weights * (estimates - centre) ** 2).sum() == pytest.approx(4)


def test_intervals_of_the_spread_hold_as_often_as_they_say():
    rng, hits = np.random.default_rng(3), []
    for _ in range(400):
        errors = rng.uniform(0.5, 1.5, 15)
        found = between_sd(rng.normal(0, np.hypot(1, errors)), errors)
        hits.append(found.low <= 1 <= found.high)
    assert 0.92 < np.mean(hits) < 0.98


def test_kinds_lie_each_about_their_own_centre_with_one_spread():
    estimates, errors = np.array([1.0, 3, 5, 101, 103, 105]), np.full(6, 0.5)
    kinds = np.array(["a", "a", "a", "b", "b", "b"])
    both, one = (between_sd(*its) for its in ((estimates, errors, None, kinds), (estimates[:3], errors[:3])))
    assert both.sd == pytest.approx(one.sd) and both.low > one.low and both.high < one.high
    assert between_sd(estimates[[0, 3]], errors[:2], kinds=kinds[[0, 3]]).sd == 0


@pytest.mark.parametrize(
    "estimates, errors, centre, mean, sign",
    [
        ([0.1, -0.1, 0.05], [1, 1, 1], 0, [0, 0, 0], [0.5] * 3),  # no more than chance
        ([3.0, np.nan, -3.0], [1, 1, 1], 0, [8 / 3, np.nan, -8 / 3], [0.9977, np.nan, 0.9977]),
        ([3.0, 1.0, -3.0], [1, np.nan, 1], 0, [8 / 3, np.nan, -8 / 3], [0.9977, np.nan, 0.9977]),
        ([], [], None, [], []),
        ([2.0], [1.0], None, [2.0], [0.9772]),
    ],
)
def test_towards_a_centre(estimates, errors, centre, mean, sign):
    found = shrunken(estimates, errors, centre)
    assert found.mean == pytest.approx(mean, nan_ok=True)
    assert found.sign == pytest.approx(sign, nan_ok=True, abs=1e-4)


def test_shrunken_estimates_are_nearer_and_their_chances_hold():
    rng = np.random.default_rng(0)
    truth, errors = rng.normal(0, 1, 4000), rng.uniform(0.5, 2, 4000)
    estimates = truth + errors * rng.normal(size=4000)
    found = shrunken(estimates, errors, 0)
    assert ((found.mean - truth) ** 2).mean() < 0.6 * ((estimates - truth) ** 2).mean()
    assert (np.sign(found.mean) == np.sign(truth)).mean() == pytest.approx(found.sign.mean(), abs=0.02)
    assert found.spread == pytest.approx(1, abs=0.08)
