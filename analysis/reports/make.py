"""Reports from articles: every notebook on every article, side by side; each is published when whole.

`make` runs all notebooks on all articles, and yields each article when its pages and tables are in place;
`execute` runs one notebook, with papermill, and says where it failed.
"""

import os
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from textwrap import shorten

import nbformat
import papermill
from jupyter_core.utils import ensure_event_loop
from nbformat import NotebookNode
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine
from papermill.exceptions import PapermillExecutionError
from papermill.execute import raise_for_execution_errors
from papermill.log import logger

from analysis import files
from analysis.articles.items import SourcedArticle, as_json
from analysis.reports import folder, pages, pdf
from analysis.reports.catalogue import Report
from analysis.reports.cells import role_of
from analysis.reports.folder import Entry, Result
from analysis.reports.kernels import ARTICLE, ArticleKernels, Kernel, KernelServer, quiet_kernels

MOST_AHEAD = 13  # kernels of further articles, beside those of the first; each takes up to 200 MB of memory
_OURS = {"injected-parameters", "papermill-error-cell-tag"}  # tags of cells that papermill adds
_HEADING = re.compile(r"^#{1,6} +(.+?)\s*$", re.MULTILINE)  # in Markdown


@dataclass(frozen=True)
class Published:
    """The index of an article's reports, and those of this run that failed."""

    index: Path
    failures: tuple[Entry, ...]


@dataclass(frozen=True)
class Failure:
    """Why a notebook failed: its cell (from 1; None before the first), the heading above, and the cause."""

    cell: int | None
    heading: str
    cause: str

    def __str__(self) -> str:
        section = f" under “{self.heading}”" if self.heading else ""
        place = f"cell {self.cell}{section}" if self.cell else "its start"
        return f"{place}: {self.cause}"


@dataclass(frozen=True)
class _Task:
    """A report to make of an article: its notebook's parameters, the folder to run in, what forks kernels.

    `made` is the date that its page carries; with the path of a `chromium` the page is printed, too.
    """

    item: SourcedArticle
    report: Report
    parameters: Mapping[str, object]
    place: Path
    made: str
    chromium: str
    kernels: ArticleKernels | None


def make(
    items: Sequence[SourcedArticle],
    reports: Sequence[Report],
    parameters: Mapping[Path, Mapping[str, object]],
    target: Path,
    server: KernelServer | None = None,
    tick: Callable[[], object] = lambda: None,
    chromium: str = "",
) -> Generator[Published, None, None]:
    """Make the reports of every article in `target`, yielding each article when its reports are in place.

    `parameters` are those of each notebook; the kernels come from `server`, if there is one; `tick` is
    called after every report. With the path of a `chromium`, every page is printed as PDF, too. When the
    caller stops or is interrupted, kernels are killed, unfinished articles leave nothing behind, and the
    index lists the rest.
    """
    target.mkdir(parents=True, exist_ok=True)
    made = today()
    with (
        tempfile.TemporaryDirectory(prefix=".presslens-", dir=target) as staging,
        ThreadPoolExecutor(len(reports) + min(os.cpu_count() or 1, MOST_AHEAD)) as pool,
        quiet_kernels(),
    ):
        kernels = {number: ArticleKernels(server) for number in range(len(items)) if server}
        try:
            waiting: dict[Future[Result], int] = {}
            for number, item in enumerate(items):
                for report in reports:
                    place = Path(staging) / str(number) / report.name
                    own = parameters.get(report.notebook, {})
                    task = _Task(item, report, own, place, made, chromium, kernels.get(number))
                    waiting[pool.submit(_make_one, task)] = number
            for number, results in _by_article(waiting, tick):
                if number in kernels:
                    kernels.pop(number).end()
                yield _publish(target, items[number], made, results, chromium)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
            for each in kernels.values():
                each.end()
            known = (folder.read(each) for each in sorted(target.iterdir()) if each.is_dir())
            files.write(target / "index.html", pages.index(filter(None, known)))
            files.write(target / pages.METHODS, pages.methods([("index.html", "All articles")]))


def execute(
    notebook: Path,
    folder: Path,
    parameters: Mapping[str, object],
    source: KernelServer | ArticleKernels | None = None,
) -> tuple[NotebookNode, Failure | None]:
    """Run `notebook` in `folder`, which becomes its working directory, with a kernel from the source, if any.

    Returns the notebook as it ran, without traces of papermill, and what went wrong, if anything. Several
    threads may call this at once: no working directory of this process is changed.
    """
    node = papermill.execute_notebook(
        nbformat.read(notebook, as_version=4), None, parameters=dict(parameters), prepare_only=True
    )
    with tempfile.TemporaryDirectory(prefix="presslens-") as own:
        cause = ""
        try:
            kernel = Kernel(own, source)
            _Engine.execute_notebook(node, "", progress_bar=False, kernel=kernel, folder=str(folder))
            raise_for_execution_errors(node, None)
        except PapermillExecutionError as error:
            cause = shorten(f"{error.ename}: {error.evalue}".rstrip(": "), 500)
        except RuntimeError as error:  # what nbclient raises when a kernel does not start, or dies
            cause = f"{error}{_last_words(Path(own) / 'log')}"
        finally:
            ensure_event_loop().close()  # nbclient leaves the loop of this thread open
    failure = _failure(node, cause) if cause else None
    _forget_papermill(node)
    return node, failure


