"""The cells of a sheet's file, CSV or XLSX, as a spreadsheet saved them."""

import csv
import io
from pathlib import Path

from analysis.article.sources import LIMIT
from analysis.codings.errors import CodingError

INSTRUCTIONS = "instructions"


def cells(path: Path) -> list[tuple[str, int, dict[str, str]]]:
    """Return the filled rows of a sheet's file as (tab, row number, values by column), all of them text.

    Raises CodingError for a file that cannot be read as CSV or XLSX.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CodingError(f"The coding sheet {path} cannot be read ({error.strerror}).") from error
    tables = _xlsx(data, path) if path.suffix.lower() == ".xlsx" else [("", _csv(data, path))]
    rows = []
    for tab, ((header, *body)) in tables:
        names = [name.strip().casefold() for name in header]
        for number, row in enumerate(body, start=2):
            values = dict.fromkeys(names, "") | dict(zip(names, row, strict=False))
            if any(values.values()):
                rows.append((tab, number, values))
    return rows


def _csv(data: bytes, path: Path) -> list[list[str]]:
    """Read separated values as spreadsheets save them: with commas, semicolons or tabs, in any encoding."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = data.decode("utf-16", "replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", "replace")
    header = text.partition("\n")[0]
    csv.field_size_limit(LIMIT)
    try:
        rows = list(
            csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=header.count), strict=True)
        )
    except csv.Error as error:
        raise CodingError(f"The coding sheet {path} cannot be read as CSV: {error}.") from error
    if not rows:
        raise CodingError(f"The coding sheet {path} is empty.")
    return rows


def _xlsx(data: bytes, path: Path) -> list[tuple[str, list[list[str]]]]:
    """Read the tabs of a workbook but for the instructions; a formula counts as what it was worth."""
    from openpyxl import load_workbook  # half a second, which reading CSV has no need of

    try:
        book = load_workbook(io.BytesIO(data), data_only=True)
        tabs = [tab for tab in book.worksheets if tab.title.casefold() != INSTRUCTIONS]
        tables = [
            (t.title, [[_shown(v) for v in row] for row in t.iter_rows(values_only=True)]) for t in tabs
        ]
    except Exception as error:  # a damaged file breaks the reader in many ways
        raise CodingError(f"The coding sheet {path} cannot be read as XLSX; save it anew.") from error
    if not any(rows for _, rows in tables):
        raise CodingError(f"The coding sheet {path} is empty.")
    return [(title, rows) for title, rows in tables if rows]


def _shown(value: object) -> str:
    """Return a cell's value as text: whole numbers without a point, days without a time."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).removesuffix(" 00:00:00")
