"""The command `code`: sheets to code, and sheets to correct reports with."""

import argparse
from pathlib import Path

from analysis.commands.options import Commands, whole

SHEETS, CORRECTIONS = "codings", "data/codings"
TASKS, UNITS = "quotes,sentiment,generic", 50


def add_to(commands: Commands) -> None:
    """Add the command to those of the command line."""
    parser = commands.add_parser(
        "code",
        help="write a sheet to code by hand, or to correct the reports with",
        description="Draw a random sample of an article, a folder of articles or a corpus's tables, and "
        "write a coding sheet as CSV and XLSX that does not tell what the machine found. With --correct, "
        "write what it found in one article, to be changed where it is wrong: the reports take it over.",
    )
    parser.set_defaults(run=run)
    parser.add_argument("source", metavar="SOURCE", help="an article, a folder of them, or a corpus's tables")
    parser.add_argument(
        "--out",
        metavar="DIR",
        help=f"where to write (default: {SHEETS}, with --correct {CORRECTIONS})",
    )
    parser.add_argument("--correct", action="store_true", help="a sheet of corrections, labels filled in")
    parser.add_argument(
        "--brat", action="store_true", help="with --correct: the quotes as brat files instead of a sheet"
    )
    parser.add_argument(
        "--units", type=whole(1), default=UNITS, metavar="N", help=f"of each task (default: {UNITS})"
    )
    parser.add_argument(
        "--seed", type=whole(0), default=0, metavar="N", help="start of the random draw (default: 0)"
    )
    parser.add_argument(
        "--tasks",
        default=TASKS,
        metavar="NAMES",
        help=f"what to code, with commas between (default: {TASKS})",
    )


def run(options: argparse.Namespace) -> int:
    """Run the command, and return its exit status: files written go to stdout.

    Raises UserError for a source, a task or a folder that cannot be used.
    """
    for path in _written(options):
        print(path)
    return 0


def _written(options: argparse.Namespace) -> list[Path]:
    from analysis.attribution import attributions  # imports wait until --help is out of the way
    from analysis.coding.brat import begin_brat
    from analysis.coding.corrections import to_correct
    from analysis.coding.sample import draw
    from analysis.coding.sheets import named, write
    from analysis.coding.units import open_material
    from analysis.errors import CodingError

    material, tasks = open_material(options.source), options.tasks.split(",")
    folder = Path(options.out or (CORRECTIONS if options.correct else SHEETS))
    if options.brat and not options.correct:
        raise CodingError("Only corrections can be written for brat; give --correct beside --brat.")
    if not options.correct:
        return write(draw(material, options.units, max(options.seed, 0), tasks), folder, named(material))
    if len(material.documents) != 1:
        raise CodingError("Corrections are for one article; name its file or address.")
    (document,) = material.documents.values()
    if options.brat:
        return [begin_brat(document.article.text, attributions(document), folder, document.article.id)]
    return write(to_correct(document, tasks), folder, document.article.id, [".csv"])
