"""The charts of groups of articles: what each group's articles show, and over time.

Each has its answer as title, its numbers as text alternative. Where there is nothing to draw, the answer
stands there by itself. A group has one mark and colour on a whole page (`looks`): the groups with most
articles have one, and are drawn; the title says how many are not, and the table beside the chart has all.
"""

from collections.abc import Mapping, Sequence
from textwrap import fill
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from analysis.corpus.groups import PERIODS
from analysis.presentation import html
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

Looks = Mapping[str, tuple[str, str]]
MOST_GROUPS = len(GROUP)
FEWEST_ARTICLES, FEWEST_STORIES = 10, 5  # of a group on somebody, to say who comes first there
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


def looks(groups: pd.Series, *first: str) -> Looks:
    """Return the mark and colour of each group that is drawn: those named first, then the largest.

    `groups` names the group of each article; there are at most MOST_GROUPS.
    """
    sizes = groups.value_counts().sort_index().sort_values(ascending=False, kind="stable")
    order = list(dict.fromkeys([*(name for name in first if name in sizes), *sizes.index]))
    names = sorted(order[:MOST_GROUPS])
    return dict(zip(names, zip(GROUP_SHAPE, GROUP, strict=True), strict=False))


def headline(answer: str) -> str:
    """Return an answer in lines that fit above a chart."""
    return fill(answer, _WIDEST)


def estimates(table: pd.DataFrame, looks: Looks, axis: str, most: str) -> Chart | Html:
    """Draw a table of `analysis.corpus.estimates`: a row for each name, in it a mark and bar for each group.

    `looks` are those of the page, `axis` labels the scale, `most` says what the first of a group is: "heard
    most". What has no estimate is left to the table.
    """
    if table.empty:
        return html.nothing()
    if table["mean"].isna().all():
        return note(f"{TOO_FEW}.")
    known = set(table.dropna(subset="mean")["group"])
    groups = [name for name in looks if name in known]
    if not groups:
        return note(f"{TOO_FEW} in the groups that are drawn.")
    left = len(known) - len(groups)
    answer = _first(table, groups, most)
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
        marker, colour = looks[group]
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


def _first(table: pd.DataFrame, groups: Sequence[str], most: str) -> str:
    """Return who comes first in which of these groups, where intervals tell; of tones the lowest."""
    enough = (table["articles"] >= FEWEST_ARTICLES) & ~(table["stories"] < FEWEST_STORIES)
    drawn = table.assign(enough=enough)[table["group"].isin(groups)].dropna(subset="mean")
    known = drawn[drawn.groupby("group")["enough"].transform("sum") > 1]
    compared = known["group"].nunique()
    if not compared:
        return f"Too few articles in any one group to tell who or what is {most}"
    darkest = unit(table["measure"].iloc[0]) == TONE
    leaders = (_leader(own, darkest) for _, own in known.groupby("group"))
    counts = pd.Series([name for name in leaders if name], dtype="str").value_counts(sort=False)
    counts = counts.sort_values(ascending=False, kind="stable")
    if counts.empty:
        of = (
            "each group"
            if compared == len(groups)
            else f"the {compared} of {len(groups)} with articles enough"
        )
        return f"None is clearly {most}: the intervals overlap in {of}"
    (first, number), *others = counts.items()
    of = "" if compared == len(groups) else " with articles enough"
    told = f"{capital(first)} is clearly {most} in {number} of {counted(compared, 'group')}{of}"
    return ", ".join([told, *(f"{name} in {number}" for name, number in others)])


def _leader(own: pd.DataFrame, darkest: bool) -> str:
    """Return whose interval of a group lies beyond all others'; nothing where it overlaps one of them, or
    rests on too few articles.
    """
    sign = -1 if darkest else 1
    ends = own[["name", "enough"]].assign(one=sign * own["low"], other=sign * own["high"])
    ends = ends.assign(mean=sign * own["mean"], near=ends[["one", "other"]].min(axis=1))
    ends = ends.assign(far=ends[["one", "other"]].max(axis=1)).sort_values("mean", ascending=False)
    first, others = ends.iloc[0], ends.iloc[1:]
    return str(first["name"]) if first["enough"] and first["near"] > others["far"].max() else ""


def _range(table: pd.DataFrame, period: str) -> str:
    """Return between which tones the name with most estimates moves, where intervals set them apart."""
    known = table.dropna(subset="mean")
    name = known["name"].value_counts(sort=False).sort_values(ascending=False, kind="stable").index[0]
    own = known[known["name"] == name]
    told = f"in {counted(len(own), period)} with five articles and more"
    if len(own) == 1:
        return f"{name}: {signed(own['mean'].iloc[0])}, {told}"
    if not _moves(own):
        return f"{name}: no clear change {told}"
    return f"{name}: between {signed(own['mean'].min())} and {signed(own['mean'].max())} {told}"


def _moves(own: pd.DataFrame) -> bool:
    """Return whether the intervals of two periods lie apart, each widened for how many periods there are."""
    from scipy.stats import norm

    wider = norm.ppf(1 - 0.025 / len(own)) / norm.ppf(0.975)
    low = own["mean"] - wider * (own["mean"] - own["low"])
    high = own["mean"] + wider * (own["high"] - own["mean"])
    return bool(low.max() > high.min())


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
