"""The findings of a corpus in plain words."""

from typing import NamedTuple

import pandas as pd

from analysis.compare import CHANCE
from analysis.tone.wording import signed
from analysis.wording import counted, listed, percent, with_article

NOT_ENOUGH = "too few articles for an estimate"
_MOST = 3


def findings(
    known: pd.DataFrame, quoted: pd.DataFrame, sentiment: pd.DataFrame, frames: pd.DataFrame
) -> list[str]:
    """Return what the corpus shows: its size, who speaks, about whom the groups differ, which frames lead.

    `known` are the articles, the others tables of `analysis.corpus.measures` for the same groups.
    """
    return [about(known), who_speaks(quoted), who_is_seen_differently(sentiment), which_frames(frames)]


def about(known: pd.DataFrame) -> str:
    """Say how large the corpus is."""
    outlets = known["outlet"].nunique()
    size = f"{counted(len(known), 'article')} of {counted(outlets, 'outlet')}, {known['words'].sum():,} words"
    dates = known["published"].dropna()
    return f"{size}, published from {dates.min()} to {dates.max()}." if len(dates) else f"{size}."


def who_speaks(quoted: pd.DataFrame) -> str:
    """Say who has most of the attributed words in each group."""
    first = (
        quoted.dropna(subset="mean")
        .sort_values("mean", ascending=False, kind="stable")
        .drop_duplicates("group")
    )
    if first.empty:
        return f"Who gets to speak: {NOT_ENOUGH}."
    told = [
        f"{row.speaker} in {row.group} ({percent(row.mean)}, {_between(row, percent)})"
        for row in first.sort_values("group").head(_MOST).itertuples()
    ]
    return f"Most heard, by their share of all attributed words: {listed(told)}."


def who_is_seen_differently(sentiment: pd.DataFrame) -> str:
    """Name the entities towards which the intervals of two groups do not overlap, the widest apart first."""
    told = [
        f"{with_article(entity)} ({_light(best)}; {_light(worst)})"
        for entity, best, worst in _ends_apart(sentiment, "entity")
    ]
    if not told:
        return "Towards nobody do the groups differ so much that their intervals stay apart."
    return f"The groups differ most clearly in their tone towards {listed(told[:_MOST])}."


def which_frames(frames: pd.DataFrame) -> str:
    """Say which frame is strongest in each group."""
    named = frames[frames["frame"].str.lower() != "other"].dropna(subset="mean")
    first = (
        named.sort_values("mean", ascending=False, kind="stable")
        .drop_duplicates("group")
        .sort_values("group")
    )
    if first.empty:
        return f"Frames: {NOT_ENOUGH}."
    told = [
        f"{row.frame} in {row.group} ({percent(row.mean)}, {_between(row, percent)})"
        for row in first.itertuples()
    ]
    return f"The strongest frame is {listed(told[:_MOST])}."


def apart(table: pd.DataFrame, item: str) -> str:
    """Return the answer of a chart of estimates: for which items the intervals of groups stay apart."""
    if table["mean"].notna().sum() == 0:
        return NOT_ENOUGH[:1].upper() + NOT_ENOUGH[1:]
    names = [name for name, *_ in _ends_apart(table, item)]
    if not names:
        return "All intervals overlap: the differences may be chance"
    return f"Intervals stay apart for {listed(names[:_MOST])}"


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
    told = "; ".join(f"{group}: {listed(found)}" for group, found in sides)
    return told or "No single word clearly sets them apart"


def shifted(shift: pd.DataFrame, one: str, other: str) -> str:
    """Return the answer of the chart of a word shift: by how much the means differ."""
    difference = shift["contribution"].sum()
    if not round(difference, 2):
        return f"{one} and {other} choose equally positive words"
    side = "more positive" if difference > 0 else "more negative"
    return f"{one}: {side} words than {other}, by {signed(abs(difference))}"


def _light(row) -> str:
    return f"{row.group} {signed(row.mean)}, {_between(row, signed)}"


def _between(row, shown) -> str:
    return f"{shown(row.low)} to {shown(row.high)}"
