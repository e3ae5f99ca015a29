"""How likely readers are to call a sentence biased, and which of its words make it so.

Two heads read a reader's features, how the sentence sounds and counts of words. One learned from BABE (Spinde
et al. 2021: trained annotators called sentences biased or not, and marked words), and takes also how likely
each word is to be marked (`analysis.framing.marking`). The other learned from our own codes of news: whether
the author takes a stance. Where both files are there, their log-odds are mixed; one without the other answers
alone. See MODEL_CARD.md for terms.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np
import pandas as pd
from spacy.tokens import Token

from analysis.annotation import Document, of_document
from analysis.annotation.parsing import pipeline
from analysis.attribution import voices
from analysis.errors import ArgumentError
from analysis.framing.heads import Head
from analysis.framing.loaded_lists import KINDS, Word, find
from analysis.framing.marking import (
    FOLDER,
    Marking,
    Words,
    document_words,
    listed_in,
    read_marking,
    sums,
    words_in,
    words_of,
)
from analysis.models.readers import BASE, SMALL, Judged, read, reader_of, sigmoid
from analysis.paths import read_json
from analysis.schemas import typed
from analysis.word_lists import read as read_list

READERS = (BASE, SMALL)
LIKELY = 0.15
_MOST_WORDS = 4
_COUNTED = ("ADJ", "ADV", "NUM", "PROPN")
_TELLING = frozenset({"loaded", "booster"})


@dataclass(frozen=True, eq=False)
class Sentences:
    """Sentences as the heads take them: inputs (sentences, ...) and words."""

    inputs: np.ndarray
    words: tuple[Words, ...]


@dataclass(frozen=True, eq=False)
class BiasHead:
    """A linear head on a sentence's inputs and on the sums of its words' chances to be marked."""

    head: Head
    marking: Marking

    def scores(self, sentences: Sentences) -> np.ndarray:
        """Return log-odds (sentences, 1)."""
        of_words = [sums(self.marking.chances(words), self.marking.base) for words in sentences.words]
        return self.head.scores(np.hstack([sentences.inputs, of_words]))


class Mix(NamedTuple):
    """How two log-odds make one: the share of the second, and a factor and a shift of the mean, with which
    it says how likely a sentence of BABE is to be called biased.
    """

    share: float
    factor: float
    shift: float

    def of(self, biased: np.ndarray, subjective: np.ndarray) -> np.ndarray:
        """Return the mixed log-odds."""
        return self.factor * ((1 - self.share) * biased + self.share * subjective) + self.shift


@cache
def bias_head(reader: str) -> tuple[BiasHead, Mix] | None:
    """Return what was learned from BABE for a reader, or None when its file is not there."""
    path = FOLDER / f"babe_{reader}.json"
    if not path.exists():
        return None
    content = read_json(path)
    return BiasHead(_linear(content), read_marking(content["marking"])), Mix(*content["mix"])


@cache
def stance_head(reader: str) -> Head | None:
    """Return what was learned from our codes for a reader, or None when its file is not there."""
    path = FOLDER / f"own_{reader}.json"
    return _linear(read_json(path)) if path.exists() else None


def _linear(content: dict[str, list]) -> Head:
    return Head(np.array(content["weights"]), np.array(content["bias"]))


def classify_loaded(sentences: Iterable[str], reader: str = BASE) -> pd.Series:
    """Return, for each sentence, how likely a trained annotator is to call it biased, 0..1.

    The mean of two logistic regressions on what a reader ("base" or "small") reads in the sentence and on
    counts of words, one of them also on how likely each word is to be marked as biased. Where only our own is
    there, it is how likely the author takes a stance. Without any file the value is looked up: the share of
    BABE's sentences called biased among those with as many loaded words and boosters (none, one, two, three
    and more). ArgumentError for another reader.
    """
    sentences = list(sentences)
    values = np.zeros(0)
    if sentences and not _has_heads(known(reader)):
        values = np.array([_share_called_biased(sentence) for sentence in sentences])
    elif sentences:
        values = _chances(read_sentences(sentences, reader), reader)
    return pd.Series(values, dtype=float, name="probability")


@of_document
def biased_sentences(document: Document, reader: str = BASE) -> pd.DataFrame:
    """Return a row a sentence: article_id, sentence, probability, author_share, words; the highest first.

    `probability` (0..1) is that of `classify_loaded`, `author_share` (0..1) how many of the sentence's words
    are in the author's own voice, `words` those likely to be marked as biased, the likeliest first. Empty
    without the heads' files. ArgumentError for a reader that is neither "base" nor "small".
    """
    if not _has_heads(known(reader)) or not document.sentences:
        return typed("biased", [])
    sentences, spoken = _read_document(document, reader), voices(document)
    rows = []
    for sentence, words, chance in zip(
        document.sentences, sentences.words, _chances(sentences, reader), strict=True
    ):
        tokens = words_in(sentence.span)
        own = sum(spoken[token.i] == "author" for token in tokens) / max(len(tokens), 1)
        rows.append((document.article.id, sentence.number, chance, own, _telling(tokens, words, reader)))
    table = typed("biased", rows)
    return table.sort_values("probability", ascending=False, kind="stable", ignore_index=True)


def known(reader: str) -> str:
    """Return a reader's name; ArgumentError for one whose features no head was fitted to."""
    if reader not in READERS:
        raise ArgumentError(
            f"Biased sentences are found by the reader “{BASE}” or “{SMALL}”, not by “{reader}”."
        )
    return reader


