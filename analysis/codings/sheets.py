"""Coding sheets as files: CSV and XLSX, with instructions; written once and never over a coder's work."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from analysis import atomic
from analysis.codings.answers import KINDS, NO, POLARITIES, QUOTES, SENTIMENT
from analysis.codings.errors import CodingError
from analysis.display.files import as_csv
from analysis.display.spreadsheets import fill, packed
from analysis.framing import TYPOLOGIES
from analysis.paths import RESOURCES

INSTRUCTIONS = "instructions"
_WIDTHS = {"before": 45, "text": 60, "after": 45, "answer": 22, "speaker": 22, "words": 40, "comment": 30}
_ANSWERED = ("answer", "speaker", "words", "coder", "date", "comment")
_NOT_FOR_FRAMES = {"speaker", "words"}
_PAPER = PatternFill("solid", fgColor="FFF6DD")
_LONGEST_CHOICE = 255


def write(sheet: pd.DataFrame, folder: str | Path, name: str) -> list[Path]:
    """Write a sheet as `<name>.csv` and `<name>.xlsx`, with `<name>-instructions.txt`; return their paths.

    The CSV holds all tasks; the XLSX has a tab for each, the possible answers to choose from, and a tab of
    instructions. Raises CodingError where one of the files is there already: it may hold a coder's work.
    """
    folder = Path(folder)
    told = instructions(sheet["task"])
    files = {
        folder / f"{name}.csv": as_csv(sheet),
        folder / f"{name}.xlsx": _book(sheet, told),
        folder / f"{name}-{INSTRUCTIONS}.txt": told.encode(),
    }
    refuse_taken(list(files)[:2])
    for path, data in files.items():
        atomic.write(path, data)
    return list(files)


def refuse_taken(paths: Iterable[Path]) -> None:
    """Raise CodingError where one of the files is there."""
    for path in paths:
        if path.exists():
            raise CodingError(
                f"“{path}” is there already and may hold somebody's coding; move it, or name another place."
            )


def instructions(tasks: Iterable[str]) -> str:
    """Return what a coder has to know, with the definitions of the frames that are asked for."""
    text = (RESOURCES / "codings" / f"{INSTRUCTIONS}.txt").read_text(encoding="utf-8")
    for name in dict.fromkeys(tasks):
        if name in TYPOLOGIES:
            lines = (f"  {frame}: {meaning}" for frame, meaning in TYPOLOGIES[name].definitions.items())
            text += "\n".join(["", f"The {name} frames:", *lines, ""])
    return text


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
            values = dict(zip(names, row, strict=False))
            if any(values.values()):
                rows.append((tab, number, values))
    return rows


def _book(sheet: pd.DataFrame, told: str) -> bytes:
    book = Workbook()
    first = book.active
    first.title = INSTRUCTIONS.capitalize()
    fill(first, ["How to code"], [[line] for line in told.splitlines()])
    first.column_dimensions["A"].width = 120
    for task, rows in sheet.groupby("task", sort=False):
        columns = [c for c in sheet.columns if task == QUOTES or c not in _NOT_FOR_FRAMES]
        tab = book.create_sheet(task)
        fill(tab, columns, rows[columns].astype(object).itertuples(index=False))
        _dress(tab, columns, len(rows))
        _offer(tab, task, columns.index("answer") + 1, len(rows))
    return packed(book)


def _dress(tab: Worksheet, columns: list[str], rows: int) -> None:
    """Give columns their width, long texts their lines, and the cells to fill in a colour."""
    for place, name in enumerate(columns, start=1):
        letter = tab.cell(1, place).column_letter
        tab.column_dimensions[letter].width = _WIDTHS.get(name, 12)
        tab.cell(1, place).font = Font(bold=True)
        for number in range(2, rows + 2):
            cell = tab.cell(number, place)
            side = "right" if name == "before" else None
            cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal=side)
            if name in _ANSWERED:
                cell.fill = _PAPER


def _offer(tab: Worksheet, task: str, place: int, rows: int) -> None:
    """Let the answers be chosen from a list; others may be written, too (several frames, short forms)."""
    known = {QUOTES: (NO, *KINDS), SENTIMENT: POLARITIES}
    choices = ",".join(known.get(task) or [*TYPOLOGIES[task].frames, "none"])
    if len(choices) > _LONGEST_CHOICE or (
        task in TYPOLOGIES and choices.count(",") > len(TYPOLOGIES[task].frames)
    ):
        return
    rule = DataValidation("list", formula1=f'"{choices}"', allow_blank=True, showErrorMessage=False)
    letter = tab.cell(1, place).column_letter
    rule.add(f"{letter}2:{letter}{rows + 1}")
    tab.add_data_validation(rule)


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
    from openpyxl import load_workbook

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
