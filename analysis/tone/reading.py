"""What a model says of a document, read once: each sentence's rating and its mentions' probabilities."""

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import Protocol

import pandas as pd

from analysis.annotation import Document
from analysis.encoder import Span
from analysis.tone import lexicons
from analysis.tone.model import Judged, shipped

METHODS = ("model", "vader", "textblob")


class Reader(Protocol):
    """Whatever rates a sentence and judges it towards targets: the shipped model, or a larger one."""

    def judge(self, sentence: str, spans: list[Span]) -> Judged:
        """Rate a sentence and judge it towards the targets at these characters."""


@lru_cache(maxsize=2)
def reader(model: str = "") -> Reader:
    """Return the model that ships, or a larger one by its name or folder; ModelError if there is none."""
    if not model:
        return shipped()
    from analysis.tone.larger import LargerModel

    return LargerModel(model)


def rate_sentences(sentences: Iterable[str], model: str = "") -> pd.DataFrame:
    """Rate how sentences sound, each by itself: a row a sentence, in order, every score -1..1.

    Columns: `textblob` (polarity), `vader` (compound) and `model`, the trained model's estimate of what
    readers would say on average, from very negative to very positive. `model` names a larger one to use, see
    `classify_targets`.
    """
    return score(sentences, model)[["textblob", "vader", "model"]]


def score(sentences: Iterable[str], model: str = "") -> pd.DataFrame:
    """Return textblob, subjectivity, vader and model, a row a sentence; see `rate_sentences`."""
    sentences = list(sentences)
    read = reader(model)
    ratings = {sentence: read.judge(sentence, []).rating for sentence in dict.fromkeys(sentences)}
    return lexicons.score(sentences).assign(model=pd.Series(map(ratings.get, sentences), dtype="float64"))


def read(document: Document, model: str = "") -> tuple[Judged, ...]:
    """Return what the model says of each sentence, and of its mentions in the order of the document."""
    return document.remember(f"tone by {model}", lambda: tuple(_read(document, model)))


def _read(document: Document, model: str) -> Iterable[Judged]:
    spans = defaultdict(list)
    for mention in document.mentions:
        start = document.sentences[mention.sentence - 1].start
        spans[mention.sentence].append((mention.start - start, mention.end - start))
    for sentence in document.sentences:
        text = document.article.text[sentence.start : sentence.end]
        yield reader(model).judge(text, spans[sentence.number])
