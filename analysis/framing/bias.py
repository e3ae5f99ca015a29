"""How likely readers are to call a sentence biased, and to mark its words so.

A head reads the small reader's features, how the sentence sounds, counts of words, and how likely each of
its words is to be marked. See MODEL_CARD.md for what it learned from, and the terms.

A word's chance starts from what it is: its part of speech and ending, how common it is in the news, its
valence in VADER (Hutto and Gilbert 2014), its polarity and subjectivity in TextBlob (De Smedt and Daelemans
2012), and the kind of our own lists. That is a logistic regression. How often annotators marked the very word
where they read it moves the chance (BABE, Spinde et al. 2021: they marked words as well as sentences): the
start counts as much as `START` readings.
"""

import json
import string
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from spacy.tokens import Token
from textblob.en import sentiment as textblob_lexicon
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from analysis import word_lists
from analysis.annotation import Document
from analysis.annotation.parsing import pipeline
from analysis.attribution import voices
from analysis.framing import heads
from analysis.framing.heads import Head, commonness
from analysis.framing.lexicon import document_keys
from analysis.framing.loaded import KINDS, Word, find
from analysis.models.readers import SMALL, Judged, read
from analysis.models.small import small_reader
from analysis.schemas import typed

NAME = "loaded_sentences"
LIKELY = 0.15
START = 8.0
SUMS = 5
_MOST_WORDS = 4
_COUNTED = ("ADJ", "ADV", "NUM", "PROPN")
_PARTS_OF_SPEECH = ("ADJ", "ADV", "NOUN", "VERB", "PROPN", "ADP", "PRON", "DET", "AUX")
_ENDINGS = tuple(word_lists.read("framing/loaded")["endings"])
_LEFT_OUT = frozenset({"PUNCT", "SPACE", "NUM"})
_LEAST_SHARE = 1 / 4000
MARKING_FEATURES = 12 + len(_ENDINGS) + len(_PARTS_OF_SPEECH) + 1 + len(KINDS)


class Words(NamedTuple):
    """The words of a sentence: their lemmas, and what each is: array (words, MARKING_FEATURES)."""

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

    def start(self, features: np.ndarray) -> np.ndarray:
        """Return the chances (words,) before the words themselves count."""
        return 1 / (1 + np.exp(-(features @ self.weights + self.bias)))

    def moved(self, words: Words, start: np.ndarray, own: dict[str, tuple[int, int]]) -> np.ndarray:
        """Return the chances (words,) with the readings of the words, but for those that are a sentence's
        `own`: what is fitted must not know the sentence it is fitted to.
        """
        known = np.array([self.readings.get(lemma, (0, 0)) for lemma in words.lemmas]).reshape(-1, 2)
        known = known - np.array([own.get(lemma, (0, 0)) for lemma in words.lemmas]).reshape(-1, 2)
        return np.clip((known[:, 1] + START * start) / (known[:, 0] + START), 1e-4, 0.99)


def words_of(tokens: Iterable[Token], found: Iterable[Word]) -> Words:
    """Return the words of a parsed sentence, numbers and punctuation left out; `found` are those that the
    lists hold (see `loaded.find`).
    """
    kinds = {place: word.kind for word in found for place in range(word.start, word.end)}
    kept = words_in(tokens)
    features = [[*_in_lexicons(t.lower_, t.lemma_.lower()), *_in_text(t, kinds.get(t.i, ""))] for t in kept]
    lemmas = tuple(token.lemma_.lower() for token in kept)
    return Words(lemmas, np.array(features, dtype=float).reshape(len(lemmas), MARKING_FEATURES))


def words_in(tokens: Iterable[Token]) -> list[Token]:
    """Return the tokens that are words."""
    return [token for token in tokens if token.pos_ not in _LEFT_OUT]


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


def counted(lemmas: Sequence[str], of: np.ndarray) -> dict[str, tuple[int, int]]:
    """Return how often each lemma was read, and how often marked, where `of` (words,) were."""
    found: dict[str, tuple[int, int]] = {}
    for lemma, is_marked in zip(lemmas, of, strict=True):
        readings, times = found.get(lemma, (0, 0))
        found[lemma] = readings + 1, times + int(is_marked)
    return found


