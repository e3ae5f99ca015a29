"""The chart and the tables of voices in the framing report."""

import pandas as pd

from analysis.presentation import Html, sentence_link, table
from analysis.presentation.charts.chart import Chart
from analysis.presentation.charts.framing import VOICES, stacked
from analysis.wording import interval, listed, percent

_LISTS = {"sentences": sentence_link, "share": percent}
_LABELS = {"PERSON": "person", "ROLE": "person by title", "ORG": "organisation", "GPE": "country or place"}
_BY = {"speaker": "Speaker", "role": "Role", "affiliation": "Affiliation", "gender": "Gender"}


def shares(rows: pd.DataFrame) -> Html:
    """Show a table of `framing.all_shares`: who has which share of which words, and where."""
    shown = rows.assign(
        by=rows["by"].map(_BY), interval=[interval(row.low, row.high) for row in rows.itertuples()]
    )
    headings = {
        "group": "Who",
        "by": "By",
        "counted": "Of which words",
        "statements": "Statements",
        "words": "Words",
        "share": "Share",
        "interval": "95% interval",
        "sentences": "Sentences",
    }
    return table(shown, "Who has which share of the words of others", headings, _LISTS, 25)


def presence(rows: pd.DataFrame) -> Html:
    """Show a table of `framing.presence`: who is mentioned, and who speaks."""
    headings = {
        "entity": "Who",
        "label": "What",
        "gender": "Gender, by titles and pronouns",
        "mentions": "Mentions",
        "statements": "Statements",
        "words": "Words spoken",
        "sentences": "Mentioned in",
    }
    return table(rows, "Mentioned and speaking", headings, {**_LISTS, "label": _LABELS.get}, 12)


def positions(rows: pd.DataFrame) -> Chart:
    """Draw a table of `framing.positions`: whose words make up each part of the text."""
    answer = _most_others(rows)
    told = [
        f"{row['part']}, {row['words']} words: "
        f"{listed([f'{percent(row[voice])} {name}' for voice, name in VOICES.items()])}, "
        f"others together {interval(row['low'], row['high'])}"
        for row in rows.to_dict("records")
    ]
    drawing = stacked(rows, "part", answer, " ".join(f"{part}." for part in [answer, *told]))
    (axes,) = drawing.axes
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0%", "25%", "50%", "75%", "100%"])
    axes.set(xlabel="share of the words", xlim=(0, 1))
    return drawing


def _most_others(rows: pd.DataFrame) -> str:
    if rows.empty:
        return "There are no words"
    others = 1 - rows["author"]
    if not others.any():
        return "All words are the author’s"
    most = rows.loc[others.idxmax()]
    share = f"{percent(others.max())} of the words ({interval(most['low'], most['high'])})"
    return f"Others have most room in the {most['part']}: {share}"
