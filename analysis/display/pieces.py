"""What opens a report: its findings, the facts about the article, the warnings about its text."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from markupsafe import Markup

from analysis import html
from analysis.article import Article
from analysis.findings import Finding
from analysis.html import Html, sentence_links

if TYPE_CHECKING:  # loading spaCy takes seconds, which the indexes have no need of
    from analysis.annotation import Document

_MOST_LINKS = 24


def findings(entries: Iterable[Finding | Markup | str]) -> Html:
    """Return the findings, in plain words, which the index quotes; strings are escaped, `Markup` is kept.

    A `Finding` is followed by links to its first two dozen sentences.
    """
    shown = (_finding(entry) if isinstance(entry, Finding) else entry for entry in entries)
    return Html(html.items(shown, "pl-findings"), role="findings")


def overview(document: "Document") -> Html:
    """Return title, outlet, date, link and length of the article, and the warnings about its text."""
    article = document.article
    known = {"Title": article.title, **_about(article), "Sentences": f"{len(document.sentences):,}"}
    return Html(_listed(known) + _warnings(article))


def facts(article: Article) -> Html:
    """Return outlet, date, link, length and warnings, for a page that has the title as its heading."""
    return Html(_listed(_about(article)) + _warnings(article))


def _about(article: Article) -> dict[str, object]:
    return {
        "Outlet": article.outlet,
        "Published": article.published,
        "Link": _link(article.url) if article.url else None,
        "Words": f"{article.words:,}",
    }


def _listed(known: Mapping[str, object]) -> Markup:
    entries = Markup("").join(
        Markup("<dt>{}</dt><dd>{}</dd>").format(name, html.text(value))
        for name, value in known.items()
        if value
    )
    return Markup('<dl class="pl-facts">{}</dl>').format(entries)


def _warnings(article: Article) -> Markup:
    if not article.warnings:
        return Markup("")
    return Markup(
        '<div class="pl-warnings" role="note" aria-label="Warnings"><p>Read with care</p>{}</div>'
    ).format(html.items(article.warnings))


def _finding(finding: Finding) -> Markup:
    if not finding.sentences:
        return html.text(finding.text)
    word = "Sentence" if len(finding.sentences) == 1 else "Sentences"
    more = len(finding.sentences) - _MOST_LINKS
    return Markup('{} <span class="pl-note">{}\N{NO-BREAK SPACE}{}{}</span>').format(
        html.text(finding.text),
        word,
        sentence_links(finding.sentences[:_MOST_LINKS]),
        f" and {more:,} more" if more > 0 else "",
    )


def _link(url: str) -> Markup | str:
    """Return the URL as a link where it is one of the web, else as text."""
    if not url.startswith(("http://", "https://")):
        return url
    return Markup('<a href="{}" rel="noreferrer">{}</a>').format(url, html.text(url))
