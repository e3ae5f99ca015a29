"""Many tests at once: false discovery rates."""

import numpy as np


def false_discovery_rates(chances: np.ndarray) -> np.ndarray:
    """Return, for each p of `chances` (tests,), the smallest rate at which it would be a discovery.

    The rate is the share of false ones among the discoveries. Benjamini and Hochberg (1995), "Controlling the
    False Discovery Rate", step up.
    """
    if not len(chances):
        return np.empty(0)
    from scipy.stats import false_discovery_control

    rates: np.ndarray = false_discovery_control(chances)
    return rates
