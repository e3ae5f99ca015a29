"""The findings of a corpus in plain words."""

import pandas as pd

from analysis.tone.wording import signed
from analysis.wording import counted, listed, percent

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
    told = []
    for entity, rows in sentiment.dropna(subset="mean").groupby("entity", sort=False):
        best, worst = rows.loc[rows["mean"].idxmax()], rows.loc[rows["mean"].idxmin()]
        if best["low"] > worst["high"]:
            means = f"{signed(best['mean'])} in {best['group']}, {signed(worst['mean'])} in {worst['group']}"
            told.append((best["mean"] - worst["mean"], f"{entity} ({means})"))
    if not told:
        return "Towards nobody do the groups differ so much that their intervals stay apart."
    ordered = [text for _, text in sorted(told, reverse=True)[:_MOST]]
    return f"The groups differ most clearly in their tone towards {listed(ordered)}."


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
    """Return the answer of a chart: the item in which the groups' means are widest apart, as its title."""
    spread = (
        table.dropna(subset="mean")
        .groupby(item, sort=False)["mean"]
        .agg(lambda mean: mean.max() - mean.min())
    )
    if spread.empty or not spread.max() > 0:
        return NOT_ENOUGH[:1].upper() + NOT_ENOUGH[1:]
    return f"Widest apart: {spread.idxmax()}"


def telling(words: pd.DataFrame, one: str, other: str) -> str:
    """Return the answer of the chart of words: the two with the largest z on either side."""
    sides = [
        (group, [f"“{word}”" for word in side.index[:2]])
        for group, side in ((one, words[words["z"] > 0]), (other, words[words["z"] < 0][::-1]))
        if len(side)
    ]
    return "; ".join(f"{group}: {listed(found)}" for group, found in sides) or "No word sets them apart"


def shifted(shift: pd.DataFrame, one: str, other: str) -> str:
    """Return the answer of the chart of a word shift: by how much the means differ."""
    difference = shift["contribution"].sum()
    if not round(difference, 2):
        return f"{one} and {other} choose equally positive words"
    side = "more positive" if difference > 0 else "more negative"
    return f"{one}: {side} words than {other} (by {signed(difference)} of −4 to +4)"


def _between(row, shown) -> str:
    return f"{shown(row.low)} to {shown(row.high)}"
