"""The charts of the report on quotes. Each has its answer as title, its numbers as text alternative."""

import pandas as pd

from analysis.attribution.speaking import loaded_share
from analysis.presentation.charts.chart import (
    INK,
    PAPER,
    SOFT,
    TITLE,
    VOICE,
    Chart,
    chart,
    count_in_wholes,
    voice_look,
)
from analysis.wording import NOBODY_NAMED, NOT_FOUND, as_sentences, called, counted, interval, listed, percent

MOST_SPEAKERS = 10
MOST_VERBS = 12
_NAMELESS = {NOBODY_NAMED, NOT_FOUND}


def speakers(speaking_share: pd.DataFrame) -> Chart:
    """Draw a table of `attribution.speaking_share`: each speaker's share of the words, with its interval."""
    shown = speaking_share.head(MOST_SPEAKERS)
    labels = [_label(row) for row in shown.itertuples()]
    shares = [
        f"{row.speaker} {percent(row.share)} ({interval(row.low, row.high)})" for row in shown.itertuples()
    ]
    answer = _most_heard(speaking_share)
    drawing = chart(
        8, 1.1 + 0.45 * max(len(shown), 1), alt=_alt(answer, "Shares of the attributed words", listed(shares))
    )
    axes = drawing.subplots()
    places = range(len(shown))
    colours = [SOFT if speaker in _NAMELESS else VOICE["quoted"] for speaker in shown["speaker"]]
    axes.barh(places, shown["share"], height=0.6, color=colours)
    for colour, width in ((PAPER, 4), (INK, 1.5)):  # an edge of paper, to be seen on the bars
        axes.hlines(places, shown["low"], shown["high"], color=colour, lw=width)
    axes.set_yticks(places, labels, parse_math=False)
    axes.invert_yaxis()
    axes.set(xlabel="share of the attributed words; line: 95% interval", xlim=(0, 1))
    axes.xaxis.set_major_formatter(lambda share, _: percent(share))
    axes.grid(visible=False, axis="y")
    axes.set_title(answer, **TITLE)
    return drawing


def timeline(words: pd.DataFrame, sentences: int) -> Chart:
    """Draw a table of `attribution.timeline` over an article of so many sentences.

    A cell is a sentence in which somebody speaks: full where it is quoted, hatched where it is reported.
    """
    names = list(
        words.groupby("speaker")[["quoted", "reported"]].sum().sum(axis=1).sort_values(ascending=False).index
    )
    names = names[:MOST_SPEAKERS]
    heard = words["sentence"].nunique()
    answer = f"Others speak in {heard} of {counted(sentences, 'sentence')}"
    drawing = chart(
        8, 1.5 + 0.4 * max(len(names), 1), alt=_alt(answer, "Sentences by speaker", _places(words, names))
    )
    axes = drawing.subplots()
    for row in words[words["speaker"].isin(names)].itertuples():
        place, share = names.index(row.speaker), row.quoted / (row.quoted + row.reported)
        left = row.sentence - 0.5
        axes.barh(place, share, 0.7, left, **voice_look("quoted"))
        axes.barh(place, 1 - share, 0.7, left + share, **voice_look("reported"))
    for voice in ("quoted", "reported"):
        axes.bar(0, 0, label=voice, **voice_look(voice))
    axes.set_yticks(range(len(names)), names, parse_math=False)
    axes.set(xlabel="sentence", xlim=(0.5, max(sentences, 1) + 0.5), ylim=(max(len(names), 1) - 0.5, -0.5))
    count_in_wholes(axes.xaxis)
    axes.set_title(answer, **TITLE)
    if len(names):
        drawing.legend(loc="outside lower right", ncols=2)
    return drawing


def verbs(uses: pd.DataFrame) -> Chart:
    """Draw a table of `attribution.reporting_verbs`: how often each word introduces others, and its kind."""
    shown = uses.head(MOST_VERBS)
    loaded, total = uses.loc[uses["kind"] == "loaded", "uses"].sum(), uses["uses"].sum()
    _, low, high = loaded_share(uses)
    verdict = f"{loaded or 'none'} {'is' if loaded < 2 else 'are'} loaded ({interval(low, high)})"
    answer = f"Of {counted(total, 'reporting word')}, {verdict}"
    each = [f"{row.verb} {row.uses} ({row.kind})" for row in shown.itertuples()]
    drawing = chart(8, 1.1 + 0.36 * max(len(shown), 1), alt=_alt(answer, "Uses", listed(each)))
    axes = drawing.subplots()
    places = range(len(shown))
    fills = [INK if kind == "loaded" else PAPER for kind in shown["kind"]]
    axes.barh(places, shown["uses"], height=0.6, facecolor=fills, edgecolor=INK)
    for place, row in zip(places, shown.itertuples(), strict=True):
        axes.annotate(row.kind, (row.uses, place), (6, 0), textcoords="offset points", va="center", color=INK)
    axes.set_yticks(places, shown["verb"], parse_math=False)
    axes.invert_yaxis()
    axes.set(xlabel="uses", xlim=(0, 1.15 * max([1, *shown["uses"]])))
    count_in_wholes(axes.xaxis)
    axes.grid(visible=False, axis="y")
    axes.set_title(answer, **TITLE)
    return drawing


def _alt(answer: str, what: str, numbers: str) -> str:
    return as_sentences([answer, *([f"{what}: {numbers}"] if numbers else [])])


def _label(row) -> str:
    return f"{called(row.speaker, row.role, None)}, {counted(row.quotes, 'statement')}"


def _most_heard(speaking_share: pd.DataFrame) -> str:
    named = speaking_share[~speaking_share["speaker"].isin(_NAMELESS)]
    if named.empty:
        return "Nobody is heard by name"
    first = named.iloc[0]
    share = f"{percent(first['share'])} ({interval(first['low'], first['high'])})"
    return f"{first['speaker']} has the most words: {share}"


def _places(words: pd.DataFrame, names: list[str]) -> str:
    parts = []
    for name in names:
        own = words[words["speaker"] == name]
        quoted = own.loc[own["quoted"] > 0, "sentence"].astype(str)
        reported = own.loc[own["reported"] > 0, "sentence"].astype(str)
        voices = [
            f"{voice} in {listed(list(numbers))}"
            for voice, numbers in (("quoted", quoted), ("reported", reported))
            if len(numbers)
        ]
        parts.append(f"{name}: {', '.join(voices)}")
    return "; ".join(parts)
