"""The command `validate`: a method measured on labelled data."""

import argparse
from pathlib import Path

from analysis.commands.options import Commands
from analysis.errors import UsageError, unknown


def add_to(commands: Commands) -> None:
    """Add the command to those of the command line."""
    parser = commands.add_parser(
        "validate",
        help="measure a method on labelled data",
        description="Measure a method on labelled data, and print the figures that its card shows.",
    )
    parser.set_defaults(run=run)
    parser.add_argument("name", metavar="NAME", help="what to measure, for instance quotes")
    parser.add_argument("--data", required=True, type=Path, metavar="DIR", help="the folder of labelled data")
    parser.add_argument(
        "--tables",
        type=Path,
        metavar="DIR",
        help="for corpus: the folder of tables, where they were made before",
    )


def run(options: argparse.Namespace) -> int:
    """Run the command, and return its exit status. Raises UserError for an unknown name or folder."""
    from analysis import validation  # waits until --help is out of the way

    if options.name not in validation.NAMES:
        raise unknown("validation", options.name, validation.NAMES)
    if not options.data.is_dir():
        raise UsageError(f"There is no folder “{options.data}” with labelled data.")
    if options.tables and not options.tables.is_dir():
        raise UsageError(f"There is no folder “{options.tables}” with tables.")
    print(validation.run(options.name, options.data, options.tables))
    return 0
