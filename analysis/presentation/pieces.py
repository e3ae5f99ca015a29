"""What stands around a report's evidence: findings, facts, warnings, the files of its tables."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
from markupsafe import Markup

from analysis.articles import Article
from analysis.files import as_csv, write
from analysis.presentation import html
from analysis.presentation.html import Html, sentence_links
from analysis.wording import Finding, counted

if TYPE_CHECKING:  # loading spaCy takes seconds, which the indexes have no need of
    from analysis.annotation import Document

_MOST_LINKS = 24


def findings(entries: Iterable[Finding | Markup | str]) -> Html:
    """Return the findings, in plain words, which the index quotes; strings are escaped, `Markup` is kept.

    A `Finding` is followed by links to its first two dozen sentences.
    """
    shown = (_finding(entry) if isinstance(entry, Finding) else entry for entry in entries)
    return Html(html.items(shown, "pl-findings"), role="findings")


def sentence_list(numbers: Sequence[int], most: int = _MOST_LINKS) -> Markup:
    """Return "Sentences 3, 9" with links to the first ones; nothing for none."""
    if not numbers:
        return Markup("")
    word = "Sentence" if len(numbers) == 1 else "Sentences"
    more = len(numbers) - most
    return Markup("{}\N{NO-BREAK SPACE}{}{}").format(
        word, sentence_links(numbers[:most]), f" and {more:,} more" if more > 0 else ""
    )


def overview(document: "Document") -> Html:
    """Return title, outlet, date, link and length of the article, and the warnings about its text.

    The page of a report leads to the opening page for all of these.
    """
    article = document.article
    known = {"Title": article.title, **_about(article), "Sentences": f"{len(document.sentences):,}"}
    return Html(html.facts(known) + _warnings(article), role="overview", warnings=len(article.warnings))


def byline(article: Article) -> Html:
    """Return outlet, date, length and link in a line, for a page that has the title as its heading."""
    words = counted(article.words, "word")
    link = _link(article.url) if article.url else None
    known = [html.text(each) for each in (article.outlet, article.published, words, link) if each]
    return Html(Markup('<p class="pl-byline">{}</p>').format(Markup(" · ").join(known)))


def corrections(document: "Document", subject: str) -> Html:
    """Return what was corrected by hand in a report (quotes, sentiment, framing), nothing for none."""
    told = document.coded.said(subject)
    return Html(Markup("").join(Markup('<p class="pl-note">{}</p>').format(_finding(each)) for each in told))


def warnings(article: Article) -> Html:
    """Return the warnings about the text; nothing where there are none."""
    return Html(_warnings(article))


def note(words: str) -> Html:
    """Return a remark, for instance in place of a table that would be empty; a string is escaped."""
    return Html(Markup('<p class="pl-note">{}</p>').format(html.text(words)))


def save_tables(tables_dir: str | Path, **frames: pd.DataFrame) -> Html:
    """Write each frame to `<tables_dir>/<name>.csv` and list the files; with an empty folder, write none.

    The files are UTF-8 with a byte order mark (without it Excel garbles every curly quotation mark; pandas
    and readr skip it). Lists are JSON. A text that a spreadsheet would take for a formula gets a leading
    apostrophe; numbers are left alone. A file appears whole or not at all.
    """
    counts = {name: len(frame) for name, frame in frames.items()}
    if not str(tables_dir):
        why = Markup("No tables were written, because <code>tables_dir</code> is empty: {}.")
        return note(
            why.format(", ".join(f"{name} ({counted(rows, 'row')})" for name, rows in counts.items()))
        )
    for name, frame in frames.items():
        write(Path(tables_dir) / f"{name}.csv", as_csv(frame))
    folder = Path(os.path.relpath(tables_dir)).as_posix()
    links = (
        Markup('<a href="{0}/{1}.csv" title="{2}">{1}</a>').format(
            html.text(folder), name, counted(rows, "row")
        )
        for name, rows in counts.items()
    )
    listed = Markup('<p class="pl-tables">Tables: {}</p>').format(Markup(", ").join(links))
    return Html(listed, role="tables", tables=counts)


def _about(article: Article) -> dict[str, object]:
    return {
        "Outlet": article.outlet,
        "Published": article.published,
        "Link": _link(article.url) if article.url else None,
        "Words": f"{article.words:,}",
    }


def _link(url: str) -> Markup | str:
    """Return the URL as a link where it is one of the web, else as text."""
    if not url.startswith(("http://", "https://")):
        return url
    return Markup('<a href="{}" rel="noreferrer">{}</a>').format(url, html.text(url))


def _warnings(article: Article) -> Markup:
    if not article.warnings:
        return Markup("")
    return Markup(
        '<div class="pl-warnings" id="warnings" role="note" aria-label="Warnings">'
        "<p>Read with care</p>{}</div>"
    ).format(html.items(article.warnings))


def _finding(finding: Finding) -> Markup:
    if not finding.sentences:
        return html.text(finding.text)
    evidence = sentence_list(finding.sentences)
    return Markup('{} <span class="evidence">{}</span>').format(html.text(finding.text), evidence)
