"""The tables of the report on sentiment: who judges whom, and what a lexicon of one's own finds."""

from typing import Any

import pandas as pd
from markupsafe import Markup

from analysis.annotation import Document, as_written
from analysis.presentation import Html, html
from analysis.presentation.html import sentence_links
from analysis.presentation.tables.table import Format, short_table
from analysis.tone.portrayal import ALL, AUTHOR
from analysis.wording import decimal, percent, signed

_MOST_JUDGED = 5
_FIRM = 2 / 3
_SIGNS = {-1: ("−", "badly"), 1: ("+", "well")}


def judges(document: Document, shown: pd.DataFrame) -> Html:
    """Show who judges whom: a row for each who speaks, the author first, a column for each actor.

    `shown` is a table of `tone.portrayal`. A cell has the sign, the chance and the sentences that say so
    most; what is less likely than two in three stays empty, and rows and columns that are empty are left out.
    """
    firm = shown[(shown["by"] != ALL) & (shown["value"] != 0) & (shown["chance"] >= _FIRM)]
    cells: dict[str, dict[str, Markup]] = {}
    for row in sorted(firm.itertuples(), key=lambda row: row.by != AUTHOR):
        by = "the author" if row.by == AUTHOR else as_written(document, row.by)
        cells.setdefault(by, {})[as_written(document, row.entity)] = _judgement(row)
    judged = list(dict.fromkeys(whom for row in cells.values() for whom in row))[:_MOST_JUDGED]
    rows = [
        {"by": by, **{whom: row.get(whom) for whom in judged}}
        for by, row in cells.items()
        if not row.keys().isdisjoint(judged)
    ]
    headings = {"by": "Who judges"} | {whom: whom for whom in judged}
    formats: dict[str, Format] = dict.fromkeys(judged, html.text)
    return short_table(pd.DataFrame(rows, dtype=object), "Who judges whom", headings, formats, "portrayal")


def _judgement(row: Any) -> Markup:
    sign, how = _SIGNS[row.value]
    words = '<span aria-hidden="true">{}</span><span class="pl-hidden">{}</span> {} ({})'
    return Markup(words).format(sign, how, percent(row.chance), sentence_links(row.evidence))


def by_lexicon(scores: pd.DataFrame) -> Html:
    """Show the sentences of a table of `tone.sentiment` in which an own lexicon has terms, strongest first.

    Without one, nothing is shown.
    """
    if "lexicon" not in scores:
        return html.nothing()
    headings = {"sentence": "Sentence", "lexicon": "Your list", "model": "The model"}
    found = scores[scores["lexicon"] != 0].sort_values("lexicon", key=abs, ascending=False, kind="stable")
    formats: dict[str, Format] = {"lexicon": decimal, "model": signed}
    return short_table(found, "Sentences by your word list", headings, formats, "sentences")
