"""The chart of differences between groups: within the stories both tell, and over all articles beside it."""

import pandas as pd
from matplotlib.axes import Axes

from analysis.corpus.measures import MEASURES
from analysis.presentation import html
from analysis.presentation.charts.chart import INK, PAPER, RULE, SOFT, Chart, chart, label_rows
from analysis.presentation.charts.corpus.groups import SUPTITLE, headline
from analysis.presentation.html import Html
from analysis.presentation.tables.corpus.differences import MOST, answer, what
from analysis.presentation.units import SHARE, TONE, change, change_with_interval, unit
from analysis.wording import as_sentences, capital, counted, shortened

_LONGEST = 46
CLEAR = "within stories both tell, clear enough to claim"


def differences(rows: pd.DataFrame) -> Chart | Html:
    """Draw comparisons of one unit (rows of the table `differences`, see `tables.corpus.in_order`).

    A mark and bar for the difference within stories and its 95% interval, full where it can be claimed; a
    hollow diamond for that over all articles. At most MOST comparisons are drawn; nothing where none was made
    within stories.
    """
    told = answer(rows)
    drawn = rows.dropna(subset="difference").head(MOST)
    if drawn.empty:
        return html.nothing()
    left = int(rows["difference"].notna().sum()) - len(drawn)
    title = f"{told} (the {len(drawn)} clearest drawn)" if left > 0 else told
    alt = as_sentences([title, *(_told(row) for row in drawn.itertuples())])
    drawing = chart(8, 1.7 + 0.42 * len(drawn), alt=alt)
    axes = drawing.subplots()
    axes.axvline(0, color=SOFT, lw=1)
    for place, row in enumerate(drawn.itertuples()):
        _draw(axes, place, row)
    for border in range(1, len(drawn)):
        axes.axhline(border - 0.5, color=RULE, lw=0.8)
    label_rows(axes, [_label(row) for row in drawn.itertuples()])
    drawing.suptitle(headline(title), **SUPTITLE)
    axes.set_xlabel(f"one minus other, {_unit(drawn['measure'].iloc[0])}")
    known = dict(zip(*reversed(axes.get_legend_handles_labels()), strict=True))
    drawing.legend(known.values(), known.keys(), loc="outside lower center", ncols=2)
    return drawing


def _draw(axes: Axes, place: int, row) -> None:
    factor = 100 if unit(row.measure) == SHARE else 1
    face = INK if row.grade else PAPER
    axes.hlines(place, factor * row.low, factor * row.high, color=INK, lw=1.8)
    said = CLEAR if row.grade else "within stories both tell"
    axes.plot(factor * row.difference, place, "o", mfc=face, mec=INK, ms=7, label=said)
    axes.plot(
        factor * row.unpaired, place + 0.28, "D", mfc=PAPER, mec=SOFT, ms=4.5, label="over all articles"
    )


def _label(row) -> str:
    pair = shortened(f"{row.one} − {row.other}", _LONGEST)
    about = shortened(capital(what(row.measure, row.name)), _LONGEST)
    return f"{about}\n{pair} ({counted(row.stories, 'story', 'stories')})"


def _unit(measure: str) -> str:
    if unit(measure) == SHARE:
        return "percentage points"
    return "−1 to 1" if unit(measure) == TONE else MEASURES[measure].unit


def _told(row) -> str:
    found = change_with_interval(row.difference, row.low, row.high, row.measure)
    over_all = (
        "" if row.unpaired != row.unpaired else f", over all articles {change(row.unpaired, row.measure)}"
    )
    about = f"{capital(what(row.measure, row.name))}, {row.one} minus {row.other}"
    return f"{about}: {found} in {counted(row.stories, 'story', 'stories')}{over_all}"
