"""The charts of groups of articles: what each group's articles show, and over time.

Each has its answer as title, its numbers as text alternative. Where there is nothing to draw, the answer
stands there by itself. At most MOST_GROUPS groups are drawn, those with most articles; the title says how
many are not, and the table beside the chart has them all.
"""

from collections.abc import Sequence
from textwrap import fill
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from analysis.corpus.groups import PERIODS
from analysis.presentation.charts.chart import (
    GROUP,
    GROUP_SHAPE,
    INK,
    RULE,
    SENTIMENT_LIMITS,
    SENTIMENT_TICKS,
    SOFT,
    Chart,
    chart,
    label_rows,
)
from analysis.presentation.html import Html
from analysis.presentation.pieces import note
from analysis.presentation.units import SHARE, TONE, level_with_interval, unit
from analysis.wording import as_sentences, capital, counted, listed, percent, shortened, signed

LOOKS = tuple(zip(GROUP_SHAPE, GROUP, strict=True))
MOST_GROUPS = len(LOOKS)
TOO_FEW = "Too few articles for an estimate"
SUPTITLE: dict[str, Any] = {
    "x": 0.01,
    "ha": "left",
    "fontsize": 11,
    "fontweight": "bold",
    "parse_math": False,
}
_WIDEST = 75  # characters of a line of the title
_LONGEST_LABEL = 32


def headline(answer: str) -> str:
    """Return an answer in lines that fit above a chart."""
    return fill(answer, _WIDEST)


def estimates(table: pd.DataFrame, axis: str, leads: str) -> Chart | Html:
    """Draw a table of `analysis.corpus.estimates`: a row for each name, in it a mark and bar for each group.

    `axis` labels the scale, `leads` says what the first of a group is: "is heard most". What has no estimate
    is left to the table.
    """
    if table["mean"].isna().all():
        return note(f"{TOO_FEW}.")
    groups, left = _largest(table)
    answer = _first(table, groups, leads)
    if left:
        answer += f" ({len(groups)} largest of {counted(len(groups) + left, 'group')} drawn)"
    told = [_told(name, table[table["name"] == name]) for name in dict.fromkeys(table["name"])]
    drawn = table[table["group"].isin(groups)]
    names = list(dict.fromkeys(drawn.dropna(subset="mean")["name"]))
    step = 0.25 + 0.13 * len(groups)
    drawing = chart(8, 1.5 + step * len(names), alt=as_sentences([answer, *told]))
    axes = drawing.subplots()
    marks: list[Line2D] = []
    for place, group in enumerate(groups):
        marker, colour = LOOKS[place]
        own = drawn[drawn["group"] == group].set_index("name").reindex(names)
        at = [row + (place - (len(groups) - 1) / 2) * 0.75 / len(groups) for row in range(len(names))]
        axes.hlines(at, own["low"], own["high"], color=colour, lw=1.6)
        marks += axes.plot(own["mean"], at, marker, color=colour, ms=6, ls="none")
    for border in range(1, len(names)):
        axes.axhline(border - 0.5, color=RULE, lw=0.8)
    label_rows(axes, [shortened(name, _LONGEST_LABEL) for name in names], headline(answer))
    axes.set_xlabel(axis)
    _scale(axes, unit(table["measure"].iloc[0]), drawn["high"].max())
    drawing.legend(marks, groups, loc="outside lower center", ncols=min(len(groups), 3))
    return drawing


