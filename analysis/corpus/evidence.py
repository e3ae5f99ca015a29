"""The sentences behind a figure of groups: those that make a measure, from each group."""

import re

import pandas as pd

from analysis.corpus.actors import Actors
from analysis.corpus.dataset import Corpus
from analysis.corpus.measures import MEASURES
from analysis.schemas import typed

_MOST_GROUPS = 6
_MOST_ARTICLES = 12
"""Of a group, in which sentences are looked for: those where the measure is largest."""
_COLUMNS = ["measure", "name", "group", "article_id", "sentence", "value", "text"]


def behind(
    corpus: Corpus,
    actors: Actors,
    values: pd.DataFrame,
    estimates: pd.DataFrame,
    groups: pd.Series,
    most: int = 1,
) -> pd.DataFrame:
    """Return sentences that make what a table of `analysis.corpus.estimates` says: at most `most` for a name
    and group, each from another article; of tones the darkest and the brightest, which are the author's own:
    no headlines, nothing of a piece of opinion, and no words of others, as far as quotation marks and
    attribution tell; an actor is named in them.

    Columns: name, group, article_id, sentence, value (as in `Measure.sentences`) and text. Measures without
    sentences of their own have none.
    """
    known = estimates.dropna(subset="mean")
    groups = groups[groups.isin(_largest(known))]
    rows = []
    for (measure, name), _ in known.groupby(["measure", "name"], sort=False):
        if measure in MEASURES:
            own = _of_name(corpus, actors, values, groups, measure, name)
            both_ends = "-1 to 1" in MEASURES[measure].unit
            if both_ends:
                own = _naming(corpus, actors, _sure(_of_author(corpus, own)), name)
            rows.append(_chosen(own, most, both_ends).assign(measure=measure, name=name))
    found = pd.concat(rows, ignore_index=True) if rows else pd.DataFrame(columns=_COLUMNS[:-1])
    texts = corpus.table(
        "sentences", ["article_id", "sentence", "text"], article_id=sorted(set(found["article_id"]))
    )
    return typed("groups_sentences", found.merge(texts, on=["article_id", "sentence"])[_COLUMNS])


_OPINION = ("opinion", "letters", "review")
_ENDED = r"[.!…][”\"’\')\]]*\s*$"  # what does not end so is a question, a headline, a caption or a link
_QUOTED = r"[“”\"]"
_MARKS = re.compile(r"(?P<opening>“|(?<![^\s(\[—–-])\"(?=\S))|[”\"]")
_NAMES = ["name", "short name"]  # what an actor is called by, not a pronoun or a description
_CLEAR = 0.8  # positive minus negative from which on a sentence has a tone


def _largest(known: pd.DataFrame) -> pd.Index:
    """Return the groups whose sentences are shown: those with estimates of the most articles."""
    sizes = known.groupby("group")["articles"].max().sort_values(ascending=False, kind="stable")
    return sizes.index[:_MOST_GROUPS]


def _of_name(
    corpus: Corpus, actors: Actors, values: pd.DataFrame, groups: pd.Series, measure: str, name: str
) -> pd.DataFrame:
    """Return the sentences of the articles with most of a measure, and with least where it has two ends."""
    own = values[(values["measure"] == measure) & (values["name"] == name) & (values["value"] != 0)]
    own = (
        own[["article_id", "value"]].astype({"article_id": "str"}).join(groups, on="article_id", how="inner")
    )
    own = own.sort_values(["group", "value", "article_id"], ascending=[True, False, True])
    by_group = own.groupby("group")["article_id"]
    articles = pd.concat([by_group.head(_MOST_ARTICLES), by_group.tail(_MOST_ARTICLES)]).drop_duplicates()
    rows = MEASURES[measure].sentences(corpus, actors, list(articles), name)
    return rows.join(groups, on="article_id", how="inner")


def _of_author(corpus: Corpus, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the sentences of news, interviews and releases that are the author's own, no headlines."""
    opinion = corpus.table("articles", ["article_id"], form=list(_OPINION))["article_id"]
    columns = ["article_id", "sentence", "part", "text", "quoted_share", "reported_share"]
    known = corpus.table("sentences", columns, article_id=sorted(set(rows["article_id"]) - set(opinion)))
    others = known["quoted_share"].fillna(0) + known["reported_share"].fillna(0) > 0
    headline = (known["part"] == "headline") | ~known["text"].str.contains(_ENDED)
    quoted = known["text"].str.contains(_QUOTED) | _within_quotes(known)
    own = known[~others & ~headline & ~quoted]
    return rows.merge(own[["article_id", "sentence"]], on=["article_id", "sentence"])


def _within_quotes(sentences: pd.DataFrame) -> pd.Series:
    """Return whether a quotation that began in an earlier sentence is still open where a sentence begins.

    An opening mark holds, across paragraphs, until a closing one follows.
    """
    ordered = sentences.sort_values(["article_id", "sentence"])
    after = ordered["text"].map(_leaves_open).astype("float64").groupby(ordered["article_id"])
    before = after.ffill().groupby(ordered["article_id"]).shift()
    return before.eq(1).reindex(sentences.index)


def _leaves_open(text: str) -> float | None:
    """Return 1 where the last quotation mark of a text opens a quotation, 0 where it closes one."""
    marks = list(_MARKS.finditer(text))
    return float(marks[-1]["opening"] is not None) if marks else None


def _naming(corpus: Corpus, actors: Actors, rows: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return the sentences in which an actor is called by name; all of them where there is no actor."""
    if not name:
        return rows
    keys = ["article_id", "sentence"]
    articles = sorted(set(rows["article_id"]))
    called = corpus.table("entities", [*keys, "entity"], article_id=articles, basis=_NAMES)
    own = actors.joined(called)
    return rows.merge(own.loc[own["name"] == name, keys].drop_duplicates(), on=keys)


def _sure(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the sentences with a clear sign: those that the reader is sure of."""
    return rows[rows["value"].abs() >= _CLEAR]


def _chosen(rows: pd.DataFrame, most: int, both_ends: bool) -> pd.DataFrame:
    ordered = rows.sort_values(["value", "article_id", "sentence"], ascending=[False, True, True])
    first = ordered.drop_duplicates(["group", "article_id"]).groupby("group").head(most)
    if not both_ends:
        return first.sort_values("group", kind="stable")
    first = first[first["value"] > 0]
    last = ordered.drop_duplicates(["group", "article_id"], keep="last").groupby("group").tail(most)
    last = last[last["value"] < 0]
    ends = pd.concat([first, last]).drop_duplicates(["article_id", "sentence"])
    return ends.sort_values("group", kind="stable")
