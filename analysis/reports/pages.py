"""The pages: a report, the index of an article, the index of all. Each is one file without any script."""

from collections.abc import Iterable
from functools import cache
from importlib.metadata import version

import jinja2
from markupsafe import Markup
from nbformat import NotebookNode

from analysis import display, html
from analysis.article import Article
from analysis.paths import RESOURCES
from analysis.reports.catalogue import Report
from analysis.reports.cells import body
from analysis.reports.folder import Entry, Manifest
from analysis.reports.intake import Item

TEMPLATES = RESOURCES / "report"


def report(item: Item, kind: Report, notebook: NotebookNode, made: str) -> bytes:
    """Return the page of one report: the executed notebook, its contents, and where the text came from."""
    cells, headings = body(notebook)
    name = item.article.title or item.article.id
    return _page(
        "report.html.j2",
        title=f"{kind.title}: {name}",
        trail=[("../index.html", "All articles"), ("index.html", name)],
        here=kind.title,
        width="beside",
        contents=[heading for heading in headings if heading.level == 2],
        article=item.article,
        cells=cells,
        source=item.source,
        made=made,
    )


def corpus(notebook: NotebookNode, source: str, made: str) -> bytes:
    """Return the page of a corpus: the executed notebook, its contents, and where its tables are."""
    cells, headings = body(notebook)
    contents = [heading for heading in headings if heading.level == 2]
    return _page(
        "corpus.html.j2",
        title="Corpus",
        width="beside",
        contents=contents,
        cells=cells,
        source=source,
        made=made,
    )


def article_index(article: Article, manifest: Manifest) -> bytes:
    """Return the page of one article: facts, warnings, and what each report finds."""
    name = article.title or article.id
    return _page(
        "article.html.j2",
        title=f"{name}: what Presslens finds",
        trail=[("../index.html", "All articles")],
        here=name,
        width="text",
        article=article,
        facts=display.facts(article),
        reports=[(entry, _leading_to(entry)) for entry in manifest.reports],
        source=manifest.source,
        made=manifest.made,
    )


def index(manifests: Iterable[Manifest]) -> bytes:
    """Return the page of all articles in a folder of reports."""
    articles = list(manifests)
    return _page(
        "articles.html.j2", title="Presslens reports", here="All articles", width="", articles=articles
    )


def _leading_to(entry: Entry) -> Markup:
    """Return a report's findings with their sentence numbers leading to the text in the report."""
    return Markup(entry.findings.replace('href="#', f'href="{entry.page}#'))


def _page(template: str, **values: object) -> bytes:
    """Return a page from a template in resources/report; whatever is not `Markup` gets escaped."""
    shared = {"trail": (), "contents": (), "version": version("presslens")}
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
    environment.globals["style"] = Markup(
        "".join((TEMPLATES / name).read_text(encoding="utf-8") for name in ("page.css", "pieces.css"))
    )
    return environment
