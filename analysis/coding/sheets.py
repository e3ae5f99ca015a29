"""Coding sheets as files, CSV and XLSX with instructions, and the folder where they are drawn and read.

They are written once, and never over a coder's work.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from analysis import files
from analysis.coding.answers import KINDS, NO, POLARITIES, QUOTES, SENTIMENT
from analysis.coding.codes import INSTRUCTIONS, SHEETS, Codings, read_folder
from analysis.coding.sample import SHOWN, draw
from analysis.coding.units import Material
from analysis.errors import CodingError
from analysis.files import as_csv, fill_sheet, workbook_bytes
from analysis.framing import TYPOLOGIES
from analysis.word_lists import read_text
from analysis.wording import counted

_WIDTHS = {"before": 45, "text": 60, "after": 45, "answer": 22, "speaker": 22, "words": 40, "comment": 30}
_ANSWERED = ("answer", "speaker", "words", "coder", "date", "comment")
_NOT_FOR_FRAMES = {"speaker", "words"}
_PAPER = PatternFill("solid", fgColor="FFF6DD")
_LONGEST_CHOICE = 255


class CodingFolder(NamedTuple):
    """The sheet as it is drawn, its files, and what the coded sheets beside it say."""

    sheet: pd.DataFrame
    files: tuple[Path, ...]
    codings: Codings


def lay_out(
    material: Material,
    folder: str | Path,
    size: int = 50,
    seed: int = 0,
    tasks: str = "quotes,sentiment,generic",
) -> CodingFolder:
    """Draw a sheet into a folder, unless one of its name is there, and read what is coded there.

    `tasks` are names with commas between. The sheet is named after the article, or "sample" where there are
    several. A sheet that is there is left as it is, whoever wrote in it. Raises CodingError for a folder that
    cannot be written to, and as `draw` and `read_folder` do.
    """
    sheet = draw(material, size, seed, tasks.split(","))
    name = named(material)
    paths = [Path(folder) / f"{name}{suffix}" for suffix in SHEETS]
    if not any(path.exists() for path in paths):
        try:
            write(sheet, folder, name)
        except OSError as error:
            raise CodingError(f"The sheet cannot be written to “{folder}” ({error.strerror}).") from error
    codings = _of_these(read_folder(folder), set(material.articles.index))
    return CodingFolder(sheet, tuple(path for path in paths if path.exists()), codings)


def write(sheet: pd.DataFrame, folder: str | Path, name: str, kinds: Sequence[str] = SHEETS) -> list[Path]:
    """Write a sheet as `<name>.csv` and `<name>.xlsx`, with `<name>-instructions.txt`; return their paths.

    The CSV holds all tasks; the XLSX has a tab for each, the possible answers to choose from, and a tab of
    instructions. Raises CodingError where one of the files is there already: it may hold a coder's work.
    """
    folder = Path(folder)
    told = instructions(sheet["task"], correcting=(sheet["labels"] == SHOWN).all())
    data = {".csv": as_csv(sheet), ".xlsx": _book(sheet, told)}
    contents = {folder / f"{name}{kind}": data[kind] for kind in kinds}
    refuse_taken(contents)
    contents[folder / f"{name}-{INSTRUCTIONS}.txt"] = told.encode()
    for path, content in contents.items():
        files.write(path, content)
    return list(contents)


def refuse_taken(paths: Iterable[Path]) -> None:
    """Raise CodingError where one of some files is there already."""
    for path in paths:
        if path.exists():
            raise CodingError(
                f"“{path}” is there already and may hold somebody's coding; move it, or name another place."
            )


def named(material: Material) -> str:
    """Return what the sheet of some texts is called: after the article, or "sample" for several."""
    ids = list(material.articles.index)
    return ids[0] if len(ids) == 1 else "sample"


def instructions(tasks: Iterable[str], correcting: bool = False) -> str:
    """Return what one has to know who codes, or corrects, with the definitions of the frames asked for."""
    parts = ("corrections" if correcting else INSTRUCTIONS, "tasks")
    text = "".join(read_text(f"coding/{part}") for part in parts)
    for name in dict.fromkeys(tasks):
        if name in TYPOLOGIES:
            lines = (f"  {frame}: {meaning}" for frame, meaning in TYPOLOGIES[name].definitions.items())
            text += "\n".join(["", f"The {name} frames:", *lines, ""])
    return text


def _of_these(codings: Codings, ids: set[str]) -> Codings:
    """Return the codings of some articles; how many are of others is said."""
    ours = tuple(row for row in codings.rows if row.article_id in ids)
    others = len(codings.rows) - len(ours)
    note = f"{counted(others, 'row')} in this folder about other texts, left alone."
    return Codings(ours, (*codings.problems, note) if others else codings.problems)


def _book(sheet: pd.DataFrame, told: str) -> bytes:
    book = Workbook()
    first = book.active
    first.title = INSTRUCTIONS.capitalize()
    title, *lines = told.splitlines()
    fill_sheet(first, [title.capitalize()], [[line] for line in lines])
    first.column_dimensions["A"].width = 120
    for task, rows in sheet.groupby("task", sort=False):
        columns = [c for c in sheet.columns if task == QUOTES or c not in _NOT_FOR_FRAMES]
        tab = book.create_sheet(task)
        fill_sheet(tab, columns, rows[columns].astype(object).itertuples(index=False))
        _dress(tab, columns, len(rows))
        _offer(tab, task, columns.index("answer") + 1, len(rows))
    return workbook_bytes(book)


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
