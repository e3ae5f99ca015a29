"""The texts to code, and what the methods find in them: one article, or the tables of a corpus."""

from bisect import bisect_right
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path

import pandas as pd

import analysis
from analysis.annotation import Document
from analysis.annotation import tables as annotated
from analysis.article import load_article
from analysis.paths import find

_MAKERS = {
    "articles": annotated.articles,
    "sentences": analysis.sentences,
    "quotes": analysis.quotes,
    "targets": analysis.target_sentiment,
    "frames": analysis.frames,
}


class Material:
    """Tables of one article or many, as under Tables in the design; `documents` are those at hand by id."""

    def __init__(
        self, table: Callable[..., pd.DataFrame], documents: Mapping[str, Document] | None = None
    ) -> None:
        self.table = table
        self.documents = documents or {}

    @cached_property
    def articles(self) -> pd.DataFrame:
        """Titles and outlets, indexed by article_id."""
        return self.table("articles", ["article_id", "title", "outlet"]).set_index("article_id")

    @cached_property
    def sentences(self) -> pd.DataFrame:
        """The sentences' places: article_id, sentence, start, end."""
        return self.table("sentences", ["article_id", "sentence", "start", "end"])

    def text(self, article_id: str) -> "Text":
        """Return an article's text with its sentences; KeyError for an article that is not here."""
        if article_id not in self.articles.index:
            raise KeyError(article_id)
        return Text(self.table("sentences", ["start", "end", "text"], article_id=article_id))


class Text:
    """An article's sentences at their offsets; what stood between them is white space."""

    def __init__(self, sentences: pd.DataFrame) -> None:
        self._spans = list(zip(sentences["start"], sentences["end"], strict=True))
        self._starts = [start for start, _ in self._spans]
        text = ""
        for start, said in zip(self._starts, sentences["text"], strict=True):
            text = text.ljust(start) + said
        self.text = text

    def number(self, place: int) -> int:
        """Return the number (from 1) of the sentence at an offset."""
        return max(bisect_right(self._starts, place), 1)

    def context(self, start: int, end: int) -> tuple[str, str, str]:
        """Return what stands before a stretch, from the sentence before on, the stretch, and what follows."""
        first, last = self.number(start) - 1, self.number(max(end - 1, start)) - 1
        before = self._spans[max(first - 1, 0)][0]
        after = self._spans[min(last + 1, len(self._spans) - 1)][1]
        parts = self.text[min(before, start) : start], self.text[start:end], self.text[end : max(after, end)]
        return tuple(" ".join(part.split()) for part in parts)


def open_material(place: str | Path) -> Material:
    """Open an article (a path or URL), or what `python -m analysis corpus` wrote, or a folder of articles.

    Raises ArticleError or CorpusError, in one sentence, for what cannot be used.
    """
    if find(place).is_dir() or ("://" in str(place) and not str(place).startswith("http")):
        from analysis.corpus.opened import open_corpus  # over a second, which one article has no need of

        return Material(open_corpus(place).table)
    return of_document(analysis.annotate(load_article(place)))


def of_document(document: Document) -> Material:
    """Return one article's tables, each made when it is asked for."""
    made: dict[str, pd.DataFrame] = {}

    def table(name: str, columns: list[str], **values: str) -> pd.DataFrame:
        frame = made.setdefault(name, None)
        if frame is None:
            frame = made[name] = _MAKERS[name](document)
        for column, value in values.items():
            frame = frame[frame[column] == value]
        return frame[columns]

    return Material(table, {document.article.id: document})
