"""The report of a corpus: papermill runs the notebook 4-corpus, nbconvert turns it into one offline page.

The notebook asks here, too, what its reader should know where the corpus is the sample that comes with
Presslens, and where that one's topics are.
"""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import nbformat

from analysis import files, paths
from analysis.articles.fetch import is_address
from analysis.corpus import estimates, groups
from analysis.corpus.dataset import Corpus, open_corpus
from analysis.corpus.engine.store import CorpusManifest
from analysis.presentation.html import Html
from analysis.presentation.pieces import note
from analysis.presentation.provenance import without_folders
from analysis.reports import pages, parameters
from analysis.reports.kernels import quiet_kernels
from analysis.reports.make import Failure, execute, today
from analysis.reports.parameters import Value
from analysis.wording import UNKNOWN_OUTLET, counted

NOTEBOOK = paths.NOTEBOOKS / "4-corpus.ipynb"
RESERVED = {
    "corpus": "the sources are named before the options",
    "tables_dir": "the tables go into the folder csv under --out",
}
_TOPICS = "data/corpus/topics.csv"
_ABOUT = (
    "The sample that comes with Presslens, from Marlow Bay, was written for this page: 60 articles from a "
    "town that does not exist, of five outlets that do not exist either, which tell eight events between "
    "them, print two texts of an agency, and have some pieces of their own. It shows what the figures look "
    "like, and nothing about any real outlet."
)
_CHECKS: Mapping[str, Callable[[str], object]] = {
    "groups": groups.read_groups,
    "period": groups.check_period,
    "topics": groups.read_topics,
    "typology": estimates.check_typology,
}


def settings(assignments: Iterable[str]) -> dict[str, Value]:
    """Return the notebook's parameters that NAME=VALUE strings set; what can be is checked before a run.

    Raises UsageError or CorpusError.
    """
    values = parameters.check(parameters.split(assignments, RESERVED), [NOTEBOOK], RESERVED)[NOTEBOOK]
    for name, value in values.items():
        if name in _CHECKS:
            _CHECKS[name](str(value))
    return values


def make(folder: Path, source: str, values: Mapping[str, Value]) -> tuple[Path, Failure | None]:
    """Run the notebook on the tables in `folder`, and write `corpus.html` and its tables as CSV there, beside
    the notebook as it ran and the page of methods.

    `source` is the folder as the user named it, `values` the parameters that were set. Returns the page or,
    where the notebook failed, the notebook as it ran and why.
    """
    csv = folder / "csv"
    csv.mkdir(exist_ok=True)
    own = {"corpus": source, "tables_dir": csv.name}
    with quiet_kernels():
        notebook, failure = execute(NOTEBOOK, folder, {**values, **own})
    if failure:
        page = folder / "corpus.failed.ipynb"
        files.write(page, nbformat.writes(notebook).encode())
    else:
        page = folder / "corpus.html"
        files.write(folder / "corpus.ipynb", nbformat.writes(notebook).encode())
        files.write(folder / pages.METHODS, pages.methods([(page.name, "Corpus")]))
        files.write(
            page, pages.corpus(notebook, title(open_corpus(folder)), without_folders(source), today())
        )
    return page, failure


def title(corpus: Corpus) -> str:
    """Return what corpus a page is on: "Corpus: 60 articles of 5 outlets"."""
    outlets = groups.by_outlet(corpus)
    number = outlets[outlets != UNKNOWN_OUTLET].nunique()
    of = f" of {counted(number, 'outlet')}" if number else ""
    return f"Corpus: {counted(len(outlets), 'article')}{of}"


def about(manifest: CorpusManifest) -> Html | None:
    """Return what to know about the sample where a corpus of this manifest holds any of it, else None."""
    sources = manifest.get("sources", [])
    return note(_ABOUT) if any(map(_is_of_sample, sources)) else None


def topics(manifest: CorpusManifest) -> str:
    """Return the file of the sample's topics where all of a corpus of this manifest is of it, else ""."""
    sources = manifest.get("sources", [])
    return _TOPICS if sources and all(map(_is_of_sample, sources)) else ""


def _is_of_sample(source: str) -> bool:
    try:
        place = paths.find(source).resolve()
    except (OSError, ValueError, RuntimeError):  # no path at all, as the table of errors says
        return False
    return not is_address(source) and place.is_relative_to(paths.SAMPLE.resolve())
