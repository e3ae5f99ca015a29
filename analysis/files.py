"""Files that appear whole or not at all."""

import csv
import io
import json
import os
import re
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd


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


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


# Texts in the cells of a spreadsheet: as they are, and never a formula.

if TYPE_CHECKING:  # loading it takes half a second, which reports have no need of
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def guarded(value: object) -> object:
    """Return a CSV cell's value: a text that a spreadsheet takes for a formula gets a leading apostrophe."""
    if isinstance(value, (list, tuple, dict)):
        return as_json(value)
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return value


def unguarded(text: str) -> str:
    """Return a CSV cell's text without the apostrophe that `guarded` put before it."""
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA) else text


def writable(text: str) -> str:
    """Return a text with the characters that no XLSX file can hold made visible."""
    return _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def as_json(value: object) -> str:
    """Return a list, tuple or dict as JSON."""
    return json.dumps(value, ensure_ascii=False, default=lambda array: array.tolist())


def put(cell: "Cell", value: object) -> None:
    """Write a value into a cell of an XLSX sheet: text is text there, also where it begins like a formula."""
    if isinstance(value, (list, tuple, dict, np.ndarray)):
        value = as_json(value)
    if isinstance(value, str):
        cell.value = writable(value)
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(FORMULA)
    elif not pd.isna(value):
        cell.value = value.item() if isinstance(value, np.generic) else value


def fill(sheet: "Worksheet", header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a header and rows into an empty sheet; the header stays in view."""
    for number, row in enumerate([header, *rows], start=1):
        for place, value in enumerate(row, start=1):
            put(sheet.cell(number, place), value)
    sheet.freeze_panes = "A2"


def packed(book: "Workbook") -> bytes:
    """Return a workbook as the bytes of its XLSX file."""
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


# Tables as files that a spreadsheet, pandas and R can all read safely.

KINDS = (".csv", ".parquet", ".xlsx")


def save_table(frame: pd.DataFrame, path: str | Path) -> Path:
    """Write one table as CSV, Parquet or XLSX, as the end of its name says; return its path.

    CSV is as in `save_tables`. In XLSX, too, a text is a text, never a formula, lists are JSON, and a text
    beyond 32,767 characters is cut, which is all that a cell holds; Parquet keeps everything as it is. The
    file appears whole or not at all. ValueError for a name with another end.
    """
    path = Path(path)
    writers = dict(zip(KINDS, (as_csv, _as_parquet, _as_xlsx), strict=True))
    if path.suffix.lower() not in writers:
        raise ValueError(f"A table is saved as {', '.join(KINDS)}, and not as “{path.name}”.")
    write(path, writers[path.suffix.lower()](frame))
    return path


def as_csv(frame: pd.DataFrame) -> bytes:
    """Return a table as CSV in UTF-8 with a byte order mark, safe to open in a spreadsheet."""
    safe = frame.apply(lambda column: column if _is_plain(column) else column.map(guarded))
    text = safe.to_csv(index=False, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
    return text.encode("utf-8-sig", "replace")


def _as_parquet(frame: pd.DataFrame) -> bytes:
    file = io.BytesIO()
    frame.to_parquet(file, index=False)
    return file.getvalue()


def _as_xlsx(frame: pd.DataFrame) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    fill(book.active, list(frame.columns), frame.astype(object).itertuples(index=False))
    return packed(book)


def _is_plain(column: pd.Series) -> bool:
    return pd.api.types.is_numeric_dtype(column)
