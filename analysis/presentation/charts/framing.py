"""The charts of the framing report. Each has its answer as title, its numbers as text alternative."""

from collections.abc import Sequence
from operator import itemgetter

import pandas as pd
from matplotlib.patches import Patch

from analysis.framing.frames import Leading
from analysis.presentation.charts.chart import (
    INK,
    PAPER,
    PART,
    RULE,
    SHARE_TICKS,
    SOFT,
    TITLE,
    VOICE,
    Chart,
    chart,
    label_rows,
    voice_look,
)
from analysis.wording import (
    VOICE_NAMES,
    as_sentences,
    capital,
    counted,
    interval,
    listed,
    percent,
    share_with_interval,
    with_article,
)

MOST_ACTORS = 8
TELLINGS = {
    "": ("stated", ""),
    "_hypothetical": ("possible, planned or feared", "////"),
    "_negated": ("negated", "xxxx"),
}
ROLES = {"acts": ("acts", PART["agent"]), "undergoes": ("is acted upon", PART["patient"])}
VOICES = {voice: VOICE_NAMES[voice] for voice in VOICE}


def actor_bars(actors: pd.DataFrame) -> Chart:
    """Draw how often each actor of an `actors` table acts and is acted upon; at most eight, busiest first.

    Solid is what the text states, hatched what it calls possible, planned or feared, crossed what it negates.
    """
    shown = actors.head(MOST_ACTORS)
    answer = _most_active(shown)
    drawing = chart(
        8, 1.6 + 0.55 * max(len(shown), 1), alt=as_sentences([answer, *map(_acts, shown.itertuples())])
    )
    axes = drawing.subplots()
    for row, actor in enumerate(shown.to_dict("records")):
        for place, (role, (_, colour)) in zip((-0.2, 0.2), ROLES.items(), strict=True):
            left = 0
            widths = [(actor[role + suffix], hatch) for suffix, (_, hatch) in TELLINGS.items()]
            for width, hatch in filter(itemgetter(0), widths):  # a bar of no width would still draw its edge
                look = {"facecolor": colour if not hatch else PAPER, "edgecolor": colour, "hatch": hatch}
                axes.barh(row + place, width, 0.36, left=left, **look)
                left += width
    label_rows(axes, shown["actor"], answer)
    axes.set(xlabel="actions", xlim=(0, None))
    axes.xaxis.get_major_locator().set_params(integer=True)
    handles = [Patch(facecolor=colour, edgecolor=colour, label=name) for name, colour in ROLES.values()]
    handles += [
        Patch(facecolor=PAPER if hatch else SOFT, edgecolor=SOFT, hatch=hatch, label=name)
        for name, hatch in TELLINGS.values()
    ]
    drawing.legend(handles=handles, loc="outside lower center", ncols=len(handles))
    return drawing


def actor_matrix(matrix: pd.DataFrame) -> Chart:
    """Draw an `actor_matrix`: who acts (rows) upon whom (columns), with the sentence numbers in the cells."""
    pairs = [
        (agent, patient, matrix.loc[agent, patient])
        for agent in matrix.index
        for patient in matrix.columns
        if matrix.loc[agent, patient]
    ]
    answer = _upon_whom(pairs)
    told = [f"{agent} upon {patient}: {_numbers(numbers)}" for agent, patient, numbers in pairs]
    size = max(len(matrix), 1)
    drawing = chart(8, 1.4 + 0.5 * size, alt=as_sentences([answer, *told]))
    axes = drawing.subplots()
    for row, agent in enumerate(matrix.index):
        for column, patient in enumerate(matrix.columns):
            numbers = matrix.loc[agent, patient]
            colour = RULE if row == column else PART["agent"] if numbers else "none"
            axes.barh(row, 0.94, 0.9, left=column - 0.47, color=colour, edgecolor=RULE)
            axes.text(column, row, ", ".join(map(str, numbers)), ha="center", va="center", color=PAPER)
    axes.set_xticks(range(len(matrix.columns)), [_folded(name) for name in matrix.columns], parse_math=False)
    axes.set_yticks(range(len(matrix)), matrix.index, parse_math=False)
    axes.xaxis.tick_top()
    axes.set(xlim=(-0.5, size - 0.5), ylim=(size - 0.5, -0.5), xlabel="is acted upon", ylabel="acts")
    axes.xaxis.set_label_position("top")
    axes.tick_params(length=0)
    axes.grid(visible=False)
    axes.set_title(answer, **TITLE | {"y": None})  # above the labels
    return drawing


def frames(table: pd.DataFrame, typology: str, leading: Leading | None = None) -> Chart:
    """Draw the share of sentences that carry each frame of a typology, with its interval.

    `table` is a frames table; frames that no sentence carries are left to the text alternative. With
    `leading`, what `framing.frames.leading` says, the frames are sorted and those that may lead are filled;
    without it they keep the typology's order.
    """
    whole = table[table["sentence"].isna() & (table["typology"] == typology)]
    shown, empty = whole[whole["score"] > 0], whole[~(whole["score"] > 0)]
    if leading is not None:
        shown = shown.sort_values("score", ascending=False, kind="stable")
    answer = _most_frequent(shown) if leading is None else _who_leads(leading)
    told = [f"{row.frame}: {share_with_interval(row)}" for row in shown.itertuples()]
    if len(empty):
        told.append(f"No sentence for {listed(list(empty['frame']), 'or')}")
    drawing = chart(8, 1.3 + 0.32 * max(len(shown), 1), alt=as_sentences([answer, *told]))
    axes = drawing.subplots()
    for place, row in enumerate(shown.itertuples()):
        leads = leading is not None and row.frame in leading.candidates
        colour = INK if leads else SOFT
        axes.hlines(place, row.low, row.high, color=colour, lw=2.2 if leads else 1.2)
        axes.plot(row.score, place, "o", color=colour, mfc=colour if leads else PAPER, ms=7)
    axes.set_yticks(range(len(shown)), shown["frame"], parse_math=False)
    axes.set_xticks(**SHARE_TICKS)
    axes.set(xlim=(-0.02, 1.02), ylim=(max(len(shown), 1) - 0.5, -0.5), xlabel="share of the sentences")
    axes.set_title(answer, **TITLE)
    return drawing


