"""Selection: which groups tell which stories, told apart from how they tell them (see `differences`).

Copies count here: who prints an agency's text tells its story. Every figure is of the articles in the corpus;
what a group has published beside them it does not know.
"""

from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from analysis.corpus import measures
from analysis.corpus.actors import Actors
from analysis.corpus.dataset import Corpus
from analysis.corpus.dates import dates_of, days_of
from analysis.corpus.differences import compared
from analysis.schemas import typed
from analysis.statistics.multiplicity import false_discovery_rates
from analysis.statistics.proportions import wilson
from analysis.statistics.selection import mcnemar

_TRAITS = ("policy frame", "generic frame")
_MOST_ACTORS = 30
_QUOTA = 0.8  # of stories have the same number of articles
_MOSTLY = 0.5
_FEWEST_STORIES = 5  # told, and not told: fewer show no choice


def coverage(corpus: Corpus, groups: pd.Series) -> pd.DataFrame:
    """Return who tells which story: a row for a story and a group that tells it (table `coverage`).

    Stories of most groups come first, then those whose articles are most alike, then the earlier ones;
    `title` and `published` are those of the story's first article.
    """
    told = _told(corpus, groups)
    counts = told.groupby(["story", "group"])["copy"].agg(articles="size", copies="sum").reset_index()
    whole = counts.groupby("story").agg(groups=("group", "size")).reset_index()
    whole["likeness"] = whole["story"].map(told.groupby("story")["likeness"].mean())
    about = corpus.articles[["title", "published"]].reindex(whole["story"])
    whole = whole.assign(title=about["title"].to_numpy(), published=about["published"].to_numpy())
    whole["day"] = days_of(about["published"])
    whole["title"] = whole["title"].astype("str").fillna(whole["story"])
    table = counts.merge(whole, on="story").sort_values(
        ["groups", "likeness", "day", "story", "group"], ascending=[False, False, True, True, True]
    )
    return typed("coverage", table)


def selection(corpus: Corpus, groups: pd.Series) -> pd.DataFrame:
    """Return for pairs of groups which stories one tells and the other does not (table `selection`).

    Stories are those that two groups or more tell: what one alone tells is no choice that others made. `odds`
    are those that a story which only one of the two tells is the one's, with McNemar's exact p; `q` is over
    all pairs. `p_sizes` is how likely such counts are where a story falls to each by how many articles it has
    here. Groups that share no story are not compared, nor those most of whose articles have no date, for
    which stories could hardly be found.
    """
    names = [name for name in compared(groups) if name not in _undated(corpus, groups)]
    told = _told(corpus, groups[groups.isin(names)]).drop_duplicates(["story", "group"])
    there = told.assign(told=True).pivot(index="story", columns="group", values="told").notna()
    there = there[there.sum(axis=1) > 1]
    rows = []
    for one, other in combinations(names, 2):
        its, theirs = (
            there[name] if name in there else pd.Series(False, there.index) for name in (one, other)
        )
        if (its & theirs).any():
            rows.append(
                (
                    one,
                    other,
                    int((its & theirs).sum()),
                    int((its & ~theirs).sum()),
                    int((theirs & ~its).sum()),
                )
            )
    table = pd.DataFrame(rows, columns=["one", "other", "both", "only_one", "only_other"])
    if table.empty:
        return typed("selection", [])
    found = mcnemar(table["only_one"].to_numpy(), table["only_other"].to_numpy())
    sizes = groups.value_counts()
    chances = [_by_sizes(row, sizes) for row in table.itertuples()]
    table = table.assign(**found._asdict(), q=false_discovery_rates(found.p), p_sizes=chances)
    return typed(
        "selection", table.assign(stories=len(there)).replace({"odds": np.inf, "high": np.inf}, np.nan)
    )


def is_by_quota(corpus: Corpus) -> bool:
    """Tell whether nearly all stories have the same number of articles, of several: a maker's choice."""
    sizes = corpus.table("stories", ["article_id", "story"])["story"].value_counts()
    usual = sizes.value_counts(normalize=True)
    return bool(len(usual) and usual.iloc[0] >= _QUOTA and usual.index[0] > 1)


def _undated(corpus: Corpus, groups: pd.Series) -> set[str]:
    """Return the groups half of whose articles, or more, have no date."""
    published = corpus.articles["published"].reindex(groups.index)
    shares = dates_of(published).isna().groupby(groups).mean()
    return set(shares.index[shares >= _MOSTLY])


