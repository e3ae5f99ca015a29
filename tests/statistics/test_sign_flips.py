"""Sign flips: known chances, what ties do, and that the strict ones hold over a family."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from analysis.statistics.sign_flips import sign_flips


def by_hand(differences):
    flips = np.array(list(product([-1, 1], repeat=len(differences)))) @ np.abs(differences)
    return float((np.abs(flips) >= abs(np.sum(differences)) - 1e-9).mean())


@pytest.mark.parametrize(
    "differences, p",
    [
        ([1, 1, 1, 1, 1], 2 / 2**5),
        ([1, 1, 1, 1, -1], 12 / 2**5),  # five flips as far on each side, and the farthest
        ([1, 2, 3, 4, 5], 2 / 2**5),
        ([-1, 2, 3, 4, 5], 4 / 2**5),
        ([0, 0, 1, 1, 1, 1, 1], 2 / 2**5),
        ([0, 0, 0, 0, 0], 1),
        ([3, -3, 2, -2, 0], 1),
    ],
)
def test_few_stories_are_gone_through(differences, p):
    assert sign_flips(np.array(differences, dtype=float)[:, None]).p == pytest.approx([p])


def test_fewer_than_five_stories_tell_nothing():
    differences = np.array([[1.0, 1.0], [2, 2], [1, 1], [3, 3], [np.nan, 2]])
    p, strict = sign_flips(differences)
    assert np.isnan([p[0], strict[0]]).all() and p[1] == pytest.approx(2 / 2**5)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("kind", ["normal", "skewed", "heavy", "halves", "signs"])
def test_many_stories_are_near_all_flips(kind, seed):
    rng = np.random.default_rng(seed)
    differences = {
        "normal": rng.normal(0.6, 1, 15),
        "skewed": rng.exponential(1, 15) - 0.4,
        "heavy": rng.standard_t(2, 15) + 0.7,
        "halves": rng.choice([-1, -0.5, 0.5, 1], 15, p=[0.1, 0.1, 0.4, 0.4]),
        "signs": rng.choice([-1.0, 1.0], 15, p=[0.2, 0.8]),
    }[kind]
    p, exact = sign_flips(differences[:, None]).p[0], by_hand(differences)
    assert 0.85 * exact < p < 1.5 * exact


def test_rare_chances_are_told_too():
    """Of forty differences of one size, 38 one way: the binomial's tail."""
    differences = np.array([1.0] * 38 + [-1.0] * 2)[:, None]
    assert 1 < sign_flips(differences).p[0] / (2 * (1 + 40 + 780) / 2**40) < 1.5
    assert 1 <= sign_flips(np.ones((40, 1))).p[0] / (2 / 2**40) < 3


def test_under_chance_alone_few_are_called_and_of_families_too():
    rng = np.random.default_rng(5)
    p, families = [], []
    for _ in range(150):
        own = rng.normal(size=(20, 4)) ** 3 + rng.normal(size=(20, 1))  # hang together
        found = sign_flips(np.hstack([own, own + 0.1 * rng.normal(size=own.shape)]), flips=199)
        p.append(found.p[0])
        families.append(found.strict.min())
    assert np.mean(np.array(p) <= 0.05) < 0.1
    assert 0.01 < np.mean(np.array(families) <= 0.05) < 0.1


def test_of_a_few_stories_all_flips_are_made():
    """Two differ one way in all of eight stories; the third would in two flips more, so four are as large."""
    found = sign_flips(np.column_stack([np.ones(8), np.linspace(1, 2, 8), np.tile([1.0, -1.0], 4)]))
    assert found.strict == pytest.approx([4 / 2**8, 4 / 2**8, 1]) and (found.strict >= found.p).all()


def test_a_true_difference_stands_among_many_that_are_none():
    rng = np.random.default_rng(2)
    differences = rng.normal(size=(60, 40))
    differences[:, 7] += 1.2
    found = sign_flips(differences)
    assert found.strict[7] == pytest.approx(1 / 2000) and found.strict.min() == found.strict[7]
    assert np.sort(found.strict)[1] > 0.05


@given(
    arrays(float, st.tuples(st.integers(5, 18), st.just(3)), elements=st.integers(-4, 4).map(float)),
    st.floats(0.01, 100),
)
def test_unit_sign_and_order_do_not_matter(differences, unit):
    found = sign_flips(differences, flips=99)
    assert ((found.p > 0) & (found.p <= 1)).all()
    assert ((found.strict >= 0.01) & (found.strict <= 1)).all()
    for other in (differences * unit, -differences, differences[::-1]):
        assert sign_flips(other, flips=99).p == pytest.approx(found.p)
