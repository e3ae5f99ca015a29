"""The charts of the report on framing, with their numbers in words; where there is none, nothing is shown."""

from collections.abc import Mapping
from operator import itemgetter
from typing import Any

import pandas as pd
from matplotlib.patches import Patch

from analysis.findings.frames import Framed
from analysis.presentation import html
from analysis.presentation.charts.chart import (
    FEWEST_ROWS,
    INK,
    PAPER,
    PART,
    SIZE,
    SOFT,
    Chart,
    count_in_wholes,
    folded,
    label_rows,
    rows_of,
    slim,
)
from analysis.presentation.html import Html
from analysis.wording import listed, percent

MOST_ACTORS, MOST_FRAMES = 6, 8
_WORTH_DRAWING = 0.05
TELLINGS = {"": ("stated", ""), "_hypothetical": ("possible", "////"), "_negated": ("denied", "xxxx")}
ROLES = {"acts": ("acts", PART["agent"]), "undergoes": ("is acted upon", PART["patient"])}


def frames(found: Mapping[str, Framed], title: str) -> Chart | Html:
    """Draw how likely careful readers see each frame in the article, and how likely they see it first.

    `found` is what `findings.frames` says of a typology. A bar is as long as the frame is likely to be there
    at all, and full as far as it is likely to come first; the likeliest to do so stands on top. Frames with
    hardly a chance are left to the text alternative.
    """
    ordered = sorted(found.items(), key=lambda each: (-each[1].first, -each[1].has, each[0]))
    shown = [each for each in ordered if each[1].has >= _WORTH_DRAWING][:MOST_FRAMES]
    if not shown:
        return html.nothing()
    told = [f"{name}: there {percent(its.has)}, first {percent(its.first)}" for name, its in ordered]
    labels = [folded(name, 24) for name, _ in shown]
    drawing = slim(2.2 + rows_of(labels), title or "The chance of each frame", told)
    axes = drawing.subplots()
    places = range(len(shown))
    axes.barh(
        places, [its.has for _, its in shown], 0.62, facecolor=PAPER, edgecolor=INK, label="there at all"
    )
    axes.barh(
        places, [its.first for _, its in shown], 0.62, facecolor=INK, edgecolor=INK, label="comes first"
    )
    for place, (_, its) in enumerate(shown):
        offset: Mapping[str, Any] = {"textcoords": "offset points", "va": "center", "fontsize": SIZE}
        axes.annotate(percent(its.has), (max(its.has, its.first), place), (5, 0), color=INK, **offset)
    label_rows(axes, labels)
    axes.set_xlim(0, 1.25)
    axes.set_xticks([0, 0.5, 1], ["0%", "50%", "100%"])
    drawing.legend(loc="outside upper left", ncols=2, fontsize=SIZE)
    return drawing


def actor_bars(actors: pd.DataFrame, title: str) -> Chart | Html:
    """Draw how often each actor of an `actors` table acts and is acted upon; at most six, busiest first;
    for one alone nothing is drawn.

    Solid is what the text states, hatched what it calls possible, planned or feared, crossed what it denies.
    """
    if len(actors) < FEWEST_ROWS:
        return html.nothing()
    shown = actors.head(MOST_ACTORS)
    labels = [folded(name) for name in shown["actor"]]
    drawing = slim(
        3.4 + 1.5 * len(shown), title or "Who acts, and who is acted upon", map(_acts, shown.itertuples())
    )
    axes = drawing.subplots()
    for row, actor in enumerate(shown.to_dict("records")):
        for place, (role, (_, colour)) in zip((-0.2, 0.2), ROLES.items(), strict=True):
            _told(axes, row + place, {how: actor[role + how] for how in TELLINGS}, colour)
    label_rows(axes, labels)
    axes.set(xlabel="actions", xlim=(0, None))
    count_in_wholes(axes.xaxis)
    handles = [Patch(facecolor=colour, edgecolor=colour, label=name) for name, colour in ROLES.values()]
    handles += [
        Patch(facecolor=PAPER if hatch else SOFT, edgecolor=SOFT, hatch=hatch, label=name)
        for name, hatch in TELLINGS.values()
    ]
    drawing.legend(handles=handles, loc="outside upper left", ncols=3, fontsize=SIZE, columnspacing=1)
    return drawing


def _told(axes, place: float, counts: Mapping[str, int], colour: str) -> None:
    """Draw how often something is told as fact, as possible and as denied, one behind the other."""
    left = 0
    widths = [(number, TELLINGS[how][1]) for how, number in counts.items()]
    for width, hatch in filter(itemgetter(0), widths):  # a bar of no width would still draw its edge
        look = {"facecolor": PAPER if hatch else colour, "edgecolor": colour, "hatch": hatch}
        axes.barh(place, width, 0.36, left=left, **look)
        left += width


def _acts(row) -> str:
    roles = []
    for role, (name, _) in ROLES.items():
        counts = {how: getattr(row, role + suffix) for suffix, (how, _) in TELLINGS.items()}
        told = [f"{number} {how}" for how, number in counts.items() if number]
        if told:
            roles.append(f"{name} ({listed(told)})")
    return f"{row.actor} {listed(roles)}"