def _by_sizes(row: Any, sizes: pd.Series) -> float:
    """Return the exact p of who alone tells stories, each falling to a group by its number of articles."""
    from scipy.stats import binomtest

    only = row.only_one + row.only_other
    share = sizes[row.one] / (sizes[row.one] + sizes[row.other])
    return float(binomtest(row.only_one, only, share).pvalue) if only else 1.0


def chosen(corpus: Corpus, groups: pd.Series, values: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return what the stories are like that a group tells, beside those it does not (table `chosen`).

    Of the stories that two groups or more tell: `told` is the share with a frame (a chance of one half and
    more on average over its articles), or in which an actor is named, among those that the group tells;
    `untold` among the others. It is told, not tested: stories come as the corpus was made.
    """
    names = compared(groups)
    taken = measures.values(corpus) if values is None else values
    traits = taken[taken["measure"].isin(_TRAITS)].astype(
        {"article_id": "str", "measure": "str", "name": "str"}
    )
    told = _told(corpus, groups[groups.isin(names)])
    number = told.groupby("story")["group"].nunique()
    shared = told[told["story"].isin(number[number > 1].index)]
    rows = traits.merge(shared[["article_id", "story"]].drop_duplicates(), on="article_id")
    means = rows.groupby(["story", "measure", "name"])["value"].mean().unstack(["measure", "name"])
    has = (means >= 0.5).join(_naming(corpus, shared))
    found = []
    for group in names:
        its = has.index.isin(shared.loc[shared["group"] == group, "story"])
        if min(its.sum(), (~its).sum()) >= _FEWEST_STORIES:
            found += [_share(group, trait, has[trait].to_numpy(), its) for trait in has.columns]
    return typed("chosen", found)


def _naming(corpus: Corpus, told: pd.DataFrame) -> pd.DataFrame:
    """Return whether a story (row) names an actor (column), for those named in the most articles."""
    actors = Actors(corpus, most=_MOST_ACTORS)
    own = actors.named[actors.named["story"].isin(told["story"])]
    has = pd.crosstab(own["story"], own["name"]).reindex(sorted(set(told["story"])), fill_value=0) > 0
    return has.set_axis(pd.MultiIndex.from_product([["actor"], has.columns]), axis=1)


def _share(group: str, trait: tuple[str, str], has: np.ndarray, its: np.ndarray) -> tuple:
    told, untold = has[its].mean(), has[~its].mean()
    low, high = _newcombe(has[its], has[~its])
    return group, *trait, int(its.sum()), int((~its).sum()), told, untold, told - untold, low, high


def _newcombe(one: np.ndarray, other: np.ndarray) -> tuple[float, float]:
    """Return the 95% interval of the difference of two proportions: Newcombe (1998), method 10."""
    (low_one, high_one), (low, high) = (wilson(float(its.sum()), len(its)) for its in (one, other))
    p, q = one.mean(), other.mean()
    return (
        float(p - q - np.hypot(p - low_one, high - q)),
        float(p - q + np.hypot(high_one - p, q - low)),
    )


def attention(corpus: Corpus, groups: pd.Series, actors: Actors | None = None) -> pd.DataFrame:
    """Return whom the articles of each group name: a row a group and an actor (table `attention`).

    `share` is of the group's articles, with Wilson's interval; actors named in the most articles come first.
    """
    who = actors or Actors(corpus)
    names = compared(groups)
    sizes = groups.value_counts()
    named = who.named.merge(groups.rename("group"), left_on="article_id", right_index=True)
    counts = named.groupby(["group", "name"])["article_id"].nunique()
    rows = []
    for actor in who.names:
        for group in names:
            part, whole = int(counts.get((group, actor), 0)), int(sizes[group])
            rows.append((group, actor, who.kinds[actor], part, part / whole, *wilson(part, whole)))
    return typed("attention", rows)


def _told(corpus: Corpus, groups: pd.Series) -> pd.DataFrame:
    """Return a row an article and a group it is in: article_id, story, likeness, copy, group."""
    stories = corpus.table("stories", ["article_id", "story", "likeness", "copy_of"])
    stories = stories.assign(copy=stories["copy_of"].notna())
    return stories.merge(groups.rename("group"), left_on="article_id", right_index=True)
