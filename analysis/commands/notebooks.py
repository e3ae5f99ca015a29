"""The command `notebooks`: the notebooks copied out of the package, to work on."""

import argparse
import shutil
from pathlib import Path

from analysis import paths
from analysis.commands.options import Commands
from analysis.errors import UsageError


def add_to(commands: Commands) -> None:
    """Add the command to those of the command line."""
    parser = commands.add_parser(
        "notebooks",
        help="copy the notebooks to work on",
        description="Copy the notebooks into a folder, to open in JupyterLab and to change. Nothing is "
        "overwritten: where one of them is there already, none is copied.",
    )
    parser.set_defaults(run=run)
    parser.add_argument("folder", metavar="DIR", type=Path, help="where to; it is made where it is missing")


def run(options: argparse.Namespace) -> int:
    """Copy the notebooks, and return 0. Raises UsageError where one would be overwritten."""
    notebooks = sorted(paths.NOTEBOOKS.glob("*.ipynb"))
    for notebook in notebooks:
        if (options.folder / notebook.name).exists():
            raise UsageError(
                f"There is a {notebook.name} in “{options.folder}” already, and nothing is overwritten; "
                "name another folder."
            )
    try:
        options.folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"The folder “{options.folder}” cannot be made ({error.strerror}).") from error
    for notebook in notebooks:
        print(shutil.copyfile(notebook, options.folder / notebook.name))
    return 0
