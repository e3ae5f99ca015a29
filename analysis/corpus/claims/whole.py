"""Claims on the corpus as a whole: who is heard, who is central and silent, who suffers, which story most tell."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from analysis.corpus.actors import Actors
from analysis.corpus.claims.evidence import MOST, Place, best
from analysis.corpus.coverage import coverage
from analysis.corpus.dataset import Corpus
from analysis.corpus.measures.showing import BAD, sentences_behind
from analysis.corpus.pieces import pieces
from analysis.statistics.measurement import measured_share
from analysis.statistics.resampling import Resampling
from analysis.wording import counted, listed, percent, shortened, with_article

_FEWEST_ARTICLES = 10  # that deal with somebody
_FEWEST_CLAIMED = 5  # articles of which it can be claimed
_SURE = {"silent": 0.65, "suffers": 0.7, "light": 0.6}  # the chance from which on a claim can be shown
_LEAST = {"silent": 0.3, "suffers": 0.4, "light": 0.4}  # of the articles that deal with somebody
_MOST_NAMED, _MOST_STORIES = 2, 3
_FEWEST_GROUPS = 3  # that tell the story which most tell


def whole_claims(corpus: Corpus, groups: pd.Series, actors: Actors) -> Iterator[tuple]:
    """Yield rows of `corpus_claims` that compare no groups."""
    yield from _most_told(corpus, groups)
    yield from _heard(corpus, actors)
    claims = _claims(corpus, actors)
    for about in ("silent", "suffers", "light"):
        yield from _shown(corpus, actors, about, claims)


def _row(
    about: str, measure: str, name: str, value: float, grade: str, text: str, evidence: list[Place]
) -> tuple:
    return about, measure, name, "", "", value, grade, np.nan, text, evidence


def _most_told(corpus: Corpus, groups: pd.Series) -> Iterator[tuple]:
    """Yield which story most groups tell, where there is one, or two or three."""
    told = coverage(corpus, groups)
    if told.empty or told["groups"].max() < _FEWEST_GROUPS:
        return
    firsts = told[told["groups"] == told["groups"].max()]
    stories = firsts.groupby("story", sort=False)["articles"].sum()
    stories = stories[stories == stories.max()]
    if len(stories) > _MOST_STORIES:
        return
    titles = told.drop_duplicates("story").set_index("story")["title"]
    names = listed([f"“{shortened(titles[story], 90)}”" for story in stories.index])
    number, whole = int(told["groups"].max()), told["group"].nunique()
    word = "story" if len(stories) == 1 else "stories"
    verb = "is" if len(stories) == 1 else "are"
    text = f"The {word} that most groups tell {verb} {names}: {number} of {whole}, {counted(int(stories.max()), 'article')}."
    known = corpus.table("stories", ["article_id", "story"])
    articles = known.loc[known["story"].isin(stories.index), "article_id"]
    yield _row(
        "story", "", stories.index[0], number, "plain", text, [[each, "1"] for each in articles[:MOST]]
    )


def _heard(corpus: Corpus, actors: Actors, resampling: Resampling = Resampling()) -> Iterator[tuple]:
    """Yield who has most words of all that are given to others, or which two where the first is not clear."""
    own, whole = [], 0
    for piece in pieces(corpus, "quotes", ["article_id", "speaker", "sentence", "words", "sense"]):
        said = piece[piece["sense"] == "statement"]
        whole += int(said["words"].sum())
        own.append(actors.joined(said, "speaker"))
    quotes = pd.concat(own, ignore_index=True)
    if quotes["name"].nunique() < 2:
        return
    stories = corpus.table("stories", ["article_id", "story"]).set_index("article_id")["story"]
    words = quotes.groupby([quotes["article_id"].map(stories), "name"])["words"].sum().unstack(fill_value=0)
    order = words.sum().sort_values(ascending=False, kind="stable")
    first, second = order.index[:2]
    gaps = (words[first] - words[second]).to_numpy(float)
    leads = resampling.interval(gaps)[0] > 0
    names = [first] if leads else [first, second]
    mentioned = actors.named[actors.named["name"].isin(names)].groupby("name")["article_id"].nunique()
    heard = quotes[quotes["name"].isin(names)].groupby("name")["article_id"].nunique()
    figures = [
        f"{with_article(name)} ({percent(order[name] / whole)}, in {heard[name]:,} of the {mentioned[name]:,} articles "
        f"that name {with_article(name)})"
        for name in names
    ]
    text = f"Of all words given to others, most are of {figures[0]}; next comes {with_article(second)} ({percent(order[second] / whole)})."
    if not leads:
        text = (
            f"Of all words given to others, most are of {listed(figures)}; which of the two is first is open."
        )
    counts = (
        quotes[quotes["name"].isin(names)].groupby("article_id")["words"].sum().sort_values(ascending=False)
    )
    found = quotes[quotes["name"].isin(names)].assign(value=lambda its: its["words"])
    yield _row(
        "heard",
        "words of an actor",
        first,
        order[first] / whole,
        "plain",
        text,
        best(found, list(counts.index)),
    )


_SHOWN = {
    "silent": "{name} is central and not heard",
    "suffers": "{name} is shown suffering",
    "light": "{name} is shown in a bad light",
}


def _claims(corpus: Corpus, actors: Actors) -> pd.DataFrame:
    """Return the claims of articles on actors: one of a kind for an article and an actor, the likeliest."""
    columns = ["article_id", "about", "name", "value", "grade", "chance", "sentences"]
    found = []
    for piece in pieces(corpus, "claims", columns):
        its = piece[piece["about"].isin(["portrayal", "silent", "suffers"])]
        found.append(actors.claimed(its))
    table = pd.concat(found, ignore_index=True)
    table = table.sort_values("chance", ascending=False, kind="stable")
    return table.drop_duplicates(["article_id", "about", "name"])


def _shown(corpus: Corpus, actors: Actors, about: str, claims: pd.DataFrame) -> Iterator[tuple]:
    """Yield of whom something is claimed in the largest share of the articles that deal with him."""
    kind = "portrayal" if about == "light" else about
    dealt = claims[claims["about"] == "portrayal"].groupby("name")["article_id"].agg(set)
    own = claims[(claims["about"] == kind) & (claims["value"] == BAD if about == "light" else True)]
    if about == "suffers":  # of a place, whose people are many, nobody would say so
        own = own[own["name"].map(actors.kinds) != "place"]
    rows = []
    for name, its in own.groupby("name"):
        articles = sorted(dealt.get(name, set()) | set(its["article_id"]))
        firm = its[(its["grade"] != "open") & (its["chance"] >= _SURE[about])]
        chances = its.set_index("article_id")["chance"].reindex(articles, fill_value=0.0).to_numpy()
        share = measured_share(chances, np.array(articles))
        if (
            len(articles) >= _FEWEST_ARTICLES
            and len(firm) >= _FEWEST_CLAIMED
            and share.value >= _LEAST[about]
        ):
            rows.append((share.value, name, len(articles), share, firm))
    for value, name, number, share, firm in sorted(rows, key=lambda row: (-row[0] * row[2], row[1]))[
        :_MOST_NAMED
    ]:
        text = (
            f"In about {percent(value)} of the {number:,} articles that deal with {with_article(name)}, "
            f"{_SHOWN[about].format(name=with_article(name))} (give or take {_points(share.sampling)} by which articles there are, "
            f"{_points(share.measurement)} by how they are read)."
        )
        column = {"light": "negative", "suffers": "suffers"}.get(about, "neutral")
        found = sentences_behind(corpus, actors, firm, column)
        yield _row(about, kind, name, value, "probable", text, best(found, list(firm["article_id"])))


def _points(error: float) -> str:
    return f"{1.96 * 100 * error:.0f} points"
