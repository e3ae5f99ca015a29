"""Errors of reading: by hand, beside draws, and carried into a difference."""

import numpy as np
import pytest

from analysis.statistics.measurement import carried, measured_share


def test_without_an_article_effect_claims_are_independent():
    chances, articles = np.array([0.9, 0.2, 0.5, 0.5]), np.array([0, 0, 1, 2])
    found = measured_share(chances, articles, effect=0)
    assert found.value == pytest.approx(0.525)
    assert found.measurement == pytest.approx(np.sqrt(0.09 + 0.16 + 0.25 + 0.25) / 4, rel=1e-4)
    sums = np.array([0.05, -0.025, -0.025])
    assert found.sampling == pytest.approx(np.sqrt(3 / 2 * (sums**2).sum()) / 4)
    assert found.error == pytest.approx(np.hypot(found.sampling, found.measurement))


def test_with_one_it_is_what_draws_give():
    rng = np.random.default_rng(0)
    chances, articles = rng.uniform(0.05, 0.95, 30), np.repeat(np.arange(10), 3)
    effects = rng.standard_normal((20_000, 10))[:, articles]
    shifted = 1 / (1 + np.exp(-np.log(chances / (1 - chances)) - effects))
    drawn = (rng.random(shifted.shape) < shifted).mean(axis=1)
    assert measured_share(chances, articles).measurement == pytest.approx(drawn.std(), rel=0.03)


def test_what_is_sure_has_no_error_of_reading():
    found = measured_share(np.array([1.0, 0, 1, 0]), np.arange(4))
    assert found.value == 0.5 and found.measurement < 0.001 and found.sampling > 0.2
    assert np.isnan(measured_share(np.array([]), np.array([])).value)
    assert np.isnan(measured_share(np.array([0.4, 0.2]), np.array([1, 1])).sampling)


def test_bias_of_the_method_widens_and_no_bias_does_not():
    given = (np.array([3.0]), np.array([1.0]), np.array([6.0]), np.array([1.2]))
    kept, wider = carried(*given, 0.0), carried(*given, 1.0)
    reach = 1.959964 * np.sqrt(2)
    assert (kept.low[0], kept.high[0], kept.error[0]) == pytest.approx((1, 6, 1.2))
    assert wider.low[0] == pytest.approx(3 - np.hypot(2, reach))
    assert wider.high[0] == pytest.approx(3 + np.hypot(3, reach))
    assert wider.error[0] == pytest.approx(np.sqrt(1.44 + 2)) and wider.p[0] > kept.p[0]
