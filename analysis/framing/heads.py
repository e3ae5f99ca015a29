"""Trained heads: linear models on what sentences are about, the cues in them, and an article's words.

A head is a file of its own, because each learned from sets with terms of their own (see MODEL_CARD.md); a
user can delete any of them, and what it did is then done by cues alone. The small reader reads each
sentence once; cues and words come from the parse.

The words of an article are a bag: a word counts with 1 + log of its frequency times its rarity, and a bag has
length 1 (Salton and Buckley 1988, "Term-weighting approaches in automatic text retrieval"). Rarity is by
the words of 4,000 background articles that at least twenty of them have, with their number
(`analysis.training.vocabulary` counts it); no label and no text is part of that file. Words that three in ten
articles have say nothing of what one is about, and are left out.
"""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np
from spacy.tokens import Doc

from analysis.annotation.parsing import parse, pipeline
from analysis.framing.lexicon import keys_of
from analysis.framing.typologies.generic import GENERIC
from analysis.framing.typologies.policy import POLICY
from analysis.framing.typologies.typology import Cue
from analysis.models.embedding import WIDTH, embed
from analysis.models.readers import softmax
from analysis.paths import WEIGHTS, read_json

FOLDER = WEIGHTS / "framing" / "heads"
VOCABULARY = WEIGHTS / "framing" / "vocabulary.json"
ABOUT, CUES = 8.0, 0.5
FIXED_WIDTH = WIDTH + len(POLICY.items) + len(GENERIC.items)
_TOO_COMMON = 0.3


@dataclass(frozen=True, eq=False)
class Head:
    """A linear model: `weights` (classes, inputs) and `bias` (classes,)."""

    weights: np.ndarray
    bias: np.ndarray

    def of(self, columns: np.ndarray) -> "Head":
        """Return the head for inputs that have only these columns, the others being 0."""
        return Head(self.weights[:, columns], self.bias)

    def scores(self, inputs: np.ndarray) -> np.ndarray:
        """Return log-odds (n, classes) for inputs (n, inputs)."""
        return inputs @ self.weights.T + self.bias

    def chances(self, inputs: np.ndarray) -> np.ndarray:
        """Return independent probabilities (n, classes)."""
        return 1 / (1 + np.exp(-self.scores(inputs)))

    def shares(self, inputs: np.ndarray) -> np.ndarray:
        """Return probabilities (n, classes) of which one class holds."""
        return softmax(self.scores(inputs))


@cache
def head(name: str) -> Head | None:
    """Return the head of a name, or None when its file is not there."""
    path = FOLDER / f"{name}.json"
    if not path.exists():
        return None
    content = json.loads(path.read_text(encoding="utf-8"))
    return Head(*(np.array(content[part]) for part in ("weights", "bias")))


class Bag(NamedTuple):
    """The words of a text: their places in the vocabulary (words,), and counts (sentences, words)."""

    places: np.ndarray
    counts: np.ndarray


def size() -> int:
    """Return how many words a bag can have."""
    return len(_places())


def commonness(word: str) -> float:
    """Return the share of background articles that have a lower-case word; 0 for one that few have."""
    content = read_json(VOCABULARY)
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
    content = read_json(VOCABULARY)
    kept = (word for word, count in content["words"].items() if count <= _TOO_COMMON * content["articles"])
    return {word: place for place, word in enumerate(kept)}


@cache
def _rarity() -> np.ndarray:
    content = read_json(VOCABULARY)
    counts = np.array([content["words"][word] for word in _places()])
    return np.log((content["articles"] + 1) / (counts + 1)) + 1


def of_sentences(sentences: Sequence[str]) -> np.ndarray:
    """Return what a sentence is about, and its policy cues: array (sentences, WIDTH + policy items)."""
    cues = [_sums(POLICY.cues(doc), [], 1, len(POLICY.items))[0] for doc in pipeline().pipe(sentences)]
    return np.hstack([embed(sentences), CUES * np.sqrt(np.array(cues).reshape(-1, len(POLICY.items)))])


class Content(NamedTuple):
    """What an article's sentences hold: `vectors` (sentences, WIDTH) of what they are about, the weights of
    their `cues` (sentences, items), and their `words`.
    """

    vectors: np.ndarray
    cues: np.ndarray
    words: Bag

    @property
    def columns(self) -> np.ndarray:
        """Which of all inputs of articles those of this one are; the others are 0."""
        return np.append(np.arange(FIXED_WIDTH), FIXED_WIDTH + self.words.places)

    def inputs(self, counts: np.ndarray) -> np.ndarray:
        """Return the inputs (samples, columns) of articles that have each sentence so many times: `counts`
        (samples, sentences).
        """
        shares = counts / counts.sum(axis=1, keepdims=True)
        words = weigh(self.words.places, counts @ self.words.counts)
        return np.hstack([ABOUT * shares @ self.vectors, np.sqrt(shares @ self.cues), words])


def of_articles(texts: Iterable[str]) -> np.ndarray:
    """Return all inputs of articles: array (articles, FIXED_WIDTH + words of the vocabulary)."""
    rows = []
    for text in texts:
        row = np.zeros(FIXED_WIDTH + size())
        if (content := read_article(text)) is not None:
            row[content.columns] = content.inputs(np.ones((1, len(content.vectors))))[0]
        rows.append(row)
    return np.array(rows).reshape(-1, FIXED_WIDTH + size())


def read_article(text: str) -> Content | None:
    """Parse and read a text; None where it has no sentence."""
    doc = parse(text)
    spans = [sentence for sentence in doc.sents if sentence.text.strip()]
    if not spans:
        return None
    return content(doc, [span.start for span in spans], embed(" ".join(span.text.split()) for span in spans))


def content(doc: Doc, starts: Sequence[int], vectors: np.ndarray) -> Content:
    """Return what a parsed text holds, whose sentences start at these tokens and are about `vectors`."""
    return Content(vectors, article_cues(doc, starts), bag(doc, starts))


def article_cues(doc: Doc, starts: Sequence[int]) -> np.ndarray:
    """Return the weights of the policy and generic cues in sentences that start at these tokens."""
    keys = keys_of(doc)
    return np.hstack(
        [_sums(each.cues(doc, keys), starts, len(starts), len(each.items)) for each in (POLICY, GENERIC)]
    )


def _sums(cues: Iterable[Cue], starts: Sequence[int], rows: int, items: int) -> np.ndarray:
    sums = np.zeros((rows, items))
    for cue in cues:
        row = int(np.searchsorted(starts, cue.start, side="right")) - 1 if len(starts) else 0
        sums[max(row, 0), cue.item] += cue.weight
    return sums
