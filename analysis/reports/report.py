"""Reports to order: what `analysis.report` and the command `report` check, make and say."""

import logging
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import pandas as pd
from markupsafe import Markup

from analysis.articles import Article, Source, understand
from analysis.articles.dataframes import collect_rows
from analysis.articles.items import Collected, SourcedArticle, as_json, collect
from analysis.coding.corrections import check_coding, check_given
from analysis.errors import ArgumentError, ArticleError, UsageError, UserError
from analysis.reports import catalogue, folder, kernels, parameters, pdf
from analysis.reports.catalogue import Report
from analysis.reports.kernels import KernelServer
from analysis.reports.make import Published, make
from analysis.reports.parameters import Value


class Order(NamedTuple):
    """What to make, checked: the reports, the parameters of their notebooks, where to, and what prints.

    `given` are the parameters as the user gave them, `chromium` is empty where nothing is to be printed.
    """

    reports: tuple[Report, ...]
    settings: dict[Path, dict[str, Value]]
    given: dict[str, str]
    target: Path
    chromium: str


@dataclass(frozen=True)
class ReportedArticle:
    """The pages of one article: their index, and the page of each report by its name."""

    id: str
    index: Path
    pages: Mapping[str, Path]


@dataclass(frozen=True)
class Reports:
    """Where reports are; in JupyterLab, links to them.

    `index` lists all that the folder holds, `articles` are those just made, in the order of their sources,
    and `problems` says in a sentence each what could not be used or made.
    """

    index: Path
    articles: tuple[ReportedArticle, ...]
    problems: tuple[str, ...] = ()

    def _repr_html_(self) -> str:
        entries = Markup().join(
            Markup("<li>{}: {}</li>").format(
                _link(article.index, article.id),
                Markup(", ").join(_link(page, name) for name, page in article.pages.items()),
            )
            for article in self.articles
        )
        problems = Markup().join(Markup("<li>{}</li>").format(problem) for problem in self.problems)
        listed = Markup("<ul>{}{}</ul>").format(entries, problems)
        return Markup("<p>Reports in {}</p>{}").format(_link(self.index, str(self.index.parent)), listed)


def report(
    source: str | Path | Article | pd.DataFrame,
    reports_dir: str | Path = "reports",
    only: str | None = None,
    columns: Mapping[str, str] | None = None,
    **values: object,
) -> Reports:
    """Make the reports of an article, or of every text in a DataFrame, and return where their pages are.

    `source` is an Article, a file or a web address as `load_article` takes it, a folder of such files, or a
    DataFrame with a row a text, whose columns are found by name as a corpus's, or chosen: `columns={"text":
    "body"}`. `only` names the reports ("quotes,framing"; all without it), and `values` are parameters of the
    notebooks, such as `mentions=3`. Pages and tables are written below `reports_dir`.

    Of many texts, what cannot be used is told in the result. Raises ArticleError where none can, UsageError
    for an unknown report or parameter or a folder that cannot be written, CorpusError for the columns of a
    DataFrame, CodingError for corrections that cannot be read, and ArgumentError for any other source; all
    are UserErrors, of one sentence.
    """
    with KernelServer() if kernels.can_fork() else nullcontext() as server:
        order = prepare(only, [f"{name}={value}" for name, value in values.items()], Path(reports_dir))
        collected = _collected(source, columns)
        sourced, miscoded = with_sound_codings(collected.items, order.given)
        problems = [*collected.refused, *collected.notes, *miscoded]
        if not sourced:
            raise ArticleError(next(iter(problems), "There is no text in the DataFrame, which has no rows."))
        made = list(carry_out(order, sourced, server))
    problems += [" ".join(map(str.strip, lines)) for each in made for lines in failures(each)]
    indexes = {each.index.parent.name: each.index for each in made}
    articles = (_pages(item.article.id, indexes[item.article.id], order.reports) for item in sourced)
    return Reports(order.target / "index.html", tuple(articles), tuple(problems))


def prepare(only: str | None, assignments: Iterable[str], target: Path, printed: bool = False) -> Order:
    """Return an order that has been checked before anything runs; its folder is made.

    `assignments` are NAME=VALUE strings. Raises UserErrors as `report` does, and UsageError where pages are
    to be printed and no Chromium is there.
    """
    reports = catalogue.choose(only)
    given = parameters.split(assignments)
    settings = parameters.check(given, [each.notebook for each in reports])
    chromium = pdf.browser() if printed else ""
    check_given(given)
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"The reports cannot be written to “{target}” ({error.strerror}).") from error
    return Order(reports, settings, given, target, chromium)


def with_sound_codings(
    sourced: Iterable[SourcedArticle], given: Mapping[str, str]
) -> tuple[list[SourcedArticle], list[str]]:
    """Return the articles whose codings can be read, and a sentence for each of the others."""
    sound, miscoded = [], []
    for item in sourced:
        try:
            check_coding(item.article.id, given)
        except UserError as error:
            miscoded.append(str(error))
        else:
            sound.append(item)
    return sound, miscoded


def carry_out(
    order: Order,
    sourced: Sequence[SourcedArticle],
    server: KernelServer | None,
    tick: Callable[[], object] = lambda: None,
) -> Iterator[Published]:
    """Make what was ordered, yielding each article when its reports are in place; see `make`."""
    logging.getLogger("papermill").setLevel(logging.CRITICAL)  # what fails is said by `failures`, and better
    making = make(sourced, order.reports, order.settings, order.target, server, tick, order.chromium)
    with closing(making):
        yield from making


def failures(published: Published) -> Iterator[tuple[str, str]]:
    """Yield for each notebook that failed what went wrong, and where it is kept."""
    home = published.index.parent
    for entry in published.failures:
        yield (
            f"{entry.number}-{entry.name}.ipynb failed on {home.name}, in {entry.failed}",
            f"  The notebook as it ran is kept as {home / entry.page}.",
        )


def _collected(source: object, columns: Mapping[str, str] | None) -> Collected:
    if isinstance(source, pd.DataFrame):
        return collect_rows(source, columns)
    if columns is not None:
        raise ArgumentError("Columns can be chosen of a DataFrame only; leave out `columns`.")
    if isinstance(source, Article):
        understand(Source("The Article", as_json(source), "json"))  # refuses what the notebooks would refuse
        return Collected((SourcedArticle(source.url or "an Article given in Python", source),), (), ())
    if isinstance(source, str | Path):
        return collect([str(source)])
    raise ArgumentError(
        "Reports are made of a path, a web address, an Article or a DataFrame, "
        f"not of type {type(source).__name__}."
    )


def _pages(article_id: str, index: Path, reports: Iterable[Report]) -> ReportedArticle:
    manifest = folder.read(index.parent)
    wanted = {each.name for each in reports}
    entries = manifest.reports if manifest else ()
    made = [each for each in entries if each.name in wanted and not each.failed]
    return ReportedArticle(article_id, index, {each.name: index.parent / each.page for each in made})


def _link(page: Path, label: str) -> Markup:
    """Return a link to a page, relative to the current folder, which JupyterLab takes for the notebook's."""
    return Markup('<a href="{}">{}</a>').format(quote(Path(os.path.relpath(page)).as_posix()), label)
