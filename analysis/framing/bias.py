"""Whether a trained annotator would call a sentence biased: what the head is given, and the head.

It reads the sentence model's features, how the sentence sounds, counts of words, and how likely each of its
words is to be marked as biased. See MODEL_CARD.md for what it learned from, and the terms.
"""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from spacy.tokens import Doc

from analysis.annotation.parsing import pipeline
from analysis.framing import heads
from analysis.framing.heads import Head
from analysis.framing.loaded import KINDS, find
from analysis.framing.marking import Marking, Words, sums, words_of
from analysis.reading import shipped

NAME = "loaded_sentences"
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


def read_sentences(sentences: Sequence[str]) -> Sentences:
    """Parse and read bare sentences."""
    docs = list(pipeline().pipe(sentences))
    inputs = [_inputs(text, doc) for text, doc in zip(sentences, docs, strict=True)]
    return Sentences(np.array(inputs), tuple(map(words_of, docs)))


def _inputs(sentence: str, doc: Doc) -> np.ndarray:
    judged = shipped().judge(sentence)
    kinds = Counter(word.kind for word in find(doc))
    parts = Counter(token.pos_ for token in doc)
    past = sum(token.tag_ == "VBD" for token in doc)
    shares = [*(parts[part] for part in _PARTS), past]
    quotes = sum(token.text in {'"', "“", "”"} for token in doc)
    words = [*(kinds[kind] for kind in KINDS), *(share / max(len(doc), 1) for share in shares), quotes]
    return np.array([*judged.features, judged.rating, abs(judged.rating), *words])
