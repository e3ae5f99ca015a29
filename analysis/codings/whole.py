"""Whether a sheet still has the columns that its rows need: a misspelt one would lose what is in it."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path

from analysis.codings.answers import QUOTES
from analysis.codings.errors import CodingError
from analysis.codings.sample import COLUMNS
from analysis.wording import listed

_NEEDED = ("article_id", "task", "start", "end", "text", "answer")
_OF_ALL = ("coder", "date", "labels")
_OF_QUOTES = ("speaker", "words")

Rows = Sequence[Mapping[str, str]]


def is_sheet(rows: Rows) -> bool:
    """Tell whether a table is a coding sheet by its columns, of which one may be misspelt."""
    columns = _columns(rows)
    return {"task", "answer"} <= columns or len(set(_NEEDED) - columns) < 2


def check(path: Path, tabs: Mapping[str, Rows]) -> None:
    """Raise CodingError for a file without a sheet, and for a sheet that lacks a column its rows need.

    Tabs of another kind in a workbook are the coder's own, as are columns with other names. `speaker` and
    `words` are only needed beside the task quotes.
    """
    sheets = {tab: rows for tab, rows in tabs.items() if is_sheet(rows)}
    what = "no longer a whole coding sheet" if sheets else "no coding sheet"
    for tab, rows in (sheets or tabs).items():
        columns = _columns(rows)
        missing = [name for name in (_wanted(rows) if sheets else _NEEDED) if name not in columns]
        if missing:
            name = path.name + (f", tab “{tab}”," if tab else "")
            raise CodingError(
                f"{name} is {what}: it has no column {listed(missing, 'or')}; {_advice(missing, columns)}"
            )


def _wanted(rows: Rows) -> tuple[str, ...]:
    quotes = any(row.get("task", "").strip().casefold() == QUOTES for row in rows)
    return (*_NEEDED, *(_OF_QUOTES if quotes else ()), *_OF_ALL)


def _columns(rows: Rows) -> set[str]:
    return set().union(*rows)


def _advice(missing: Sequence[str], columns: set[str]) -> str:
    """Return what to do: spell the column right where another has a name like it, else begin anew."""
    others = sorted(columns - {*COLUMNS, ""})
    meant = [f"“{close}”" for name in missing for close in get_close_matches(name, others, n=1)]
    if not meant:
        return "begin with a sheet that Presslens wrote."
    return f"{'is' if len(meant) == 1 else 'are'} {listed(meant)} meant?"