@dataclass(frozen=True, eq=False)
class Sentences:
    """Sentences as the head takes them: inputs (sentences, ...) and words."""

    inputs: np.ndarray
    words: tuple[Words, ...]


@dataclass(frozen=True, eq=False)
class BiasHead:
    """A linear head on a sentence's inputs and on the sums of its words' chances to be marked."""

    head: Head
    marking: Marking

    def scores(self, sentences: Sentences) -> np.ndarray:
        """Return log-odds (sentences, 1)."""
        return self.head.scores(self._inputs(sentences))

    def chances(self, sentences: Sentences) -> np.ndarray:
        """Return probabilities (sentences,)."""
        return self.head.chances(self._inputs(sentences))[:, 0]

    def _inputs(self, sentences: Sentences) -> np.ndarray:
        of_words = [sums(self.marking.chances(words), self.marking.base) for words in sentences.words]
        return np.hstack([sentences.inputs, of_words])


@cache
def bias_head() -> BiasHead | None:
    """Return the head that ships, or None when its file is not there."""
    path, linear = heads.FOLDER / f"{NAME}.json", heads.head(NAME)
    if linear is None:
        return None
    learned = json.loads(path.read_text(encoding="utf-8"))["marking"]
    readings = {lemma: tuple(counts) for lemma, counts in learned["readings"].items()}
    return BiasHead(linear, Marking(np.array(learned["weights"]), learned["bias"], readings, learned["base"]))


def biased_sentences(document: Document) -> pd.DataFrame:
    """Return a row a sentence: article_id, sentence, probability, author_share, words; the highest first.

    `probability` (0..1) is that of `classify_loaded`, `author_share` (0..1) how many of the sentence's words
    are in the author's own voice, `words` those likely to be marked as biased, the likeliest first. Empty
    without the head's file.
    """
    trained = bias_head()
    if trained is None or not document.sentences:
        return typed("biased", [])
    sentences, spoken = _read_document(document), voices(document)
    rows = []
    for sentence, words, chance in zip(
        document.sentences, sentences.words, trained.chances(sentences), strict=True
    ):
        tokens = words_in(sentence.span)
        own = sum(spoken[token.i] == "author" for token in tokens) / max(len(tokens), 1)
        telling = _telling(tokens, trained.marking.chances(words))
        rows.append((document.article.id, sentence.number, chance, own, telling))
    table = typed("biased", rows)
    return table.sort_values("probability", ascending=False, kind="stable", ignore_index=True)


def _telling(tokens: Sequence[Token], chances: np.ndarray) -> list[str]:
    likely = [place for place in np.argsort(-chances, kind="stable") if chances[place] >= LIKELY]
    return list(dict.fromkeys(tokens[place].text for place in likely))[:_MOST_WORDS]


def read_sentences(sentences: Sequence[str]) -> Sentences:
    """Parse and read bare sentences."""
    docs = list(pipeline().pipe(sentences))
    judgements = small_reader().judge_each((sentence, []) for sentence in sentences)
    return _as_inputs((judged, list(doc), find(doc)) for judged, doc in zip(judgements, docs, strict=True))


def _read_document(document: Document) -> Sentences:
    found = find(document.doc, document_keys(document))
    return _as_inputs(
        (judged, list(span), [word for word in found if span.start <= word.start < span.end])
        for judged, span in zip(
            read(document, SMALL), (each.span for each in document.sentences), strict=True
        )
    )


def _as_inputs(sentences: Iterable[tuple[Judged, list[Token], list[Word]]]) -> Sentences:
    """Return what the head takes of sentences that were read, parsed and looked up in the lists."""
    inputs, words = [], []
    for judged, tokens, found in sentences:
        inputs.append([*judged.features, judged.rating, abs(judged.rating), *_counts(tokens, found)])
        words.append(words_of(tokens, found))
    return Sentences(np.array(inputs), tuple(words))


def _counts(tokens: Sequence[Token], found: Iterable[Word]) -> list[float]:
    kinds, parts = Counter(word.kind for word in found), Counter(token.pos_ for token in tokens)
    shares = [*(parts[part] for part in _COUNTED), sum(token.tag_ == "VBD" for token in tokens)]
    quotes = sum(token.text in {'"', "“", "”"} for token in tokens)
    return [*(kinds[kind] for kind in KINDS), *(share / max(len(tokens), 1) for share in shares), quotes]
