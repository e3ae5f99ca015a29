"""The texts to code, one article or a corpus, and their units: each with the label that the machine gives it.

Coded are sentences for quotes and frames, and mentions for sentiment.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import pandas as pd

import analysis
from analysis.annotation import Document
from analysis.annotation import mentions as annotated
from analysis.articles import load_article
from analysis.coding.answers import NO, POLARITIES, QUOTES, SENTIMENT
from analysis.framing.typologies.policy import OTHER
from analysis.paths import find
from analysis.wording import UNKNOWN_OUTLET

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
        return (
            _one_line(self.text[min(before, start) : start]),
            _one_line(self.text[start:end]),
            _one_line(self.text[end : max(after, end)]),
        )


def _one_line(text: str) -> str:
    return " ".join(text.split())


def open_material(place: str | Path) -> Material:
    """Open an article (a path or URL), or what `presslens corpus` wrote, or a folder of articles.

    Raises ArticleError or CorpusError, in one sentence, for what cannot be used.
    """
    if find(place).is_dir() or ("://" in str(place) and not str(place).startswith("http")):
        from analysis.corpus.dataset import open_corpus  # over a second, which one article has no need of

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


class Speech(NamedTuple):
    """Whose words stand in a sentence: `kind` is no, yes, direct, mixed or indirect; None: nobody named."""

    kind: str
    speakers: frozenset[str | None] = frozenset()


Label = Speech | str | frozenset[str]
"""What a unit is coded as: a `Speech`, a polarity, or the frames that it carries."""


def units(material: Material, task: str) -> pd.DataFrame:
    """Return every unit of a task: article_id, start, end, machine (its label) and stratum.

    Labels are `Speech` for quotes, negative, neutral or positive for sentiment, a set of frames for a
    typology. A stratum is an outlet with a label: units of one are alike to the machine.
    """
    makers = {QUOTES: _spoken, SENTIMENT: _judged}
    found = makers[task](material) if task in makers else _framed(material, task)
    outlets = material.articles["outlet"].fillna(UNKNOWN_OUTLET)
    found["stratum"] = list(zip(found["article_id"].map(outlets), map(_plain, found["machine"]), strict=True))
    return found.reset_index(drop=True)


def merged(labels: list[Speech]) -> Speech:
    """Return several statements in one sentence as one label: of different kinds it is mixed."""
    kinds = {label.kind for label in labels} - {NO}
    if not kinds:
        return Speech(NO)
    speakers = frozenset().union(*(label.speakers for label in labels))
    return Speech(kinds.pop() if len(kinds) == 1 else "mixed", speakers)


def _spoken(material: Material) -> pd.DataFrame:
    statements: dict[str, list[tuple[int, int, Speech]]] = defaultdict(list)
    for row in material.table("quotes", ["article_id", "kind", "speaker", "content"]).itertuples():
        label = Speech(row.kind, frozenset([row.speaker if isinstance(row.speaker, str) else None]))
        statements[row.article_id] += [(int(start), int(end), label) for start, end in row.content]
    found = material.sentences[["article_id", "start", "end"]].copy()
    found["machine"] = [
        merged([label for start, end, label in statements[article] if start < last and end > first])
        for article, first, last in found.itertuples(index=False)
    ]
    return found


def _judged(material: Material) -> pd.DataFrame:
    targets = material.table("targets", ["article_id", "start", "end", *POLARITIES])
    targets = targets.drop_duplicates(["article_id", "start", "end"])  # one of a group is coded once
    found = targets[["article_id", "start", "end"]].copy()
    found["machine"] = targets[list(POLARITIES)].to_numpy().argmax(axis=1)
    found["machine"] = found["machine"].map(dict(enumerate(POLARITIES)))
    return found


def _framed(material: Material, typology: str) -> pd.DataFrame:
    rows = material.table("frames", ["article_id", "frame", "sentence"], typology=typology)
    carried: dict[tuple[str, int], set[str]] = defaultdict(set)
    for row in rows[rows["sentence"].notna() & (rows["frame"] != OTHER)].itertuples():
        carried[row.article_id, int(row.sentence)].add(row.frame)
    found = material.sentences[["article_id", "start", "end"]].copy()
    places = zip(material.sentences["article_id"], material.sentences["sentence"], strict=True)
    found["machine"] = [frozenset(carried[place]) for place in places]
    return found


def _plain(label: Label) -> str:
    """Return what of a label makes a stratum: the kind of a quotation, the polarity, the first frame."""
    if isinstance(label, Speech):
        return label.kind
    return min(label, default="none") if isinstance(label, frozenset) else label
