"""Regressions behind the chances of claims: what decides is found, and chances hold on other articles."""

import numpy as np
import pytest

from analysis.validation.regressions import Example, Sample, borne_out, fit, unseen


@pytest.fixture(scope="module")
def found():
    random = np.random.default_rng(0)
    made = []
    for number in range(600):
        told, noise = random.normal(size=2)
        right = bool(random.random() < 1 / (1 + np.exp(-2 * told)))
        made.append(
            Example(f"x{number // 4}", str(number), {"told": told, "noise": noise}, str(number), right)
        )
    return made


def test_what_decides_weighs_most(found):
    fitted = fit(found, 0.3)
    assert fitted.weights["told"] > 5 * abs(fitted.weights["noise"])
    assert fitted.of({"told": 2.0, "noise": 0.0}) > 0.9


def test_chances_hold_on_articles_that_were_not_seen(found):
    chances = unseen(found, 0.3)
    right = np.array([each.right for each in found])
    assert chances.mean() == pytest.approx(right.mean(), abs=0.03)
    assert right[chances > 0.8].mean() > 0.8


def test_of_two_claims_on_one_actor_the_likelier_counts():
    twice = [Example("x", name, {}, "Ann Lee", True) for name in ("Ann", "Lee")]
    other = [Example("y", "Lee", {}, "Ann Lee", True), Example("x", "Bo", {}, "Bo", False)]
    right = borne_out(Sample.of([*twice, *other]), np.array([0.2, 0.9, 0.1, 0.8]))
    assert right.tolist() == [False, True, True, False]
