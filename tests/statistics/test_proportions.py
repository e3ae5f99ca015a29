"""Proportions: Wilson's interval, and the beta-binomial mixture, beside what SciPy and simulations give."""

import math

import numpy as np
import pytest
from scipy.stats import betabinom, binomtest

from analysis.statistics.proportions import chance_of_as_many, wilson


@pytest.mark.parametrize(
    "part, whole, ends",
    [(5, 5, (0.566, 1.0)), (0, 5, (0.0, 0.434)), (50, 100, (0.404, 0.596))],  # R: prop.test(correct = FALSE)
)
def test_wilsons_interval_is_the_one_of_r(part, whole, ends):
    assert wilson(part, whole) == pytest.approx(ends, abs=0.001)


@pytest.mark.parametrize("whole", [1, 7, 40])
def test_wilsons_interval_is_the_one_of_scipy_and_grows_between_whole_counts(whole):
    for part in range(whole + 1):
        expected = binomtest(part, whole).proportion_ci(method="wilson")
        assert wilson(part, whole) == pytest.approx(tuple(expected), abs=1e-9)
    assert wilson(0, whole) < wilson(0.5, whole) < wilson(1, whole)


def test_of_nothing_there_is_no_interval():
    assert all(math.isnan(end) for end in wilson(0, 0))


def test_the_chance_of_one_text_is_its_beta_binomial_tail():
    counts, lengths = np.array([3.0]), np.array([10.0])
    a, b = 3 + 50 * 0.3, 7 + 50 * 0.7  # counts, and the average text, of which there is but one kind
    expected = betabinom.sf(3, 8, a, b)
    assert chance_of_as_many(4, 8, counts, lengths) == pytest.approx(expected)
    drawn = np.random.default_rng(0)
    simulated = (drawn.binomial(8, drawn.beta(a, b, 200_000)) >= 4).mean()
    assert expected == pytest.approx(simulated, abs=0.005)


def test_the_chance_is_the_mean_over_the_texts_however_often_one_kind_is_there():
    counts, lengths = np.array([3.0, 3.0, 9.0]), np.array([10.0, 10.0, 10.0])
    twice = chance_of_as_many(4, 8, counts, lengths)
    assert chance_of_as_many(4, 8, counts[[0, 2, 1]], lengths) == pytest.approx(twice)
    assert chance_of_as_many(4, 8, counts[:2], lengths[:2]) == pytest.approx(
        chance_of_as_many(4, 8, counts[:1], lengths[:1])
    )


def test_the_chance_falls_with_the_count_and_none_is_certain():
    counts, lengths = np.array([1.0, 0.0, 4.0]), np.array([20.0, 30.0, 25.0])
    chances = [chance_of_as_many(count, 20, counts, lengths) for count in range(21)]
    assert chances[0] == 1 and all(np.diff(chances) < 0) and 0 <= chances[-1] < 1e-3
    assert chance_of_as_many(3, 20, np.array([]), np.array([])) == 1


@pytest.mark.parametrize("rates", [(0.5, 5), (0.1, 6), (20, 80)], ids=["some", "hardly any", "much alike"])
def test_texts_of_the_background_are_seldom_unusual(rates):
    drawn = np.random.default_rng(1)
    lengths = np.maximum(4, drawn.lognormal(3.4, 0.5, 500)).astype(int)
    counts = drawn.binomial(lengths, drawn.beta(*rates, 500))
    chances = [
        chance_of_as_many(c, n, np.delete(counts, i), np.delete(lengths, i))
        for i, (c, n) in enumerate(zip(counts[:200], lengths[:200], strict=True))
    ]
    assert np.mean(np.array(chances) <= 0.05) <= 0.07  # 5 %, and what chance adds in 200 texts
