"""Which attributions count as right, and what confidence makes of it."""

import numpy as np
import pytest

from analysis.attribution.decode import Found
from analysis.attribution.evidence import Evidence, chance
from analysis.training.calibration import fit, outcomes, reliability
from analysis.training.data import Annotated

TEXT = "Ms. Okafor said the mill would close soon. Nobody believed that it could."
CODED = (Annotated(((0, 10),), ((11, 15),), ((16, 41),)), Annotated((), (), ((50, 72),)))


def found(content, source):
    return Found(source, None, (content,), 0.5, Evidence(*[0.5] * 7))


@pytest.mark.parametrize(
    ("attributions", "right"),
    [
        ([found((16, 41), (4, 10))], [True]),
        ([found((16, 30), (0, 10))], [True]),
        ([found((16, 24), (0, 10))], [False]),
        ([found((16, 41), None)], [False]),
        ([found((16, 41), (11, 15))], [False]),
        ([found((50, 72), None)], [True]),
        ([found((50, 72), (43, 49))], [False]),
        ([found((16, 36), (0, 10)), found((16, 41), (0, 10))], [False, True]),
        ([], []),
    ],
)
def test_right_is_who_and_what_and_each_coded_one_serves_once(attributions, right):
    assert outcomes(TEXT, attributions, CODED).tolist() == right


def test_the_fit_recovers_the_chances_it_is_shown():
    rng = np.random.default_rng(0)
    inputs = rng.normal(size=(4000, 2))
    true = np.array([1.5, -0.5, 0.3])
    chances = np.array([chance(row, true) for row in inputs])
    right = rng.random(4000) < chances
    assert fit(inputs, right) == pytest.approx(true, abs=0.15)


def test_the_reliability_table_counts_everything_once():
    confidence, right = np.array([0.05, 0.5, 0.55, 0.95, 1.0]), np.array([False, True, False, True, True])
    rows = reliability(confidence, right)
    assert [(round(row.low, 1), row.count, row.right) for row in rows] == [
        (0.0, 1, 0),
        (0.4, 2, 0.5),
        (0.8, 2, 1),
    ]
