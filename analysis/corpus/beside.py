"""Two articles of different groups on one story, side by side."""

from collections.abc import Sequence

import pandas as pd
from spacy.tokens import Doc
from spacy.vocab import Vocab

from analysis.annotation import Document, Sentence
from analysis.articles import Article
from analysis.corpus.dataset import Corpus
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


def choose(corpus: Corpus, groups: pd.Series, one: str = "", other: str = "") -> tuple[str, ...]:
    """Return the ids of two articles to put side by side: those given, else two on one story.

    Of the stories that most groups tell, it is the one whose articles are most alike, and of its two largest
    groups the article that is no copy and most like the others. With one id alone it is an article of another
    group on its story. None where no two groups tell a story. Raises CorpusError for an id that the corpus
    has not.
    """
    for name in filter(None, (one, other)):
        if name not in corpus.articles.index:
            raise CorpusError(f"There is no article “{name}” in the corpus.")
    if one and other:
        return one, other
    given = one or other
    stories = corpus.table("stories", ["article_id", "story", "likeness", "copy_of"])
    stories = stories.sort_values("likeness", ascending=False, kind="stable")
    told = stories[stories["copy_of"].isna() | (stories["article_id"] == given)]
    told = told.join(groups, on="article_id", how="inner")
    its = _of_one_story(told, given).drop_duplicates("group")
    sizes = groups.value_counts()
    order = its.assign(given=its["article_id"] != given, size=-its["group"].map(sizes))
    pair = tuple(order.sort_values(["given", "size", "group"])["article_id"].head(2))
    if len(pair) < 2:
        return ()
    return pair[::-1] if given and given == other else pair


def _of_one_story(told: pd.DataFrame, given: str) -> pd.DataFrame:
    """Return the articles of the story of the given one, else of the surest that most groups tell."""
    if given:
        own = told[told["article_id"] == given]
        story = own["story"].iloc[0] if len(own) else ""
        return pd.concat([own, told[told["story"] == story]]).drop_duplicates("article_id")
    counts = told.groupby("story", sort=False).agg(groups=("group", "nunique"), likeness=("likeness", "mean"))
    first = counts.sort_values(["groups", "likeness"], ascending=False, kind="stable").index[:1]
    return told[told["story"].isin(first)]


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
    quotes = corpus.table("quotes", ["speaker", "words"], article_id=name, sense="statement")
    names = corpus.table("names", ["entity", "name"], article_id=name).set_index("entity")["name"].to_dict()
    quotes = quotes.assign(speaker=[names.get(speaker, speaker) for speaker in quotes["speaker"]])
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
