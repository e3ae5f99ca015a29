"""The charts of the sentiment report. Each has its answer as title, its numbers as text alternative."""

from collections.abc import Mapping, Sequence
from textwrap import fill
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from analysis import tone
from analysis.findings.chances import OPEN, grade
from analysis.findings.sentiment import in_words, known_roles, low_and_high
from analysis.models.readers import ROLES
from analysis.presentation.charts.chart import (
    INK,
    PAPER,
    POLARITY,
    POLARITY_SHAPE,
    SENTIMENT_LIMITS,
    SENTIMENT_TICKS,
    SOFT,
    TITLE,
    Chart,
    chart,
    count_in_wholes,
)
from analysis.statistics.resampling import Resampling
from analysis.tone.lexicons import polarity
from analysis.tone.sentences import METHODS
from analysis.wording import (
    NAMES,
    NOT_ENOUGH,
    VOICE_NAMES,
    as_sentences,
    capital,
    counted,
    leaning,
    listed,
    percent,
    ranges,
    with_article,
    with_interval,
)

SHAPES = {
    side: (POLARITY_SHAPE[name], POLARITY[name])
    for side, name in ((-1, "negative"), (0, "neutral"), (1, "positive"))
}
METHOD_LOOKS = {"model": ("o", INK), "vader": ("x", INK), "textblob": ("+", INK)}
LIGHT_NAMES = ("worse", "neither", "better")
LIGHT_PLACES = {-1: 0.0, 0: 1.0, 1: 2.0}
ROLE_PLACES = dict(zip(ROLES, (3.4, 4.4, 5.4), strict=True))
MOST_LABELS = 15
POINTS_A_UNIT = 115  # of a panel with the scale from −1 to +1
Point = tuple[float, float]
SIDES = ((0.9, 0.8), (0.9, -0.8), (-0.9, 0.8), (-0.9, -0.8), (0, 1), (0, -1), (1, 0), (-1, 0))
AROUND = [(distance * x, distance * y) for distance in (11, 20, 29) for x, y in SIDES]


def arc(scores: pd.DataFrame, resampling: Resampling = Resampling()) -> Chart:
    """Draw how the tone moves: the sentences of a `sentiment` table, their smoothed course and its band."""
    courses = {method: tone.arc(scores, method, resampling) for method in METHODS}
    answers = [_course_in_words(NAMES[method], course) for method, course in courses.items()]
    drawing = chart(8, 6.4, alt=f"The tone of each sentence and its smoothed course. {as_sentences(answers)}")
    panels = drawing.subplots(len(courses), 1, sharex=True)
    for axes, (method, course), answer in zip(panels, courses.items(), answers, strict=True):
        for side, (shape, colour) in SHAPES.items():
            points = scores[scores[method].map(polarity) == side]
            axes.scatter(points["sentence"], points[method], marker=shape, color=colour, s=36, lw=0)
        axes.fill_between(course["sentence"], course["low"], course["high"], color=SOFT, alpha=0.2, lw=0)
        axes.plot(course["sentence"], course["mean"], color=INK, lw=2)
        axes.axhline(0, color=SOFT, lw=1)
        axes.set_ylim(SENTIMENT_LIMITS)
        axes.set_yticks(**SENTIMENT_TICKS)
        axes.set_title(answer, **TITLE)
    panels[-1].set(xlabel="sentence", xlim=(0.5, max(len(scores), 1) + 0.5))
    count_in_wholes(panels[-1].xaxis)
    return drawing


def methods(scores: pd.DataFrame) -> Chart:
    """Draw each sentence by the model (upwards) and a lexicon (across); crosses have opposite signs."""
    sides = scores[list(METHODS)].map(polarity)
    apart = {lexicon: scores[sides["model"] * sides[lexicon] < 0] for lexicon in METHODS[1:]}
    answers = [_apart_in_words(NAMES[lexicon], rows, len(scores)) for lexicon, rows in apart.items()]
    drawing = chart(8, 4.4, alt=f"The model against each word list. {as_sentences(answers)}")
    panels = drawing.subplots(1, len(apart), sharey=True)
    for axes, (lexicon, rows) in zip(panels, apart.items(), strict=True):
        _against(axes, scores.drop(index=rows.index), rows, lexicon)
        axes.set_title(f"{NAMES[lexicon]}: opposite in {len(rows)}", **TITLE)
    panels[0].set(ylabel="the model")
    return drawing


