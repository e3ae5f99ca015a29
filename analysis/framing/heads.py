"""Trained heads: linear models on what sentences are about, the cues in them, and an article's words.

A head is a file of its own for each reader, because each learned from sets with terms of their own (see
MODEL_CARD.md); a user can delete any of them, and what it did is then done by cues alone. A reader, "base" or
"small", reads each sentence once; cues and words come from the parse.

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

from analysis.annotation import Document, once
from analysis.annotation.parsing import parse, pipeline
from analysis.errors import ArgumentError
from analysis.framing.lexicon import keys_of
from analysis.framing.typologies.generic import GENERIC
from analysis.framing.typologies.policy import FRAMES, POLICY
from analysis.framing.typologies.typology import Cue
from analysis.models.base import FEATURES
from analysis.models.embedding import WIDTH, document_vectors, embed, features
from analysis.models.readers import BASE, SMALL, read, softmax
from analysis.paths import WEIGHTS, read_json

FOLDER = WEIGHTS / "framing" / "heads"
VOCABULARY = WEIGHTS / "framing" / "vocabulary.json"
ABOUT, CUES = 8.0, 0.5
WIDTHS = {BASE: FEATURES, SMALL: WIDTH}
"""How many numbers say what a sentence is about: the base reader's features, or the small one's embedding."""
ITEMS = len(POLICY.items) + len(GENERIC.items)
ODDS = len(POLICY.frames) + len(GENERIC.frames)
OPENING, STRONGEST = 3, 3
_TOO_COMMON = 0.3


@dataclass(frozen=True, eq=False)
class Head:
    """A linear model: `weights` (classes, inputs) and `bias` (classes,)."""

    weights: np.ndarray
    bias: np.ndarray

    def of(self, columns: np.ndarray) -> "Head":
        """Return the head for inputs that have only these columns, the others being 0."""
        return Head(self.weights[:, columns], self.bias)

    def classes(self, chosen: slice) -> "Head":
        """Return the head of some of its classes."""
        return Head(self.weights[chosen], self.bias[chosen])

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
    """Return the head of a name, or None when its file is not there.

    Those on frames have a file for each reader: `policy_sentences_base`, say.
    """
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


def known_reader(reader: str) -> str:
    """Return the reader's name; ArgumentError for one whose features no head was fitted to."""
    if reader not in WIDTHS:
        known = " or ".join(f"“{name}”" for name in WIDTHS)
        raise ArgumentError(f"Frames are read by the reader {known}, and not by “{reader}”.")
    return reader


def about(sentences: Sequence[str], reader: str) -> np.ndarray:
    """Return what bare sentences are about: array (sentences, WIDTHS of the reader)."""
    found = embed(sentences) if reader == SMALL else features(sentences, reader)
    return found.reshape(-1, WIDTHS[reader])


@once
def document_about(document: Document, reader: str) -> np.ndarray:
    """Return what the sentences of a document are about: array (sentences, WIDTHS of the reader)."""
    if reader == SMALL:
        return document_vectors(document)
    return np.array([judged.features for judged in read(document, reader)]).reshape(-1, WIDTHS[reader])


def of_sentences(sentences: Sequence[str], reader: str) -> np.ndarray:
    """Return what a sentence is about, and its policy cues: array (sentences, WIDTHS + policy items)."""
    cues = [cue_sums(POLICY.cues(doc), [], 1, len(POLICY.items))[0] for doc in pipeline().pipe(sentences)]
    return with_cues(about(sentences, reader), np.array(cues).reshape(-1, len(POLICY.items)))


def with_cues(vectors: np.ndarray, cues: np.ndarray) -> np.ndarray:
    """Return the inputs of sentences from what they are about and the weights of their policy cues."""
    return np.hstack([vectors, CUES * np.sqrt(cues)])


def frame_shares(inputs: np.ndarray, reader: str) -> np.ndarray:
    """Return the probabilities (sentences, 15) of policy frames from a reader's inputs (sentences, inputs).

    The two heads are mixed as experts are (Jacobs et al. 1991): the last class of that on FrAC says how
    likely a sentence is to be of its kind. Without any head nothing is likelier than anything else.
    """
    own, frac = head(f"policy_sentences_{reader}"), head(f"frac_sentences_{reader}")
    if own is None:
        return np.full((len(inputs), len(FRAMES)), 1 / len(FRAMES))
    if frac is None:
        return own.shares(inputs)
    return mixed(own, frac, inputs)


def mixed(own: Head, frac: Head, inputs: np.ndarray) -> np.ndarray:
    """Return the probabilities (sentences, 15) of two heads, the second with a gate as its last class."""
    alike = frac.classes(slice(-1, None)).chances(inputs)
    return (1 - alike) * own.shares(inputs) + alike * frac.classes(slice(0, -1)).shares(inputs)


