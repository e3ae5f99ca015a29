"""The words of the news: how many articles have each, and the bag of words of a text.

The resource holds each word of 4,000 background articles that at least twenty of them have, with their number
(`analysis.training.vocabulary` counts it); no label and no text is part of it. In a bag a word counts with
1 + log of its frequency times its rarity, and a bag has length 1 (Salton and Buckley 1988, "Term-weighting
approaches in automatic text retrieval"). Words that three in ten articles have say nothing of what one is
about, and are left out.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from spacy.tokens import Doc

from analysis.framing.resources import read

_TOO_COMMON = 0.3


class Bag(NamedTuple):
    """The words of a text: their places in the vocabulary (words,), and counts (sentences, words)."""

    places: np.ndarray
    counts: np.ndarray


def size() -> int:
    """Return how many words a bag can have."""
    return len(_places())


def commonness(word: str) -> float:
    """Return the share of background articles that have a lower-case word; 0 for one that few have."""
    content = read("vocabulary")
    return content["words"].get(word, 0) / content["articles"]


def bag(doc: Doc, starts: Sequence[int]) -> Bag:
    """Return the words of a parsed text by sentences, which start at these tokens."""
    ends = [*starts[1:], len(doc)]
    by_sentence = [
        _counted(token.lower_ for token in doc[start:end]) for start, end in zip(starts, ends, strict=True)
    ]
    places = np.array(sorted(set().union(*by_sentence)), dtype=np.int64)
    counts = np.zeros((len(by_sentence), len(places)))
    for row, of in enumerate(by_sentence):
        counts[row, np.searchsorted(places, list(of))] = list(of.values())
    return Bag(places, counts)


def weigh(places: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Return the weights (texts, words) of words that texts have so many times: (texts, words)."""
    weights = np.log(np.maximum(counts, 1)) + (counts > 0)
    weights *= _rarity()[places]
    return weights / np.maximum(np.linalg.norm(weights, axis=1, keepdims=True), 1e-9)


def _counted(words: Iterable[str]) -> Counter[int]:
    known = _places()
    return Counter(known[word] for word in words if word in known)


@cache
def _places() -> dict[str, int]:
    content = read("vocabulary")
    kept = (word for word, count in content["words"].items() if count <= _TOO_COMMON * content["articles"])
    return {word: place for place, word in enumerate(kept)}


@cache
def _rarity() -> np.ndarray:
    content = read("vocabulary")
    counts = np.array([content["words"][word] for word in _places()])
    return np.log((content["articles"] + 1) / (counts + 1)) + 1
