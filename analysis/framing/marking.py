"""How likely each word of a sentence is to be marked as loaded, from what it is and the company it keeps.

A word's odds start from what it is: its part of speech and ending, how common it is in the news, its valence
in VADER (Hutto and Gilbert 2014), its polarity and subjectivity in TextBlob (De Smedt and Daelemans 2012),
and the kind of our own lists; with the base reader also from its states, which hold the sense it has in that
sentence: "gross" in gross negligence is not that of a gross insult. That is a logistic regression.

Two were fitted. One knows the words that BABE's annotators marked in sentences of US news (Spinde et al.
2021); how often they marked the very word where they read it moves its chance, and the start counts as much
as `START` readings. The other, on the base reader alone, knows the spans of loaded language and name calling
in whole articles of PTC (Da San Martino et al. 2020); the odds of the words beside it move a word's chance,
and those of the first, where its file is there. See MODEL_CARD.md for terms.
"""

import string
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, NamedTuple

import numpy as np
from spacy.tokens import Token
from textblob.en import sentiment as textblob_lexicon
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from analysis import word_lists
from analysis.annotation import Document, once
from analysis.framing.heads import Head, commonness
from analysis.framing.lexicon import document_keys
from analysis.framing.loaded_lists import KINDS, Word, find
from analysis.models.readers import PieceStates, read, sigmoid
from analysis.paths import WEIGHTS, read_json

FOLDER = WEIGHTS / "framing" / "loaded"
START = 8.0
SURE = 0.6
SUMS = 5
NEIGHBOURS = 7
_PARTS_OF_SPEECH = ("ADJ", "ADV", "NOUN", "VERB", "PROPN", "ADP", "PRON", "DET", "AUX")
_ENDINGS = tuple(word_lists.read("framing/loaded")["endings"])
_LEFT_OUT = frozenset({"PUNCT", "SPACE", "NUM"})
_LEAST_SHARE = 1 / 4000
_NOBODY = -6.0
MARKING_FEATURES = 12 + len(_ENDINGS) + len(_PARTS_OF_SPEECH) + 1 + len(KINDS)


class Words(NamedTuple):
    """The words of a sentence: their lemmas, and what each is: float32 (words, MARKING_FEATURES), and with
    the base reader its states behind that.
    """

    lemmas: tuple[str, ...]
    features: np.ndarray


@dataclass(frozen=True, eq=False)
class Marking:
    """What was learned: `weights` (features,) and `bias` of the start, and how often each lemma was read and
    marked; `base` is the share of all words that were marked.
    """

    weights: np.ndarray
    bias: float
    readings: dict[str, tuple[int, int]]
    base: float

    def chances(self, words: Words) -> np.ndarray:
        """Return how likely each word is to be marked: array (words,), above 0 and below 1."""
        return self.moved(words, self.start(words.features), {})

    def odds(self, features: np.ndarray) -> np.ndarray:
        """Return the log-odds (words,) before the words themselves count."""
        return features @ self.weights + self.bias

    def start(self, features: np.ndarray) -> np.ndarray:
        """Return the chances (words,) before the words themselves count."""
        return sigmoid(self.odds(features))

    def moved(self, words: Words, start: np.ndarray, own: dict[str, tuple[int, int]]) -> np.ndarray:
        """Return the chances (words,) with the readings of the words, but for those that are a sentence's
        `own`: what is fitted must not know the sentence it is fitted to.
        """
        known = np.array([self.readings.get(lemma, (0, 0)) for lemma in words.lemmas]).reshape(-1, 2)
        known = known - np.array([own.get(lemma, (0, 0)) for lemma in words.lemmas]).reshape(-1, 2)
        return np.clip((known[:, 1] + START * start) / (known[:, 0] + START), 1e-4, 0.99)


@dataclass(frozen=True, eq=False)
class InContext:
    """What was learned from whole articles: a marking without readings, and a head on `beside` its odds.

    Where BABE's marking is there, `share` of its log-odds above their `mean` is added before.
    """

    marking: Marking
    head: Head
    cut: float
    share: float
    mean: float

    def chances(self, words: Words, other: Marking | None = None) -> np.ndarray:
        """Return how likely each word of a sentence is to be in a loaded phrase: array (words,), 0..1."""
        odds = self.marking.odds(words.features)
        if other is not None:
            odds = odds + self.share * (other.odds(words.features) - self.mean)
        return self.head.chances(beside(odds))[:, 0]

    def found(self, chances: np.ndarray, words: Words, other: Marking | None = None) -> np.ndarray:
        """Return which words are called loaded, bool (words,): those with a chance of `cut` and more, and of
        half of it where BABE's marking is sure: a single strong word in news that is otherwise plain.
        """
        above = chances >= self.cut
        if other is not None:
            above |= (chances >= self.cut / 2) & (other.chances(words) >= SURE)
        return above


def beside(odds: np.ndarray) -> np.ndarray:
    """Return each word's log-odds and those beside it, where nobody stands `_NOBODY`: (words, NEIGHBOURS).

    Its own, of the two words before and the two after, and the higher and the lower of the nearest.
    """
    padded = np.concatenate([[_NOBODY] * 2, odds, [_NOBODY] * 2])
    two, one, own, next_, after = (padded[shift : shift + len(odds)] for shift in range(5))
    return np.column_stack([own, two, one, next_, after, np.maximum(one, next_), np.minimum(one, next_)])


