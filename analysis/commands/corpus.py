"""The command `corpus`: its options, and what it says."""

import argparse
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from analysis.commands.options import FAILED, REFUSED, Commands, add_parameters, say, whole
from analysis.errors import ClusterError, CorpusError

if TYPE_CHECKING:
    from distributed import Client

    from analysis.corpus.store import Plan, Store
    from analysis.reports.parameters import Value

PART = 32


def add_to(commands: Commands) -> None:
    """Add the command to those of the command line."""
    parser = commands.add_parser(
        "corpus",
        help="analyse many articles into Parquet tables",
        description="Analyse many articles on Dask, and write every table as a Parquet dataset. A run that "
        "was killed is started again by the same command, and goes on from where it was.",
    )
    parser.set_defaults(run=run)
    parser.add_argument(
        "sources",
        nargs="+",
        metavar="SOURCE",
        help="a file (.txt .md .html .json), a table of articles (.csv .tsv .jsonl .parquet, may be packed), "
        "a folder of them, or a URL",
    )
    parser.add_argument("--out", required=True, metavar="DIR", help="the folder or fsspec URL to write to")
    parser.add_argument(
        "--workers", type=whole(1), metavar="N", help="processes on this machine (default: one a core)"
    )
    parser.add_argument(
        "--scheduler", metavar="ADDRESS", help="an existing Dask cluster instead, as tcp://host:8786"
    )
    parser.add_argument(
        "--columns",
        default="",
        metavar="FIELD=COLUMN,...",
        help="which column of the tables is text, title, outlet, published, url and id",
    )
    parser.add_argument(
        "--part-size", type=whole(1), default=PART, metavar="N", help=f"articles in a part (default: {PART})"
    )
    parser.add_argument(
        "--report", action="store_true", help="also run the notebook 4-corpus, into DIR/corpus.html"
    )
    add_parameters(parser, "with --report, set a parameter of the notebook; may be given again")


def run(options: argparse.Namespace) -> int:
    """Run the command, and return its exit status. Raises UserError for a run that cannot be made."""
    from analysis.articles.tables import parse
    from analysis.corpus.cluster import connect  # imports wait until --help is out of the way
    from analysis.corpus.store import Plan, Store

    plan = Plan(tuple(options.sources), parse(options.columns), options.part_size)
    plan.check()
    given = _settings(options)
    store = Store.at(options.out)
    plan.open(store)
    try:
        with connect(options.workers, options.scheduler) as client:
            say(f"The run can be watched at {client.dashboard_link}")
            rows = _over(plan, store, client)
    except ClusterError as error:
        say(error)
        return FAILED
    plan.close(store, rows)
    print(f"{options.out.rstrip('/')}/manifest.json")
    say(_summary(rows, options.out))
    if not rows["articles"]:
        say(_first_reason(options.out))
        return REFUSED
    return _report(options.out, given) if options.report else 0


def _settings(options: argparse.Namespace) -> "dict[str, Value]":
    """Return the parameters set for the report. Raises CorpusError or UsageError where there can be none."""
    from analysis.articles.fetch import is_address

    if not options.report:
        if options.parameters:
            raise CorpusError("A parameter is one of the report's notebook; add --report, or leave out -p.")
        return {}
    if is_address(options.out):
        raise CorpusError("A report needs a folder on this machine; leave out --report.")
    from analysis.reports.corpus import settings

    return settings(options.parameters)


def _over(plan: "Plan", store: "Store", client: "Client") -> dict[str, int]:
    """Run over the plan's parts behind a progress bar, whose total is counted meanwhile."""
    from tqdm import tqdm

    from analysis.corpus.run import Run

    with tqdm(unit="article", disable=None, smoothing=0.05) as bar:

        def count() -> None:
            bar.total = sum(1 for _ in plan.items())
            bar.refresh()

        def show(items: int, before: bool) -> None:
            if before and not bar.disable:
                bar.initial += items  # what is there already says nothing of the rate
            bar.update(items)

        if not bar.disable:
            Thread(target=count, daemon=True).start()
        return Run(client, store, show).over(plan.parts())


def _report(out: str, given: "dict[str, Value]") -> int:
    """Make the page of the corpus with the parameters given, and return the exit status."""
    from analysis.reports.corpus import make

    page, failure = make(Path(out).absolute(), out, given)
    if failure:
        say(f"4-corpus.ipynb failed, in {failure}")
        say(f"  The notebook as it ran is kept as {page}.")
        return FAILED
    print(f"{out.rstrip('/')}/{page.name}")
    return 0


def _summary(rows: dict[str, int], out: str) -> str:
    from analysis.wording import counted

    said = f"{counted(rows['articles'], 'article')} analysed"
    if not rows["errors"]:
        return f"{said}."
    said += f", {counted(rows['errors'], 'source')} left out"
    if rows["skipped"]:
        said += f" ({rows['skipped']:,} with the same text from the same outlet as another)"
    return f"{said}: {out.rstrip('/')}/errors says why."


def _first_reason(out: str) -> str:
    """Return why the first source was left out, where nothing else came of a run."""
    import pandas as pd

    return str(pd.read_parquet(f"{out.rstrip('/')}/errors")["reason"].iloc[0])