def voices(counts: pd.DataFrame) -> Chart:
    """Draw a table of `by_voice`: how many cues of each frame are the author's, quoted and reported."""
    totals = counts[list(VOICES)].sum(axis=1)
    shown = counts[totals > 0]
    answer = _whose_words(shown)
    told = [
        f"{row['frame']}: {listed([f'{row[voice]} {name}' for voice, name in VOICES.items()])}"
        for row in shown.to_dict("records")
    ]
    drawing = _stacked(shown, "frame", answer, told)
    (axes,) = drawing.axes
    axes.set(xlabel="cues")
    axes.xaxis.get_major_locator().set_params(integer=True)
    return drawing


def positions(parts: pd.DataFrame) -> Chart:
    """Draw a table of `framing.positions`: whose words make up each part of the text."""
    told = [
        f"{row['part']}, {row['words']} words: "
        f"{listed([f'{percent(row[voice])} {name}' for voice, name in VOICES.items()])}, "
        f"others together {interval(row['low'], row['high'])}"
        for row in parts.to_dict("records")
    ]
    drawing = _stacked(parts, "part", _most_others(parts), told)
    (axes,) = drawing.axes
    axes.set_xticks(**SHARE_TICKS)
    axes.set(xlabel="share of the words", xlim=(0, 1))
    return drawing


def _stacked(rows: pd.DataFrame, label: str, answer: str, told: Sequence[str]) -> Chart:
    """Draw a bar a row, labelled by a column, made of the row's columns of VOICES; `told` are its numbers."""
    drawing = chart(8, 1.5 + 0.34 * max(len(rows), 1), alt=as_sentences([answer, *told]))
    axes = drawing.subplots()
    left = pd.Series(0.0, index=rows.index)
    for voice, name in VOICES.items():
        axes.barh(range(len(rows)), rows[voice], 0.6, left=left, label=name, **voice_look(voice))
        left = left + rows[voice]
    label_rows(axes, rows[label], answer)
    if len(rows):
        drawing.legend(loc="outside lower center", ncols=len(VOICES))
    return drawing


def _most_active(shown: pd.DataFrame) -> str:
    if shown.empty:
        return "No named actor acts or is acted upon"
    acting = shown[[f"acts{suffix}" for suffix in TELLINGS]].sum(axis=1)
    affected = shown[[f"undergoes{suffix}" for suffix in TELLINGS]].sum(axis=1)
    roles = {"acts": acting, "is acted upon": affected}
    most = {
        role: with_article(shown["actor"][counts.idxmax()]) for role, counts in roles.items() if counts.max()
    }
    if len(most) == 2 and len(set(most.values())) == 1:
        return capital(f"{most['acts']} acts most, and is acted upon most")
    return capital(listed([f"{name} {role} most" for role, name in most.items()]))


def _acts(row) -> str:
    roles = []
    for role, (name, _) in ROLES.items():
        counts = {how: getattr(row, role + suffix) for suffix, (how, _) in TELLINGS.items()}
        told = [f"{number} {how}" for how, number in counts.items() if number]
        if told:
            roles.append(f"{name} ({listed(told)})")
    return f"{row.actor} {listed(roles)}"


def _upon_whom(pairs: Sequence[tuple[str, str, list[int]]]) -> str:
    if not pairs:
        return "No named actor acts upon another one"
    agent, patient, numbers = max(pairs, key=lambda pair: len(pair[2]))
    if len(numbers) == 1:
        return f"{counted(len(pairs), 'pair')} of named actors, each in a single sentence"
    return f"Most often {agent} acts upon {patient}"


def _who_leads(leading: Leading) -> str:
    if leading.frame is not None:
        return f"{capital(leading.frame)} leads"
    if not leading.candidates:
        return "No frame leads: not enough text or cues"
    if len(leading.candidates) == 1:
        return f"Too few sentences to say that {leading.candidates[0]} leads"
    return f"{len(leading.candidates)} frames may lead, and cannot be told apart: not enough text"


def _most_frequent(shown: pd.DataFrame) -> str:
    if shown.empty:
        return "No sentence has cues"
    return f"Most sentences: {shown.loc[shown['score'].idxmax(), 'frame']}"


def _whose_words(shown: pd.DataFrame) -> str:
    if shown.empty:
        return "No frame has cues"
    total, own = shown[list(VOICES)].to_numpy().sum(), shown["author"].sum()
    return f"{own} of {counted(total, 'cue')} {'stands' if own == 1 else 'stand'} in the author's own voice"


def _most_others(parts: pd.DataFrame) -> str:
    if parts.empty:
        return "There are no words"
    others = 1 - parts["author"]
    if not others.any():
        return "All words are the author’s"
    most = parts.loc[others.idxmax()]
    share = f"{percent(others.max())} of the words ({interval(most['low'], most['high'])})"
    return f"Others have most room in the {most['part']}: {share}"


def _numbers(numbers: Sequence[int]) -> str:
    word = "sentence" if len(numbers) == 1 else "sentences"
    return f"{word} {listed([str(number) for number in numbers])}"


def _folded(name: str) -> str:
    return name.replace(" ", "\n", 1)