def inputs_of(about: np.ndarray, cues: np.ndarray, reader: str) -> np.ndarray:
    """Return an article's inputs from what its sentences are `about` (sentences, WIDTHS of the reader) and
    the weights of their `cues` (sentences, ITEMS).

    They are the mean of the first; log-chances of the policy frames by that alone, in the article, its first
    three sentences and the three where each is likeliest; and the mean of the second, as a square root.
    """
    chances = frame_shares(with_cues(about, np.zeros((len(about), len(POLICY.items)))), reader)
    strongest = np.sort(chances, axis=0)[-STRONGEST:]
    likely = [part.mean(axis=0) for part in (chances, chances[:OPENING], strongest)]
    return np.concatenate([about.mean(axis=0), *np.log(np.array(likely) + 0.003), np.sqrt(cues.mean(axis=0))])


def odds_of(about: np.ndarray, cues: np.ndarray, reader: str) -> np.ndarray:
    """Return the log-odds (ODDS,) that an article has generic and policy frames, by articles that we coded.

    0 for those of a head whose file is not there; see `analysis.framing.article_odds`.
    """
    found, inputs = np.zeros(ODDS), inputs_of(about, cues, reader)
    for typology, place in ((GENERIC, 0), (POLICY, len(GENERIC.frames))):
        trained, frames = head(f"coded_{typology.name}_{reader}"), len(typology.frames)
        if trained is not None:
            found[place : place + frames] = trained.scores(inputs)[:frames]
    return found


class Content(NamedTuple):
    """What an article's sentences hold: `vectors` (sentences, WIDTHS of the reader) of what they are about,
    the weights of their `cues` (sentences, ITEMS), the log-`odds` (ODDS,) of the article's frames by those
    that we coded, and the `words` of the sentences.
    """

    vectors: np.ndarray
    cues: np.ndarray
    odds: np.ndarray
    words: Bag

    @property
    def columns(self) -> np.ndarray:
        """Which of all inputs of articles those of this one are; the others are 0."""
        fixed = self.vectors.shape[1] + ITEMS + ODDS
        return np.append(np.arange(fixed), fixed + self.words.places)

    @property
    def whole(self) -> np.ndarray:
        """The inputs (columns,) of the article as it is."""
        return self.inputs(np.ones((1, len(self.vectors))))[0]

    def inputs(self, counts: np.ndarray) -> np.ndarray:
        """Return the inputs (samples, columns) of articles that have each sentence so many times: `counts`
        (samples, sentences).
        """
        shares = counts / counts.sum(axis=1, keepdims=True)
        words = weigh(self.words.places, counts @ self.words.counts)
        odds = np.repeat(self.odds[None], len(counts), axis=0)
        return np.hstack([ABOUT * shares @ self.vectors, np.sqrt(shares @ self.cues), odds, words])


def of_articles(texts: Iterable[str], reader: str) -> np.ndarray:
    """Return all inputs of articles: array (articles, WIDTHS of the reader + ITEMS + ODDS + words)."""
    width = WIDTHS[reader] + ITEMS + ODDS + size()
    rows = []
    for text in texts:
        row = np.zeros(width)
        if (content := read_article(text, reader)) is not None:
            row[content.columns] = content.whole
        rows.append(row)
    return np.array(rows).reshape(-1, width)


def read_article(text: str, reader: str) -> Content | None:
    """Parse and read a text; None where it has no sentence."""
    doc = parse(text)
    spans = [sentence for sentence in doc.sents if sentence.text.strip()]
    if not spans:
        return None
    vectors = about([" ".join(span.text.split()) for span in spans], reader)
    return content(doc, [span.start for span in spans], vectors, reader)


def content(doc: Doc, starts: Sequence[int], vectors: np.ndarray, reader: str) -> Content:
    """Return what a parsed text holds, whose sentences start at these tokens and are about `vectors`."""
    cues = article_cues(doc, starts)
    return Content(vectors, cues, odds_of(vectors, cues, reader), bag(doc, starts))


def article_cues(doc: Doc, starts: Sequence[int]) -> np.ndarray:
    """Return the weights of the policy and generic cues in sentences that start at these tokens."""
    keys = keys_of(doc)
    return np.hstack(
        [cue_sums(each.cues(doc, keys), starts, len(starts), len(each.items)) for each in (POLICY, GENERIC)]
    )


def cue_sums(cues: Iterable[Cue], starts: Sequence[int], rows: int, items: int) -> np.ndarray:
    """Return the sums (rows, items) of the weights of cues, in sentences that start at these tokens."""
    sums = np.zeros((rows, items))
    for cue in cues:
        row = int(np.searchsorted(starts, cue.start, side="right")) - 1 if len(starts) else 0
        sums[max(row, 0), cue.item] += cue.weight
    return sums
