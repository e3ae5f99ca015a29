"""The pages: a report, the index of an article, the index of all, the methods.

Each is one file, right without any script. One script of our own sorts tables, unfolds evidence and copies
text; the page's policy knows it by its hash, so that no other can run.
"""

import re
from base64 import b64encode
from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import sha256
from importlib.metadata import version

import jinja2
import pandas as pd
from lxml.html import HtmlElement
from markupsafe import Markup
from nbformat import NotebookNode

from analysis import presentation
from analysis.articles import Article
from analysis.articles.items import SourcedArticle
from analysis.paths import TEMPLATES
from analysis.presentation import cards, html, palette
from analysis.presentation.claims import answers, in_short, key, of_rows
from analysis.presentation.provenance import methods as all_methods
from analysis.presentation.provenance import works
from analysis.reports.backlinks import link_back
from analysis.reports.catalogue import Report, named
from analysis.reports.cells import body
from analysis.reports.citations import settle
from analysis.reports.folder import Manifest
from analysis.reports.folding import fold
from analysis.reports.glossary import define, terms
from analysis.reports.tree import balanced, parsed, words, written

METHODS = "methods.html"
BRIEF = 250  # words of a text up to which it stands on its opening page alone
FEWEST_WORDS = 1000  # of a page that lists its contents
_SENTENCE = re.compile(r"#s\d+")
_COMPARED: dict[str, tuple[str, ...]] = {
    "Form": ("form",),
    "Heard most": ("most heard",),
    "Shown worse": ("portrayal", "-1"),
    "Shown better": ("portrayal", "1"),
    "Leading frame": ("generic frame", "lead"),
    "Harmed": ("harmed",),
}
"""What the index of all articles puts side by side: a column, and the claims that it shows."""


def report(item: SourcedArticle, kind: Report, notebook: NotebookNode, made: str) -> bytes:
    """Return the page of one report: what the executed notebook shows, and where the text came from."""
    name = item.article.title or item.article.id
    return _page(
        "report.html.j2",
        title=f"{kind.title}: {name}",
        trail=[("../index.html", "All articles"), ("index.html", name)],
        here=kind.title,
        width="beside",
        article=item.article,
        kind=kind,
        source=item.source,
        made=made,
        **_told(notebook, f"../{METHODS}", brief=item.article.words <= BRIEF),
    )


def corpus(notebook: NotebookNode, title: str, source: str, made: str) -> bytes:
    """Return the page of a corpus: what the executed notebook shows, and where its tables are.

    `title` says what corpus, and takes the place of the notebook's heading.
    """
    told = _told(notebook, METHODS)
    cells = str(told["cells"]).replace(">Corpus</h1>", str(Markup(">{}</h1>").format(title)), 1)
    return _page(
        "corpus.html.j2",
        title=title,
        width="beside",
        source=source,
        made=made,
        **told | {"cells": Markup(cells)},
    )


def article_index(article: Article, manifest: Manifest, printed: bool = False) -> bytes:
    """Return the page that opens an article's reports: what can be said of it, its text, then how to go on.

    All that it says in words is rendered from the manifest's rows of claims. `printed` tells whether the page
    is there as PDF, too.
    """
    name = article.title or article.id
    whole = [entry for entry in manifest.reports if not entry.failed]
    parameters = {key: value for entry in whole for key, value in entry.parameters.items()}
    methods = [name for entry in whole if (known := named(entry.name)) for name in known.methods]
    claims = of_rows(manifest.claims, article.id)
    return _page(
        "article.html.j2",
        title=f"{name}: what Presslens finds",
        trail=[("../index.html", "All articles")],
        here=name,
        width="text",
        article=article,
        printed=printed,
        byline=presentation.byline(article),
        warnings=presentation.warnings(article) if article.warnings else "",
        opening=presentation.opening(claims) if len(claims) else "",
        key=key(f"../{METHODS}"),
        text=balanced(manifest.text),
        answers=answers(claims) if len(claims) else "",
        reports=manifest.reports,
        methods=presentation.paragraph(article, methods, parameters),
        methods_page=f"../{METHODS}",
        source=manifest.source,
        made=manifest.made,
    )


def index(manifests: Iterable[Manifest]) -> bytes:
    """Return the page of all articles in a folder of reports, side by side."""
    articles = [(manifest, _compared(of_rows(manifest.claims, manifest.id))) for manifest in manifests]
    return _page(
        "articles.html.j2",
        title="Presslens reports",
        here="All articles",
        width="wide",
        articles=articles,
        columns=list(_COMPARED),
        key=key(METHODS),
        methods_page=METHODS,
    )


def methods(trail: Sequence[tuple[str, str]] = ()) -> bytes:
    """Return the page of methods: how good each is, the whole cards, the works behind them, and the terms.

    It is the same for all articles. `trail` are the pages above it, each with its address and name.
    """
    return _page(
        "methods.html.j2",
        title="Methods",
        trail=trail,
        here="Methods",
        width="text",
        scores=presentation.scores([method.name for method in all_methods()]),
        cards=[(name, cards.read(name)["method"], presentation.card(name)) for name in cards.names()],
        works=works(),
        terms=terms(),
    )


def _compared(claims: pd.DataFrame) -> list[Markup]:
    return [in_short(claims, *about) for about in _COMPARED.values()]


def _told(notebook: NotebookNode, methods_page: str, brief: bool = False) -> dict[str, object]:
    """Return what a notebook shows, what the buttons in it open, the contents, and where the methods are.

    On a `brief` page the numbers of sentences lead to the text on the opening page.
    """
    page = parsed(body(notebook, methods_page))
    settle(page)
    fold(page, brief)
    define(page, methods_page)
    uses = Markup("") if brief else link_back(page)
    for link in page.iter("a") if brief else ():
        if _SENTENCE.fullmatch(link.get("href", "")):
            link.set("href", f"index.html{link.get('href')}")
    return {
        "cells": written(page),
        "uses": uses,
        "contents": _contents(page),
        "methods_page": methods_page,
    }


def _contents(page: HtmlElement) -> list[tuple[str, str]]:
    """Return the anchors of a page's sections with their headings, where the page is long."""
    headings = [(heading.get("id", ""), words(heading)) for heading in page.iter("h2")]
    return headings if len(words(page).split()) >= FEWEST_WORDS else []


def _page(template: str, **values: object) -> bytes:
    """Return a page from a template in resources/templates; whatever is not `Markup` gets escaped."""
    shared = {"trail": (), "contents": (), "uses": "", "version": version("presslens")}
    return _environment().get_template(template).render(shared | values).encode()


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: html.text(value) if isinstance(value, str) else value,
    )
    style, pieces, script = (
        (TEMPLATES / name).read_text(encoding="utf-8") for name in ("page.css", "pieces.css", "page.js")
    )
    environment.globals |= {
        "style": Markup(palette.css(":root, .pl") + style + pieces),
        "script": Markup(script),
        "script_hash": b64encode(sha256(script.encode()).digest()).decode(),
    }
    return environment
