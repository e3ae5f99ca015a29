"""Validation cards: how well a method does, on which data, beside what the method says."""

import json

import pandas as pd
from markupsafe import Markup

from analysis.errors import ArgumentError
from analysis.paths import CARDS
from analysis.presentation import html
from analysis.presentation.html import Html
from analysis.presentation.tables.table import table
from analysis.wording import interval, listed, score

_OF_FRAMES = {
    "generic": "generic frames of an article, 5 frames, macro-F1, small reader",
    "policy": "policy frames of an article, 14 frames, micro-F1, small reader",
}


def read(name: str) -> dict:
    """Return the card `resources/cards/<name>.json`."""
    return json.loads((CARDS / f"{name}.json").read_text(encoding="utf-8"))


def names() -> list[str]:
    """Return the names of all cards, in the order of the alphabet."""
    return sorted(path.stem for path in CARDS.glob("*.json"))


def frames_card(typology: str) -> Html:
    """Return the card of framing by the measure of this typology's frames; nothing where there is none."""
    measure = _OF_FRAMES.get(typology)
    return card("framing", measure) if measure else html.nothing()


def card(name: str, measure: str = "") -> Html:
    """Return the validation card `resources/cards/<name>.json`: how well the method does, on which data.

    On the page of a report one line stands for it, with this `measure` of it, by default that of the method;
    it leads to the page of methods. Raises ArgumentError for a name that no card has.
    """
    if name not in names():
        raise ArgumentError(f"There is no card “{name}”; there are {listed(names())}.")
    measured = read(name)
    frame = pd.DataFrame(measured["rows"]).astype(object)
    frame["on"] = [f"{row.data}, {row.domain} ({row.n:,} {row.unit})" for row in frame.itertuples()]
    frame["estimate"] = [
        f"{score(row.score)} ({interval(row.low, row.high, score)})" for row in frame.itertuples()
    ]
    headings = {
        "measure": "Measure",
        "on": "Measured on",
        "estimate": "Score (95% interval)",
        "human": "Humans reach",
        "peer": "Others reach",
        "note": "Note",
    }
    optional = [column for column in ("human", "peer", "note") if frame[column].isna().all()]
    shown = table(
        frame,
        f"How well it does: {measured['method']}",
        {column: heading for column, heading in headings.items() if column not in optional},
        {"human": score},
    )
    note = Markup(
        '<p class="pl-note">Split: {split}. Terms of the data: {terms}. '
        "Measured on {date} by <code>{command}</code>.</p>"
    )
    about = note.format_map({key: html.text(value) for key, value in measured.items()})
    return Html(shown.markup + about, role="card", name=name, measure=measure)
