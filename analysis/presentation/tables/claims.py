"""The table of claims: what can be said of the article, how firmly, and where."""

import pandas as pd

from analysis.presentation import Html, table
from analysis.wording import percent

_SUBJECTS = {
    "form": "form of the text",
    "speaker": "who speaks",
    "most heard": "who is heard most",
    "silent": "who is central and silent",
    "portrayal": "how somebody is shown",
    "suffers": "to whom bad things happen",
    "agent": "who does most to others",
    "harmed": "who is harmed",
    "harm": "who is said to have harmed whom",
    "judges": "who speaks how of whom",
    "question": "what is open",
}


def claims(frame: pd.DataFrame) -> Html:
    """Show a table of `analysis.claims`: the claims in words, with grade, chance and sentences."""
    headings = {
        "about": "About",
        "text": "Claim",
        "grade": "How firmly",
        "chance": "How often right",
        "sentence": "Sentence",
    }
    shown = frame.assign(sentence=frame["sentences"])
    return table(shown, "What can be said, and how firmly", headings, {"about": _subject, "chance": _chance})


def _subject(about: str) -> str:
    return _SUBJECTS.get(about, about)


def _chance(chance: float) -> str:
    return "–" if chance != chance else percent(chance)
