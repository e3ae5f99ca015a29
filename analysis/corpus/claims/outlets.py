"""Groups of several outlets: whether what is said of a group is of more than the outlet it has most of."""

from typing import NamedTuple

import pandas as pd

from analysis.corpus.dataset import Corpus
from analysis.corpus.groups import by_outlet
from analysis.wording import UNKNOWN_OUTLET

MOSTLY = 0.5
"""Of a group's articles: from it on a group is said to be mostly of one outlet."""
_FEWEST_STORIES, _FEWEST_ARTICLES = 5, 20  # left without an outlet: with fewer nothing can be tested


class MainOutlet(NamedTuple):
    """The outlet from which a group has most articles, which share of them, and which."""

    name: str
    share: float
    articles: frozenset[str]


def main_outlets(corpus: Corpus, groups: pd.Series) -> dict[str, MainOutlet]:
    """Return the main outlet of each group that is no outlet itself and has one that is known."""
    outlets = by_outlet(corpus).reindex(groups.index)
    known = set(outlets.dropna()) - {UNKNOWN_OUTLET}
    found = {}
    for group, own in outlets.groupby(groups):
        counts = own[own.isin(known)].value_counts()
        if group in known or counts.empty:
            continue
        name = min(counts.index[counts == counts.max()])
        articles = frozenset(own.index[own == name])
        found[str(group)] = MainOutlet(name, len(articles) / len(own), articles)
    return found


def holds_without(
    own: pd.DataFrame, more: str, less: str, within: bool, mains: dict[str, MainOutlet]
) -> bool:
    """Tell whether at least half of a difference is left when either group loses its main outlet.

    `own` are the values of both groups: article_id, story, group, value. Where too little is left to tell, it
    is taken to hold of a group that is mostly of that outlet (which is to be said), and of no other.
    """
    whole = _gap(own, more, less, within)
    for group in (more, less):
        if group not in mains:
            continue
        main = mains[group]
        left = own[(own["group"] != group) | ~own["article_id"].isin(main.articles)]
        if not _is_enough(left, more, less, within):
            if main.share < MOSTLY:
                return False
        elif not _gap(left, more, less, within) >= whole / 2:
            return False
    return True


def story_differences(own: pd.DataFrame, more: str, less: str) -> pd.Series:
    """Return the difference of two groups' means in each story that both tell, indexed by story."""
    means = own.groupby(["story", "group"], observed=True)["value"].mean().unstack()
    means = means.reindex(columns=[more, less])
    return (means[more] - means[less]).dropna()


def _gap(own: pd.DataFrame, more: str, less: str, within: bool) -> float:
    if within:
        return float(story_differences(own, more, less).mean())
    means = own.groupby("group", observed=True)["value"].mean()
    return float(means[more] - means[less])


def _is_enough(own: pd.DataFrame, more: str, less: str, within: bool) -> bool:
    if within:
        return len(story_differences(own, more, less)) >= _FEWEST_STORIES
    return bool(own["group"].value_counts().reindex([more, less], fill_value=0).min() >= _FEWEST_ARTICLES)
