"""The charts of the report on a corpus. Each has its answer as title, its numbers as text alternative.

Where there is nothing to draw, the answer stands there by itself.
"""

from collections.abc import Sequence
from textwrap import fill

import pandas as pd
from matplotlib.axes import Axes

from analysis.corpus.keyness import CHANCE
from analysis.presentation.charts.chart import (
    GROUP,
    GROUP_SHAPE,
    INK,
    PAPER,
    POLARITY,
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
from analysis.wording import as_sentences, interval, listed, percent, signed

LOOKS = tuple(zip(GROUP_SHAPE, GROUP, strict=True))
MOST_GROUPS = len(LOOKS)
WIDEST = 75  # characters of a line of the title


def estimates(table: pd.DataFrame, what: str, unit: str, answer: str, axis: str) -> Chart | Html:
    """Draw a table of `analysis.corpus.measures`: a row for each item, in it a mark and bar for each group.

    `what` names the items' column, `unit` is share or sentiment, `answer` the title, `axis` the label. At
    most six groups are drawn, those with most articles; what has no estimate is left to the alternative.
    """
    if table["mean"].isna().all():
        return note(f"{answer}.")
    groups = _largest(table)
    told = [_told(item, table[table[what] == item], unit) for item in dict.fromkeys(table[what])]
    items = list(dict.fromkeys(table.dropna(subset="mean")[what]))
    step = 0.2 + 0.2 * len(groups)
    drawing = chart(8, 1.5 + step * len(items), alt=as_sentences([answer, *told]))
    axes = drawing.subplots()
    for place, group in enumerate(groups):
        marker, colour = LOOKS[place]
        own = table[table["group"] == group].set_index(what).reindex(items)
        at = [row + (place - (len(groups) - 1) / 2) * 0.75 / len(groups) for row in range(len(items))]
        axes.hlines(at, own["low"], own["high"], color=colour, lw=1.6)
        axes.plot(own["mean"], at, marker, color=colour, ms=6, ls="none", label=str(group))
    for border in range(1, len(items)):
        axes.axhline(border - 0.5, color=RULE, lw=0.8)
    label_rows(axes, items, fill(answer, WIDEST))
    axes.set_xlabel(axis)
    _scale(axes, unit, table["high"].max())
    drawing.legend(loc="outside lower center", ncols=min(len(groups), 3))
    return drawing


def over_time(table: pd.DataFrame, answer: str) -> Chart | Html:
    """Draw sentiment towards entities by period: a panel an entity, a dot and interval a period."""
    if table["mean"].isna().all():
        return note(f"{answer}.")
    told = [
        _told(item, table[table["entity"] == item], "sentiment") for item in dict.fromkeys(table["entity"])
    ]
    items, periods = list(dict.fromkeys(table.dropna(subset="mean")["entity"])), sorted(set(table["group"]))
    rows = (len(items) + 1) // 2
    drawing = chart(8, 0.9 + 1.7 * rows, alt=as_sentences([answer, *told]))
    panels = drawing.subplots(rows, 2, sharex=True, sharey=True, squeeze=False).flat
    for axes, item in zip(panels, items, strict=False):
        own = table[table["entity"] == item].set_index("group").reindex(periods)
        axes.axhline(0, color=SOFT, lw=1)
        axes.vlines(range(len(periods)), own["low"], own["high"], color=INK, lw=1.6)
        axes.plot(range(len(periods)), own["mean"], "o-", color=INK, ms=6, lw=1)
        axes.set_title(item, loc="left", fontsize=10, parse_math=False)
        axes.set_yticks([-1, 0, 1], ["−1", "0", "+1"])
        axes.set(ylim=SENTIMENT_LIMITS, xlim=(-0.5, len(periods) - 0.5))
        _periods(axes, periods)
    for axes in panels:
        axes.set_visible(False)
    drawing.suptitle(
        fill(answer, WIDEST), x=0.01, ha="left", fontsize=11, fontweight="bold", parse_math=False
    )
    return drawing


def words(table: pd.DataFrame, one: str, other: str, answer: str) -> Chart | Html:
    """Draw words with their z scores (a table of `corpus.keyness.log_odds`), group one's to the right."""
    if table.empty:
        return note(f"{answer}.")
    told = [f"{row.Index} {signed(row.z, 1)}" for row in table.itertuples()]
    drawing = chart(8, 1.3 + 0.26 * len(table), alt=as_sentences([answer, f"z scores: {listed(told)}"]))
    axes = drawing.subplots()
    for place, row in enumerate(table.itertuples()):
        marker, colour = LOOKS[0] if row.z > 0 else LOOKS[1]
        axes.hlines(place, 0, row.z, color=colour, lw=1.6)
        axes.plot(row.z, place, marker, color=colour, ms=6)
    for border in (-CHANCE, CHANCE):
        axes.axvline(border, color=SOFT, lw=1, ls="--")
    axes.axvline(0, color=SOFT, lw=1)
    label_rows(axes, table.index, fill(answer, WIDEST))
    axes.set_xlabel(f"z: left {other}, right {one}")
    return drawing


def shift(table: pd.DataFrame, one: str, other: str, answer: str) -> Chart | Html:
    """Draw what each word adds to a difference of means (a table of `analysis.corpus.keyness.score_shift`).

    Full bars are words that group one has more often, hollow ones words that it has less often.
    """
    if table.empty:
        return note(f"{answer}.")
    told = [f"{row.Index} {signed(row.contribution)}" for row in table.itertuples()]
    drawing = chart(8, 1.5 + 0.26 * len(table), alt=as_sentences([answer, f"Words: {listed(told)}"]))
    axes = drawing.subplots()
    for place, row in enumerate(table.itertuples()):
        colour = POLARITY["positive" if row.score > 0 else "negative"]
        face = colour if row.share_one > row.share_other else PAPER
        axes.barh(place, row.contribution, 0.65, facecolor=face, edgecolor=colour)
    axes.axvline(0, color=SOFT, lw=1)
    label_rows(axes, [_labelled(row) for row in table.itertuples()], fill(answer, WIDEST))
    axes.set_xlabel(f"adds to the difference: left for {other}, right for {one}")
    return drawing


def _labelled(row) -> str:
    sign = "+" if row.score > 0 else "−"
    return f"{row.Index} ({sign}, {'more' if row.share_one > row.share_other else 'less'})"


def _largest(table: pd.DataFrame) -> list[str]:
    sizes = table.groupby("group")["articles"].max().sort_values(ascending=False, kind="stable")
    return sorted(sizes.index[:MOST_GROUPS])


def _scale(axes: Axes, unit: str, highest: float) -> None:
    if unit == "sentiment":
        axes.set_xlim(SENTIMENT_LIMITS)
        axes.axvline(0, color=SOFT, lw=1)
        axes.set_xticks(**SENTIMENT_TICKS)
    else:
        end = min(1.02, highest * 1.05 if highest > 0 else 1.02)
        axes.set_xlim(-0.01 * end, end)
        axes.xaxis.set_major_formatter(lambda value, _: percent(value))


def _periods(axes: Axes, periods: Sequence[str]) -> None:
    shown = range(0, len(periods), max(1, len(periods) // 5))
    axes.set_xticks(shown, [periods[place] for place in shown], parse_math=False)


def _told(item: str, rows: pd.DataFrame, unit: str) -> str:
    return f"{item}: {listed([f'{row.group} {with_interval(row, unit)}' for row in rows.itertuples()])}"


def with_interval(row, unit: str) -> str:
    """Return an estimate with its interval, or how few articles there are."""
    if row.mean != row.mean:
        return f"too few ({row.articles})"
    if unit == "share" and not row.mean:
        return f"0% (none in {row.articles})"  # drawing from nothing but zeros would give no interval
    shown = signed if unit == "sentiment" else percent
    return f"{shown(row.mean)} ({interval(row.low, row.high, shown)})"
