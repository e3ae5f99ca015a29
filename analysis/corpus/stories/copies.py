"""Which articles repeat another's text: an agency's under another headline, or cut at the end."""

import numpy as np
import pandas as pd

REPEATED = 0.6
"""The share of the shorter text's runs of words that the longer one has as well, from which it is a copy."""
_FEWEST = 20  # runs of words: less is a notice of a line or two, which resembles others


def are_copies(sketches: pd.DataFrame, one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Return for each pair of places whether one article repeats the other's text.

    MinHash estimates how many of all runs of four words both have (Broder 1997); with the number of runs of
    each, how many of the shorter text's runs the longer one has: at least REPEATED in a copy, cut or whole.
    """
    if not len(one):
        return np.zeros(0, dtype=bool)
    signatures = np.stack(list(sketches["minhash"]))
    runs = sketches["shingles"].to_numpy()
    longer, shorter = np.maximum(runs[one], runs[other]), np.minimum(runs[one], runs[other])
    common = (signatures[one] == signatures[other]).mean(axis=1)
    repeated = common / (1 + common) * (longer + shorter) / np.maximum(shorter, 1)
    return (repeated >= REPEATED) & (shorter >= _FEWEST)
