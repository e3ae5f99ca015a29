"""The cells of an executed notebook as HTML: its prose and what its code shows, without the code."""

import base64
import re
from collections import Counter
from functools import cache
from threading import Lock

from markupsafe import Markup
from nbconvert.exporters import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbformat import NotebookNode

from analysis.paths import TEMPLATES
from analysis.presentation import html
from analysis.presentation.provenance import card_line, settings
from analysis.reports.tree import balanced

_BEST_FIRST = ["text/html", "image/svg+xml", "image/png", "image/jpeg", "text/plain"]

_exporting = Lock()


class _Renderer(IPythonRenderer):
    """Markdown whose headings have anchors, each its own."""

    def __init__(self) -> None:
        super().__init__(escape=False)
        self.taken: Counter[str] = Counter()

    def heading(self, text: str, level: int, **attrs) -> str:
        stem = re.sub(r"\W+", "-", Markup(text).striptags().lower()).strip("-") or "section"
        self.taken[stem] += 1
        anchor = f"{stem}-{self.taken[stem]}" if self.taken[stem] > 1 else stem
        return f'<h{level} id="{anchor}">{text}</h{level}>\n'


def body(notebook: NotebookNode, methods: str) -> Markup:
    """Return the notebook's cells as HTML.

    A cell of code is a `div` of class "output", empty where it shows nothing; the roles of its pieces are
    classes, too. A card becomes one line that leads to the page of methods, whose address is `methods`, and
    of the provenance the parameters stay: the text and the versions stand on the opening page.
    """
    renderer = _Renderer()
    with _exporting:
        exporter = _exporter()
        exporter.register_filter("markdown", MarkdownWithMath(renderer=renderer).render)
        exporter.register_filter(
            "card", lambda about: card_line(about["name"], methods, about.get("measure", ""))
        )
        cells, _ = exporter.from_notebook_node(notebook)
    return Markup(cells)


@cache
def _exporter() -> HTMLExporter:
    """Return the exporter, which takes long to make and serves one notebook at a time."""
    exporter = HTMLExporter(
        template_name="cells",
        extra_template_basedirs=[str(TEMPLATES)],
        default_preprocessors=[],  # after each, the notebook is validated again
    )
    exporter.register_filter("best", lambda data: next((kind for kind in _BEST_FIRST if kind in data), ""))
    exporter.register_filter("role", role_of)
    exporter.register_filter("settings", settings)
    exporter.register_filter("without_style", without_style)
    exporter.register_filter("balanced", balanced)
    exporter.register_filter("data_url", _data_url)
    return exporter


def role_of(output: NotebookNode) -> str:
    """Return the role that `analysis.presentation.html.Html` gave an output; nothing where it has none."""
    return output.get("metadata", {}).get("presslens", {}).get("role", "")


def without_style(piece: str) -> str:
    """Return a piece of HTML without the style that it carries for JupyterLab: a page has it once."""
    return piece.replace(html.style(), "")


def _data_url(data: str, kind: str) -> str:
    """Return an output as a data URL: SVG as it is, other images already in base64."""
    encoded = base64.b64encode(data.encode()).decode() if kind == "image/svg+xml" else data.replace("\n", "")
    return f"data:{kind};base64,{encoded}"
