"""A data frame as an accessible table: headings, formats, links to sentences, how many rows it has."""

from collections.abc import Callable, Iterable, Mapping
from numbers import Integral, Real
from typing import Any

import pandas as pd
from markupsafe import Markup

from analysis.presentation import html
from analysis.presentation.html import Html, sentence_link
from analysis.presentation.pieces import note

Format = str | Callable[..., object]

MOST_ROWS = 8
_LONG = 60  # characters from which on a cell is a text rather than a name

_NOTHING = Markup('<span aria-label="none">–</span>')


def table(
    frame: pd.DataFrame,
    caption: str,
    headings: Mapping[str, str] | None = None,
    formats: Mapping[str, Format] | None = None,
    rows: int | None = None,
) -> Html:
    """Return an accessible table of the columns in `headings` (column: heading), in that order.

    `formats` gives a format string or a function for a column. A column named `sentence` becomes links to the
    sentences. With `rows`, only the first ones are shown and a note says how many there are.
    """
    headings = headings or {column: column for column in frame.columns}
    formats = formats or {}
    if frame.empty:
        return note(f"{caption}: nothing to show.")
    shown = frame if rows is None else frame.head(rows)
    columns = [[_cell(value, name, formats.get(name)) for value in shown[name]] for name in headings]
    kinds = [_kind(shown[name], cells) for name, cells in zip(headings, columns, strict=True)]
    head = (
        Markup('<th scope="col"{}>{}</th>').format(kind, html.text(heading))
        for kind, heading in zip(kinds, headings.values(), strict=True)
    )
    body = (_row(cells, kinds) for cells in zip(*columns, strict=True))
    scroll = Markup(
        '<div class="pl-scroll" role="region" aria-label="{0}" tabindex="0"><table><caption>{0}</caption>'
        "<thead><tr>{1}</tr></thead><tbody>{2}</tbody></table></div>"
    ).format(html.text(caption), _joined(head), _joined(body))
    if len(shown) < len(frame):
        scroll += Markup(
            '<p class="pl-note">The first {} of {:,} rows; the CSV table has them all.</p>'
        ).format(len(shown), len(frame))
    return Html(scroll)


def short_table(
    frame: pd.DataFrame,
    caption: str,
    headings: Mapping[str, str],
    formats: Mapping[str, Format] | None = None,
    name: str = "",
) -> Html:
    """Return a table for the page of one article: the first `MOST_ROWS` rows, or nothing where there is none.

    `name` is that of the CSV table which has all rows, where there is one.
    """
    if frame.empty:
        return html.nothing()
    shown = table(frame.head(MOST_ROWS), caption, headings, formats)
    if len(frame) <= MOST_ROWS:
        return shown
    where = Markup("the table <code>{}.csv</code> has them all").format(name)
    rest = Markup('<p class="pl-note">The first {} of {:,} rows{}{}.</p>')
    parts = MOST_ROWS, len(frame), "; " if name else "", where if name else ""
    return Html(shown.markup + rest.format(*parts))


def _joined(parts: Iterable[Markup]) -> Markup:
    return Markup("").join(parts)


def _row(cells: Iterable[Markup], kinds: Iterable[Markup]) -> Markup:
    (first, first_kind), *rest = zip(cells, kinds, strict=True)
    header = Markup('<th scope="row"{}>{}</th>').format(first_kind, first)
    return Markup("<tr>{}{}</tr>").format(
        header, _joined(Markup("<td{}>{}</td>").format(kind, cell) for cell, kind in rest)
    )


def _kind(column: pd.Series, cells: Iterable[Markup]) -> Markup:
    """Return the class of a column: numbers stand to the right, long texts need room."""
    if pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column):
        return Markup(' class="number"')
    is_long = any(len(cell.striptags()) > _LONG for cell in cells)
    return Markup(' class="long"') if is_long else Markup("")


def _cell(value: Any, column: str, how: Format | None) -> Markup:
    if isinstance(value, (list, tuple)):
        parts = [_cell(part, column, how) for part in value]
        return Markup(", ").join(parts) if parts else _NOTHING
    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return _NOTHING
    if column == "sentence":
        return sentence_link(value)
    if column == "voice":
        return html.voice(value)
    if callable(how):
        return html.text(how(value))
    if how is None:
        how = "{:,}" if isinstance(value, Integral) else "{:.2f}" if isinstance(value, Real) else "{}"
    shown = how.format(value)
    return html.text(shown.replace("-", "−") if isinstance(value, Real) else shown)
