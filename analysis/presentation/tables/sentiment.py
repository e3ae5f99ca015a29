"""The tables of the report on sentiment: who judges whom, how the parts and the sentences sound."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from markupsafe import Markup

from analysis.annotation import Document, as_written
from analysis.findings.chances import OPEN, grade
from analysis.presentation import Html, html
from analysis.presentation.html import sentence_links
from analysis.presentation.tables.table import Format, short_table
from analysis.tone.portrayal import ALL, AUTHOR
from analysis.wording import percent, signed

_MOST_JUDGED = 5
_PARTS = ("headline", "lead", "body")
_VOICES = {"author": "the author’s words", "others": "the words of others"}
_SIGNS = {-1: ("−", "badly"), 1: ("+", "well")}


def judges(document: Document, shown: pd.DataFrame) -> Html:
    """Show who judges whom: a row for each who speaks, the author first, a column for each actor.

    `shown` is a table of `tone.portrayal`. A cell has the sign, the chance and the sentences that say so most;
    what is open stays empty, and so do rows and columns without anything firm.
    """
    said = shown[(shown["by"] != ALL) & (shown["value"] != 0)]
    firm = said[[grade("judges", chance) != OPEN for chance in said["chance"]]]
    cells: dict[str, dict[str, Markup]] = {}
    for row in sorted(firm.itertuples(), key=lambda row: row.by != AUTHOR):
        by = "the author" if row.by == AUTHOR else as_written(document, row.by)
        cells.setdefault(by, {})[as_written(document, row.entity)] = _judgement(row)
    judged = list(dict.fromkeys(whom for row in cells.values() for whom in row))[:_MOST_JUDGED]
    rows = [{"by": by} | {whom: row.get(whom) for whom in judged} for by, row in cells.items()]
    headings = {"by": "Who judges"} | {whom: whom for whom in judged}
    formats: dict[str, Format] = dict.fromkeys(judged, html.text)
    return short_table(pd.DataFrame(rows, dtype=object), "Who judges whom", headings, formats, "portrayal")


def _judgement(row: Any) -> Markup:
    sign, how = _SIGNS[row.value]
    words = '<span aria-hidden="true">{}</span><span class="pl-hidden">{}</span> {} ({})'
    return Markup(words).format(sign, how, percent(row.chance), sentence_links(row.evidence))


def parts(scores: pd.DataFrame, passages: pd.DataFrame) -> Html:
    """Show how the headline, the lead and the body sound on average to the model, the author and others.

    `scores` is a table of `tone.sentiment`, `passages` one of `tone.passages`.
    """
    told = [(part, scores.loc[scores["part"] == part, "model"]) for part in _PARTS]
    told += [(name, passages.loc[passages["voice"] == voice, "model"]) for voice, name in _VOICES.items()]
    rows = pd.DataFrame(
        [(name, len(values), values.mean()) for name, values in told if len(values)],
        columns=["part", "sentences", "mean"],
    )
    headings = {"part": "Part", "sentences": "Sentences", "mean": "Sounds, −1 to +1"}
    caption = "How the parts of the text sound on average"
    return short_table(rows, caption, headings, {"mean": signed}) if len(rows) > 2 else html.nothing()


def sentences(scores: pd.DataFrame) -> Html:
    """Show the sentences that the model finds strongest, beside the word lists; an own lexicon comes last."""
    headings = {
        "sentence": "Sentence",
        "model": "The model",
        "vader": "VADER",
        "textblob": "TextBlob",
        "lexicon": "Your list",
    }
    known = {column: heading for column, heading in headings.items() if column in scores}
    strongest = scores.sort_values("model", key=abs, ascending=False, kind="stable")
    formats: Mapping[str, Format] = {**dict.fromkeys(known, signed), "sentence": html.sentence_link}
    return short_table(strongest, "Sentences by how strongly they sound", known, formats, "sentences")
