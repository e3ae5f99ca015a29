"""The command line: `python -m analysis report | corpus | code | validate`."""

import argparse
import logging
import signal
import sys
from collections.abc import Sequence
from contextlib import closing, nullcontext
from importlib.metadata import version
from pathlib import Path

from analysis.commands import code, corpus
from analysis.commands.options import REFUSED, Parser, add_parameters
from analysis.errors import UserError

FAILED, INTERRUPTED = 1, 130

_EPILOG = """examples:
  python -m analysis report data/articles/us-iraq-withdrawal.txt
  python -m analysis report my-articles/ https://example.org/story --reports-dir out
  python -m analysis report story.html --only quotes -p bootstrap_samples=5000
  python -m analysis corpus export.csv --out tables --columns text=body,title=headline

Exit status: 0 when all is well, 1 when a notebook failed, 2 when a source or an option cannot be used.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status; messages go to stderr, the files written to stdout."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.command is None:
        parser.print_help(sys.stderr)
        return REFUSED
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        return options.run(options)
    except OSError as error:
        _say(f"Stopped, because a file cannot be read or written: {error}.")
        return FAILED
    except KeyboardInterrupt:
        _say("Interrupted: whatever was not finished has left nothing behind.")
        return INTERRUPTED


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="python -m analysis",
        description="Presslens: how an article sounds, who gets to speak in it, and how it is framed.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"Presslens {version('presslens')}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")

    report = commands.add_parser(
        "report",
        help="make the reports of articles",
        description="Run the notebooks on articles, and write their reports as HTML and their tables as CSV.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    report.set_defaults(run=_report)
    report.add_argument(
        "sources",
        nargs="+",
        metavar="SOURCE",
        help="a file (.txt .md .html .json), a folder of them, or a URL",
    )
    report.add_argument(
        "--reports-dir", default="reports", type=Path, metavar="DIR", help="where to write (default: reports)"
    )
    report.add_argument(
        "--only", metavar="NAMES", help="only these reports, by name or number: sentiment,quotes,framing"
    )
    report.add_argument(
        "--pdf", action="store_true", help="print every page as PDF, too (needs Chromium or Chrome)"
    )
    add_parameters(report, "set a parameter of the notebooks that have it; may be given again")

    corpus.add_to(commands)
    code.add_to(commands)

    validate = commands.add_parser(
        "validate",
        help="measure a method on labelled data",
        description="Measure a method on labelled data, and print the figures that its card shows.",
    )
    validate.set_defaults(run=_validate)
    validate.add_argument("name", metavar="NAME", help="what to measure, for instance quotes")
    validate.add_argument(
        "--data", required=True, type=Path, metavar="DIR", help="the folder of labelled data"
    )
    return parser


def _report(options: argparse.Namespace) -> int:
    from analysis.articles.items import collect
    from analysis.coding import corrections as given_files  # imports wait until --help is out of the way
    from analysis.errors import UsageError
    from analysis.reports import catalogue, kernels, parameters, pdf

    with kernels.KernelServer() if kernels.can_fork() else nullcontext() as server:
        try:
            reports = catalogue.choose(options.only)
            given = parameters.split(options.parameters)
            settings = parameters.check(given, [report.notebook for report in reports])
            chromium = pdf.browser() if options.pdf else ""
            given_files.check_given(given)
            _make_folder(options.reports_dir)
        except (UsageError, UserError) as error:
            _say(error)
            return REFUSED
        intake = collect(options.sources)
        items, miscoded = _with_sound_codings(intake.items, given)
        for sentence in (*intake.refused, *intake.notes, *miscoded):
            _say(sentence)
        failed = bool(items) and _make(items, reports, settings, options.reports_dir, server, chromium)
        return REFUSED if intake.refused or miscoded else FAILED if failed else 0


def _with_sound_codings(items, given) -> tuple[list, list[str]]:
    """Return the articles whose codings can be read, and a sentence for each of the others."""
    from analysis.coding.corrections import check_coding

    sound, miscoded = [], []
    for item in items:
        try:
            check_coding(item.article.id, given)
        except UserError as error:
            miscoded.append(str(error))
        else:
            sound.append(item)
    return sound, miscoded


def _make(items, reports, settings, folder: Path, server, chromium: str) -> bool:
    """Make the reports, saying what is written and what failed; return whether any failed."""
    from tqdm import tqdm

    from analysis.reports.make import make

    logging.getLogger("papermill").setLevel(logging.CRITICAL)  # what fails is said here, and better
    bar = tqdm(total=len(items) * len(reports), unit="report", leave=False, disable=None)
    making = make(items, reports, settings, folder, server, bar.update, chromium)
    failed = False
    with bar, closing(making):
        for published in making:
            with bar.external_write_mode():
                print(published.index, flush=True)
                for entry in published.failures:
                    failed = True
                    home = published.index.parent
                    _say(f"{entry.number}-{entry.name}.ipynb failed on {home.name}, in {entry.failed}")
                    _say(f"  The notebook as it ran is kept as {home / entry.page}.")
    return failed


def _make_folder(folder: Path) -> None:
    from analysis.errors import UsageError

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"The reports cannot be written to “{folder}” ({error.strerror}).") from error


def _validate(options: argparse.Namespace) -> int:
    from analysis import validation
    from analysis.errors import unknown

    if options.name not in validation.NAMES:
        _say(unknown("validation", options.name, validation.NAMES))
        return REFUSED
    if not options.data.is_dir():
        _say(f"There is no folder “{options.data}” with labelled data.")
        return REFUSED
    try:
        print(validation.run(options.name, options.data))
    except validation.ValidationError as error:
        _say(error)
        return REFUSED
    return 0


def _say(message: object) -> None:
    print(message, file=sys.stderr)