def _has_heads(reader: str) -> bool:
    return bias_head(reader) is not None or stance_head(reader) is not None


def _chances(sentences: Sentences, reader: str) -> np.ndarray:
    """Return the chances (sentences,) by whichever heads there are."""
    of_babe, own = bias_head(reader), stance_head(reader)
    subjective = own.scores(sentences.inputs)[:, 0] if own else np.zeros(len(sentences.words))
    if of_babe is None:
        return sigmoid(subjective)
    head, mix = of_babe
    biased = head.scores(sentences)[:, 0]
    return sigmoid(mix.of(biased, subjective) if own else biased)


def _telling(tokens: Sequence[Token], words: Words, reader: str) -> list[str]:
    of_babe = bias_head(reader)
    if of_babe is None:
        return []
    chances = of_babe[0].marking.chances(words)
    likely = [place for place in np.argsort(-chances, kind="stable") if chances[place] >= LIKELY]
    return list(dict.fromkeys(tokens[place].text for place in likely))[:_MOST_WORDS]


def read_sentences(sentences: Sequence[str], reader: str) -> Sentences:
    """Parse and read bare sentences."""
    judgements = reader_of(reader).judge_each((sentence, []) for sentence in sentences)
    inputs, words = [], []
    for judged, doc in zip(judgements, pipeline().pipe(sentences), strict=True):
        found = find(doc)
        inputs.append(_inputs(judged, list(doc), found, reader))
        words.append(words_of(doc, found, judged.pieces))
    return Sentences(np.array(inputs), tuple(words))


def _read_document(document: Document, reader: str) -> Sentences:
    inputs = [
        _inputs(judged, list(sentence.span), listed, reader)
        for judged, sentence, listed in zip(
            read(document, reader), document.sentences, listed_in(document), strict=True
        )
    ]
    return Sentences(np.array(inputs), document_words(document, reader))


def _inputs(judged: Judged, tokens: Sequence[Token], found: Iterable[Word], reader: str) -> list[float]:
    """Return what the heads take of a sentence that was read, parsed and looked up in the lists.

    The rating is told by the base reader's features, not by the small one's.
    """
    rating = [judged.rating, abs(judged.rating)] if reader == SMALL else []
    return [*judged.features, *rating, *_counts(tokens, found)]


def _counts(tokens: Sequence[Token], found: Iterable[Word]) -> list[float]:
    kinds, parts = Counter(word.kind for word in found), Counter(token.pos_ for token in tokens)
    shares = [*(parts[part] for part in _COUNTED), sum(token.tag_ == "VBD" for token in tokens)]
    quotes = sum(token.text in {'"', "“", "”"} for token in tokens)
    return [*(kinds[kind] for kind in KINDS), *(share / max(len(tokens), 1) for share in shares), quotes]


def _share_called_biased(sentence: str) -> float:
    measured = read_list("framing/loaded")["measured"]["sentences"]
    count = sum(word.kind in _TELLING for word in find(pipeline()(sentence)))
    return measured[min(count, len(measured) - 1)]
