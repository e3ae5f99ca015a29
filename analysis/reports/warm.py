"""What notebooks use, used once before kernels are forked; and an article, read once for all its kernels."""

import gc
import json
import re
import sys
from importlib import import_module
from threading import Thread

import analysis
from analysis import annotation, attribution, display, framing, highlight, reading, tone
from analysis.annotation import Document
from analysis.annotation.tables import articles
from analysis.article import Article, language, load_article
from analysis.display.files import as_csv
from analysis.figures.base import chart
from analysis.reports.catalogue import REPORTS

_KERNEL = (
    "ipykernel.kernelapp",
    "ipykernel.debugger",
    "tornado.platform.asyncio",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.logger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "sqlite3",
)
_IMPORT = re.compile(r"^(?:from|import) analysis\b[^(\n]*$", re.MULTILINE)
_TEXT = """The mayor said on Monday that the bridge was a disgrace. “It is a shame,” Ann Lee told reporters.

The council of Paris attacked her, and nobody was happy with the good old bridge."""


def up() -> None:
    """Load and use once what notebooks use, so that no kernel has to."""
    languages = Thread(target=language.identify, args=(_TEXT,))  # unpacks a large file, which needs no Python
    languages.start()
    _import()
    document = analysis.annotate(Article(text=_TEXT))
    _analyse(document)
    _show(document)
    languages.join()
    gc.freeze()


def read(path: str) -> None:
    """Read an article for all its kernels: `annotate` returns there what is found here."""
    document = analysis.annotate(load_article(path))
    attribution.voices(document)
    reading.read(document)
    articles(document)  # tells the language, which the article then knows
    annotation.keep(document)
    gc.freeze()


def _import() -> None:
    """Import what kernels import, but for their debugger, and what the notebooks import of this package."""
    sys.modules["debugpy"] = None
    for name in _KERNEL:
        import_module(name)
    for report in REPORTS:
        cells = json.loads(report.notebook.read_text(encoding="utf-8"))["cells"]
        source = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
        exec("\n".join(_IMPORT.findall(source)), {})


def _analyse(document: Document) -> None:
    for method in (tone, attribution, framing):
        method.findings(document)
    for method in (tone.moving_words, tone.target_clauses, framing.actors, framing.loaded_language):
        method(document)
    for typology in (framing.GENERIC, framing.POLICY):
        framing.article_frames(document, typology)


def _show(document: Document) -> None:
    frame = articles(document)
    as_csv(frame)
    display.table(frame, "An article")
    display.card("sentiment")
    display.provenance(document)
    highlight.heat(document, [0.0] * len(document.sentences), "")
    drawing = chart(alt="A point")
    axes = drawing.subplots()
    axes.plot([0, 1], [0, 1], label="A point")
    axes.set_title("A title")
    drawing.legend(loc="outside lower center")
    drawing.svg()
