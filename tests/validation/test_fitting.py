"""Fitting linear models: known answers, and no example judged by a model that has seen it."""

import numpy as np
import pytest

from analysis.validation.fitting import (
    a_cut_each,
    by_steps,
    f1,
    folds,
    one_cut,
    one_of,
    several,
    unseen,
    with_cuts,
)

RNG = np.random.default_rng(0)


def test_logistic_regression_finds_the_log_odds():
    inputs = np.repeat([[0.0], [1.0]], 1000, axis=0)
    labels = np.concatenate([np.arange(1000) < 200, np.arange(1000) < 800])
    head = several(inputs, labels[:, None], strength=100.0)
    assert head.bias == pytest.approx(np.log(0.2 / 0.8), abs=0.01)
    assert head.weights == pytest.approx(2 * np.log(4), abs=0.01)


def test_the_penalty_draws_weights_to_nothing():
    inputs, labels = RNG.normal(size=(50, 3)), RNG.random((50, 1)) < 0.5
    strong, weak = (np.abs(several(inputs, labels, strength).weights).sum() for strength in (1e-6, 1.0))
    assert strong < 1e-4 < weak


def test_each_example_is_judged_by_a_model_that_has_not_seen_it():
    labels = RNG.random((200, 1)) < 0.5
    inputs = RNG.normal(size=(200, 300))
    seen = several(inputs, labels, 10.0).scores(inputs) >= 0
    assert f1(labels, seen) == 1
    assert f1(labels, unseen(inputs, labels, lambda x, y: several(x, y, 10.0)) >= 0) < 0.7


def test_folds_are_equal_and_the_same_each_time():
    assert np.bincount(folds(100)).tolist() == [20] * 5
    assert (folds(100) == folds(100)).all() and (folds(100) != folds(100, seed=1)).any()


def test_a_label_that_allows_two_classes_leaves_the_choice_to_the_prior():
    inputs = np.array([[1.0], [1.0], [-1.0], [-1.0]])
    allowed = np.array([[True, True, False]] * 2 + [[False, False, True]] * 2)
    prior = np.array([[0.0], [1.0], [0.0]])
    head = one_of(inputs, allowed, 1.0, prior, np.ones(4))
    shares = head.shares(inputs)
    assert shares[0].argmax() == 1 and shares[2].argmax() == 2
    assert np.allclose(shares.sum(axis=1), 1)


def test_cuts_part_those_with_a_class_from_those_without():
    labels = np.array([[True], [True], [False], [False]] * 10)
    scores = np.where(labels, -0.5, -1.5)
    for choose in (one_cut, a_cut_each):
        (cut,) = choose(scores, labels)
        assert 1 / (1 + np.exp(1.5)) < cut <= 1 / (1 + np.exp(0.5))


def test_a_moved_bias_puts_the_cut_at_one_half():
    inputs = RNG.normal(size=(300, 1))
    labels = inputs + RNG.normal(size=(300, 1)) > 1

    def fit(given, known):
        return several(given, known, 1.0)

    head = fit(inputs, labels)
    moved = with_cuts(head, inputs, labels, fit, one_cut)
    (cut,) = one_cut(unseen(inputs, labels, fit, seed=1), labels)
    assert np.array_equal(moved.scores(inputs) >= 0, head.chances(inputs) >= cut)
    assert f1(labels, moved.scores(inputs) >= 0) >= f1(labels, head.scores(inputs) >= 0)


def test_few_steps_come_to_what_newton_s_method_finds():
    rng = np.random.default_rng(0)
    inputs = rng.normal(size=(300, 6))
    labels = inputs @ np.array([2.0, -1, 0, 0, 1, 0]) + rng.normal(size=300) > 0.5
    exact, quick = several(inputs, labels[:, None], 0.5), by_steps(inputs, labels, 0.5, 100)
    assert np.allclose(quick.weights, exact.weights, atol=0.01)
    assert np.allclose(quick.bias, exact.bias, atol=0.01)
    assert np.isfinite(by_steps(inputs, np.zeros(300, dtype=bool), 0.5, 20).bias).all()