def over_time(table: pd.DataFrame, period: str) -> Chart | Html:
    """Draw tone by period (a table of `analysis.corpus.estimates`): a panel a name, a dot a period.

    A line joins periods that follow each other, and breaks where one has too few articles.
    """
    if table["mean"].isna().all():
        return note(f"{TOO_FEW}.")
    answer = _range(table, period)
    told = [_told(name, table[table["name"] == name]) for name in dict.fromkeys(table["name"])]
    names, periods = (
        list(dict.fromkeys(table.dropna(subset="mean")["name"])),
        _all_periods(table["group"], period),
    )
    rows = (len(names) + 1) // 2
    drawing = chart(8, 0.9 + 1.7 * rows, alt=as_sentences([answer, *told]))
    panels = drawing.subplots(rows, 2, sharex=True, sharey=True, squeeze=False).flat
    for axes, name in zip(panels, names, strict=False):
        own = table[table["name"] == name].set_index("group").reindex(periods)
        axes.axhline(0, color=SOFT, lw=1)
        axes.vlines(range(len(periods)), own["low"], own["high"], color=INK, lw=1.6)
        axes.plot(range(len(periods)), own["mean"], "o-", color=INK, ms=4, lw=1)
        axes.set_title(name, loc="left", fontsize=10, parse_math=False)
        axes.set_yticks([-1, 0, 1], ["−1", "0", "+1"])
        axes.set(ylim=SENTIMENT_LIMITS, xlim=(-0.5, len(periods) - 0.5))
        _periods(axes, periods)
    for axes in panels:
        axes.set_visible(False)
    drawing.suptitle(headline(answer), **SUPTITLE)
    return drawing


def _first(table: pd.DataFrame, groups: Sequence[str], leads: str) -> str:
    """Return what has the highest mean in most of these groups, of tones the lowest, if anything has."""
    known = table[table["group"].isin(groups)].dropna(subset="mean")
    known = known[known.groupby("group")["name"].transform("size") > 1]
    if unit(table["measure"].iloc[0]) == TONE:
        first = known.loc[known.groupby("group")["mean"].idxmin()]
    else:
        first = known.loc[known.groupby("group")["mean"].idxmax()].query("mean > 0")
    counts = first["name"].value_counts(sort=False).sort_values(ascending=False, kind="stable")
    if counts.empty:
        return "Too few estimates to tell who or what comes first"
    if counts.iloc[0] <= len(first) / 2:
        return f"Who or what {leads} differs from group to group"
    return f"{capital(counts.index[0])} {leads} in {counts.iloc[0]} of {counted(len(first), 'group')}"


def _range(table: pd.DataFrame, period: str) -> str:
    """Return between which tones the name with most estimates moves."""
    known = table.dropna(subset="mean")
    name = known["name"].value_counts(sort=False).sort_values(ascending=False, kind="stable").index[0]
    own = known.loc[known["name"] == name, "mean"]
    told = f"in {counted(len(own), period)} with five articles and more"
    if len(own) == 1:
        return f"{name}: {signed(own.iloc[0])}, {told}"
    return f"{name}: between {signed(own.min())} and {signed(own.max())} {told}"


def _largest(table: pd.DataFrame) -> tuple[list[str], int]:
    """Return the groups to draw, and how many others have estimates."""
    known = table.dropna(subset="mean")
    sizes = known.groupby("group")["articles"].max().sort_values(ascending=False, kind="stable")
    return sorted(sizes.index[:MOST_GROUPS]), max(0, len(sizes) - MOST_GROUPS)


def _scale(axes: Axes, kind: str, highest: float) -> None:
    if kind == TONE:
        axes.set_xlim(SENTIMENT_LIMITS)
        axes.axvline(0, color=SOFT, lw=1)
        axes.set_xticks(**SENTIMENT_TICKS)
        return
    end = highest * 1.05 if highest > 0 else 1.02
    if kind == SHARE:
        end = min(1.02, end)
        axes.xaxis.set_major_formatter(lambda value, _: percent(value))
    axes.set_xlim(-0.01 * end, end)


def _all_periods(known: pd.Series, period: str) -> list[str]:
    """Return the periods from the first to the last, those without articles among them."""
    unit, shown = PERIODS[period]
    first, last = pd.Timestamp(min(known)), pd.Timestamp(max(known))
    return list(pd.period_range(first, last, freq=unit).start_time.strftime(shown))


def _periods(axes: Axes, periods: Sequence[str]) -> None:
    shown = range(0, len(periods), max(1, len(periods) // 5))
    axes.set_xticks(shown, [periods[place] for place in shown], parse_math=False)


def _told(name: str, rows: pd.DataFrame) -> str:
    shown = [f"{row.group} {level_with_interval(row)}" for row in rows.itertuples() if row.mean == row.mean]
    return f"{name}: {listed(shown) or 'too few articles'}"
