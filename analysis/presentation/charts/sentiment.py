"""The charts of the report on sentiment, with their numbers in words; for none, nothing is shown."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
from matplotlib.axis import Axis

from analysis.presentation import html
from analysis.presentation.charts.chart import (
    INK,
    PAPER,
    POLARITY,
    POLARITY_SHAPE,
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
from analysis.statistics.resampling import Resampling
from analysis.tone.lexicons import polarity
from analysis.tone.sentences import arc as course_of
from analysis.wording import counted, percent, signed

MOST_ACTORS = 8
SIDES = {-1: "negative", 0: "neutral", 1: "positive"}
_LIGHTS = {-1: "worse", 0: "neither", 1: "better"}
_PARTS = ("headline", "lead", "body")
_VOICES = {"author": "author’s words", "others": "others’ words"}
_FEWEST_PARTS = 2
_SMALL = 0.5
_ONCE = Resampling(1)
"""The course alone is drawn, and not how far it would move with other sentences."""


def actors(claims: pd.DataFrame, title: str) -> Chart | Html:
    """Draw the firm claims on how actors are shown: to the left who is shown worse, to the right who better;
    those on a side first. Where nobody is, nothing is drawn.

    How far a bar goes is its chance: full where the claim is plain, hollow where it is probable; a ring
    stands for neither.
    """
    told = claims[(claims["about"] == "portrayal") & (claims["grade"] != "open")]
    sided = told["value"] != "0"
    shown = pd.concat([told[sided], told[~sided]]).head(MOST_ACTORS)
    if not sided.any():
        return html.nothing()
    labels = [folded(name) for name in shown["name"]]
    in_words = [
        f"{row.name}: {_LIGHTS[int(row.value)]}, {row.grade} ({percent(row.chance)})"
        for row in shown.itertuples(index=False)
    ]
    drawing = slim(1.5 + rows_of(labels), title or "How the main actors are shown", in_words)
    axes = drawing.subplots()
    for place, row in enumerate(shown.itertuples(index=False)):
        _light(axes, place, int(row.value), row.chance, row.grade)
    label_rows(axes, labels)
    axes.axvline(0, color=SOFT, lw=1)
    axes.set_xlim(-1.35, 1.35)
    axes.set_xticks([-0.7, 0.7], ["worse", "better"])
    axes.tick_params(length=0)
    axes.grid(visible=False)
    return drawing


def _light(axes, place: int, value: int, chance: float, grade: str) -> None:
    """Draw one claim as firm as it is."""
    offset: Mapping[str, Any] = {"textcoords": "offset points", "va": "center", "fontsize": SIZE}
    if value == 0:
        axes.plot(0, place, "o", color=INK, mfc=PAPER, ms=8)
        axes.annotate(percent(chance), (0, place), (9, 0), color=INK, **offset)
    else:
        colour = POLARITY[SIDES[value]]
        face = colour if grade == "plain" else PAPER
        axes.barh(place, value * chance, 0.5, facecolor=face, edgecolor=colour, lw=1.5)
        side = "left" if value > 0 else "right"
        axes.annotate(percent(chance), (value * chance, place), (5 * value, 0), color=INK, ha=side, **offset)


def arc(scores: pd.DataFrame, title: str) -> Chart | Html:
    """Draw how each sentence of a `sentiment` table sounds to the model, and the course of it.

    An upward triangle is positive, a downward one negative, a disc neutral; the line is the mean of the
    sentences around a place. Where no sentence sounds other than neutral, nothing is drawn.
    """
    if not scores["model"].map(polarity).any():
        return html.nothing()
    course = course_of(scores, "model", _ONCE)
    told = [f"Sentence {row.sentence}: {signed(row.model)}" for row in scores.itertuples()]
    drawing = slim(8, title or "How each sentence sounds to the model", told)
    axes = drawing.subplots()
    for side, name in SIDES.items():
        points = scores[scores["model"].map(polarity) == side]
        axes.scatter(
            points["sentence"], points["model"], marker=POLARITY_SHAPE[name], color=POLARITY[name], s=44, lw=0
        )
    axes.plot(course["sentence"], course["mean"], color=INK, lw=2)
    axes.axhline(0, color=SOFT, lw=1)
    axes.set(xlabel="sentence", xlim=(0.5, len(scores) + 0.5))
    _scale(axes.yaxis, axes.set_ylim, scores["model"])
    count_in_wholes(axes.xaxis)
    return drawing


def parts(scores: pd.DataFrame, passages: pd.DataFrame) -> Chart | Html:
    """Draw how the headline, the lead and the body sound on average to the model, the author and others.

    `scores` is a table of `tone.sentiment`, `passages` one of `tone.passages`. Nothing is drawn of a text
    that has one part and one voice.
    """
    values = {part: scores.loc[scores["part"] == part, "model"] for part in _PARTS}
    values |= {name: passages.loc[passages["voice"] == voice, "model"] for voice, name in _VOICES.items()}
    means = {name: (len(its), its.mean()) for name, its in values.items() if len(its)}
    if len(means) <= _FEWEST_PARTS:
        return html.nothing()
    told = [f"{name} ({counted(n, 'sentence')}): {signed(mean)}" for name, (n, mean) in means.items()]
    drawing = slim(1.2 + len(means), "How its parts sound on average", told)
    axes = drawing.subplots()
    for place, (_, mean) in enumerate(means.values()):
        colour = POLARITY[SIDES[polarity(mean)]]
        axes.barh(place, mean, 0.5, facecolor=colour)
        side, gap = ("left", 5) if mean >= 0 else ("right", -5)
        offset: Mapping[str, Any] = {"textcoords": "offset points", "va": "center", "ha": side}
        axes.annotate(signed(mean), (mean, place), (gap, 0), color=INK, fontsize=SIZE, **offset)
    label_rows(axes, [f"{name} ({n})" for name, (n, _) in means.items()])
    axes.axvline(0, color=SOFT, lw=1)
    _scale(axes.xaxis, axes.set_xlim, pd.Series([mean for _, mean in means.values()]))
    return drawing


def _scale(axis: Axis, set_limits: Callable[[float, float], object], values: pd.Series) -> None:
    """Let an axis of ratings reach from −1 to +1, or half as far where all values are that small."""
    far = 1.0 if values.abs().max() > _SMALL else 0.5
    set_limits(-1.25 * far, 1.25 * far)
    axis.set_ticks([-far, 0, far], [signed(-far, 1), "0", signed(far, 1)])
