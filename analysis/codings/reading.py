"""Completed sheets as codings: every row that can be understood, and a sentence for each that cannot."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from analysis.codings.answers import TASKS, Answer, nobody_meant, understand
from analysis.codings.cells import cells
from analysis.codings.errors import CodingError
from analysis.codings.places import SHEETS
from analysis.codings.sample import SHOWN
from analysis.codings.whole import check, is_sheet
from analysis.display.spreadsheets import unguarded, writable
from analysis.paths import find
from analysis.wording import capital, listed

_LONGEST_CELL = 32_000


@dataclass(frozen=True)
class Coding:
    """A row that somebody filled in: what they say of text[start:end] of an article.

    `words` are the words of a statement where they are not all of the unit, `nobody` whether the coder wrote
    that nobody is named; `shown` whether the machine's labels were in view; `place` says which row of which
    file it is, in words, `file` is that file without its end.
    """

    place: str
    article_id: str
    task: str
    start: int
    end: int
    text: str
    answer: Answer
    words: str = ""
    nobody: bool = False
    coder: str = ""
    date: str = ""
    shown: bool = False
    file: str = ""

    @property
    def who(self) -> str:
        """The coder, else the file: something to tell coders apart by."""
        return self.coder or self.file

    def fits(self, text: str) -> bool:
        """Tell whether the unit still stands at its place in a text, white space left aside."""
        return 0 <= self.start < self.end <= len(text) and alike(self.text, text[self.start : self.end])


@dataclass(frozen=True)
class Codings:
    """What completed sheets say, and why single rows of them cannot be used, a sentence each."""

    rows: tuple[Coding, ...]
    problems: tuple[str, ...]

    @property
    def coders(self) -> tuple[str, ...]:
        """Who coded, in order of appearance."""
        return tuple(dict.fromkeys(row.who for row in self.rows))


def read(paths: Iterable[str | Path]) -> Codings:
    """Read completed coding sheets, CSV or XLSX, a coder or several each.

    Rows without an answer are not coded and left out.
    Raises CodingError for a file that is no coding sheet, or one that has lost a column; rows that cannot be
    understood are `problems`.
    """
    rows, problems = [], []
    for path in map(find, paths):
        for entry in _rows(path):
            if isinstance(entry, str):
                problems.append(entry)
            else:
                rows.append(entry)
    kept, doubled = _without_contradictions(rows)
    return Codings(tuple(kept), (*problems, *doubled))


def read_folder(folder: str | Path) -> Codings:
    """Read every coding sheet in a folder; other tables there are left alone, a missing folder is empty."""
    place = find(folder)
    names = sorted(place.iterdir()) if place.is_dir() else []
    sheets = [p for p in names if p.suffix.lower() in SHEETS and not p.name.startswith((".", "~"))]
    return read([path for path in sheets if _is_sheet(path)])


def alike(one: str, other: str) -> bool:
    """Tell whether two texts are the same but for white space and what a spreadsheet cannot hold."""
    return _plain(one) == _plain(other)


def _plain(text: str) -> str:
    return " ".join(writable(unguarded(text[:_LONGEST_CELL])).split())[: _LONGEST_CELL // 2]


def _is_sheet(path: Path) -> bool:
    try:
        return any(map(is_sheet, _tabs(cells(path)).values()))
    except CodingError:
        return True  # what is wrong with it, reading says better


def _rows(path: Path) -> Iterable[Coding | str]:
    """Yield the codings of a file, and sentences for the rows that cannot be understood."""
    found = cells(path)
    check(path, _tabs(found))
    named = {tab: (_first(found, tab, "coder"), _first(found, tab, "date")) for tab, _, _ in found}
    default = _first(found, None, "coder"), _first(found, None, "date")
    for tab, number, values in found:
        place = f"row {number} of {path.name}" + (f", tab “{tab}”" if tab else "")
        coder, date = (own or any_ for own, any_ in zip(named[tab], default, strict=True))
        try:
            coding = _coding(place, values, coder, date, path.stem)
        except ValueError as error:
            yield f"{capital(place)}: {error}."
        else:
            if coding:
                yield coding


def _tabs(found: list[tuple[str, int, dict[str, str]]]) -> dict[str, list[dict[str, str]]]:
    """Return the filled rows of each tab."""
    tabs: dict[str, list[dict[str, str]]] = defaultdict(list)
    for tab, _, values in found:
        tabs[tab].append(values)
    return tabs


def _coding(place: str, values: dict[str, str], coder: str, date: str, file: str) -> Coding | None:
    given = {name: unguarded(value).strip() for name, value in values.items()}
    task = given.get("task", "").casefold()
    answered = any(given.get(name) for name in ("answer", "speaker"))
    if not answered:
        return None
    if task not in TASKS:
        raise ValueError(f"“{task}” is no task; it is one of {listed(TASKS)}")
    speaker = given.get("speaker", "")
    answer = understand(task, given.get("answer", ""), speaker)
    if answer is None:
        return None
    start, end = (_offset(given, name) for name in ("start", "end"))
    return Coding(
        place,
        given.get("article_id", ""),
        task,
        start,
        end,
        values.get("text", ""),
        answer,
        given.get("words", ""),
        nobody_meant(speaker),
        given.get("coder") or coder,
        given.get("date") or date,
        given.get("labels", "").casefold() == SHOWN,
        file,
    )


def _offset(given: dict[str, str], name: str) -> int:
    digits = given.get(name, "").replace(",", "").removesuffix(".0")
    if not digits.isascii() or not digits.isdigit() or len(digits) > 9:
        raise ValueError(f"“{given.get(name, '')}” is no place in the text; restore the column {name}")
    return int(digits)


def _first(found: list[tuple[str, int, dict[str, str]]], tab: str | None, column: str) -> str:
    """Return the first value of a column, of one tab or of all."""
    filled = (values.get(column, "").strip() for own, _, values in found if tab in (None, own))
    return next(filter(None, filled), "")


def _without_contradictions(rows: list[Coding]) -> tuple[list[Coding], list[str]]:
    """Leave out what one coder says twice; of contradicting answers the first counts.

    Several statements in one unit are no contradiction as long as each has words of its own.
    """
    said: dict[tuple, Coding] = {}
    problems = []
    for row in rows:
        key = row.who, row.article_id, row.task, row.start, row.end, row.words
        first = said.setdefault(key, row)
        if first.answer != row.answer:
            problems.append(
                f"{capital(row.place)}: {row.who} gave another answer in {first.place}, which counts."
            )
    return list(said.values()), problems