def read_marking(content: dict[str, Any]) -> Marking:
    """Return the marking that a file's content holds."""
    readings = {lemma: tuple(counts) for lemma, counts in content["readings"].items()}
    return Marking(np.array(content["weights"]), content["bias"], readings, content["base"])


@cache
def in_context() -> InContext | None:
    """Return what was learned from whole articles, or None when its file is not there."""
    path = FOLDER / "words_base.json"
    if not path.exists():
        return None
    content = read_json(path)
    head = Head(*(np.array(content["beside"][part]) for part in ("weights", "bias")))
    return InContext(
        read_marking(content["marking"]), head, content["cut"], content["share"], content["mean"]
    )


def words_of(
    tokens: Iterable[Token], found: Iterable[Word], pieces: PieceStates | None = None, start: int = 0
) -> Words:
    """Return the words of a parsed sentence, numbers and punctuation left out; `found` are those that the
    lists hold (see `loaded_lists.find`). Its word pieces count from the character `start`.
    """
    kinds = {place: word.kind for word in found for place in range(word.start, word.end)}
    kept = words_in(tokens)
    rows = [[*_in_lexicons(t.lower_, t.lemma_.lower()), *_in_text(t, kinds.get(t.i, ""))] for t in kept]
    features = np.array(rows, dtype=np.float32).reshape(len(kept), MARKING_FEATURES)
    if pieces is not None:
        spans = [(token.idx - start, token.idx - start + len(token)) for token in kept]
        features = np.hstack([features, pieces.of(spans)])
    return Words(tuple(token.lemma_.lower() for token in kept), features)


def words_in(tokens: Iterable[Token]) -> list[Token]:
    """Return the tokens that are words."""
    return [token for token in tokens if token.pos_ not in _LEFT_OUT]


@once
def document_words(document: Document, reader: str) -> tuple[Words, ...]:
    """Return the words of each sentence of a document, as a reader reads them."""
    judged = read(document, reader)
    return tuple(
        words_of(sentence.span, listed, its.pieces, sentence.start)
        for sentence, listed, its in zip(document.sentences, listed_in(document), judged, strict=True)
    )


def listed_in(document: Document) -> Iterator[list[Word]]:
    """Yield what the lists find in each sentence of a document."""
    found = find(document.doc, document_keys(document))
    for sentence in document.sentences:
        span = sentence.span
        yield [word for word in found if span.start <= word.start < span.end]


def marked(tokens: Iterable[Token], phrases: Iterable[str]) -> np.ndarray:
    """Return which of `words_in(tokens)` stand in phrases that somebody marked: bool (words,)."""
    parts = {part.strip(string.punctuation) for phrase in phrases for part in phrase.lower().split()}
    return np.array([token.lower_ in parts for token in words_in(tokens)], dtype=bool)


def sums(chances: np.ndarray, base: float) -> np.ndarray:
    """Return what the chances of a sentence's words come to: array (SUMS,).

    The sum of their log-odds against the `base`, the highest chance, the sum of the two highest, the sum of
    the log-odds above the base, and minus the log of the chance that none is marked.
    """
    if not len(chances):
        return np.zeros(SUMS)
    odds = np.log(chances / (1 - chances)) - np.log(base / (1 - base))
    highest = np.sort(chances)[::-1]
    none = -np.log1p(-chances).sum()
    return np.array([odds.sum(), highest[0], highest[:2].sum(), np.maximum(odds, 0).sum(), none])


def counted(lemmas: Sequence[str], of: np.ndarray) -> dict[str, tuple[int, int]]:
    """Return how often each lemma was read, and how often marked, where `of` (words,) were."""
    found: dict[str, tuple[int, int]] = {}
    for lemma, is_marked in zip(lemmas, of, strict=True):
        readings, times = found.get(lemma, (0, 0))
        found[lemma] = readings + 1, times + int(is_marked)
    return found


def _in_text(token: Token, kind: str) -> list[float]:
    """Return the features that a word has where it stands."""
    parts = (token.pos_ == part for part in _PARTS_OF_SPEECH)
    return list(map(float, (*parts, token.is_stop, *(kind == each for each in KINDS))))


@lru_cache(maxsize=50_000)
def _in_lexicons(word: str, lemma: str) -> tuple[float, ...]:
    """Return the features that a word has wherever it stands."""
    valence = _first(_vader(), word, lemma, 0.0)
    entry = _first(textblob_lexicon, word, lemma, {})
    polarity, subjectivity, _ = entry.get(None, (0.0, 0.0, 1.0))
    share = commonness(word)
    rarity = -np.log(share + _LEAST_SHARE)
    scores = (abs(valence), max(valence, 0), max(-valence, 0), valence != 0)
    opinions = (polarity, abs(polarity), subjectivity, bool(entry))
    use = (rarity, rarity**2 / 8, share == 0, len(word))
    return tuple(map(float, (*scores, *opinions, *use, *(word.endswith(end) for end in _ENDINGS))))


def _first(lexicon: dict[str, Any], word: str, lemma: str, otherwise: Any) -> Any:
    return lexicon.get(word) or lexicon.get(lemma) or otherwise


@cache
def _vader() -> dict[str, float]:
    return SentimentIntensityAnalyzer().lexicon