def today() -> str:
    """Return the date that reports carry: today's, or that of SOURCE_DATE_EPOCH."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    day = datetime.fromtimestamp(int(epoch), UTC).date() if epoch.isdigit() else date.today()
    return day.isoformat()


def _by_article(
    waiting: Mapping[Future[Result], int], tick: Callable[[], object]
) -> Iterator[tuple[int, list[Result]]]:
    """Yield each article's number with its results, as soon as all of them are there."""
    open_reports = Counter(waiting.values())
    results: dict[int, list[Result]] = {number: [] for number in open_reports}
    for done in as_completed(waiting):
        number = waiting[done]
        results[number].append(done.result())
        tick()
        if len(results[number]) == open_reports[number]:
            yield number, results.pop(number)


def _make_one(task: _Task) -> Result:
    """Run a notebook in its place, and leave itself there, with its page and tables unless it failed."""
    place, report = task.place, task.report
    place.mkdir(parents=True)
    (place / ARTICLE).write_bytes(as_json(task.item.article))
    parameters = {"article": ARTICLE, "tables_dir": "tables", **task.parameters}
    notebook, failure = execute(report.notebook, place, parameters, task.kernels)
    about = (report.number, report.name, report.title)
    if failure:
        entry = Entry(*about, failed=str(failure))
        (place / entry.page).write_text(nbformat.writes(notebook), encoding="utf-8")
        return Result(entry, place)
    entry = Entry(
        *about,
        tables=_named(notebook, "tables", "tables"),
        parameters=_named(notebook, "provenance", "parameters"),
        pdf=bool(task.chromium),
    )
    page = pages.report(task.item, report, notebook, task.made)
    (place / entry.page).write_bytes(page)
    (place / f"{entry.name}.ipynb").write_text(nbformat.writes(notebook), encoding="utf-8")
    if task.chromium:
        (place / f"{entry.name}.pdf").write_bytes(pdf.print_page(page, task.chromium, task.made))
    claims = next((tuple(piece.rows) for piece in _pieces(notebook, "claims")), ())
    text = next((piece.whole for piece in _pieces(notebook, "text")), "")
    return Result(entry, place, claims, text)


def _pieces(notebook: NotebookNode, role: str) -> Iterator[NotebookNode]:
    """Yield what `analysis.presentation.html.Html` tells of each output of this role."""
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            if role_of(output) == role:
                yield output.metadata.presslens


def _named(notebook: NotebookNode, role: str, details: str) -> dict:
    """Return the `details` of the pieces of a role, in the order of the alphabet."""
    return dict(sorted(entry for piece in _pieces(notebook, role) for entry in piece[details].items()))


def _publish(
    target: Path, item: SourcedArticle, made: str, results: Iterable[Result], chromium: str
) -> Published:
    """Put an article's results in place, and write its index."""
    results = sorted(results, key=lambda result: result.entry.number)
    home = target / item.article.id
    manifest = folder.publish(home, item.article, item.source, made, results)
    files.write(home / "article.json", as_json(item.article))
    page = pages.article_index(item.article, manifest, bool(chromium))
    printed = home / "index.pdf"
    if chromium:
        files.write(printed, pdf.print_page(page, chromium, made))
    else:
        printed.unlink(missing_ok=True)  # it would tell of an older run
    files.write(home / "index.html", page)
    return Published(home / "index.html", tuple(result.entry for result in results if result.entry.failed))


class _Engine(Engine):
    """Runs a notebook with a kernel of ours, and saves it nowhere: papermill's own does, twice a cell."""

    @classmethod
    def execute_managed_notebook(cls, nb_man, kernel_name, *, kernel, folder, **_) -> None:
        client = PapermillNotebookClient(
            nb_man,
            km=kernel,
            shutdown_kernel="immediate",
            iopub_timeout=60,
            resources={"metadata": {"path": folder}},
            log=logger,
        )
        client.execute(cleanup_kc=True)


def _failure(notebook: NotebookNode, cause: str) -> Failure:
    """Return the failure with the last cell that was started, in the numbers of the notebook's author."""
    failure, heading = Failure(None, "", cause), ""
    own = (cell for cell in notebook.cells if not _OURS & set(cell.metadata.get("tags", ())))
    for number, cell in enumerate(own, start=1):
        if cell.cell_type == "markdown":
            heading = [heading, *_HEADING.findall(cell.source)][-1]
        elif cell.metadata.get("papermill", {}).get("start_time"):
            failure = Failure(number, heading, cause)
    return failure


def _forget_papermill(notebook: NotebookNode) -> None:
    """Remove what differs from run to run: times, temporary paths, the name of the cell that is added."""
    for part in (notebook, *notebook.cells):
        part.metadata.pop("papermill", None)
        part.metadata.pop("execution", None)
    for cell in notebook.cells:
        if "injected-parameters" in cell.metadata.get("tags", ()):
            cell["id"] = "injected-parameters"


def _last_words(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").split("\n") if log.exists() else []
    said = [line.strip() for line in lines if line.strip()]
    return f" ({shorten(said[-1], 200)})" if said else ""