def _against(axes: Axes, agreed: pd.DataFrame, apart: pd.DataFrame, lexicon: str) -> None:
    axes.axhline(0, color=SOFT, lw=1)
    axes.axvline(0, color=SOFT, lw=1)
    axes.scatter(agreed[lexicon], agreed["model"], s=30, facecolor="none", edgecolor=SOFT)
    axes.scatter(apart[lexicon], apart["model"], s=48, marker="X", color=INK, lw=0)
    labelled = apart.head(MOST_LABELS)
    points = list(zip(labelled[lexicon], labelled["model"], strict=True))
    circles = list(zip(agreed[lexicon], agreed["model"], strict=True))
    for number, point, offset in zip(labelled["sentence"], points, beside(points, circles), strict=True):
        axes.annotate(str(number), point, offset, textcoords="offset points", ha="center", va="center")
    axes.set(xlabel=NAMES[lexicon], xlim=SENTIMENT_LIMITS, ylim=SENTIMENT_LIMITS)
    axes.set_xticks(**SENTIMENT_TICKS)
    axes.set_yticks(**SENTIMENT_TICKS)


def beside(points: Sequence[Point], others: Sequence[Point] = ()) -> list[Point]:
    """Return for each point of the scale an offset, in typographic points, at which a number has room."""
    marks, circles = ([(POINTS_A_UNIT * x, POINTS_A_UNIT * y) for x, y in each] for each in (points, others))
    taken, offsets = [*marks, *circles], []
    for x, y in marks:
        filled = [each for each in taken if each != (x, y)]
        free = (
            (dx, dy)
            for dx, dy in AROUND
            if all(abs(x + dx - across) > 12 or abs(y + dy - up) > 9 for across, up in filled)
        )
        offset = next(free, AROUND[0])
        taken.append((x + offset[0], y + offset[1]))
        offsets.append(offset)
    return offsets


def _apart_in_words(name: str, rows: pd.DataFrame, among: int) -> str:
    which = listed([str(number) for number in sorted(rows["sentence"])])
    answer = f"{name} and the model: opposite signs in {len(rows)} of {counted(among, 'sentence')}"
    return f"{answer}{which and f', {which}'}"


def voices(estimates: pd.DataFrame) -> Chart:
    """Draw a table of `voice_sentiment`: the mean tone of each voice by each method, with its interval."""
    shown = estimates[estimates["voice"] != "all"]
    counts = shown.drop_duplicates("voice").set_index("voice")["sentences"]
    labels = {voice: f"{VOICE_NAMES[voice]} ({counted(n, 'sentence')})" for voice, n in counts.items()}
    answer = _voices_in_words(shown)
    drawing = chart(8, 3.8, alt=f"{answer}. {_in_words(shown, 'voice', labels, 'method', NAMES)}")
    _dots(drawing, answer, shown, ("voice", labels), ("method", METHOD_LOOKS, NAMES))
    return drawing


def actors(shown: pd.DataFrame) -> Chart:
    """Draw a table of `main_actors`: in which light each is shown, and whether it suffers, harms, helps.

    Filled marks are plain, hollow ones probable, and dots open; each has its chance beside it.
    """
    labels = [f"{row.name} ({counted(row.sentences, 'sentence')})" for row in shown.itertuples()]
    answer = _actors_in_words(shown)
    told = [f"{label}: {in_words(row)}" for label, row in zip(labels, shown.itertuples(), strict=True)]
    drawing = chart(8, 1.4 + 0.4 * max(len(shown), 1), alt=as_sentences([answer, *told]))
    axes = drawing.subplots()
    for height, row in enumerate(shown.itertuples()):
        _mark(axes, (LIGHT_PLACES[row.value], height), row.chance, *SHAPES[row.value])
        for role, chance in known_roles(row).items():
            _mark(axes, (ROLE_PLACES[role], height), chance, "D", INK)
    axes.set_xticks([*LIGHT_PLACES.values(), *ROLE_PLACES.values()], [*LIGHT_NAMES, *ROLE_PLACES])
    axes.set_yticks(range(len(labels)), labels, parse_math=False)
    axes.set(xlim=(-0.5, 6.1), ylim=(max(len(labels), 1) - 0.5, -0.5))
    axes.axvline(2.75, color=SOFT, lw=1)  # between lights and roles
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    axes.grid(axis="y", visible=False)
    drawing.suptitle(fill(answer, 84), x=0.01, ha="left", fontsize=11, fontweight="bold", parse_math=False)
    if not labels:
        axes.set_axis_off()
    return drawing


