"""Which articles repeat another's text: an agency's under another headline, or cut at the end."""

import numpy as np
import pandas as pd

from analysis.corpus.stories.sketches import shingles

REPEATED = 0.7
"""The share of the shorter text's runs of words that the longer one has as well, from which it is a copy."""
_WORTH_COUNTING = 0.4  # the estimated share from which runs are counted: of a cut text it errs by .3
_FEWEST = 20  # runs of words: less is a notice of a line or two, which resembles others


def are_copies(sketches: pd.DataFrame, one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Return for each pair of places whether one article repeats the other's text.

    That is so where the longer text has at least REPEATED of the shorter one's runs of four words, be it cut
    or whole. MinHash estimates how many of all runs both have (Broder 1997), which with the number of runs of
    each says where it is worth counting.
    """
    if not len(one):
        return np.zeros(0, dtype=bool)
    signatures = np.stack(list(sketches["minhash"]))
    runs = sketches["shingles"].to_numpy()
    longer, shorter = np.maximum(runs[one], runs[other]), np.minimum(runs[one], runs[other])
    common = (signatures[one] == signatures[other]).mean(axis=1)
    estimated = common / (1 + common) * (longer + shorter) / np.maximum(shorter, 1)
    found = (estimated >= _WORTH_COUNTING) & (shorter >= _FEWEST)
    words = sketches["words"].to_numpy()
    for place in np.flatnonzero(found):
        found[place] = _repeated(words[one[place]], words[other[place]]) >= REPEATED
    return found


def _repeated(one: np.ndarray, other: np.ndarray) -> float:
    """Return the share of the shorter text's runs of words that the longer one has as well."""
    its, theirs = shingles(one), shingles(other)
    return len(np.intersect1d(its, theirs, assume_unique=True)) / max(min(len(its), len(theirs)), 1)
