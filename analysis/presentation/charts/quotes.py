"""The charts of the report on quotes, with their numbers in words; where there is none, nothing is shown."""

import pandas as pd

from analysis.presentation import html
from analysis.presentation.charts.chart import (
    FEWEST_ROWS,
    INK,
    SIZE,
    VOICE,
    Chart,
    count_in_wholes,
    folded,
    label_rows,
    rows_of,
    slim,
    voice_look,
)
from analysis.presentation.html import Html
from analysis.wording import VOICE_NAMES, counted, listed, percent

MOST_SPEAKERS = 8
_SPOKEN = ("quoted", "reported")


def sources(rows: pd.DataFrame, title: str) -> Chart | Html:
    """Draw a table of `findings.sources`: each source's words, in quotation marks (full) or told (hatched).

    Behind a bar stands the share of the words of all sources. For one source alone nothing is drawn.
    """
    if len(rows) < FEWEST_ROWS:
        return html.nothing()
    shown = rows.head(MOST_SPEAKERS)
    labels = [folded(name) for name in shown["source"]]
    told = [
        f"{row.source}: {counted(row.words, 'word')} ({percent(row.share)}), {row.quoted} of them quoted"
        for row in shown.itertuples()
    ]
    drawing = slim(1.6 + rows_of(labels), title or "Words given to each source", told)
    axes = drawing.subplots()
    places = range(len(shown))
    reported = shown["words"] - shown["quoted"]
    axes.barh(places, shown["quoted"], 0.62, label="quoted", **voice_look("quoted"))
    axes.barh(places, reported, 0.62, left=shown["quoted"], label="told", **voice_look("reported"))
    for place, row in zip(places, shown.itertuples(), strict=True):
        _beside(axes, row.words, place, percent(row.share))
    label_rows(axes, labels)
    axes.set(xlabel="words", xlim=(0, 1.2 * shown["words"].max()))
    count_in_wholes(axes.xaxis)
    drawing.legend(loc="outside upper left", ncols=2, fontsize=SIZE)
    return drawing


def timeline(words: pd.DataFrame, sentences: int) -> Chart | Html:
    """Draw a table of `attribution.timeline` over an article of so many sentences.

    A cell is a sentence in which somebody speaks: full where it is quoted, hatched where it is told.
    """
    if words.empty:
        return html.nothing()
    totals = words.groupby("speaker")[list(_SPOKEN)].sum().sum(axis=1)
    names = list(totals.sort_values(ascending=False, kind="stable").index[:MOST_SPEAKERS])
    labels = [folded(name) for name in names]
    drawing = slim(1.6 + rows_of(labels), "Who speaks in which sentence", _places(words, names))
    axes = drawing.subplots()
    for row in words[words["speaker"].isin(names)].itertuples():
        place, share = names.index(row.speaker), row.quoted / (row.quoted + row.reported)
        left = row.sentence - 0.5
        axes.barh(place, share, 0.7, left, **voice_look("quoted"))
        axes.barh(place, 1 - share, 0.7, left + share, **voice_look("reported"))
    label_rows(axes, labels)
    axes.set(xlabel="sentence", xlim=(0.5, max(sentences, 1) + 0.5))
    count_in_wholes(axes.xaxis)
    return drawing


def positions(parts: pd.DataFrame) -> Chart | Html:
    """Draw a table of `framing.positions`: whose words make up each part of the text."""
    if parts.empty or (parts["author"] == 1).all():
        return html.nothing()
    told = [
        f"{row['part']}: {listed([f'{percent(row[voice])} {VOICE_NAMES[voice]}' for voice in VOICE])}"
        for row in parts.to_dict("records")
    ]
    drawing = slim(2.2 + len(parts), "Whose words make up each part of the text", told)
    axes = drawing.subplots()
    left = pd.Series(0.0, index=parts.index)
    for voice in VOICE:
        axes.barh(
            range(len(parts)),
            parts[voice],
            0.62,
            left=left,
            label="told" if voice == "reported" else VOICE_NAMES[voice],
            **voice_look(voice),
        )
        left = left + parts[voice]
    label_rows(axes, list(parts["part"]))
    axes.set_xticks([0, 0.5, 1], ["0%", "50%", "100%"])
    axes.set(xlim=(0, 1))
    drawing.legend(loc="outside upper left", ncols=len(VOICE), fontsize=SIZE, columnspacing=1)
    return drawing


def _beside(axes, right: float, place: int, words: str) -> None:
    offset = {"xytext": (5, 0), "textcoords": "offset points", "va": "center"}
    axes.annotate(words, (right, place), color=INK, fontsize=SIZE, **offset)


def _places(words: pd.DataFrame, names: list[str]) -> list[str]:
    told = []
    for name in names:
        own = words[words["speaker"] == name]
        voices = [
            f"{'told' if voice == 'reported' else voice} in {listed([str(n) for n in numbers])}"
            for voice in _SPOKEN
            if len(numbers := own.loc[own[voice] > 0, "sentence"])
        ]
        told.append(f"{name}: {', '.join(voices)}")
    return told
