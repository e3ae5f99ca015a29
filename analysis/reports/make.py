"""Reports from articles: every notebook on every article, side by side; each is published when whole."""

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from analysis import atomic
from analysis.reports import folder, pages, pdf
from analysis.reports.catalogue import Report
from analysis.reports.cells import without_style
from analysis.reports.folder import Entry, Result
from analysis.reports.intake import Item, as_json
from analysis.reports.kernel import kernels
from analysis.reports.nursery import ARTICLE, Nursery, Reading
from analysis.reports.run import execute

MOST_AHEAD = 13  # kernels of further articles, beside those of the first; each takes up to 200 MB of memory


@dataclass(frozen=True)
class Published:
    """The index of an article's reports, and those of this run that failed."""

    index: Path
    failures: tuple[Entry, ...]


def make(
    items: Sequence[Item],
    reports: Sequence[Report],
    parameters: Mapping[Path, Mapping[str, object]],
    target: Path,
    nursery: Nursery | None = None,
    tick: Callable[[], object] = lambda: None,
    chromium: str = "",
) -> Iterator[Published]:
    """Make the reports of every article in `target`, yielding each article when its reports are in place.

    `parameters` are those of each notebook; the kernels come from the nursery, if there is one; `tick` is
    called after every report. With the path of a `chromium`, every page is printed as PDF, too. When the
    caller stops or is interrupted, kernels are killed, unfinished articles leave nothing behind, and the
    index lists the rest.
    """
    target.mkdir(parents=True, exist_ok=True)
    made = today()
    with (
        tempfile.TemporaryDirectory(prefix=".presslens-", dir=target) as staging,
        ThreadPoolExecutor(len(reports) + min(os.cpu_count() or 1, MOST_AHEAD)) as pool,
        kernels(),
    ):
        readings = {number: Reading(nursery) for number in range(len(items)) if nursery}
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
            atomic.write(target / "index.html", pages.index(filter(None, known)))


def today() -> str:
    """Return the date that reports carry: today's, or that of SOURCE_DATE_EPOCH."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    day = datetime.fromtimestamp(int(epoch), UTC).date() if epoch.isdigit() else date.today()
    return day.isoformat()


def _make_one(
    item: Item,
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
    """Yield the outputs that `analysis.html.Html` gave this role."""
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


def _publish(target: Path, item: Item, made: str, results: Iterable[Result], chromium: str) -> Published:
    """Put an article's results in place, and write its index."""
    results = sorted(results, key=lambda result: result.entry.number)
    home = target / item.article.id
    manifest = folder.publish(home, item.article, item.source, made, results)
    atomic.write(home / "article.json", as_json(item.article))
    page = pages.article_index(item.article, manifest, bool(chromium))
    printed = home / "index.pdf"
    if chromium:
        atomic.write(printed, pdf.print_page(page, chromium))
    else:
        printed.unlink(missing_ok=True)  # it would tell of an older run
    atomic.write(home / "index.html", page)
    return Published(home / "index.html", tuple(result.entry for result in results if result.entry.failed))
