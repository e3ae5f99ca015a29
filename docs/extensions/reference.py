"""Directives that print what is written down elsewhere: cards, the command line, the notebooks' parameters.

{card} quotes             a validation card, as a table
{commands}                every command with its options
{parameters} 2-quotes     the parameters of a notebook
{tables}                  every table with its columns
{terms}                   the glossary of the reports
"""

import argparse
import json
from collections.abc import Iterator, Sequence

import papermill
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from analysis.cli import parser
from analysis.paths import CARDS, NOTEBOOKS, TEMPLATES, read_json
from analysis.presentation.cards import score
from analysis.schemas import TABLES, Column
from analysis.wording import listed


def setup(app: Sphinx) -> dict[str, bool]:
    """Make the directives known."""
    for directive in (Card, Commands, Parameters, Tables, Terms):
        app.add_directive(directive.__name__.lower(), directive)
    app.connect("autodoc-process-docstring", _keep_backslashes)
    return {"parallel_read_safe": True}


def _keep_backslashes(
    app: Sphinx, what: str, name: str, thing: object, options: object, lines: list[str]
) -> None:
    """Let a docstring's backslashes be printed: in reStructuredText they would escape what follows."""
    lines[:] = [line.replace("\\", "\\\\") for line in lines]


class Written(SphinxDirective):
    """A directive that writes Markdown, headings allowed, from its optional argument."""

    optional_arguments = 1

    def run(self) -> list:
        """Return the Markdown as nodes of the page."""
        lines = self.lines(self.arguments[0] if self.arguments else "")
        return self.parse_text_to_nodes("\n".join(lines), allow_section_headings=True)

    def lines(self, name: str) -> Iterator[str]:
        """Yield the lines of Markdown."""
        raise NotImplementedError


class Card(Written):
    """The card of a method: how well it does, on which labelled data."""

    def lines(self, name: str) -> Iterator[str]:
        """Yield the card's table and where its figures come from."""
        path = CARDS / f"{name}.json"
        self.env.note_dependency(str(path))
        card = json.loads(path.read_text(encoding="utf-8"))
        columns = {"human": "People reach", "peer": "Others reach", "note": "Note"}
        columns = {key: head for key, head in columns.items() if any(row[key] for row in card["rows"])}
        yield from table(
            ("Measure", "Measured on", "Score (95% interval)", *columns.values()),
            [
                (
                    row["measure"],
                    f"{row['data']} ({row['domain']}), {row['n']:,} {row['unit']}",
                    f"{score(row['score'])} ({score(row['low'])} to {score(row['high'])})",
                    *(_cell(row[key]) for key in columns),
                )
                for row in card["rows"]
            ],
        )
        yield f"Split: {card['split']}. Terms of the data: {card['terms']}. "
        yield f"Measured on {card['date']} by `{card['command']}`."


class Commands(Written):
    """All commands, as the command line's own help describes them."""

    def lines(self, name: str) -> Iterator[str]:
        """Yield a section a command."""
        for command, its_parser in _commands(parser()).items():
            yield from (f"## {command}", "", its_parser.description or "", "", "```text")
            yield from " ".join(its_parser.format_usage().removeprefix("usage: ").split()).splitlines()
            yield from ("```", "")
            options = [action for action in its_parser._actions if action.dest != "help"]
            if options:
                yield from table(("Argument", "Meaning"), [(_option(each), each.help) for each in options])


class Parameters(Written):
    """The parameters of a notebook: what its parameters cell says."""

    def lines(self, name: str) -> Iterator[str]:
        """Yield a table."""
        path = NOTEBOOKS / f"{name}.ipynb"
        self.env.note_dependency(str(path))
        yield from table(
            ("Parameter", "Type", "Default", "Meaning"),
            [
                (f"`{key}`", each["inferred_type_name"], f"`{each['default']}`", each["help"])
                for key, each in papermill.inspect_notebook(str(path)).items()
            ],
        )


class Tables(Written):
    """All tables, from the schemas that make and check them."""

    def lines(self, name: str) -> Iterator[str]:
        """Yield a section a table: what it tells, what a row is, its columns."""
        for each in TABLES.values():
            yield from (f"## {each.name}", "", f"{each.meaning} A row is {each.row}.", "")
            if each.maker:
                yield from (f"From `{each.maker}`.", "")
            if each.files:
                yield from (f"Saved as {listed([f'`{file}.csv`' for file in each.files])}.", "")
            yield from table(
                ("Column", "Type", "Unit and range", "Meaning"),
                [
                    (f"`{column}`", _type(about), _range(about), about.meaning)
                    for column, about in each.columns.items()
                ],
            )


class Terms(Written):
    """The terms that a report explains in place."""

    def lines(self, name: str) -> Iterator[str]:
        """Yield a definition list, by the alphabet."""
        for term in sorted(read_json(TEMPLATES / "glossary.json"), key=lambda term: term["name"].casefold()):
            yield from (term["name"], f": {term['meaning']}", "")


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield a Markdown table: pipes within cells are escaped, and an empty line ends it."""
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"
    yield ""


def _cell(value: str | float | None) -> str:
    return "" if value is None else score(value) if isinstance(value, int | float) else value


def _commands(whole: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """Return the parsers of the commands by name."""
    (commands,) = [each for each in whole._actions if isinstance(each, argparse._SubParsersAction)]
    return dict(commands.choices)


def _option(action: argparse.Action) -> str:
    """Return how an argument is written: `-p NAME=VALUE`, `SOURCE`."""
    value = action.metavar if action.nargs != 0 else None
    names = ", ".join(action.option_strings)
    return f"`{' '.join(part for part in (names, value) if part)}`"


def _type(column: Column) -> str:
    return f"{column.dtype}, may be null" if column.nullable else column.dtype


def _range(column: Column) -> str:
    """Return the unit of a column, and what can stand in it: `share, 0 to 1`."""
    if column.values:
        return listed([f"`{value}`" for value in column.values], "or")
    bounds = " ".join(
        f"{word} {value:g}"
        for word, value in (("from", column.low), ("to", column.high))
        if value is not None and f"{word} {value:g}" not in column.unit
    )
    return ", ".join(part for part in (column.unit, bounds) if part)
