"""Two articles on the same event, from different outlets, side by side."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations
from math import log

import pandas as pd
from spacy.tokens import Doc
from spacy.vocab import Vocab

from analysis.annotation import Document, Sentence
from analysis.articles import Article
from analysis.corpus.dataset import Corpus
from analysis.corpus.groups import by_outlet
from analysis.errors import CorpusError
from analysis.schemas import typed
from analysis.statistics.resampling import Resampling
from analysis.tone.targets import estimate
from analysis.wording import (
    NOBODY_NAMED,
    interval,
    listed,
    percent,
    share_with_interval,
    with_interval,
)

_MOST_ARTICLES = 30  # that share an entity: one in more says little about an event
_MOST_DAYS = 3


def pairs(corpus: Corpus, most: int = 10) -> pd.DataFrame:
    """Return pairs of articles from different outlets that seem to be about the same event, likest first.

    Columns: one, other (article ids), likeness (0..1: the share of the entities named in either that both
    name, each weighted by how rare it is in the corpus) and shared (the rarest shared entities). Articles
    that were published more than three days apart are not compared.
    """
    table = corpus.table("entities", ["article_id", "entity"]).drop_duplicates()
    named = table.groupby("article_id")["entity"].agg(set).to_dict()
    holders = table.groupby("entity")["article_id"].agg(sorted).to_dict()
    weight = {entity: log(1 + len(named) / len(articles)) for entity, articles in holders.items()}
    outlets, days = by_outlet(corpus), _days(corpus)
    shared = defaultdict(set)
    for entity in sorted(holders):
        if 1 < len(holders[entity]) <= _MOST_ARTICLES:
            for one, other in combinations(holders[entity], 2):
                if outlets[one] != outlets[other] and not abs(days[one] - days[other]) > _MOST_DAYS:
                    shared[one, other].add(entity)
    rows = [
        (
            one,
            other,
            sum(weight[name] for name in common) / sum(weight[name] for name in named[one] | named[other]),
            sorted(common, key=lambda name: (-weight[name], name))[:5],
        )
        for (one, other), common in shared.items()
    ]
    return (
        typed("pairs", rows)
        .sort_values(["likeness", "one", "other"], ascending=[False, True, True])
        .head(most)
    )


def choose(corpus: Corpus, one: str = "", other: str = "") -> tuple[str, ...]:
    """Return the ids of two articles to put side by side: those given, else the likest pair.

    With one id alone, its likest partner; none where no two articles are alike. Raises CorpusError for an id
    that the corpus has not.
    """
    for name in filter(None, (one, other)):
        if name not in corpus.articles.index:
            raise CorpusError(f"There is no article “{name}” in the corpus.")
    if one and other:
        return one, other
    given = one or other
    for pair in pairs(corpus, most=len(corpus.articles) ** 2).itertuples():
        if not given or given in (pair.one, pair.other):
            return (pair.other, pair.one) if given == pair.other else (pair.one, pair.other)
    return ()


def document(corpus: Corpus, article_id: str) -> Document:
    """Return an article with its sentences from the tables, without a parse: enough to show it with marks.

    Every sentence stands at its offsets; what stood between sentences is white space.
    """
    columns = ["sentence", "paragraph", "part", "start", "end", "text"]
    rows = corpus.table("sentences", columns, article_id=article_id)
    about = corpus.articles.loc[article_id]
    text = ""
    spans: dict[int, tuple[int, int]] = {}
    for row in rows.itertuples():
        text = text.ljust(row.start, " " if row.paragraph in spans else "\n") + row.text
        start, _ = spans.get(row.paragraph, (row.start, row.end))
        spans[row.paragraph] = (start, row.end)
    known = {name: about[name] for name in ("title", "outlet", "published") if isinstance(about[name], str)}
    doc = Doc(Vocab())
    sentences = tuple(
        Sentence(row.sentence, row.paragraph, row.start, row.end, row.text, doc[0:0], row.part)
        for row in rows.itertuples()
    )
    return Document(Article(text, article_id, **known), doc, sentences, tuple(spans.values()), ())


def beside(corpus: Corpus, pair: Sequence[str], resampling: Resampling = Resampling()) -> pd.DataFrame:
    """Return the two articles of a pair in figures and names: a row for each `what`, columns `one`, `other`.

    Estimates have a 95% interval, a bootstrap over the article's sentences. Without a pair there are no rows.
    """
    short = [_in_short(corpus, name, resampling) for name in pair]
    rows = [(what, *(each[what] for each in short)) for what in short[0]] if short else []
    return typed("beside", rows)


def _in_short(corpus: Corpus, name: str, resampling: Resampling) -> dict[str, str]:
    sentences = corpus.table("sentences", ["model", "quoted_share", "reported_share"], article_id=name)
    quotes = corpus.table("quotes", ["speaker", "words"], article_id=name)
    frames = corpus.table(
        "frames", ["frame", "sentence", "score", "low", "high"], article_id=name, typology="generic"
    )
    loaded = corpus.table("loaded", ["text"], article_id=name, kind="loaded", voice="author")
    others = sentences["quoted_share"] + sentences["reported_share"]
    heard = quotes.groupby("speaker")["words"].sum().sort_values(ascending=False, kind="stable")
    whole = frames[frames["sentence"].isna()].sort_values("score", ascending=False, kind="stable")
    strong = whole[whole["score"] > 0].head(2)
    return {
        "Words": f"{corpus.articles.loc[name, 'words']:,}",
        "Who speaks, with words": listed([f"{speaker} ({words})" for speaker, words in heard.items()])
        or NOBODY_NAMED,
        "Words of others": f"{percent(others.mean())} ({interval(*resampling.interval(others))})",
        "Mean tone of the sentences": with_interval(estimate(sentences["model"].to_numpy(), resampling)),
        "Generic frames, in which share of the sentences": listed(
            [f"{row.frame} {share_with_interval(row)}" for row in strong.itertuples()]
        )
        or "none",
        "The author’s loaded words": listed(sorted(set(loaded["text"]))) or "none",
    }


def _days(corpus: Corpus) -> pd.Series:
    dates = pd.to_datetime(corpus.articles["published"], errors="coerce", format="mixed", utc=True)
    return (dates - pd.Timestamp(0, tz="UTC")) / pd.Timedelta(days=1)
