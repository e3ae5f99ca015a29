"""The chart of differences between groups: within the stories both tell, and over all articles beside it."""

import pandas as pd

from analysis.presentation.charts.chart import INK, PAPER, RULE, SOFT, Chart, chart, label_rows
from analysis.presentation.charts.corpus.groups import headline
from analysis.presentation.html import Html
from analysis.presentation.pieces import note
from analysis.presentation.tables.corpus.differences import MOST, NOTABLE, answer, what
from analysis.presentation.units import SHARE, change, change_with_interval, unit
from analysis.wording import as_sentences, shortened

_LONGEST = 46
_WIDEST = 56  # characters of a line of the title, beside long labels


def differences(rows: pd.DataFrame) -> Chart | Html:
    """Draw comparisons of one unit (rows of the table `differences`, see `tables.differences.in_order`).

    A mark and bar for the difference within stories and its 95% interval, full where its q is at most
    NOTABLE; a hollow diamond for that over all articles. At most MOST comparisons are drawn.
    """
    told = answer(rows)
    drawn = rows.dropna(subset="difference").head(MOST)
    if drawn.empty:
        return note(f"{told}.")
    left = int(rows["difference"].notna().sum()) - len(drawn)
    title = f"{told} (the {len(drawn)} least like chance drawn)" if left > 0 else told
    alt = as_sentences([title, *(_told(row) for row in drawn.itertuples())])
    drawing = chart(8, 1.6 + 0.42 * len(drawn), alt=alt)
    axes = drawing.subplots()
    factor = 100 if unit(drawn["measure"].iloc[0]) == SHARE else 1
    axes.axvline(0, color=SOFT, lw=1)
    for place, row in enumerate(drawn.itertuples()):
        face = INK if row.q <= NOTABLE else PAPER
        axes.hlines(place, factor * row.low, factor * row.high, color=INK, lw=1.8)
        axes.plot(factor * row.difference, place, "o", mfc=face, mec=INK, ms=7, label=_LEGEND[face == INK])
        axes.plot(factor * row.unpaired, place + 0.28, "D", mfc=PAPER, mec=SOFT, ms=4.5, label=_LEGEND[2])
    for border in range(1, len(drawn)):
        axes.axhline(border - 0.5, color=RULE, lw=0.8)
    label_rows(axes, [_label(row) for row in drawn.itertuples()], headline(title, _WIDEST))
    axes.set_xlabel(_axis(drawn["measure"].iloc[0]))
    known = dict(zip(*reversed(axes.get_legend_handles_labels()), strict=True))
    drawing.legend(known.values(), known.keys(), loc="outside lower center", ncols=2)
    return drawing


_LEGEND = (
    "within stories both tell",
    f"the same, clearer than chance (q ≤ {NOTABLE})",
    "over all articles",
)


def _label(row) -> str:
    first = shortened(row.name, _LONGEST) if row.name else what(row.measure, "")
    return f"{first}\n{shortened(f'{row.one} − {row.other}', _LONGEST)} ({row.stories})"


def _axis(measure: str) -> str:
    shown = "percentage points" if unit(measure) == SHARE else measure
    return f"one minus other, {shown} (in brackets: stories that both tell)"


def _told(row) -> str:
    found = change_with_interval(row.difference, row.low, row.high, row.measure)
    over_all = (
        "" if row.unpaired != row.unpaired else f", over all articles {change(row.unpaired, row.measure)}"
    )
    about = f"{what(row.measure, row.name)}, {row.one} minus {row.other}"
    return f"{about}: {found} in {row.stories} stories{over_all}"
