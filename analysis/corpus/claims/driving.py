"""The ten sentences that drive a claim: of both groups, each from another article."""

from collections.abc import Sequence

import pandas as pd

from analysis.corpus.actors import Actors
from analysis.corpus.claims.grounds import Ground
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
    most of it, and from those of the other group that are nearest to its mean. Of an article without such a
    sentence its headline stands for it.
    """
    chosen = _of_stories(ground, own) if ground.within else _of_all(ground, own)
    measure = MEASURES[ground.row.measure]
    articles = sorted({article for side in chosen for article in side})
    found = _whole(corpus, measure.sentences(corpus, actors, articles, ground.row.name))
    more = best(found[found["value"] >= measure.shows], chosen[0], MOST // 2)
    if len(more) < _FEWEST:
        return None
    less = best(found.assign(value=-found["value"]) if measure.graded else found, chosen[1], MOST // 2)
    rest = [article for article in chosen[1] if article not in {place[0] for place in less}]
    less += [[article, "1"] for article in rest[: MOST // 2 - len(less)]]
    return more + less


def _whole(corpus: Corpus, found: pd.DataFrame) -> pd.DataFrame:
    """Return the sentences without those of a few words, which are mostly what a web page leaves."""
    articles = sorted(set(found["article_id"]))
    known = corpus.table("sentences", ["article_id", "sentence", "start", "end"], article_id=articles)
    long = known.loc[known["end"] - known["start"] >= _FEWEST_CHARACTERS, ["article_id", "sentence"]]
    return found.merge(long, on=["article_id", "sentence"])


def best(found: pd.DataFrame, articles: Sequence[str], most: int = MOST) -> list[Place]:
    """Return the sentence with the largest value of each of these articles, in their order."""
    known = found.dropna(subset="value").sort_values("value", ascending=False, kind="stable")
    first = known.drop_duplicates("article_id").set_index("article_id")["sentence"]
    return [[article, str(first[article])] for article in articles if article in first.index][:most]


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
