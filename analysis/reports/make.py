"""Reports from articles: every notebook on every article, side by side; each is published when whole."""

import os
import re
import tempfile
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
from analysis.reports.cells import without_style
from analysis.reports.folder import Entry, Result
from analysis.reports.kernels import ARTICLE, Kernel, KernelServer, Reading, quiet_kernels

MOST_AHEAD = 13  # kernels of further articles, beside those of the first; each takes up to 200 MB of memory


@dataclass(frozen=True)
class Published:
    """The index of an article's reports, and those of this run that failed."""

    index: Path
    failures: tuple[Entry, ...]


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
        readings = {number: Reading(server) for number in range(len(items)) if server}
        try:
            waiting: dict[Future, int] = {}
            for number, item in enumerate(items):
                for report in reports:
                    place = Path(staging) / str(number) / report.name
                    given = parameters.get(report.notebook, {})
                    task = (item, report, given, place, made, chromium, readings.get(number))
                    waiting[pool.submit(_make_one, *task)] = number
            results: dict[int, list[Result]] = {number: [] for number in range(len(items))}
            for done in as_completed(waiting):
                number = waiting[done]
                results[number].append(done.result())
                tick()
                if len(results[number]) == len(reports):
                    if number in readings:
                        readings.pop(number).end()
                    yield _publish(target, items[number], made, results.pop(number), chromium)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
            for reading in readings.values():
                reading.end()
            known = (folder.read(each) for each in sorted(target.iterdir()) if each.is_dir())
            files.write(target / "index.html", pages.index(filter(None, known)))


def today() -> str:
    """Return the date that reports carry: today's, or that of SOURCE_DATE_EPOCH."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    day = datetime.fromtimestamp(int(epoch), UTC).date() if epoch.isdigit() else date.today()
    return day.isoformat()


def _make_one(
    item: SourcedArticle,
    report: Report,
    given: Mapping[str, object],
    place: Path,
    made: str,
    chromium: str,
    reading: Reading | None,
) -> Result:
    """Run one notebook in `place`, and leave there its page and tables, or the notebook that failed."""
    place.mkdir(parents=True)
    (place / ARTICLE).write_bytes(as_json(item.article))
    parameters = {"article": ARTICLE, "tables_dir": "tables", **given}
    notebook, failure = execute(report.notebook, place, parameters, reading)
    about = (report.number, report.name, report.title)
    if failure:
        entry = Entry(*about, failed=str(failure))
        (place / entry.page).write_text(nbformat.writes(notebook), encoding="utf-8")
    else:
        page = pages.report(item, report, notebook, made)
        entry = Entry(
            *about,
            findings=_findings(notebook),
            tables=_named(notebook, "tables", "tables"),
            answers=_answers(notebook),
            parameters=_named(notebook, "provenance", "parameters"),
            pdf=bool(chromium),
        )
        (place / entry.page).write_bytes(page)
        if chromium:
            (place / f"{entry.name}.pdf").write_bytes(pdf.print_page(page, chromium))
    return Result(entry, place)


def _pieces(notebook: NotebookNode, role: str) -> Iterator[NotebookNode]:
    """Yield the outputs that `analysis.presentation.html.Html` gave this role."""
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            if output.get("metadata", {}).get("presslens", {}).get("role") == role:
                yield output


def _findings(notebook: NotebookNode) -> str:
    return "".join(without_style(output.data["text/html"]) for output in _pieces(notebook, "findings"))


def _answers(notebook: NotebookNode) -> list[dict]:
    pieces = (output.metadata.presslens for output in _pieces(notebook, "answers"))
    return [dict(sorted(answer.items())) for piece in pieces for answer in piece.answers]


def _named(notebook: NotebookNode, role: str, details: str) -> dict:
    """Return the `details` of the pieces of a role, in the order of the alphabet."""
    pieces = (output.metadata.presslens for output in _pieces(notebook, role))
    return dict(sorted(entry for piece in pieces for entry in piece[details].items()))


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
        files.write(printed, pdf.print_page(page, chromium))
    else:
        printed.unlink(missing_ok=True)  # it would tell of an older run
    files.write(home / "index.html", page)
    return Published(home / "index.html", tuple(result.entry for result in results if result.entry.failed))


# One notebook, run on one article by papermill.

_OURS = {"injected-parameters", "papermill-error-cell-tag"}  # tags of cells that papermill adds
_HEADING = re.compile(r"^#{1,6} +(.+?)\s*$", re.MULTILINE)


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


def execute(
    notebook: Path,
    folder: Path,
    parameters: Mapping[str, object],
    source: KernelServer | Reading | None = None,
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
    """Remove times and temporary paths, which differ from run to run."""
    for part in (notebook, *notebook.cells):
        part.metadata.pop("papermill", None)


def _last_words(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").split("\n") if log.exists() else []
    said = [line.strip() for line in lines if line.strip()]
    return f" ({shorten(said[-1], 200)})" if said else ""
