"""Counts of pairs of texts, in little memory: a corpus has millions, of which most are seen once."""

from array import array
from collections.abc import Iterator

import numpy as np

_FOLD_AFTER = 1 << 20


class Pairs:
    """How often each pair of texts was added: sixteen bytes a pair, each text once."""

    def __init__(self) -> None:
        self._codes: dict[str, int] = {}
        self._new = array("q")
        self._keys = np.empty(0, dtype=np.int64)
        self._counts = np.empty(0, dtype=np.int64)

    def add(self, one: str, other: str) -> None:
        """Count a pair once more."""
        codes = self._codes
        self._new.append(codes.setdefault(one, len(codes)) << 32 | codes.setdefault(other, len(codes)))
        if len(self._new) >= _FOLD_AFTER:
            self._fold()

    def items(self) -> Iterator[tuple[str, str, int]]:
        """Yield each pair with its count, in the order of the texts."""
        self._fold()
        texts = list(self._codes)
        rank = np.empty(len(texts), dtype=np.int64)
        rank[sorted(range(len(texts)), key=texts.__getitem__)] = np.arange(len(texts))
        one, other = self._keys >> 32, self._keys & 0xFFFFFFFF
        for place in np.lexsort((rank[other], rank[one])):
            yield texts[one[place]], texts[other[place]], int(self._counts[place])

    def _fold(self) -> None:
        keys = np.concatenate([self._keys, np.frombuffer(self._new, dtype=np.int64)])
        counts = np.concatenate([self._counts, np.ones(len(self._new), dtype=np.int64)])
        self._keys, where = np.unique(keys, return_inverse=True)
        self._counts = np.bincount(where, weights=counts, minlength=len(self._keys)).astype(np.int64)
        self._new = array("q")
