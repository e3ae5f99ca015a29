"""The command `report`: the reports of articles."""

import argparse
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.commands.options import FAILED, REFUSED, Commands, add_parameters, say

if TYPE_CHECKING:
    from analysis.articles.items import SourcedArticle
    from analysis.reports.kernels import KernelServer
    from analysis.reports.report import Order


def add_to(commands: Commands, examples: str) -> None:
    """Add the command to those of the command line."""
    parser = commands.add_parser(
        "report",
        help="make the reports of articles",
        description="Run the notebooks on articles, and write their reports as HTML and their tables as CSV.",
        epilog=examples,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(run=run)
    parser.add_argument(
        "sources",
        nargs="+",
        metavar="SOURCE",
        help="a file (.txt .md .html .json), a folder of them, or a URL",
    )
    parser.add_argument(
        "--reports-dir", default="reports", type=Path, metavar="DIR", help="where to write (default: reports)"
    )
    parser.add_argument(
        "--only", metavar="NAMES", help="only these reports, by name or number: sentiment,quotes,framing"
    )
    parser.add_argument(
        "--pdf", action="store_true", help="print every page as PDF, too (needs Chromium or Chrome)"
    )
    add_parameters(parser, "set a parameter of the notebooks that have it; may be given again")


def run(options: argparse.Namespace) -> int:
    """Run the command, and return its exit status: indexes go to stdout, what is wrong to stderr.

    Raises UserError for an option that cannot be used.
    """
    from analysis.articles.items import collect  # imports wait until --help is out of the way
    from analysis.reports import kernels, report

    with kernels.KernelServer() if kernels.can_fork() else nullcontext() as server:
        order = report.prepare(options.only, options.parameters, options.reports_dir, options.pdf)
        collected = collect(options.sources)
        sourced, miscoded = report.with_sound_codings(collected.items, order.given)
        for sentence in (*collected.refused, *collected.notes, *miscoded):
            say(sentence)
        failed = bool(sourced) and _make(order, sourced, server)
        return REFUSED if collected.refused or miscoded else FAILED if failed else 0


def _make(order: "Order", sourced: "list[SourcedArticle]", server: "KernelServer | None") -> bool:
    """Make the reports, saying what is written and what failed; return whether any failed."""
    from tqdm import tqdm

    from analysis.reports.report import carry_out, failures

    failed = False
    with tqdm(total=len(sourced) * len(order.reports), unit="report", leave=False, disable=None) as bar:
        for published in carry_out(order, sourced, server, bar.update):
            with bar.external_write_mode():
                print(published.index, flush=True)
                for lines in failures(published):
                    failed = True
                    say("\n".join(lines))
    return failed
