"""What the sentence model says of a document, read once: ratings, targets, and features for other heads."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Protocol

from analysis.annotation import Document
from analysis.encoder import Span
from analysis.reading.model import LABELS, Judged, ModelError, shipped

__all__ = ["LABELS", "Judged", "ModelError", "Reader", "read", "reader", "shipped"]


class Reader(Protocol):
    """Whatever rates sentences and judges them towards targets: the shipped model, or a larger one."""

    def judge_each(self, asked: Iterable[tuple[str, Sequence[Span]]]) -> Iterator[Judged]:
        """Rate each sentence and judge it towards the targets at its characters."""


@lru_cache(maxsize=2)
def reader(model: str = "") -> Reader:
    """Return the model that ships, or a larger one by its name or folder; ModelError if there is none."""
    if not model:
        return shipped()
    from analysis.reading.larger import LargerModel

    return LargerModel(model)


def read(document: Document, model: str = "") -> tuple[Judged, ...]:
    """Return what the model says of each sentence, and of its mentions in the order of the document."""
    return document.remember(f"read by {model}", lambda: tuple(_read(document, model)))


def _read(document: Document, model: str) -> Iterator[Judged]:
    spans = defaultdict(list)
    for mention in document.mentions:
        start = document.sentences[mention.sentence - 1].start
        spans[mention.sentence].append((mention.start - start, mention.end - start))
    return reader(model).judge_each(
        (document.article.text[sentence.start : sentence.end], spans[sentence.number])
        for sentence in document.sentences
    )
