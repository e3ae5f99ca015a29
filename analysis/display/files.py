"""Tables as files that a spreadsheet, pandas and R can all read safely."""

import csv
import io
import os
from pathlib import Path

import pandas as pd
from markupsafe import Markup

from analysis import atomic, html
from analysis.display.spreadsheets import fill, guarded, packed
from analysis.html import Html

KINDS = (".csv", ".parquet", ".xlsx")


def save_tables(tables_dir: str | Path, **frames: pd.DataFrame) -> Html:
    """Write each frame to `<tables_dir>/<name>.csv` and list the files; with an empty folder, write none.

    The files are UTF-8 with a byte order mark (without it Excel garbles every curly quotation mark; pandas
    and readr skip it). Lists are JSON. A text that a spreadsheet would take for a formula gets a leading
    apostrophe; numbers are left alone. A file appears whole or not at all.
    """
    counts = {name: len(frame) for name, frame in frames.items()}
    if not str(tables_dir):
        note = Markup(
            '<p class="pl-note">No tables were written, because <code>tables_dir</code> is empty: {}.</p>'
        )
        return Html(note.format(", ".join(f"{name} ({_counted(rows)})" for name, rows in counts.items())))
    for name, frame in frames.items():
        atomic.write(Path(tables_dir) / f"{name}.csv", as_csv(frame))
    folder = Path(os.path.relpath(tables_dir)).as_posix()
    links = [
        Markup('<a href="{0}/{1}.csv">{1}.csv</a> ({2})').format(html.text(folder), name, _counted(rows))
        for name, rows in counts.items()
    ]
    return Html(html.items(links, "pl-tables"), role="tables", tables=counts)


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
    atomic.write(path, writers[path.suffix.lower()](frame))
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


def _counted(rows: int) -> str:
    return "1 row" if rows == 1 else f"{rows:,} rows"


def _is_plain(column: pd.Series) -> bool:
    return pd.api.types.is_numeric_dtype(column)
