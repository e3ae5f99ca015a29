"""What the trained heads are given: what sentences are about, the cues and words in them.

The model reads each sentence once; cues and words come from the parse.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from spacy.tokens import Doc

from analysis.annotation.parsing import parse, pipeline
from analysis.framing.generic import GENERIC
from analysis.framing.lexicon import keys_of
from analysis.framing.policy import POLICY
from analysis.framing.typology import Cue
from analysis.framing.vocabulary import Bag, bag, size, weigh
from analysis.reading.meaning import WIDTH, embed

ABOUT, CUES = 8.0, 0.5


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


FIXED_WIDTH = WIDTH + len(POLICY.items) + len(GENERIC.items)


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
        sums[row, cue.item] += cue.weight
    return sums
