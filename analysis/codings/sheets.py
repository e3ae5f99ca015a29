"""Coding sheets as files: CSV and XLSX, with instructions; written once and never over a coder's work."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from analysis import atomic
from analysis.codings.answers import KINDS, NO, POLARITIES, QUOTES, SENTIMENT
from analysis.codings.cells import INSTRUCTIONS
from analysis.codings.errors import CodingError
from analysis.codings.sample import SHOWN
from analysis.display.files import as_csv
from analysis.display.spreadsheets import fill, packed
from analysis.framing import TYPOLOGIES
from analysis.paths import RESOURCES

_WIDTHS = {"before": 45, "text": 60, "after": 45, "answer": 22, "speaker": 22, "words": 40, "comment": 30}
_ANSWERED = ("answer", "speaker", "words", "coder", "date", "comment")
_NOT_FOR_FRAMES = {"speaker", "words"}
_PAPER = PatternFill("solid", fgColor="FFF6DD")
_LONGEST_CHOICE = 255


def write(
    sheet: pd.DataFrame, folder: str | Path, name: str, kinds: Sequence[str] = (".csv", ".xlsx")
) -> list[Path]:
    """Write a sheet as `<name>.csv` and `<name>.xlsx`, with `<name>-instructions.txt`; return their paths.

    The CSV holds all tasks; the XLSX has a tab for each, the possible answers to choose from, and a tab of
    instructions. Raises CodingError where one of the files is there already: it may hold a coder's work.
    """
    folder = Path(folder)
    told = instructions(sheet["task"], correcting=(sheet["labels"] == SHOWN).all())
    data = {".csv": as_csv(sheet), ".xlsx": _book(sheet, told)}
    files = {folder / f"{name}{kind}": data[kind] for kind in kinds}
    refuse_taken(files)
    files[folder / f"{name}-{INSTRUCTIONS}.txt"] = told.encode()
    for path, content in files.items():
        atomic.write(path, content)
    return list(files)


def refuse_taken(paths: Iterable[Path]) -> None:
    """Raise CodingError where one of some files is there already."""
    for path in paths:
        if path.exists():
            raise CodingError(
                f"“{path}” is there already and may hold somebody's coding; move it, or name another place."
            )


def instructions(tasks: Iterable[str], correcting: bool = False) -> str:
    """Return what one has to know who codes, or corrects, with the definitions of the frames asked for."""
    parts = ("corrections" if correcting else INSTRUCTIONS, "tasks")
    text = "".join((RESOURCES / "codings" / f"{part}.txt").read_text(encoding="utf-8") for part in parts)
    for name in dict.fromkeys(tasks):
        if name in TYPOLOGIES:
            lines = (f"  {frame}: {meaning}" for frame, meaning in TYPOLOGIES[name].definitions.items())
            text += "\n".join(["", f"The {name} frames:", *lines, ""])
    return text


def _book(sheet: pd.DataFrame, told: str) -> bytes:
    book = Workbook()
    first = book.active
    first.title = INSTRUCTIONS.capitalize()
    title, *lines = told.splitlines()
    fill(first, [title.capitalize()], [[line] for line in lines])
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
