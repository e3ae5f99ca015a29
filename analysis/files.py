"""Files that people hand over and get: whatever is written appears whole or not at all.

Tables are read as spreadsheets save them: CSV with commas, semicolons, tabs or bars, in UTF-8, UTF-16
or Windows-1252; or XLSX. They are written so that a spreadsheet, pandas and R can all read them safely: a
text stays a text, also where it begins like a formula.
"""

import csv
import io
import json
import os
import re
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from zipfile import BadZipFile, ZipFile

import numpy as np
import pandas as pd

if TYPE_CHECKING:  # loading it takes half a second, which reports have no need of
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

LARGEST = 50_000_000
"""Bytes of the largest table that is read; a workbook may unpack to ten times as many."""
LARGEST_CELL = 5_000_000
_DELIMITERS = ",;\t|"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class TableError(ValueError):
    """A file that is no table; its message says why, in words to stand behind a colon."""


class Tab(NamedTuple):
    """A tab of a workbook; of a CSV the only one, without a name.

    `columns` are the cells of the first row, in lower case and without white space around; `rows` are the
    others that are not empty, each with the number that a spreadsheet gives it and its texts by column.
    """

    name: str
    columns: tuple[str, ...]
    rows: list[tuple[int, dict[str, str]]]


def write(path: Path, data: bytes) -> None:
    """Write `data` to `path`, making its folder: readers see the old file or the new one, never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def read_table(path: Path) -> list[Tab]:
    """Return the tabs of a CSV or XLSX file that have a first row; a formula counts as what it was worth.

    Raises OSError for a file that cannot be opened, TableError for one that is no table.
    """
    with path.open("rb") as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise TableError(f"it is larger than {LARGEST // 1_000_000} MB")
    tabs = _xlsx(data) if path.suffix.lower() == ".xlsx" else [("", _csv(data))]
    return [_tab(name, cells) for name, cells in tabs if cells]


def _tab(name: str, cells: list[list[str]]) -> Tab:
    header, *body = cells
    columns = tuple(cell.strip().casefold() for cell in header)
    rows = []
    for number, row in enumerate(body, start=2):
        values = dict.fromkeys(columns, "") | dict(zip(columns, row, strict=False))
        if any(values.values()):
            rows.append((number, values))
    return Tab(name, columns, rows)


def _csv(data: bytes) -> list[list[str]]:
    text = _decoded(data)
    header = text.partition("\n")[0]
    csv.field_size_limit(LARGEST_CELL)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(header), strict=True))
    except csv.Error as problem:
        raise TableError(str(problem)) from problem


def delimiter_of(header: str) -> str:
    """Return what parts the cells of a CSV file, told by its first line: comma, semicolon, tab or bar."""
    return max(_DELIMITERS, key=header.count)


def _decoded(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    if b"\0" in data:
        raise TableError("it holds NUL bytes, which no text does")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _xlsx(data: bytes) -> list[tuple[str, list[list[str]]]]:
    from openpyxl import load_workbook

    if _unpacked_size(data) > 10 * LARGEST:
        raise TableError("it unpacks to far too much")
    try:
        book = load_workbook(io.BytesIO(data), data_only=True)
        return [
            (tab.title, [[_as_text(value) for value in row] for row in tab.iter_rows(values_only=True)])
            for tab in book.worksheets
        ]
    except Exception as problem:  # a damaged file breaks the reader in many ways
        raise TableError("it is damaged") from problem


def _unpacked_size(data: bytes) -> int:
    try:
        return sum(part.file_size for part in ZipFile(io.BytesIO(data)).infolist())
    except (BadZipFile, ValueError) as problem:
        raise TableError("it is no workbook") from problem


def _as_text(value: object) -> str:
    """Return a cell's value as text: whole numbers without a point, days without a time."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).removesuffix(" 00:00:00")


def save_table(frame: pd.DataFrame, path: str | Path) -> Path:
    """Write one table as CSV, Parquet or XLSX, as the end of its name says; return its path.

    CSV is as `as_csv` makes it. In XLSX, too, a text is a text, never a formula, lists are JSON, and a text
    beyond 32,767 characters is cut, which is all that a cell holds; Parquet keeps everything as it is. The
    file appears whole or not at all. ValueError for a name with another end.
    """
    path = Path(path)
    make = _WRITERS.get(path.suffix.lower())
    if make is None:
        raise ValueError(f"A table is saved as {', '.join(_WRITERS)}, and not as “{path.name}”.")
    write(path, make(frame))
    return path


def as_csv(frame: pd.DataFrame) -> bytes:
    """Return a table as CSV in UTF-8 with a byte order mark, safe to open in a spreadsheet."""
    safe = frame.apply(lambda column: column if _is_plain(column) else column.map(_guarded))
    text = safe.to_csv(index=False, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
    return text.encode("utf-8-sig", "replace")


def unguarded(text: str) -> str:
    """Return a CSV cell's text without the apostrophe that keeps a spreadsheet from running it."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text


def writable(text: str) -> str:
    """Return a text with the characters that no XLSX file can hold made visible."""
    return _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def fill_sheet(sheet: "Worksheet", header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a header and rows into an empty sheet of a workbook; the header stays in view."""
    for number, row in enumerate([header, *rows], start=1):
        for place, value in enumerate(row, start=1):
            _put(sheet.cell(number, place), value)
    sheet.freeze_panes = "A2"


def workbook_bytes(book: "Workbook") -> bytes:
    """Return a workbook as the bytes of its XLSX file."""
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _is_plain(column: pd.Series) -> bool:
    return pd.api.types.is_numeric_dtype(column)


def _guarded(value: object) -> object:
    """Return a CSV cell's value: a text that a spreadsheet takes for a formula gets a leading apostrophe."""
    if isinstance(value, (list, tuple, dict)):
        return _as_json(value)
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value


def _as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=lambda array: array.tolist())


def _put(cell: "Cell", value: object) -> None:
    """Write a value into a cell of an XLSX sheet: text is text there, also where it begins like a formula."""
    if isinstance(value, (list, tuple, dict, np.ndarray)):
        value = _as_json(value)
    if isinstance(value, str):
        cell.value = writable(value)
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(_FORMULA)
    elif not pd.isna(value):
        cell.value = value.item() if isinstance(value, np.generic) else value


def _as_parquet(frame: pd.DataFrame) -> bytes:
    file = io.BytesIO()
    frame.to_parquet(file, index=False)
    return file.getvalue()


def _as_xlsx(frame: pd.DataFrame) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    fill_sheet(book.active, list(frame.columns), frame.astype(object).itertuples(index=False))
    return workbook_bytes(book)


_WRITERS: Mapping[str, Callable[[pd.DataFrame], bytes]] = {
    ".csv": as_csv,
    ".parquet": _as_parquet,
    ".xlsx": _as_xlsx,
}