def _mark(axes: Axes, at: Point, chance: float, shape: str, colour: str) -> None:
    """Draw a mark as firm as its chance, and the chance beside it."""
    how = grade("portrayal", chance)
    looks: dict[str, dict[str, Any]] = {
        "plain": {"marker": shape, "color": colour, "mfc": colour, "ms": 9},
        "probable": {"marker": shape, "color": colour, "mfc": PAPER, "ms": 9},
        OPEN: {"marker": "o", "color": SOFT, "mfc": SOFT, "ms": 3},
    }
    axes.plot(*at, **looks[how])
    ink = SOFT if how == OPEN else INK
    axes.annotate(percent(chance), at, (9, 0), textcoords="offset points", va="center", color=ink)


def _actors_in_words(shown: pd.DataFrame) -> str:
    if shown.empty:
        return "No actor is named in this text"
    rows = list(shown.itertuples())
    sides = {
        "in a bad light": [(row.name, row.chance) for row in rows if row.value == -1],
        "in a good light": [(row.name, row.chance) for row in rows if row.value == 1],
        "suffering": [(row.name, row.suffers) for row in rows],
    }
    told = [f"{side}: {words}" for side, those in sides.items() if (words := _firm_in_words(those))]
    return capital("; ".join(told)) or "Nobody is surely shown in a good or a bad light"


def _firm_in_words(those: Sequence[tuple[str, float]]) -> str:
    """Return the surest of names with chances, and how many more are firm."""
    firm = sorted((each for each in those if grade("portrayal", each[1]) != OPEN), key=lambda each: -each[1])
    names = [
        f"{'' if grade('portrayal', chance) == 'plain' else 'probably '}{with_article(name)}"
        for name, chance in firm
    ]
    return listed(names, most=1)


def _dots(
    drawing: Chart,
    answer: str,
    estimates: pd.DataFrame,
    rows: tuple[str, Mapping[str, str]],
    series: tuple[str, Mapping[str, tuple[str, str]], Mapping[str, str]],
) -> None:
    """Draw dots with intervals; `rows` are (column, labels), `series` are (column, looks, names)."""
    (by, labels), (within, looks, names) = rows, series
    axes = drawing.subplots()
    known = estimates[estimates["mean"].notna()]
    heights = {value: -place for place, value in enumerate(labels)}
    for rank, (value, (shape, colour)) in enumerate(looks.items()):
        part = known[known[within] == value]
        at = part[by].map(heights).astype(float) + 0.16 * ((len(looks) - 1) / 2 - rank)
        if len(part):
            axes.hlines(at, part["low"], part["high"], color=colour, lw=1.6)
            axes.plot(part["mean"], at, shape, color=colour, ms=6, label=names[value])
    for value in [value for value in labels if value not in set(known[by])]:
        axes.text(0.02, heights[value], NOT_ENOUGH, color=SOFT, style="italic", va="center")
    _frame(axes, labels, answer)
    if len(known):
        drawing.legend(loc="outside lower center", ncols=len(looks))


def _frame(axes: Axes, labels: Mapping[str, str], answer: str) -> None:
    if labels:
        axes.axvline(0, color=SOFT, lw=1)
    axes.set(xlim=SENTIMENT_LIMITS, ylim=(0.5 - max(len(labels), 1), 0.5))
    axes.set_xticks(**SENTIMENT_TICKS)
    axes.set_yticks([-place for place in range(len(labels))], list(labels.values()), parse_math=False)
    axes.grid(axis="y", visible=False)
    axes.set_title(answer, **TITLE)
    if not labels:
        axes.set_axis_off()


def _course_in_words(name: str, course: pd.DataFrame) -> str:
    if course.empty:
        return f"{name}: {NOT_ENOUGH}"
    clear = {side: numbers for side, numbers in low_and_high(course).items() if numbers}
    parts = [f"{side} around sentences {ranges(numbers)}" for side, numbers in clear.items()]
    return f"{name}: {listed(parts) or 'nowhere clearly positive or negative'}"


def _voices_in_words(estimates: pd.DataFrame) -> str:
    rows = estimates[(estimates["method"] == "model") & estimates["mean"].notna()].set_index("voice")
    sides = {
        voice: leaning(row) for voice, row in rows.to_dict("index").items() if voice in ("author", "others")
    }
    clear = [f"{VOICE_NAMES[voice]} {side}" for voice, side in sides.items() if side != "unclear"]
    if not sides:
        return f"How the voices sound: {NOT_ENOUGH}"
    return (
        f"To the model, {listed(clear)}"
        if clear
        else "To the model, no voice is clearly positive or negative"
    )


def _in_words(
    estimates: pd.DataFrame, by: str, labels: Mapping[str, str], within: str, names: Mapping[str, str]
) -> str:
    rows = estimates.to_dict("records")
    return as_sentences(f"{labels[row[by]]}, {names[row[within]]}: {with_interval(row)}" for row in rows)
