"""The report of a corpus: papermill runs the notebook 4-corpus, nbconvert turns it into one offline page."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import nbformat

from analysis import atomic, paths
from analysis.corpus import groups, measures
from analysis.reports import pages, parameters
from analysis.reports.kernel import kernels
from analysis.reports.make import today
from analysis.reports.parameters import Value
from analysis.reports.run import Failure, execute

NOTEBOOK = paths.NOTEBOOKS / "4-corpus.ipynb"

RESERVED = {
    "corpus": "the sources are named before the options",
    "tables_dir": "the tables go into the folder csv under --out",
}
_CHECKS = {"period": groups.check_period, "topics": groups.read_topics, "typology": measures.check_typology}


def settings(assignments: Iterable[str]) -> dict[str, Value]:
    """Return the notebook's parameters that NAME=VALUE strings set; what can be is checked before a run.

    Raises UsageError or CorpusError.
    """
    values = parameters.check(parameters.split(assignments, RESERVED), [NOTEBOOK], RESERVED)[NOTEBOOK]
    for name, value in values.items():
        if name in _CHECKS:
            _CHECKS[name](value)
    return values


def make(folder: Path, source: str, given: Mapping[str, Value]) -> tuple[Path, Failure | None]:
    """Run the notebook on the tables in `folder`, and write `corpus.html` and its tables as CSV there.

    `source` is the folder as the user named it, `given` the parameters that were set. Returns the page or,
    where the notebook failed, the notebook as it ran and why.
    """
    csv = folder / "csv"
    csv.mkdir(exist_ok=True)
    own = {"corpus": source, "tables_dir": csv.name}
    with kernels():
        notebook, failure = execute(NOTEBOOK, folder, {**given, **own})
    if failure:
        page = folder / "corpus.failed.ipynb"
        atomic.write(page, nbformat.writes(notebook).encode())
    else:
        page = folder / "corpus.html"
        atomic.write(page, pages.corpus(notebook, source, today()))
    return page, failure
