"""The charts of words: which set two groups of articles apart, and which make one sound better.

Where there is nothing to draw, the answer stands there by itself.
"""

import pandas as pd

from analysis.corpus.keyness import CHANCE
from analysis.presentation.charts.chart import PAPER, POLARITY, SOFT, Chart, chart, label_rows
from analysis.presentation.charts.corpus.groups import LOOKS, headline
from analysis.presentation.html import Html
from analysis.presentation.pieces import note
from analysis.wording import as_sentences, listed, signed

TOO_FEW = "Too few articles of two groups with words to compare"


def words(table: pd.DataFrame, one: str, other: str) -> Chart | Html:
    """Draw words with their z scores (a table of `corpus.keyness.log_odds`), group one's to the right."""
    answer = _telling(table, one, other)
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
    label_rows(axes, table.index, headline(answer))
    axes.set_xlabel(f"z: left {other}, right {one}")
    return drawing


def shift(table: pd.DataFrame, one: str, other: str) -> Chart | Html:
    """Draw what each word adds to a difference of means (a table of `analysis.corpus.keyness.score_shift`).

    Full bars are words that group one has more often, hollow ones words that it has less often.
    """
    answer = _shifted(table, one, other)
    if table.empty:
        return note(f"{answer}.")
    table = table.head(_MOST)
    told = [f"{row.Index} {signed(row.contribution)}" for row in table.itertuples()]
    drawing = chart(8, 1.5 + 0.26 * len(table), alt=as_sentences([answer, f"Words: {listed(told)}"]))
    axes = drawing.subplots()
    for place, row in enumerate(table.itertuples()):
        colour = POLARITY["positive" if row.score > 0 else "negative"]
        face = colour if row.share_one > row.share_other else PAPER
        axes.barh(place, row.contribution, 0.65, facecolor=face, edgecolor=colour)
    axes.axvline(0, color=SOFT, lw=1)
    label_rows(axes, [_labelled(row) for row in table.itertuples()], headline(answer))
    axes.set_xlabel(f"adds to the difference: left for {other}, right for {one}")
    return drawing


_MOST = 24


def _telling(table: pd.DataFrame, one: str, other: str) -> str:
    """Return on either side the two words with the largest z beyond chance."""
    sides = [
        (group, [f"“{word}”" for word in side.index[:2]])
        for group, side in ((one, table[table["z"] > CHANCE]), (other, table[table["z"] < -CHANCE][::-1]))
        if len(side)
    ]
    if table.empty:
        return f"No word sets {one} and {other} apart" if one else TOO_FEW
    told = "; ".join(f"{group}: {listed(found)}" for group, found in sides)
    return told or "No single word clearly sets them apart"


def _shifted(table: pd.DataFrame, one: str, other: str) -> str:
    """Return by how much the means differ."""
    if table.empty:
        return TOO_FEW
    difference = table["contribution"].sum()
    if not round(difference, 2):
        return f"{one} and {other} choose equally positive words"
    side = "more positive" if difference > 0 else "more negative"
    return f"{one}: {side} words than {other}, by {signed(abs(difference))}"


def _labelled(row) -> str:
    sign = "+" if row.score > 0 else "−"
    return f"{row.Index} ({sign}, {'more' if row.share_one > row.share_other else 'less'})"
