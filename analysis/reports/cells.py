"""The cells of an executed notebook as HTML: prose, what the code shows, and the code, folded."""

import base64
import re
from dataclasses import dataclass
from functools import cache
from threading import Lock

from markupsafe import Markup
from nbconvert.exporters import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbconvert.preprocessors import HighlightMagicsPreprocessor
from nbformat import NotebookNode

from analysis.paths import TEMPLATES
from analysis.presentation import html
from analysis.reports.tree import balanced

_BEST_FIRST = ["text/html", "image/svg+xml", "image/png", "image/jpeg", "text/plain"]

_exporting = Lock()


@dataclass(frozen=True)
class Heading:
    """A heading of a page: its level, its text, and the anchor that leads there."""

    level: int
    text: str
    anchor: str


class _Renderer(IPythonRenderer):
    """Markdown whose headings have anchors, collected in `headings`."""

    def __init__(self) -> None:
        super().__init__(escape=False)
        self.headings: list[Heading] = []

    def heading(self, text: str, level: int, **attrs) -> str:
        plain = Markup(text).striptags()
        stem = anchor_of(plain)
        taken = sum(heading.anchor.rstrip("-0123456789") == stem for heading in self.headings)
        anchor = f"{stem}-{taken + 1}" if taken else stem
        self.headings.append(Heading(level, plain, anchor))
        return f'<h{level} id="{anchor}">{text}</h{level}>\n'


def anchor_of(heading: str) -> str:
    """Return the anchor of a heading, the first of its name on a page."""
    return re.sub(r"\W+", "-", heading.lower()).strip("-") or "section"


def body(notebook: NotebookNode) -> tuple[Markup, list[Heading]]:
    """Return the notebook's cells as HTML, with its headings."""
    renderer = _Renderer()
    with _exporting:
        exporter = _exporter()
        exporter.register_filter("markdown", MarkdownWithMath(renderer=renderer).render)
        cells, _ = exporter.from_notebook_node(notebook)
    return Markup(cells), renderer.headings


@cache
def _exporter() -> HTMLExporter:
    """Return the exporter, which takes long to make and serves one notebook at a time."""
    exporter = HTMLExporter(
        template_name="cells",
        extra_template_basedirs=[str(TEMPLATES)],
        default_preprocessors=[HighlightMagicsPreprocessor],  # after each, the notebook is validated again
    )
    exporter.register_filter("best", lambda data: next((kind for kind in _BEST_FIRST if kind in data), ""))
    exporter.register_filter("without_style", without_style)
    exporter.register_filter("balanced", balanced)
    exporter.register_filter("data_url", _data_url)
    return exporter


def without_style(piece: str) -> str:
    """Return a piece of HTML without the style that it carries for JupyterLab: a page has it once."""
    return piece.replace(html.style(), "")


def _data_url(data: str, kind: str) -> str:
    """Return an output as a data URL: SVG as it is, other images already in base64."""
    encoded = base64.b64encode(data.encode()).decode() if kind == "image/svg+xml" else data.replace("\n", "")
    return f"data:{kind};base64,{encoded}"
