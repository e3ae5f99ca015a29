"""The fuzz's commands; the exit status is 1 where anything failed."""

import argparse
import os
import sys
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")  # read by numpy when it is imported


def main(arguments: list[str] | None = None) -> int:
    """Run one of the commands."""
    options = _parser().parse_args(arguments)
    return options.run(options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    texts = commands.add_parser("texts", help="hostile texts through every table of the public face")
    texts.set_defaults(run=_texts)
    texts.add_argument("--count", type=int, default=5000)
    texts.add_argument("--seed", type=int, default=0)
    texts.add_argument("--only", type=int, metavar="NUMBER", help="only the case of this number")
    texts.add_argument("--seconds", type=float, default=float("inf"), help="stop after so long")
    reports = commands.add_parser("reports", help="hostile articles through the command that makes reports")
    reports.set_defaults(run=_reports)
    reports.add_argument("--count", type=int, default=200)
    reports.add_argument("--seed", type=int, default=0)
    reports.add_argument("--folder", type=Path, required=True, help="a new folder for articles and reports")
    reports.add_argument("--seconds", type=float, default=7200, help="stop after so long")
    growth = commands.add_parser("growth", help="time and memory of texts of 25, 50, 100 and 200 kB")
    growth.set_defaults(run=_growth)
    growth.add_argument("--kinds", help="only these kinds of text, separated by commas")
    growth.add_argument("--lengths", default="25,50,100,200", help="in thousands of characters")
    return parser


def _texts(options: argparse.Namespace) -> int:
    from .run import run
    from .texts import cases

    stream = (c for c in cases(options.count, options.seed) if options.only in (None, c.number))
    said = 0
    for tally in run(stream, options.seconds):
        for fault in tally.faults[said:]:
            print(f"FAULT {fault}", flush=True)
        said = len(tally.faults)
        if tally.done.total() % 100 == 0:
            print(f"{tally.done.total():,} texts, {said} faults", file=sys.stderr, flush=True)
    print(f"seed {options.seed}, {options.count:,} texts\n{tally}")
    return 1 if tally.faults else 0


def _reports(options: argparse.Namespace) -> int:
    from tests import chromium

    from . import reports

    made = reports.write_sources(options.folder.absolute(), options.count, options.seed)
    reports.make(made, options.seconds)
    found = list(reports.faults(made))
    if chromium.PATH:
        with chromium.browser() as browser:
            found += reports.browser_faults(made, browser)
    print(
        f"seed {options.seed}: reports of {made.accepted} articles, {made.refused} files refused, in "
        f"{made.seconds:.0f} s; {len(made.pages)} pages {'' if chromium.PATH else 'not '}opened in Chromium"
    )
    print("".join(f"FAULT {fault}\n" for fault in found) + f"{len(found)} faults")
    return 1 if found else 0


def _growth(options: argparse.Namespace) -> int:
    from . import growth

    kinds = options.kinds.split(",") if options.kinds else list(growth.GIANTS)
    lengths = [int(thousands) * 1000 for thousands in options.lengths.split(",")]
    found = []
    for one in growth.measure(kinds, lengths):
        found.append(one)
        print(one, file=sys.stderr, flush=True)
    wrong = list(growth.faults(found))
    print(growth.markdown(found), *(f"FAULT {fault}" for fault in wrong), f"{len(wrong)} faults", sep="\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
