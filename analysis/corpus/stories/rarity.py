"""How much a word tells: the rarer it is in the news and in the days at hand, the more."""

from collections.abc import Sequence
from functools import cache

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
from scipy import sparse

from analysis.corpus.stories.sketches import BUCKETS
from analysis.paths import WEIGHTS

FREQUENCIES = WEIGHTS / "word-frequencies.parquet"
AMONG = b"articles in all"
"""Where its metadata keeps of how many articles they are."""
_AS_ARTICLES = 300  # what the news in general counts for, beside the articles at hand


class Vocabulary:
    """The words of some articles, and the weight of each: few, so that a day costs what its words cost.

    A word's weight is the logarithm of how many articles there are for one that has it, told by these
    articles and by 4,000 of US news (2006 to 2020) that count as if they were 300: so it holds for twenty
    articles, and what all write about these days tells little. It depends on no later day.
    """

    def __init__(self, sketches: Sequence[pd.DataFrame]) -> None:
        titles, words = ([row for part in sketches for row in part[name]] for name in ("title", "words"))
        self.buckets = np.unique(_joined([*titles, *words]))
        present = self.counts(words) + self.counts(titles)
        here = np.bincount(present.indices, minlength=len(self.buckets))
        general, among = _general()
        expected = general[self.buckets] * (_AS_ARTICLES / among) + here
        share = np.minimum(expected / (_AS_ARTICLES + len(words)), 1)
        self.weights = -np.log(share).astype(np.float32)

    def counts(self, lists: Sequence[np.ndarray]) -> sparse.csr_array:
        """Return how often each word stands in each list of numbers: a row a list, a column a word."""
        ends = np.cumsum([0, *map(len, lists)])
        columns = np.searchsorted(self.buckets, _joined(lists)).astype(np.int32)
        ones = np.ones(len(columns), dtype=np.float32)
        made = sparse.csr_array((ones, columns, ends), shape=(len(lists), len(self.buckets)))
        made.sum_duplicates()
        return made


def _joined(lists: Sequence[np.ndarray]) -> np.ndarray:
    return np.concatenate([np.zeros(0, dtype=np.uint32), *lists])


@cache
def _general() -> tuple[np.ndarray, int]:
    """Return in how many articles of the news in general each word stands, at least half, and of how many."""
    kept = pq.read_table(FREQUENCIES)
    found = np.full(BUCKETS, 0.5, dtype=np.float32)
    found[kept["bucket"].to_numpy()] = kept["articles"].to_numpy()
    return found, int(kept.schema.metadata[AMONG])
