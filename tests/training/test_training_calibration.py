"""What confidence makes of the evidence."""

import numpy as np
import pytest

from analysis.attribution.decoding import chance

pytestmark = pytest.mark.slow

calibration = pytest.importorskip("analysis.training.calibration")


def test_the_fit_recovers_the_chances_it_is_shown():
    rng = np.random.default_rng(0)
    inputs = rng.normal(size=(4000, 2))
    true = np.array([1.5, -0.5, 0.3])
    chances = np.array([chance(row, true) for row in inputs])
    right = rng.random(4000) < chances
    assert calibration.fit(inputs, right) == pytest.approx(true, abs=0.15)
