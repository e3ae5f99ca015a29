"""Texts in the cells of a spreadsheet: as they are, and never a formula."""

import io
import json
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

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
