"""Claims on how two groups differ, from the table `differences`, and on who tells which stories."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

import numpy as np
import pandas as pd

from analysis.corpus.actors import Actors
from analysis.corpus.claims.driving import driving, told_alone
from analysis.corpus.claims.grounds import (
    ARTICLES,
    EACH_STORY,
    PLAIN,
    RATES,
    STORIES,
    Ground,
    alike,
    ground_of,
    holds_beyond,
    is_borne,
)
from analysis.corpus.claims.outlets import MOSTLY, MainOutlet, main_outlets
from analysis.corpus.claims.wording import said
from analysis.corpus.coverage import is_by_quota, selection
from analysis.corpus.dataset import Corpus
from analysis.corpus.differences import treated
from analysis.corpus.measures import MEASURES
from analysis.wording import counted, percent

_BASES = (STORIES, EACH_STORY, ARTICLES)
_MOST_OF_MEASURE = 3  # claims
_FEWEST_CHOSEN, _MOST_SELECTED = 10, 2  # stories, claims


def compared_claims(
    corpus: Corpus, groups: pd.Series, found: pd.DataFrame, values: pd.DataFrame, actors: Actors
) -> Iterator[tuple]:
    """Yield rows of `corpus_claims` on the differences of groups: one for a measure and name, on the group
    that has clearly most or least; with it stand the others from which that group differs in the same way.
    """
    like = alike(found)
    grounds = [
        ground
        for row in found.itertuples()
        if (ground := ground_of(row, like[row.one, row.other])) is not None
    ]
    told = Told(treated(corpus, groups, values), _opinions(values), main_outlets(corpus, groups))
    for measure, of_measure in _by(grounds, lambda each: each.row.measure):
        rows = (_claim(corpus, actors, firm, found, told) for firm in _firm(of_measure, told))
        most = 1 if MEASURES[measure].of == "kind of source" else _MOST_OF_MEASURE
        yield from islice((row for row in rows if row is not None), most)
    yield from _selected(corpus, groups)


class Told:
    """The values that are compared, and which frames were claimed: typologies have frames of one name."""

    def __init__(self, table: pd.DataFrame, opinions: set[str], mains: dict[str, MainOutlet]) -> None:
        self._table = table
        self.opinions, self.mains = opinions, mains
        self._places = table.groupby(["measure", "name"], observed=True).indices
        self.frames: set[tuple[str, str]] = set()

    def of(self, ground: Ground) -> pd.DataFrame:
        """Return the values of the articles that a difference is of: article_id, story, group, value."""
        row = ground.row
        own = self._table.iloc[self._places[row.measure, row.name]]
        own = own[own["group"].isin([row.one, row.other])].astype({"article_id": "str", "group": "str"})
        return own if ground.within else own[~own["article_id"].isin(self.opinions)]

    def levels(self, ground: Ground) -> tuple[float, float]:
        """Return the means of the group with more and of that with less, of what is compared."""
        if not ground.within:
            levels = {ground.row.one: ground.row.mean_one, ground.row.other: ground.row.mean_other}
            return levels[ground.more], levels[ground.less]
        means = self.of(ground).groupby(["story", "group"], observed=True)["value"].mean().unstack().dropna()
        return float(means[ground.more].mean()), float(means[ground.less].mean())


def _firm(of_measure: list[Ground], told: Told) -> Iterator[list[Ground]]:
    """Yield what can be claimed of each name of a measure, the firmest first."""
    for _, own in _by(of_measure, lambda each: each.row.name):
        firm = [each for each in own if _frame(each) not in told.frames and _holds(each, told)]
        if firm:
            told.frames.update(_frame(each) for each in firm if MEASURES[each.row.measure].of == "frame")
            yield firm


def _holds(each: Ground, told: Told) -> bool:
    own = told.of(each)
    return is_borne(each, own) and holds_beyond(each, own, told.mains)


def _frame(each: Ground) -> tuple[str, str]:
    return each.row.name.casefold(), each.more


def _by(grounds: list[Ground], key) -> Iterator[tuple[str, list[Ground]]]:
    """Yield grounds by what they have in common, the firmest and largest first in each and among them."""
    ordered = sorted(grounds, key=_firmness)
    for name in dict.fromkeys(map(key, ordered)):
        yield name, [each for each in ordered if key(each) == name]


def _firmness(each: Ground) -> tuple:
    smallest = MEASURES[each.row.measure].smallest
    return (
        _BASES.index(each.basis),
        each.grade != PLAIN,
        -abs(each.row.shrunken) / smallest,
        each.row.one,
        each.row.other,
    )


def _claim(
    corpus: Corpus, actors: Actors, firm: list[Ground], found: pd.DataFrame, told: Told
) -> tuple | None:
    """Return a row on the first of the grounds; None where too few sentences show what it says."""
    first, side = _odd_one_out(firm)
    row = first.row
    also = sorted(
        each.less if side == "more" else each.more
        for each in firm
        if each is not first
        and getattr(each, side) == getattr(first, side)
        and (each.basis, each.grade) == (first.basis, first.grade)
    )
    evidence = driving(corpus, actors, first, told.of(first))
    if evidence is None:
        return None
    return (
        "difference" if first.within else "difference over all",
        row.measure,
        row.name,
        row.one,
        row.other,
        first.value,
        first.grade,
        row.sign,
        " ".join(
            [
                said(first, told.levels(first), also, side, _beside(found, row)),
                *_mostly_of_one(first, told.mains),
            ]
        ),
        evidence,
    )


def _odd_one_out(firm: list[Ground]) -> tuple[Ground, str]:
    """Return the ground to be told, and of which of its groups it holds beside others: more, or less.

    The firmest; where its group with less is behind several, and that with more ahead of fewer, it is the one
    with less that stands out.
    """
    first = firm[0]
    same = [each for each in firm if (each.basis, each.grade) == (first.basis, first.grade)]
    ahead, behind = (
        sum(getattr(each, side) == getattr(first, side) for each in same) for side in ("more", "less")
    )
    return first, "more" if ahead >= behind else "less"


def _mostly_of_one(first: Ground, mains: dict[str, MainOutlet]) -> list[str]:
    """Return a sentence on each of the groups that has most of its articles from one outlet."""
    told = [(group, mains[group]) for group in (first.more, first.less) if group in mains]
    return [
        f"{percent(main.share)} of {group}’s articles are from {main.name}."
        for group, main in told
        if main.share >= MOSTLY
    ]


def _opinions(values: pd.DataFrame) -> set[str]:
    own = values[(values["measure"] == "opinion") & (values["value"] > 0)]
    return set(own["article_id"].astype("str"))


def _beside(found: pd.DataFrame, row) -> Any:
    """Return the comparison of the same groups in what may be why they differ, if it was made."""
    beside = MEASURES[row.measure].beside
    same = (found["measure"] == beside) & (found["one"] == row.one) & (found["other"] == row.other)
    return next(found[same].itertuples(), None)


def _selected(corpus: Corpus, groups: pd.Series) -> Iterator[tuple]:
    """Yield claims on which of two groups tells stories that the other does not, the clearest first.

    None where the corpus took as many articles of each story, so that its maker chose; none that the numbers
    of the groups' articles explain.
    """
    if is_by_quota(corpus):
        return
    table = selection(corpus, groups)
    enough = table[["only_one", "only_other"]].min(axis=1) + table["both"] >= _FEWEST_CHOSEN
    sizes = groups.value_counts()
    clear = table[
        (table["q"] <= RATES[PLAIN]) & (table["p_sizes"] <= RATES[PLAIN] / max(len(table), 1)) & enough
    ]
    for row in clear.sort_values(["p", "one", "other"]).head(_MOST_SELECTED).itertuples():
        more, less = (row.one, row.other) if row.only_one > row.only_other else (row.other, row.one)
        only, others = max(row.only_one, row.only_other), min(row.only_one, row.only_other)
        text = (
            f"Of the {row.stories:,} stories that two groups or more tell in this corpus, {more} "
            f"({counted(sizes[more], 'article')}) tells {only:,} that {less} does not, and {less} "
            f"({counted(sizes[less], 'article')}) tells {others:,} that {more} does not; "
            f"{row.both:,} both tell. That is of the articles that are here: what else they published is not."
        )
        places = told_alone(corpus, groups, more, less) + told_alone(corpus, groups, less, more)
        value = float(row.only_one - row.only_other)
        yield "selection", "", "", row.one, row.other, value, PLAIN, np.nan, text, places
