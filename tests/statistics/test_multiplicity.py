"""False discovery rates beside values worked out by hand."""

import numpy as np
import pytest

from analysis.statistics.multiplicity import false_discovery_rates


def test_false_discovery_rates_are_benjaminis_and_hochbergs():
    assert false_discovery_rates(np.array([0.01, 0.04, 0.03, 0.005])) == pytest.approx(
        [0.02, 0.04, 0.04, 0.02]
    )
    assert false_discovery_rates(np.array([0.9, 0.8])) == pytest.approx([0.9, 0.9])
    assert len(false_discovery_rates(np.array([]))) == 0
