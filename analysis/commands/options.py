"""What commands share: options whose mistakes are said in one sentence, exit statuses, and how they speak."""

import argparse
import re
import sys
from collections.abc import Callable
from typing import NoReturn, TypeAlias

from analysis.wording import capital

FAILED, REFUSED, INTERRUPTED = 1, 2, 130
_UNKNOWN = re.compile(r"argument COMMAND: invalid choice: '(.*)' \(choose from (.*)\)")


class Parser(argparse.ArgumentParser):
    """A parser that says what is wrong and where help is, without the lines of usage."""

    def error(self, message: str) -> NoReturn:
        """End with a sentence for a mistake in the arguments."""
        if choice := _UNKNOWN.fullmatch(message):
            name, known = choice.groups()
            message = f"There is no command “{name}”; there are {', '.join(re.findall(r'[a-z]+', known))}"
        self.exit(REFUSED, f"{capital(message)}. See `{self.prog} --help`.\n")


Commands: TypeAlias = "argparse._SubParsersAction[Parser]"
"""The commands of a command line, to which each adds its own."""


def add_parameters(parser: argparse.ArgumentParser, meaning: str) -> None:
    """Add the option that sets parameters of notebooks: `parameters`, a list of NAME=VALUE."""
    parser.add_argument(
        "-p", dest="parameters", action="append", default=[], metavar="NAME=VALUE", help=meaning
    )


def whole(least: int) -> Callable[[str], int]:
    """Return a type of option: a whole number from `least` on."""

    def read(text: str) -> int:
        if text.strip().isdecimal() and int(text) >= least:
            return int(text)
        raise argparse.ArgumentTypeError(f"it has to be a whole number from {least} on, not “{text}”")

    return read


def say(message: object) -> None:
    """Tell the user something on stderr; stdout is for the files written."""
    print(message, file=sys.stderr, flush=True)
