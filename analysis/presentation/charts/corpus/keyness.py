"""The charts of words: which set two groups of articles apart, and which make one sound better.

Where there is nothing to draw, the answer stands there by itself.
"""

import pandas as pd

from analysis.corpus.keyness import CHANCE
from analysis.presentation.charts.chart import PAPER, POLARITY, SOFT, Chart, chart, label_rows
from analysis.presentation.charts.corpus.groups import Looks, headline
from analysis.presentation.html import Html
from analysis.presentation.pieces import note
from analysis.presentation.tables.corpus.differences import NOTABLE
from analysis.wording import as_sentences, listed, signed

TOO_FEW = "Too few articles of two groups with words to compare"
OVER_OTHERS = "over different stories"


def words(table: pd.DataFrame, looks: Looks, one: str, other: str, shared: bool) -> Chart | Html:
    """Draw words with their z scores (a table of `corpus.keyness.ends`), group one's to the right.

    The title names words where the articles are on `shared` stories: over different ones they tell the news.
    """
    answer = _telling(table, one, other, shared)
    if table.empty:
        return note(f"{answer}.")
    told = [f"{row.Index} {signed(row.z, 1)}" for row in table.itertuples()]
    drawing = chart(8, 1.3 + 0.26 * len(table), alt=as_sentences([answer, f"z scores: {listed(told)}"]))
    axes = drawing.subplots()
    for place, row in enumerate(table.itertuples()):
        marker, colour = looks[one if row.z > 0 else other]
        axes.hlines(place, 0, row.z, color=colour, lw=1.6)
        axes.plot(row.z, place, marker, color=colour, ms=6)
    for border in (-CHANCE, CHANCE):
        axes.axvline(border, color=SOFT, lw=1, ls="--")
    axes.axvline(0, color=SOFT, lw=1)
    label_rows(axes, table.index, headline(answer))
    axes.set_xlabel(f"← more in {other} | z | more in {one} →")
    return drawing


def shift(table: pd.DataFrame, one: str, other: str, shared: bool) -> Chart | Html:
    """Draw what each word adds to a difference of means (a table of `analysis.corpus.keyness.score_shift`).

    Full bars are words that group one has more often, hollow ones words that it has less often. The title
    says whose are more positive where the articles are on `shared` stories.
    """
    answer = _shifted(table, one, other, shared)
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
    axes.set_xlabel(f"← for {other} | adds to the difference | for {one} →")
    return drawing


_MOST = 24
_SMALLEST = 0.05  # of VADER's −4 to +4: a difference below it is none to speak of


def _telling(table: pd.DataFrame, one: str, other: str, shared: bool) -> str:
    """Return on either side the two words with the largest z, of those whose q is small enough."""
    if table.empty:
        return f"No word of five articles sets {one} and {other} apart" if one else TOO_FEW
    if not shared:
        return f"The words of {one} and {other}, {OVER_OTHERS}"
    clear = table[table["q"] <= NOTABLE]
    sides = ((one, clear[clear["z"] > 0]), (other, clear[clear["z"] < 0][::-1]))
    told = (f"{group}: {listed([f'“{word}”' for word in own.index[:2]])}" for group, own in sides if len(own))
    return "; ".join(told) or f"No single word clearly sets {one} and {other} apart"


def _shifted(table: pd.DataFrame, one: str, other: str, shared: bool) -> str:
    """Return by how much the means differ."""
    if table.empty:
        return TOO_FEW
    if not shared:
        return f"How positive the words of {one} and {other} are, {OVER_OTHERS}"
    difference = table["contribution"].sum()
    if abs(difference) < _SMALLEST:
        return f"{one} and {other}: no clear difference in how positive their words are"
    side = "more positive" if difference > 0 else "more negative"
    return f"{one}: {side} words than {other}, by {abs(difference):.2f} (not tested)"


def _labelled(row) -> str:
    sign = "+" if row.score > 0 else "−"
    return f"{row.Index} ({sign}, {'more' if row.share_one > row.share_other else 'less'})"
