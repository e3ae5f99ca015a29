"""The findings of a corpus in plain words."""

from typing import NamedTuple

import pandas as pd

from analysis.corpus.keyness import CHANCE
from analysis.wording import capital, counted, interval, listed, percent, signed, with_article

NOT_ENOUGH = "too few articles for an estimate"
_MOST = 3
_TOO_FEW_GROUPS = "too few articles of two groups to compare"
_TOO_FEW_WORDS = "Too few articles of two outlets with words to compare"


def findings(
    known: pd.DataFrame, quoted: pd.DataFrame, sentiment: pd.DataFrame, frames: pd.DataFrame
) -> list[str]:
    """Return what the corpus shows: its size, who speaks, about whom the groups differ, which frames lead.

    `known` are the articles, the others tables of `analysis.corpus.measures` for the same groups. Something
    leads in a group only where its interval overlaps no other's.
    """
    return [about(known), who_speaks(quoted), who_is_seen_differently(sentiment), which_frames(frames)]


def about(known: pd.DataFrame) -> str:
    """Say how large the corpus is."""
    number = known["outlet"].nunique()
    outlets = counted(number, "outlet") if number else "unknown outlet"
    size = f"{counted(len(known), 'article')} of {outlets}, {counted(known['words'].sum(), 'word')}"
    dates = known["published"].dropna()
    return f"{size}, published from {dates.min()} to {dates.max()}." if len(dates) else f"{size}."


def who_speaks(quoted: pd.DataFrame) -> str:
    """Say who has most of the attributed words in each of the largest groups, or between whom it is open."""
    return f"Most heard, by their share of all attributed words: {_leaders(quoted, 'speaker')}."


def who_is_seen_differently(sentiment: pd.DataFrame) -> str:
    """Name the entities towards which the intervals of two groups do not overlap, the widest apart first."""
    told = [
        f"{with_article(entity)} ({_light(best)}; {_light(worst)})"
        for entity, best, worst in _ends_apart(sentiment, "entity")
    ]
    if not _is_comparable(sentiment, "entity"):
        return f"Tone towards the same names: {_TOO_FEW_GROUPS}."
    if not told:
        return "Towards nobody do the groups differ so much that their intervals stay apart."
    return f"The groups differ most clearly in their tone towards {listed(told[:_MOST])}."


def which_frames(frames: pd.DataFrame) -> str:
    """Say which frame is strongest in each of the largest groups, or between which it is open."""
    return f"Strongest frame: {_leaders(frames[frames['frame'].str.lower() != 'other'], 'frame')}."


def apart(table: pd.DataFrame, item: str) -> str:
    """Return the answer of a chart of estimates: for which items the intervals of groups stay apart."""
    if table["mean"].notna().sum() == 0:
        return capital(NOT_ENOUGH)
    if not _is_comparable(table, item):
        return capital(_TOO_FEW_GROUPS)
    names = [name for name, *_ in _ends_apart(table, item)]
    if not names:
        return "All intervals overlap: the differences may be chance"
    return f"Intervals stay apart for {listed(names[:_MOST])}"


def _is_comparable(table: pd.DataFrame, item: str) -> bool:
    """Tell whether there is an item with estimates in two groups."""
    return bool((table.dropna(subset="mean").groupby(item)["group"].nunique() > 1).any())


def _ends_apart(table: pd.DataFrame, item: str) -> list[tuple[str, NamedTuple, NamedTuple]]:
    """Return the items with two groups whose intervals do not overlap, and these groups' rows, widest first.

    A group in which nothing at all was counted has no interval to compare.
    """
    known = table[table["mean"].notna() & (table["mean"] != 0)]
    found = []
    for name, rows in known.groupby(item, sort=False):
        ordered = sorted(rows.itertuples(), key=lambda row: row.mean)
        if ordered[-1].low > ordered[0].high:
            found.append((name, ordered[-1], ordered[0]))
    return sorted(found, key=lambda each: each[2].mean - each[1].mean)


def telling(words: pd.DataFrame, one: str, other: str) -> str:
    """Return the answer of the chart of words: on either side the two with the largest z beyond chance."""
    sides = [
        (group, [f"“{word}”" for word in side.index[:2]])
        for group, side in ((one, words[words["z"] > CHANCE]), (other, words[words["z"] < -CHANCE][::-1]))
        if len(side)
    ]
    if words.empty:
        return _TOO_FEW_WORDS
    told = "; ".join(f"{group}: {listed(found)}" for group, found in sides)
    return told or "No single word clearly sets them apart"


def shifted(shift: pd.DataFrame, one: str, other: str) -> str:
    """Return the answer of the chart of a word shift: by how much the means differ."""
    if shift.empty:
        return _TOO_FEW_WORDS
    difference = shift["contribution"].sum()
    if not round(difference, 2):
        return f"{one} and {other} choose equally positive words"
    side = "more positive" if difference > 0 else "more negative"
    return f"{one}: {side} words than {other}, by {signed(abs(difference))}"


def _leaders(table: pd.DataFrame, item: str) -> str:
    """Return who or what leads in each of the largest groups, where the intervals tell."""
    known = table.dropna(subset="mean")
    sizes = known.groupby("group")["articles"].max().sort_values(ascending=False, kind="stable")
    if sizes.empty:
        return NOT_ENOUGH
    told = [_leader(group, known[known["group"] == group], item) for group in sizes.index[:_MOST]]
    more = len(sizes) - len(told)
    return "; ".join([*told, f"{counted(more, 'more group')} in the table below"] if more > 0 else told)


def _leader(group: str, rows: pd.DataFrame, item: str) -> str:
    """Return the item whose interval overlaps no other's in its group, or else those that may lead."""
    ordered = rows.sort_values("mean", ascending=False, kind="stable")
    first, others = next(ordered.itertuples()), ordered.iloc[1:]
    if not first.mean:
        return f"none of those shown in {group}"
    near = others[others["high"] >= first.low]
    if near.empty:
        ends = interval(first.low, first.high, percent)
        return f"{getattr(first, item)} in {group} ({percent(first.mean)}, {ends})"
    names = [getattr(first, item), *near.loc[near["mean"] > 0, item]]
    return f"open in {group}{f' between {_some(names)}' if names[1:] else f', with {names[0]} ahead'}"


def _some(names: list[str]) -> str:
    more = len(names) - _MOST
    return listed([*names[:_MOST], f"{more} more"] if more > 0 else names)


def _light(row) -> str:
    return f"{row.group} {signed(row.mean)}, {interval(row.low, row.high, signed)}"
