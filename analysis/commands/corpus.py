"""The command `corpus`: its options, and what it says."""

import argparse
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from analysis.commands.options import FAILED, INTERRUPTED, REFUSED, Commands, add_parameters, say, whole
from analysis.errors import ClusterError, CorpusError

if TYPE_CHECKING:
    import pandas as pd
    from distributed import Client
    from tqdm import tqdm

    from analysis.corpus.engine.plan import Plan
    from analysis.corpus.engine.store import Store
    from analysis.corpus.engine.worker import Correction
    from analysis.corpus.names import Aliases
    from analysis.reports.parameters import Value

PART = 32
_MOST_SHOWN = 5


def add_to(commands: Commands) -> None:
    """Add the command to those of the command line."""
    parser = commands.add_parser(
        "corpus",
        help="analyse many articles into Parquet tables",
        description="Analyse many articles on Dask, and write every table as a Parquet dataset. A run that "
        "was killed is started again by the same command, and goes on from where it was. Sources named after "
        "those of an earlier run are added to it.",
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
        "--aliases",
        default="",
        metavar="FILE",
        help="a table of names (CSV with the columns alias and name) that go before those found",
    )
    parser.add_argument(
        "--codings",
        default="",
        metavar="DIR",
        help="a folder of corrected sheets or brat files, named after the articles that go by them",
    )
    parser.add_argument(
        "--part-size", type=whole(1), default=PART, metavar="N", help=f"articles in a part (default: {PART})"
    )
    parser.add_argument(
        "--report", action="store_true", help="also run the notebook 4-corpus, into DIR/corpus.html"
    )
    add_parameters(parser, "with --report, set a parameter of the notebook; may be given again")


@dataclass
class Given:
    """What the options name, read and found to be usable."""

    report: "dict[str, Value]"
    aliases: "Aliases | None" = None
    codings: "Mapping[str, Correction]" = field(default_factory=dict)


def run(options: argparse.Namespace) -> int:
    """Run the command, and return its exit status. Raises UserError for a run that cannot be made."""
    from analysis.articles.tables import parse
    from analysis.corpus.engine.plan import Plan  # imports wait until --help is out of the way
    from analysis.corpus.engine.store import Store

    plan = Plan(tuple(dict.fromkeys(options.sources)), parse(options.columns), options.part_size)
    plan.check()
    given = _given(options)
    store = Store.at(options.out)
    plan = plan.open(store)
    try:
        rows = _made(plan, store, given, options)
    except ClusterError as error:
        say(error)
        return FAILED
    except KeyboardInterrupt:
        say(_kept(store, options.out))
        return INTERRUPTED
    plan.close(store, rows)
    print(f"{options.out.rstrip('/')}/manifest.json")
    say(_summary(rows, options.out))
    if not rows["articles"]:
        say(_first_reason(options.out))
        return REFUSED
    return _report(options.out, given.report) if options.report else 0


def _given(options: argparse.Namespace) -> Given:
    """Read what the options name. Raises UserError where something cannot be used."""
    given = Given(_settings(options))
    if options.aliases:
        from analysis.corpus.names import read_aliases

        given.aliases = read_aliases(options.aliases)
    if options.codings:
        from analysis.coding.travelling import CodingsIn

        given.codings = CodingsIn(options.codings)
    return given


def _made(plan: "Plan", store: "Store", given: Given, options: argparse.Namespace) -> dict[str, int]:
    """Make all tables, and return how many rows each has."""
    from tqdm import tqdm

    from analysis.corpus.engine.cluster import connect
    from analysis.corpus.engine.executor import OnCluster
    from analysis.corpus.engine.whole import complete

    with connect(options.workers, options.scheduler) as client:
        say(f"The run can be watched at {client.dashboard_link}")
        with tqdm(unit="article", disable=None, smoothing=0.05) as bar:
            rows = _over(plan, store, client, given, bar)
            made = complete(store, OnCluster(client), given.aliases, bar.set_description)
    if made.flaw:
        say(f"The table differences is empty, because making it failed ({made.flaw}).")
    if len(made.changes):
        say(_changed(made.changes, options.out))
    return rows | made.rows


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


def _over(
    plan: "Plan", store: "Store", client: "Client", given: Given, bar: "tqdm[object]"
) -> dict[str, int]:
    """Run over the plan's parts behind a progress bar, whose total is counted meanwhile."""
    from analysis.corpus.engine.run import Run

    def count() -> None:
        bar.total = sum(1 for _ in plan.items())
        bar.refresh()

    def show(items: int, before: bool) -> None:
        if before and not bar.disable:
            bar.initial += items  # what is there already says nothing of the rate
        bar.update(items)

    if not bar.disable:
        Thread(target=count, daemon=True).start()
    return Run(client, store, show, given.codings).over(plan.parts())


def _kept(store: "Store", out: str) -> str:
    """Return what an interrupted run leaves, and how to go on."""
    from analysis.wording import counted

    kept = sum(store.size("articles", part) for part in store.finished())
    if not kept:
        return "Interrupted before any article was finished; the same command begins again."
    said = f"{counted(kept, 'article')} {'is' if kept == 1 else 'are'} finished and kept in {out}"
    return f"Interrupted: {said}; the same command goes on from there."


def _changed(changes: "pd.DataFrame", out: str) -> str:
    """Return which names of earlier articles have changed, the commonest first."""
    from analysis.wording import counted, listed

    pairs = changes.groupby(["before", "after"])["article_id"].nunique().reset_index(name="articles")
    pairs = pairs.sort_values(["articles", "before", "after"], ascending=[False, True, True])
    shown = [f"“{before}” is now “{after}”" for before, after, _ in pairs.head(_MOST_SHOWN).values.tolist()]
    articles = counted(changes["article_id"].nunique(), "earlier article")
    said = f"{counted(len(pairs), 'name')} of {articles} changed: {listed(shown)}"
    more = "" if len(pairs) <= _MOST_SHOWN else f", and {len(pairs) - _MOST_SHOWN:,} more"
    return f"{said}{more}; all are in {out.rstrip('/')}/steps/changes.csv."


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
    if rows.get("coded"):
        said += f", {counted(rows['coded'], 'article')} as coded"
    if not rows["errors"]:
        return f"{said}."
    misfits = rows.get("misfits", 0)
    if rows["errors"] > misfits:
        said += f", {counted(rows['errors'] - misfits, 'source')} left out"
    if rows["skipped"]:
        said += f" ({rows['skipped']:,} with the same text from the same outlet as another)"
    if misfits:
        said += f", {counted(misfits, 'coding')} that {'does' if misfits == 1 else 'do'} not fit"
    return f"{said}: {out.rstrip('/')}/errors says why."


def _first_reason(out: str) -> str:
    """Return why the first source was left out, where nothing else came of a run."""
    import pandas as pd

    return str(pd.read_parquet(f"{out.rstrip('/')}/errors")["reason"].iloc[0])
