"""The measures against values worked out by hand, or by numpy, and their intervals."""

import math

import numpy as np
import pytest
from nltk.metrics.agreement import AnnotationTask

from analysis import Resampling
from analysis.statistics.metrics import (
    accuracy,
    auc_within,
    b_cubed,
    estimate,
    kappa,
    macro_f1,
    pearson,
    precision_recall_f1,
)

GOLD = [-1, -1, -1, 0, 0, 1]
PREDICTED = [-1, -1, 0, 0, 1, 1]


def test_macro_f1_is_the_mean_of_each_labels_f1():
    # -1: 2 right of 2 found and 3 there; 0: 1 of 2 and 2; 1: 1 of 2 and 1.
    assert macro_f1(GOLD, PREDICTED).value == pytest.approx((4 / 5 + 2 / 4 + 2 / 3) / 3)


def test_macro_f1_counts_a_label_that_never_occurs_as_zero():
    assert macro_f1(["a", "a"], ["a", "a"], labels=["a", "b"]).value == pytest.approx(0.5)


def test_macro_f1_averages_over_the_golds_labels_by_default():
    assert macro_f1(["a", "a", "b"], ["a", "c", "b"]).value == pytest.approx((2 / 3 + 1) / 2)


def test_accuracy_is_the_share_of_right_answers():
    assert accuracy(GOLD, PREDICTED).value == pytest.approx(4 / 6)


def test_auc_within_counts_pairs_of_a_group_only():
    gold, groups = [True, False, True, False, False], ["a", "a", "b", "b", "b"]
    # a: 1 of 1 pair; b: one lost, one tied. Between the groups the order says nothing.
    found = auc_within(gold, [0.2, 0.1, 5.0, 9.0, 5.0], groups)
    assert found.value == pytest.approx(1.5 / 3) and found.low <= found.value <= found.high


def test_auc_within_is_one_half_without_a_pair():
    assert auc_within([True, True, False], [1, 2, 3], ["a", "a", "b"]) == (0.5, 0.5, 0.5)


def test_pearson_is_numpys():
    x, y = [1.0, 2.0, 4.0, 3.0, 9.0], [0.5, -1.0, 2.0, 2.5, 3.0]
    assert pearson(x, y).value == pytest.approx(np.corrcoef(x, y)[0, 1])


def test_pearson_stands_large_numbers():
    x, y = [1e9 + 1, 1e9 + 2, 1e9 + 4], [3.0, 1.0, 2.0]
    assert pearson(x, y).value == pytest.approx(np.corrcoef([1, 2, 4], y)[0, 1])


def test_pearson_of_a_series_that_does_not_vary_is_zero():
    assert pearson([1, 1, 1], [1, 2, 3]).value == 0


def test_kappa_is_agreement_beyond_chance_as_nltk_has_it():
    one, other = ["a"] * 5 + ["b"] * 5, ["a"] * 4 + ["b"] * 5 + ["a"]
    assert kappa(one, other).value == pytest.approx(0.6)
    coded = [("x", *each) for each in enumerate(GOLD)] + [("y", *each) for each in enumerate(PREDICTED)]
    assert kappa(GOLD, PREDICTED).value == pytest.approx(AnnotationTask(coded).kappa())
    assert kappa(one, ["a"] * 10).value == 0 and kappa(["a", "a"], ["a", "a"]).value == 0


def test_precision_recall_f1_sum_over_units():
    scores = precision_recall_f1([(2, 4, 3), (1, 1, 2)])
    assert [part.value for part in scores] == pytest.approx([3 / 5, 3 / 5, 3 / 5])
    assert precision_recall_f1([(0, 0, 3), (0, 0, 1)]).precision.value == 0


@pytest.mark.parametrize(
    "measured",
    [
        macro_f1(GOLD * 10, PREDICTED * 10),
        accuracy(GOLD * 10, PREDICTED * 10),
        pearson(GOLD * 10, PREDICTED * 10),
        precision_recall_f1([(2, 4, 3), (1, 1, 2), (5, 6, 7)] * 10).f1,
    ],
)
def test_intervals_contain_the_value_and_are_not_empty(measured):
    assert measured.low < measured.value < measured.high


def test_an_interval_is_as_wide_as_the_theory_says():
    half = accuracy([1] * 400, [1] * 200 + [0] * 200)
    assert half.high - half.low == pytest.approx(2 * 1.96 * 0.5 / math.sqrt(400), rel=0.1)


def test_intervals_repeat_with_their_seed_and_change_with_it():
    assert macro_f1(GOLD, PREDICTED, resampling=Resampling(seed=1)) == macro_f1(
        GOLD, PREDICTED, resampling=Resampling(seed=1)
    )
    gold, predicted = GOLD * 5, PREDICTED * 5
    assert macro_f1(gold, predicted, resampling=Resampling(seed=1)) != macro_f1(
        gold, predicted, resampling=Resampling(seed=2)
    )


def test_one_unit_has_no_interval_and_none_has_no_value():
    single = accuracy([1], [1])
    assert single.value == 1
    assert math.isnan(single.low)
    with pytest.raises(ValueError, match="no units"):
        estimate(np.empty((0, 2)), lambda sums: sums[..., 0])


def test_lists_of_different_lengths_are_refused():
    with pytest.raises(ValueError, match="3 gold values but 2"):
        accuracy([1, 2, 3], [1, 2])


@pytest.mark.parametrize(
    "coded, found, precision, recall",
    [
        ("aabb", "xxyy", 1, 1),
        ("aabb", "xxxx", 0.5, 1),
        ("aabb", "wxyz", 1, 0.5),
        ("aaab", "xxyy", (1 + 1 + 0.5 + 0.5) / 4, (2 / 3 + 2 / 3 + 1 / 3 + 1) / 4),
    ],
)
def test_b_cubed_is_averaged_over_items(coded, found, precision, recall):
    scores = b_cubed(coded, found, units=coded)
    assert scores.precision.value == pytest.approx(precision)
    assert scores.recall.value == pytest.approx(recall)
    assert scores.f1.value == pytest.approx(2 * precision * recall / (precision + recall))
