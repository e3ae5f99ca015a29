"""The pieces a notebook shows: findings, tables, facts, validation cards, provenance. Each returns `Html`."""

import json
from collections.abc import Callable, Iterable, Mapping
from numbers import Integral, Real
from typing import TYPE_CHECKING

import pandas as pd
from markupsafe import Markup

from analysis import html
from analysis.article import Article
from analysis.findings import Finding
from analysis.html import Html, sentence_link, sentence_links
from analysis.paths import CARDS
from analysis.provenance import provenance
from analysis.tables import save_tables

if TYPE_CHECKING:  # loading spaCy takes seconds, which the indexes have no need of
    from analysis.annotation import Document

__all__ = [
    "Html",
    "card",
    "facts",
    "findings",
    "overview",
    "provenance",
    "save_tables",
    "sentence_link",
    "sentence_links",
    "table",
]

Format = str | Callable[[object], object]


def findings(entries: Iterable[Finding | Markup | str]) -> Html:
    """Return the findings, in plain words, which the index quotes; strings are escaped, `Markup` is kept.

    A `Finding` is followed by links to its sentences.
    """
    shown = (_finding(entry) if isinstance(entry, Finding) else entry for entry in entries)
    return Html(html.items(shown, "pl-findings"), role="findings")


def overview(document: "Document") -> Html:
    """Return the facts about the article, and the warnings about its text."""
    return facts(document.article, {"Sentences": f"{len(document.sentences):,}"})


def facts(article: Article, more: Mapping[str, str] | None = None) -> Html:
    """Return title, outlet, date, link and length of the article, `more` facts, and its warnings."""
    known = {
        "Title": article.title,
        "Outlet": article.outlet,
        "Published": article.published,
        "Link": _link(article.url) if article.url else None,
        "Words": f"{article.words:,}",
        **(more or {}),
    }
    entries = Markup("").join(
        Markup("<dt>{}</dt><dd>{}</dd>").format(name, html.text(value))
        for name, value in known.items()
        if value
    )
    shown = Markup('<dl class="pl-facts">{}</dl>').format(entries)
    if article.warnings:
        shown += Markup(
            '<div class="pl-warnings" role="note" aria-label="Warnings"><p>Read with care</p>{}</div>'
        ).format(html.items(article.warnings))
    return Html(shown)


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
        return Html(Markup('<p class="pl-note">{}: nothing to show.</p>').format(html.text(caption)))
    shown = frame if rows is None else frame.head(rows)
    numeric = {column for column in headings if _is_numeric(frame[column])}
    head = Markup("").join(
        Markup('<th scope="col"{}>{}</th>').format(_number(column in numeric), html.text(heading))
        for column, heading in headings.items()
    )
    cells = [[_cell(value, column, formats.get(column)) for value in shown[column]] for column in headings]
    body = Markup("").join(
        _row(row, [column in numeric for column in headings]) for row in zip(*cells, strict=True)
    )
    scroll = Markup(
        '<div class="pl-scroll" role="region" aria-label="{0}" tabindex="0"><table><caption>{0}</caption>'
        "<thead><tr>{1}</tr></thead><tbody>{2}</tbody></table></div>"
    ).format(html.text(caption), head, body)
    if len(shown) < len(frame):
        scroll += Markup(
            '<p class="pl-note">The first {} of {:,} rows; the CSV table has them all.</p>'
        ).format(len(shown), len(frame))
    return Html(scroll)


def card(name: str) -> Html:
    """Return the validation card `resources/cards/<name>.json`: how well the method does, on which data.

    A method without a card is said to be not measured yet.
    """
    path = CARDS / f"{name}.json"
    if not path.exists():
        return Html(
            Markup('<p class="pl-note">How well this method does has not been measured yet ({}).</p>').format(
                name
            )
        )
    measured = json.loads(path.read_text(encoding="utf-8"))
    frame = pd.DataFrame(measured["rows"]).astype(object)
    frame["on"] = [f"{row.data}, {row.domain} ({row.n:,} {row.unit})" for row in frame.itertuples()]
    frame["estimate"] = [
        f"{_score(row.score)} ({_score(row.low)} to {_score(row.high)})" for row in frame.itertuples()
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
        {"human": _score},
    )
    note = Markup(
        '<p class="pl-note">Split: {split}. Terms of the data: {terms}. '
        "Measured on {date} by <code>{command}</code>.</p>"
    )
    return Html(shown.markup + note.format_map({key: html.text(value) for key, value in measured.items()}))


def _finding(finding: Finding) -> Markup:
    if not finding.sentences:
        return html.text(finding.text)
    word = "Sentence" if len(finding.sentences) == 1 else "Sentences"
    return Markup('{} <span class="pl-note">{} {}</span>').format(
        html.text(finding.text), word, sentence_links(finding.sentences)
    )


def _row(cells: Iterable[Markup], numeric: Iterable[bool]) -> Markup:
    first, *rest = ((cell, _number(number)) for cell, number in zip(cells, numeric, strict=True))
    header = Markup('<th scope="row"{}>{}</th>').format(first[1], first[0])
    return Markup("<tr>{}{}</tr>").format(
        header, Markup("").join(Markup("<td{}>{}</td>").format(kind, cell) for cell, kind in rest)
    )


def _cell(value: object, column: str, how: Format | None) -> Markup:
    if isinstance(value, (list, tuple)):
        parts = [_cell(part, column, how) for part in value]
        return Markup(", ").join(parts) if parts else _NOTHING
    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return _NOTHING
    if column == "sentence":
        return sentence_link(value)
    if callable(how):
        return html.text(how(value))
    if how is None:
        how = "{:,}" if isinstance(value, Integral) else "{:.2f}" if isinstance(value, Real) else "{}"
    shown = how.format(value)
    return html.text(shown.replace("-", "−") if isinstance(value, Real) else shown)


def _is_numeric(column: pd.Series) -> bool:
    return pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column)


def _number(is_number: bool) -> Markup:
    return Markup(' class="number"') if is_number else Markup("")


def _score(value: float) -> str:
    return f"{value:.2f}" if abs(value) <= 1 else f"{value:.1f}"


def _link(url: str) -> Markup | str:
    """Return the URL as a link where it is one of the web, else as text."""
    if not url.startswith(("http://", "https://")):
        return url
    return Markup('<a href="{}" rel="noreferrer">{}</a>').format(url, html.text(url))


_NOTHING = Markup('<span aria-label="none">–</span>')
