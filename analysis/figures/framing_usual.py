"""The tables of the framing report on what is more than usual, and on a researcher's own frames."""

from collections.abc import Sequence

import pandas as pd
from markupsafe import Markup

from analysis.display import Html, sentence_link, table
from analysis.figures.framing_tables import frames
from analysis.framing import Typology
from analysis.html import text
from analysis.wording import percent

_NONE_OF_YOUR_OWN = (
    "No frames of your own were given. Write them into a file like data/frames/example.yaml, and name it in "
    "the parameter own_frames."
)
_NO_BACKGROUND = "There are no background articles to compare with."

TYPOLOGY_NAMES = {"entman": "Entman's functions", "peace": "war and peace", "morals": "moral foundations"}


def usual(rows: pd.DataFrame, most: int = 12) -> Html:
    """Show a table of `framing.more_than_usual`: the frames that are seldom as frequent as here first."""
    if rows.empty:
        return _note(_NO_BACKGROUND)
    shown = rows.assign(
        chance=[_chance(row.adjusted) for row in rows.itertuples()],
        verdict=["more than usual" if row.unusual else "not clearly" for row in rows.itertuples()],
    )
    headings = {
        "frame": "Frame",
        "typology": "Typology",
        "share": "Share of sentences",
        "percentile": "Percentile among all",
        "same_length": "Among similar lengths",
        **({"same_topic": "On the topic"} if rows["same_topic"].notna().any() else {}),
        "chance": "False discovery rate",
        "verdict": "More than usual?",
        "sentences": "Sentences",
    }
    formats = {
        **dict.fromkeys(("percentile", "same_length", "same_topic"), "{:.0f}"),
        "typology": lambda name: TYPOLOGY_NAMES.get(name, name),
        "share": percent,
        "sentences": sentence_link,
    }
    return table(shown, "The frames beside those of other articles", headings, formats, most)


def own_frames(rows: pd.DataFrame, own: Sequence[Typology]) -> Html:
    """Show a researcher's own frames from the `frames` table, or how to give some."""
    if not own:
        return _note(_NONE_OF_YOUR_OWN)
    return frames(rows, own[0], f"Your own frames: {own[0].name}")


def _note(words: str) -> Html:
    return Html(Markup('<p class="pl-note">{}</p>').format(text(words)))


def _chance(rate: float) -> str:
    return "below 0.1%" if rate < 0.001 else f"{100 * rate:.1f}%" if rate < 0.1 else percent(rate)
