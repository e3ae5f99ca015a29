"""The report of a corpus: papermill runs the notebook 4-corpus, nbconvert turns it into one offline page."""

from pathlib import Path

import nbformat

from analysis import atomic, paths
from analysis.reports import pages
from analysis.reports.kernel import kernels
from analysis.reports.make import today
from analysis.reports.run import Failure, execute

NOTEBOOK = paths.NOTEBOOKS / "4-corpus.ipynb"


def make(folder: Path, source: str) -> tuple[Path, Failure | None]:
    """Run the notebook on the tables in `folder`, and write `corpus.html` and its tables as CSV there.

    `source` is the folder as the user named it. Returns the page or, where the notebook failed, the notebook
    as it ran and why.
    """
    csv = folder / "csv"
    csv.mkdir(exist_ok=True)
    with kernels():
        notebook, failure = execute(NOTEBOOK, folder, {"corpus": source, "tables_dir": csv.name})
    if failure:
        page = folder / "corpus.failed.ipynb"
        atomic.write(page, nbformat.writes(notebook).encode())
    else:
        page = folder / "corpus.html"
        atomic.write(page, pages.corpus(notebook, source, today()))
    return page, failure
