"""Whether a trained annotator would call a sentence biased: what the head is given, and the head.

It reads the sentence model's features, how the sentence sounds, counts of words, and how likely each of its
words is to be marked as biased. See MODEL_CARD.md for what it learned from, and the terms.
"""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd
from spacy.tokens import Token

from analysis.annotation import Document
from analysis.annotation.parsing import pipeline
from analysis.attribution import voices
from analysis.framing import heads
from analysis.framing.heads import Head
from analysis.framing.lexicon import keys_of
from analysis.framing.loaded import KINDS, Word, find
from analysis.framing.marking import Marking, Words, sums, words_in, words_of
from analysis.reading import Judged, read, shipped
from analysis.tables import typed

NAME = "loaded_sentences"
LIKELY = 0.15
COLUMNS = {
    "article_id": "str",
    "sentence": "int64",
    "probability": "float64",
    "author_share": "float64",
    "words": "object",
}
_MOST_WORDS = 4
_PARTS = ("ADJ", "ADV", "NUM", "PROPN")


@dataclass(frozen=True, eq=False)
class Sentences:
    """Sentences as the head is given them: inputs (sentences, ...) and words."""

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
        return typed([], COLUMNS)
    sentences, spoken = _read_document(document), voices(document)
    rows = []
    for sentence, words, chance in zip(
        document.sentences, sentences.words, trained.chances(sentences), strict=True
    ):
        tokens = words_in(sentence.span)
        own = sum(spoken[token.i] == "author" for token in tokens) / max(len(tokens), 1)
        telling = _telling(tokens, trained.marking.chances(words))
        rows.append((document.article.id, sentence.number, chance, own, telling))
    table = typed(rows, COLUMNS)
    return table.sort_values("probability", ascending=False, kind="stable", ignore_index=True)


def _telling(tokens: Sequence[Token], chances: np.ndarray) -> list[str]:
    likely = [place for place in np.argsort(-chances, kind="stable") if chances[place] >= LIKELY]
    return list(dict.fromkeys(tokens[place].text for place in likely))[:_MOST_WORDS]


def read_sentences(sentences: Sequence[str]) -> Sentences:
    """Parse and read bare sentences."""
    docs = list(pipeline().pipe(sentences))
    read_ones = shipped().judge_each((sentence, []) for sentence in sentences)
    return _given((judged, list(doc), find(doc)) for judged, doc in zip(read_ones, docs, strict=True))


def _read_document(document: Document) -> Sentences:
    found = find(document.doc, document.remember("framing.keys", lambda: keys_of(document.doc)))
    return _given(
        (judged, list(span), [word for word in found if span.start <= word.start < span.end])
        for judged, span in zip(read(document), (each.span for each in document.sentences), strict=True)
    )


def _given(sentences: Iterable[tuple[Judged, list[Token], list[Word]]]) -> Sentences:
    """Return what the head is given of sentences that were read, parsed and looked up in the lists."""
    inputs, words = [], []
    for judged, tokens, found in sentences:
        inputs.append([*judged.features, judged.rating, abs(judged.rating), *_counts(tokens, found)])
        words.append(words_of(tokens, found))
    return Sentences(np.array(inputs), tuple(words))


def _counts(tokens: Sequence[Token], found: Iterable[Word]) -> list[float]:
    kinds, parts = Counter(word.kind for word in found), Counter(token.pos_ for token in tokens)
    shares = [*(parts[part] for part in _PARTS), sum(token.tag_ == "VBD" for token in tokens)]
    quotes = sum(token.text in {'"', "“", "”"} for token in tokens)
    return [*(kinds[kind] for kind in KINDS), *(share / max(len(tokens), 1) for share in shares), quotes]
