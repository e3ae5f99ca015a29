"""The command lines of the trainings: an option for each setting, and a mistake in one sentence."""

import argparse
from collections.abc import Callable
from dataclasses import asdict, fields
from typing import Any

from analysis.errors import ValidationError


def run(parser: argparse.ArgumentParser, make: Callable[..., None], settings: Any = None) -> None:
    """Call `make` with the options given on the command line, each under its own name.

    `settings` is a dataclass all of whose fields have defaults: every field becomes an option, and `make`
    gets them together as `settings`. A ValidationError of `make` ends the process in its sentence, exit 2.
    """
    for name, value in asdict(settings()).items() if settings else ():
        parser.add_argument(f"--{name.replace('_', '-')}", type=type(value), default=value)
    options = vars(parser.parse_args())
    if settings:
        own = {field.name: options.pop(field.name) for field in fields(settings)}
        options["settings"] = settings(**own)
    try:
        make(**options)
    except ValidationError as problem:
        parser.exit(2, f"{problem}\n")
