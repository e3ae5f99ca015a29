"""The ten sentences that drive a claim: of both groups, each from another article."""

from collections.abc import Sequence

import pandas as pd

from analysis.corpus.actors import Actors
from analysis.corpus.claims.grounds import Ground, as_said
from analysis.corpus.dataset import Corpus
from analysis.corpus.measures import MEASURES

MOST = 10
_FEWEST = 4  # sentences that show what is claimed
_FEWEST_CHARACTERS = 30  # of a sentence
_LOOKED_AT = 40  # articles of a group in which sentences are looked for

Place = list[str]
"""An article's id and the number of a sentence."""


def driving(corpus: Corpus, actors: Actors, ground: Ground, own: pd.DataFrame) -> list[Place] | None:
    """Return the sentences behind a difference: five of the group with more of it, five of the other; None
    where fewer than four articles of the group with more have a sentence that shows it.

    Within stories they come from those in which the groups differ most; over all articles from those with
    most of it, and from those of the other group that are nearest to its mean. Of the group with less they
    are from the same stories, as far as its articles have such sentences.
    """
    own = as_said(ground, own)
    chosen = _of_stories(ground, own) if ground.within else _of_all(ground, own)
    measure = MEASURES[ground.row.measure]
    articles = sorted({article for side in chosen for article in side})
    found = in_running_text(corpus, measure.sentences(corpus, actors, articles, ground.row.name))
    stories = own.drop_duplicates("article_id").set_index("article_id")["story"]
    more = best(found[found["value"] >= measure.shows], chosen[0], stories, MOST // 2)
    if len(more) < _FEWEST:
        return None
    theirs = chosen[1]
    if ground.within:
        shown = {stories[article] for article, _ in more}
        theirs = [article for article in theirs if stories[article] in shown]
    turned = found.assign(value=-found["value"]) if measure.graded else found
    return more + best(turned, theirs, stories, MOST // 2)


def in_running_text(corpus: Corpus, found: pd.DataFrame) -> pd.DataFrame:
    """Return the sentences without headlines, and without those of a few words, which web pages leave."""
    articles = sorted(set(found["article_id"]))
    columns = ["article_id", "sentence", "start", "end", "part"]
    known = corpus.table("sentences", columns, article_id=articles)
    known = known[known["part"] != "headline"] if known["part"].isin(["lead", "body"]).any() else known
    long = known.loc[known["end"] - known["start"] >= _FEWEST_CHARACTERS, ["article_id", "sentence"]]
    return found.merge(long, on=["article_id", "sentence"])


def best(found: pd.DataFrame, articles: Sequence[str], stories: pd.Series, most: int = MOST) -> list[Place]:
    """Return the sentence with the largest value of each of these articles, in their order: of a story one.

    `stories` are the articles' stories.
    """
    known = found.dropna(subset="value").sort_values("value", ascending=False, kind="stable")
    first = known.drop_duplicates("article_id").set_index("article_id")["sentence"]
    shown: dict[str, Place] = {}
    for article in articles:
        if article in first.index:
            shown.setdefault(stories[article], [article, str(first[article])])
    return list(shown.values())[:most]


def told_alone(corpus: Corpus, groups: pd.Series, one: str, other: str) -> list[Place]:
    """Return headlines of stories that one group tells and the other does not, the largest first."""
    stories = corpus.table("stories", ["article_id", "story"])
    told = stories.merge(groups.rename("group"), left_on="article_id", right_index=True)
    others = set(told.loc[told["group"] == other, "story"])
    sizes = told["story"].value_counts()
    own = told[(told["group"] == one) & ~told["story"].isin(others) & (told["story"].map(sizes) > 1)]
    own = own.assign(size=own["story"].map(sizes)).drop_duplicates("story")
    ordered = own.sort_values(["size", "article_id"], ascending=[False, True])["article_id"]
    return [[article, "1"] for article in ordered[: MOST // 2]]


def _of_stories(ground: Ground, own: pd.DataFrame) -> tuple[list[str], list[str]]:
    """Return the articles of both groups in the stories in which they differ most, as the claim says."""
    means = own.groupby(["story", "group"])["value"].mean().unstack()
    gap = (means[ground.more] - means[ground.less]).dropna().sort_values(ascending=False, kind="stable")
    place = {story: number for number, story in enumerate(gap[gap > 0].index)}
    told = own[own["story"].isin(place)].assign(place=own["story"].map(place))
    return (
        _in_order(told[told["group"] == ground.more], ["place", "value"], [True, False]),
        _in_order(told[told["group"] == ground.less], ["place", "value"], [True, True]),
    )


def _of_all(ground: Ground, own: pd.DataFrame) -> tuple[list[str], list[str]]:
    its, theirs = (own[own["group"] == group] for group in (ground.more, ground.less))
    near = theirs.assign(value=(theirs["value"] - theirs["value"].mean()).abs())
    return _in_order(its, ["value"], [False]), _in_order(near, ["value"], [True])


def _in_order(rows: pd.DataFrame, by: list[str], ascending: list[bool]) -> list[str]:
    ordered = rows.sort_values([*by, "article_id"], ascending=[*ascending, True], kind="stable")
    return list(dict.fromkeys(ordered["article_id"]))[:_LOOKED_AT]
