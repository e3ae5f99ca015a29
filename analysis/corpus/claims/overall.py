"""Claims on the whole corpus: who is heard, who is central and silent, who suffers, which story most tell."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from analysis.corpus.actors import Actors
from analysis.corpus.claims.driving import MOST, Place, best
from analysis.corpus.coverage import coverage
from analysis.corpus.dataset import Corpus
from analysis.corpus.measures.showing import sentences_behind
from analysis.corpus.pieces import pieces
from analysis.statistics.measurement import measured_share
from analysis.statistics.resampling import Resampling
from analysis.wording import counted, listed, percent, shortened, with_article

_SHOWN = {
    "silent": "central and not heard",
    "suffers": "shown suffering",
}
_TELLING = {"silent": "neutral", "suffers": "suffers"}  # columns of the table targets
_SURE = {"silent": 0.65, "suffers": 0.7}  # the chance from which on a claim can be shown
_LEAST = {"silent": 0.3, "suffers": 0.4}  # of the articles that deal with somebody
_FEWEST_ARTICLES = 10  # that deal with somebody
_FEWEST_SURE = {"silent": 8, "suffers": 5}  # articles of which it is claimed
_MOST_NAMED, _MOST_STORIES = 2, 3
_FEWEST_GROUPS = 3  # that tell the story which most tell


def overall_claims(corpus: Corpus, groups: pd.Series, actors: Actors) -> Iterator[tuple]:
    """Yield rows of `corpus_claims` that compare no groups."""
    yield from _most_told(corpus, groups)
    yield from _heard(corpus, actors)
    claims = _claims(corpus, actors)
    for about in _SHOWN:
        yield from _shown(corpus, actors, about, claims)


def _row(
    about: str, measure: str, name: str, value: float, grade: str, text: str, evidence: list[Place]
) -> tuple:
    return about, measure, name, "", "", value, grade, np.nan, text, evidence


def _most_told(corpus: Corpus, groups: pd.Series) -> Iterator[tuple]:
    """Yield which story most groups tell: one, or two or three, that half of the groups tell at least."""
    told = coverage(corpus, groups)
    if told.empty or told["groups"].max() < _FEWEST_GROUPS:
        return
    number, whole = int(told["groups"].max()), told["group"].nunique()
    first = told[told["groups"] == number].groupby("story", sort=False)["articles"].sum()
    if len(first) > _MOST_STORIES or number < whole / 2:
        return
    titles = told.drop_duplicates("story").set_index("story")["title"]
    names = listed([f"“{shortened(titles[story], 90)}”" for story in first.index])
    told_by = f"{number} of {whole} groups, in {counted(int(first.sum()), 'article')}"
    several = len(first) > 1
    word, verb = ("stories", "are") if several else ("story", "is")
    text = f"The {word} that most groups tell {verb} {names}: "
    known = corpus.table("stories", ["article_id", "story"])
    places = known.loc[known["story"].isin(first.index), "article_id"].head(MOST)
    evidence = [[article, "1"] for article in places]
    yield _row("story", "", first.index[0], number, "plain", f"{text}{told_by}.", evidence)


def _heard(corpus: Corpus, actors: Actors, resampling: Resampling = Resampling()) -> Iterator[tuple]:
    """Yield who has most words of all that are given to others, or which two where the first is not clear."""
    quotes, whole = _statements(corpus, actors)
    if quotes["name"].nunique() < 2:
        return
    stories = corpus.table("stories", ["article_id", "story"]).set_index("article_id")["story"]
    by_story = [quotes["article_id"].map(stories), "name"]
    words = quotes.groupby([by_story[0], "name"])["words"].sum().unstack(fill_value=0)
    order = words.sum().sort_values(ascending=False, kind="stable") / whole
    first, second = order.index[:2]
    leads = resampling.interval((words[first] - words[second]).to_numpy(float))[0] > 0
    names = [first] if leads else [first, second]
    own = quotes[quotes["name"].isin(names)]
    figures = listed([_figure(name, order[name], own, actors) for name in names])
    rest = f"next comes {with_article(second)} ({percent(order[second])})"
    after = rest if leads else "which of the two is first is open"
    text = f"Of all words given to others, most are of {figures}; {after}."
    most = own.groupby("article_id")["words"].sum().sort_values(ascending=False, kind="stable")
    evidence = best(own.rename(columns={"words": "value"}), list(most.index))
    yield _row("heard", "words of an actor", first, order[first], "plain", text, evidence)


def _statements(corpus: Corpus, actors: Actors) -> tuple[pd.DataFrame, int]:
    """Return the statements of actors, and how many words all statements have."""
    own, whole = [], 0
    for piece in pieces(corpus, "quotes", ["article_id", "speaker", "sentence", "words", "sense"]):
        said = piece[piece["sense"] == "statement"]
        whole += int(said["words"].sum())
        own.append(actors.joined(said, "speaker"))
    return pd.concat(own, ignore_index=True), whole


def _figure(name: str, share: float, quotes: pd.DataFrame, actors: Actors) -> str:
    named = actors.named.loc[actors.named["name"] == name, "article_id"].nunique()
    heard = quotes.loc[quotes["name"] == name, "article_id"].nunique()
    return f"{with_article(name)} ({percent(share)}, in {heard:,} of the {named:,} articles with that name)"


def _claims(corpus: Corpus, actors: Actors) -> pd.DataFrame:
    """Return the claims of articles on actors: one of a kind for an article and an actor, the likeliest."""
    columns = ["article_id", "about", "name", "value", "grade", "chance", "sentences"]
    found = []
    for piece in pieces(corpus, "claims", columns):
        its = piece[piece["about"].isin(["portrayal", "silent", "suffers"])]
        found.append(actors.claimed(its))
    table = pd.concat(found, ignore_index=True).sort_values("chance", ascending=False, kind="stable")
    return table.drop_duplicates(["article_id", "about", "name"])


def _shown(corpus: Corpus, actors: Actors, about: str, claims: pd.DataFrame) -> Iterator[tuple]:
    """Yield of whom something is claimed in many of the articles that deal with him, those in most first.

    Sampling is the error by which articles there are, measurement that of the chances of the claims.
    """
    dealt = claims[claims["about"] == "portrayal"].groupby("name")["article_id"].agg(set)
    own = claims[claims["about"] == about]
    if about == "suffers":  # a place has so many people that nobody would say so of it
        own = own[own["name"].map(actors.kinds) != "place"]
    rows = []
    for name, its in own.groupby("name"):
        sure = its[(its["grade"] != "open") & (its["chance"] >= _SURE[about])]
        articles = sorted(dealt.get(name, set()) | set(its["article_id"]))
        chances = its.set_index("article_id")["chance"].reindex(articles, fill_value=0.0).to_numpy()
        share = measured_share(chances, np.array(articles))
        if (
            len(articles) >= _FEWEST_ARTICLES
            and len(sure) >= _FEWEST_SURE[about]
            and share.value >= _LEAST[about]
        ):
            rows.append((-share.value * len(articles), name, len(articles), share, sure))
    for _, name, number, share, sure in sorted(rows, key=lambda row: row[:2])[:_MOST_NAMED]:
        errors = f"{_points(share.sampling)} by which articles there are, {_points(share.measurement)}"
        where = (
            f"In about {percent(share.value)} of the {number:,} articles that deal with {with_article(name)}"
        )
        text = (
            f"{where}, {with_article(name)} is {_SHOWN[about]} (give or take {errors} by how they are read)."
        )
        found = sentences_behind(corpus, actors, sure, _TELLING[about])
        yield _row(about, about, name, share.value, "probable", text, best(found, list(sure["article_id"])))


def _points(error: float) -> str:
    return f"{1.96 * 100 * error:.0f} points"
