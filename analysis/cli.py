"""The command line: `presslens`, or `python -m analysis`, and a command."""

import argparse
import signal
import sys
from collections.abc import Sequence

import analysis
from analysis.commands import code, corpus, notebooks, report, validate
from analysis.commands.options import FAILED, INTERRUPTED, REFUSED, Parser, say
from analysis.errors import UserError
from analysis.paths import ROOT

NAME = "presslens"
_EXAMPLES = """examples:
  {name} report data/articles/us-iraq-withdrawal.txt
  {name} report my-articles/ https://example.org/story --reports-dir out
  {name} report story.html --only quotes -p mentions=3
  {name} corpus export.csv --out tables --columns text=body,title=headline

Exit status: 0 when all is well, 1 when a notebook failed, 2 when a source or an option cannot be used.
"""


def main(arguments: Sequence[str] | None = None, name: str = NAME) -> int:
    """Run a command and return its exit status; messages go to stderr, the files written to stdout.

    `name` is how the user started the command line, as help and messages call it.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        options = parser(name).parse_args(arguments)
        status: int = options.run(options)
        return status
    except UserError as error:
        say(error)
        return REFUSED
    except ModuleNotFoundError as error:
        if not error.name or error.name.partition(".")[0] == "analysis":
            raise
        say(_missing(error.name))
        return REFUSED
    except OSError as error:
        say(f"Stopped, because a file cannot be read or written: {error}.")
        return FAILED
    except KeyboardInterrupt:
        say("Interrupted: whatever was not finished has left nothing behind.")
        return INTERRUPTED


def parser(name: str = NAME) -> argparse.ArgumentParser:
    """Return the parser of the command line: its options carry `run`, the function of the command."""
    made = Parser(
        prog=name,
        description="Presslens: how an article sounds, who gets to speak in it, and how it is framed.",
        epilog=_EXAMPLES.format(name=name),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument("--version", action=_Version, nargs=0, help="show the version and end")
    made.set_defaults(run=lambda _: _help(made))
    commands = made.add_subparsers(dest="command", metavar="COMMAND")
    report.add_to(commands, _EXAMPLES.format(name=name))
    for command in (corpus, code, validate, notebooks):
        command.add_to(commands)
    return made


class _Version(argparse.Action):
    """Shows the version, which is only known where Presslens is installed."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        print(f"Presslens {analysis.__version__}")
        parser.exit()


def _help(parser: argparse.ArgumentParser) -> int:
    parser.print_help(sys.stderr)
    return REFUSED


def _missing(package: str) -> str:
    """Return what to do where a package that Presslens needs is not installed."""
    need = f"Presslens needs the package “{package}”, which this Python does not have"
    if (ROOT / "Makefile").is_file():
        return f"{need}; run `make report` in {ROOT} once, and then {ROOT}/.venv/bin/presslens."
    return f"{need}; install Presslens anew with `pip install`, which brings all that it needs."
