"""Words that set two groups apart: in a table, and in their sentences."""

import pandas as pd
from markupsafe import Markup

from analysis.presentation import cited, html, table
from analysis.presentation.html import Html
from analysis.presentation.pieces import note
from analysis.wording import signed


def words(rows: pd.DataFrame, one: str, other: str) -> Html:
    """Show a table of `analysis.corpus.keyness.log_odds`."""
    if rows.empty:
        return html.nothing()
    headings = {
        "word": "Word",
        "one": one,
        "articles_one": "in articles",
        "other": other,
        "articles_other": "in articles ",
        "log_odds": "Log-odds",
        "z": "z",
    }
    caption = f"The words by which {one} and {other} differ most"
    return table(rows.reset_index(), caption, headings, {"log_odds": signed, "z": signed})


def in_context(rows: pd.DataFrame, known: pd.DataFrame) -> Html:
    """Show sentences with a word in them (a table of `analysis.corpus.keyness.in_context`), by word."""
    if rows.empty:
        return note("No word to show in a sentence.")
    return Html(
        Markup("").join(
            html.details(word, cited.cite(own, known, _with_word))
            for word, own in rows.groupby("word", sort=False)
        )
    )


def _with_word(row) -> Markup:
    before, word, after = row.text[: row.start], row.text[row.start : row.end], row.text[row.end :]
    return Markup('{}<mark class="evidence">{}</mark>{}').format(*map(html.text, (before, word, after)))
