"""Hedging: how many of the author's own sentences leave open whether it is so."""

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from analysis.corpus.actors import Actors
from analysis.corpus.dataset import Corpus
from analysis.corpus.measures.measure import Measure
from analysis.corpus.pieces import pieces

_OWN = 0.5  # a sentence is the author's when others have less of it
_FEWEST = 3  # sentences of the author
_COLUMNS = ["article_id", "sentence", "part", "quoted_share", "reported_share"]
_KEYS = ["article_id", "sentence"]
_NO_HEDGES = [
    (r"(?:un)?likely", r"\b(?:more|less|most|least|as|how|equally)\s+$", ""),  # compared
    (r"suggest\w*", "", r"\s+(?:an?|his|her|their|its)\s"),  # proposed
    (r"appear\w*", "", r"\s+(?:on|in|at|before|with|alongside|together)\b"),  # was there
    (r"could", "", r"\s*(?:not|n['’]t)\b"),  # was unable
    (r"rather", "", r"\s+than\b"),
    (r"(?:kind|sort) of", r"\b(?:an?|the|this|that|some|any|what|which|every|same|other|one)\s+$", ""),
]
"""Words that may hedge, and what stands before or after them where they do not."""


def hedged(corpus: Corpus, actors: Actors) -> pd.DataFrame:
    """Return which share of the author's own sentences is hedged."""
    marked = _marks(corpus)[_KEYS].drop_duplicates().assign(hedged=1.0)
    found = []
    for piece in pieces(corpus, "sentences", _COLUMNS):
        own = _own(piece).merge(marked, on=_KEYS, how="left").fillna({"hedged": 0.0})
        found.append(own.groupby("article_id", sort=False)["hedged"].agg(["size", "mean"]))
    table = pd.concat(found)
    values = table.loc[table["size"] >= _FEWEST, "mean"]
    return pd.DataFrame({"article_id": values.index, "name": "", "value": values.to_numpy()})


def own_sentences(corpus: Corpus, articles: Sequence[str]) -> pd.DataFrame:
    """Return the author's sentences of articles: article_id, sentence.

    Headlines are none: an editor writes them, and they are short.
    """
    return _own(corpus.table("sentences", _COLUMNS, article_id=articles))


def is_hedge(word: str, before: str, after: str) -> bool:
    """Tell whether a word that may hedge does between these words of its sentence.

    "More likely" compares, who "suggested a cap" proposed one, and who "appeared on television" was there.
    """
    return not any(
        re.fullmatch(its, word, re.IGNORECASE)
        and re.search(left, before, re.IGNORECASE)
        and re.match(right, after, re.IGNORECASE)
        for its, left, right in _NO_HEDGES
    )


def _own(sentences: pd.DataFrame) -> pd.DataFrame:
    others = sentences["quoted_share"] + sentences["reported_share"]
    return sentences.loc[(others < _OWN) & (sentences["part"] != "headline"), _KEYS]


def _marks(corpus: Corpus, articles: Sequence[str] | None = None) -> pd.DataFrame:
    """Return the author's marks that leave something open: a row each, with article_id and sentence."""
    chosen = {} if articles is None else {"article_id": articles}
    marks = corpus.table("loaded", [*_KEYS, "start", "text"], kind="hedge", voice="author", **chosen)
    articles = sorted(set(marks["article_id"]))
    texts = corpus.table("sentences", [*_KEYS, "start", "text"], article_id=articles)
    told = marks.merge(texts, on=_KEYS, suffixes=("", "_sentence"))
    return told[np.array([_leaves_open(row) for row in told.itertuples()], dtype=bool)]


def _leaves_open(row: Any) -> bool:
    place = row.start - row.start_sentence
    return is_hedge(row.text, row.text_sentence[:place], row.text_sentence[place + len(row.text) :])


def _sentences(corpus: Corpus, actors: Actors, articles: Sequence[str], name: str) -> pd.DataFrame:
    """Return the author's sentences that hedge, by how many words they do it with."""
    table = _marks(corpus, articles).merge(own_sentences(corpus, articles), on=_KEYS)
    return table.groupby(_KEYS).size().rename("value").reset_index()


MEASURE = Measure(
    "hedging",
    "share of the author's sentences",
    "",
    "How many of the author's own sentences leave open whether it is so.",
    "{one} hedges more of its own sentences than {other}",
    0.02,
    hedged,
    _sentences,
    points=True,
    beside="opinion",
    shows=1,
)
