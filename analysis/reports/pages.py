"""The pages: a report, the index of an article, the index of all.

Each is one file, right without any script. One script of our own sorts tables, unfolds evidence and copies
text; the page's policy knows it by its hash, so that no other can run.
"""

import math
from base64 import b64encode
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from importlib.metadata import version

import jinja2
from markupsafe import Markup
from nbformat import NotebookNode

from analysis import presentation
from analysis.articles import Article
from analysis.articles.items import SourcedArticle
from analysis.paths import TEMPLATES
from analysis.presentation import html, palette
from analysis.reports.backlinks import link_back
from analysis.reports.catalogue import Report, named
from analysis.reports.cells import Heading, anchor_of, body
from analysis.reports.folder import Entry, Manifest
from analysis.reports.folding import fold
from analysis.reports.glossary import define
from analysis.reports.tree import parsed, written
from analysis.wording import Answer, counted

MOST_LINKS = 8


def report(item: SourcedArticle, kind: Report, notebook: NotebookNode, made: str) -> bytes:
    """Return the page of one report: the executed notebook, its contents, and where the text came from."""
    cells, headings = body(notebook)
    name = item.article.title or item.article.id
    return _page(
        "report.html.j2",
        title=f"{kind.title}: {name}",
        trail=[("../index.html", "All articles"), ("index.html", name)],
        here=kind.title,
        width="beside",
        article=item.article,
        source=item.source,
        made=made,
        **_linked(cells, headings),
    )


def corpus(notebook: NotebookNode, source: str, made: str) -> bytes:
    """Return the page of a corpus: the executed notebook, its contents, and where its tables are."""
    cells, headings = body(notebook)
    return _page(
        "corpus.html.j2",
        title="Corpus",
        width="beside",
        source=source,
        made=made,
        **_linked(cells, headings),
    )


def article_index(article: Article, manifest: Manifest, printed: bool = False) -> bytes:
    """Return the page that opens an article's reports: what it does in five sentences, then how to go on.

    `printed` tells whether the page is there as PDF, too.
    """
    name = article.title or article.id
    whole = [entry for entry in manifest.reports if not entry.failed]
    parameters = {key: value for entry in whole for key, value in entry.parameters.items()}
    methods = [name for entry in whole if (known := named(entry.name)) for name in known.methods]
    reports = [(entry, _to_page(entry.findings, entry.page)) for entry in manifest.reports]
    answers = [*_answers(whole), _quality(article)]
    return _page(
        "article.html.j2",
        title=f"{name}: what Presslens finds",
        trail=[("../index.html", "All articles")],
        here=name,
        width="text",
        article=article,
        printed=printed,
        facts=presentation.facts(article),
        warnings=presentation.warnings(article) if article.warnings else "",
        answers=html.items(answers, "pl-answers"),
        reports=reports,
        scores=presentation.scores(methods),
        methods=presentation.paragraph(article, methods, parameters),
        source=manifest.source,
        made=manifest.made,
    )


def _answers(entries: Iterable[Entry]) -> Iterator[Markup]:
    """Yield what the article does, in the reader's order, each with its section and sentences."""
    for entry in sorted(entries, key=_place):
        for each in (Answer(**known) for known in entry.answers):
            section = f"{entry.page}#{anchor_of(each.section)}"
            evidence = Markup('<a href="{}">{}: {}</a>').format(section, entry.title, each.section)
            if each.sentences:
                numbers = presentation.sentence_list(each.sentences, MOST_LINKS)
                evidence += Markup(". ") + _to_page(numbers, entry.page)
            yield presentation.answer(each, evidence)


def _place(entry: Entry) -> float:
    known = named(entry.name)
    return known.place if known else math.inf


def _quality(article: Article) -> Markup:
    """Return how far the text itself can be trusted, and where its warnings stand."""
    question, count = "How good the text is", len(article.warnings)
    if article.warnings:
        text = f"There {'is' if count == 1 else 'are'} {counted(count, 'warning')} about this text, so what "
        text += "rests on single words is weak evidence of what its author wrote."
        where = Markup('<a href="#warnings">The warnings</a>')
    else:
        text = f"No fault is found in the text itself ({article.words:,} words)."
        where = Markup('<a href="article.json">The text as it was read</a>')
    answer = Answer(question, text, section="", clear=not article.warnings)
    return presentation.answer(answer, where, ("no warning", "with care"))


def index(manifests: Iterable[Manifest]) -> bytes:
    """Return the page of all articles in a folder of reports."""
    articles = list(manifests)
    return _page(
        "articles.html.j2", title="Presslens reports", here="All articles", width="", articles=articles
    )


def _to_page(piece: str, page: str) -> Markup:
    """Return a piece of HTML whose links to sentences lead to them on a page beside this one."""
    tree = parsed(piece)
    for link in tree.iter("a"):
        address = link.get("href", "")
        if address.startswith("#"):
            link.set("href", page + address)
    return written(tree)


def _linked(cells: Markup, headings: Iterable[Heading]) -> dict[str, object]:
    """Return the cells with definitions, backlinks and folds, what their buttons open, and the contents."""
    page = parsed(cells)
    definitions = define(page)
    uses = link_back(page)
    fold(page)
    contents = [heading for heading in headings if heading.level == 2]
    return {"cells": written(page), "definitions": definitions, "uses": uses, "contents": contents}


def _page(template: str, **values: object) -> bytes:
    """Return a page from a template in resources/templates; whatever is not `Markup` gets escaped."""
    shared = {"trail": (), "contents": (), "uses": "", "definitions": "", "version": version("presslens")}
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
