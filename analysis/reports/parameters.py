"""Parameters of the notebooks, checked against their parameters cells before anything runs."""

import ast
import math
from collections.abc import Iterable, Mapping
from pathlib import Path

from analysis.errors import UsageError, unknown

RESERVED = {
    "article": "the articles are named before the options",
    "tables_dir": "the tables go into the folder of their report (see --reports-dir)",
}
_TRUTH = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
_LEAST = {"bootstrap_samples": 1, "mentions": 1, "seed": 0}
_KINDS = {"bool": "true or false", "int": "a whole number", "float": "a number"}

Value = str | int | float | bool


def split(assignments: Iterable[str], reserved: Mapping[str, str] = RESERVED) -> dict[str, str]:
    """Return NAME=VALUE strings as a dict; of one name the last counts.

    Raises UsageError for anything else, and for a name in `reserved`, with the reason that stands there.
    """
    given = {}
    for assignment in assignments:
        name, equals, value = assignment.partition("=")
        if not equals or not name.strip().isidentifier():
            raise UsageError(f"A parameter is given as NAME=VALUE, not as “{assignment}”.")
        if name.strip() in reserved:
            raise UsageError(f"The parameter “{name.strip()}” cannot be set; {reserved[name.strip()]}.")
        given[name.strip()] = value
    return given


def check(
    given: Mapping[str, str], notebooks: Iterable[Path], reserved: Mapping[str, str] = RESERVED
) -> dict[Path, dict[str, Value]]:
    """Return for each notebook the values of those parameters that it has, in the notebook's types.

    Raises UsageError for a name that no notebook knows, and for a value that is not of the parameter's type.
    """
    types = {notebook: _types(notebook) for notebook in notebooks}
    known = dict.fromkeys(name for parameters in types.values() for name in parameters)
    for name in given:
        if name not in known:
            raise unknown("parameter", name, (name for name in known if name not in reserved))
    return {
        notebook: {
            name: _read(name, value, parameters[name]) for name, value in given.items() if name in parameters
        }
        for notebook, parameters in types.items()
    }


def _types(notebook: Path) -> dict[str, str]:
    """Return the names and types of a notebook's parameters, by annotation or else by the default's type."""
    import papermill  # over a second, which --help need not wait for

    try:
        entries = papermill.inspect_notebook(notebook)
    except (OSError, ValueError) as error:
        raise UsageError(f"The notebook {notebook} cannot be read; it is missing or damaged.") from error
    return {
        name: entry["inferred_type_name"]
        if entry["inferred_type_name"] != "None"
        else type(ast.literal_eval(entry["default"])).__name__
        for name, entry in entries.items()
    }


def _read(name: str, value: str, kind: str) -> Value:
    """Return the value as one of its kind; raise UsageError when it is not."""
    try:
        if kind == "str":
            return value
        if kind == "bool":
            return _TRUTH[value.strip().lower()]
        if kind == "int" and int(value) >= _LEAST.get(name, int(value)):
            return int(value)
        if kind == "float" and math.isfinite(float(value)):
            return float(value)
    except (KeyError, ValueError):
        pass
    least = f" from {_LEAST[name]} on" if name in _LEAST else ""
    expected = _KINDS.get(kind, f"of type {kind}, which cannot be given here")
    raise UsageError(f"The parameter “{name}” has to be {expected}{least}, not “{value}”.")
