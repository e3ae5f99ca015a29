"""Tables as CSV files that a spreadsheet, pandas and R can all read safely."""

import csv
import json
import os
from pathlib import Path

import pandas as pd
from markupsafe import Markup

from analysis import atomic, html
from analysis.html import Html

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


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
        safe = frame.apply(lambda column: column if _is_plain(column) else column.map(_safe))
        text = safe.to_csv(index=False, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
        data = text.encode("utf-8-sig", "replace")
        atomic.write(Path(tables_dir) / f"{name}.csv", data)
    folder = Path(os.path.relpath(tables_dir)).as_posix()
    links = [
        Markup('<a href="{0}/{1}.csv">{1}.csv</a> ({2})').format(html.text(folder), name, _counted(rows))
        for name, rows in counts.items()
    ]
    return Html(html.items(links, "pl-tables"), role="tables", tables=counts)


def _counted(rows: int) -> str:
    return "1 row" if rows == 1 else f"{rows:,} rows"


def _is_plain(column: pd.Series) -> bool:
    return pd.api.types.is_numeric_dtype(column)


def _safe(value: object) -> object:
    if isinstance(value, (list, tuple, dict)):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value
