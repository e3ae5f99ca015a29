"""The cells of a sheet's file, CSV or XLSX, as a spreadsheet saved them."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from analysis.articles.source import LIMIT
from analysis.coding.answers import QUOTES, TASKS, Answer, nobody_meant, understand
from analysis.coding.sample import SHOWN
from analysis.errors import CodingError
from analysis.files import unguarded, writable
from analysis.paths import find
from analysis.schemas import TABLES
from analysis.wording import capital, listed

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


# Whether a sheet still has the columns that its rows need: a misspelt one would lose what is in it.

_NEEDED = ("article_id", "task", "start", "end", "text", "answer")
_OF_ALL = ("coder", "date", "labels")
_OF_QUOTES = ("speaker", "words")

Rows = Sequence[Mapping[str, str]]


def is_sheet(rows: Rows) -> bool:
    """Tell whether a table is a coding sheet by its columns, of which one may be misspelt."""
    columns = _columns(rows)
    return {"task", "answer"} <= columns or len(set(_NEEDED) - columns) < 2


def check_columns(path: Path, tabs: Mapping[str, Rows]) -> None:
    """Raise CodingError for a file without a sheet, and for a sheet that lacks a column its rows need.

    Tabs of another kind in a workbook are the coder's own, as are columns with other names. `speaker` and
    `words` are only needed beside the task quotes.
    """
    sheets = {tab: rows for tab, rows in tabs.items() if is_sheet(rows)}
    what = "no longer a whole coding sheet" if sheets else "no coding sheet"
    for tab, rows in (sheets or tabs).items():
        columns = _columns(rows)
        missing = [name for name in (_wanted(rows) if sheets else _NEEDED) if name not in columns]
        if missing:
            name = path.name + (f", tab “{tab}”," if tab else "")
            raise CodingError(
                f"{name} is {what}: it has no column {listed(missing, 'or')}; {_advice(missing, columns)}"
            )


def _wanted(rows: Rows) -> tuple[str, ...]:
    quotes = any(row.get("task", "").strip().casefold() == QUOTES for row in rows)
    return (*_NEEDED, *(_OF_QUOTES if quotes else ()), *_OF_ALL)


def _columns(rows: Rows) -> set[str]:
    return set().union(*rows)


def _advice(missing: Sequence[str], columns: set[str]) -> str:
    """Return what to do: spell the column right where another has a name like it, else begin anew."""
    others = sorted(columns - {*TABLES["sheet"].columns, ""})
    meant = [f"“{close}”" for name in missing for close in get_close_matches(name, others, n=1)]
    if not meant:
        return "begin with a sheet that Presslens wrote."
    return f"{'is' if len(meant) == 1 else 'are'} {listed(meant)} meant?"


# Where an article's coding lies: a sheet or a brat file named after it, or the file that a reader names.

FOLDER = "data/codings"
SHEETS = (".csv", ".xlsx")
DRAWN = ".ann"


def is_file(place: str | Path) -> bool:
    """Tell whether a place is a coding itself, by its name, and not a folder of them."""
    return Path(place).suffix.lower() in (*SHEETS, DRAWN)


def check_place(place: str | Path) -> None:
    """Raise CodingError for a file or folder of codings that is missing; the usual folder may be."""
    if is_file(place) and not find(place).is_file():
        raise CodingError(f"There is no coding sheet “{place}”; check the spelling of its path.")
    if not is_file(place) and Path(place) != Path(FOLDER) and not find(place).is_dir():
        raise CodingError(f"There is no folder of codings “{place}”; check the spelling of its path.")


def coding_of(article_id: str, place: str | Path) -> Path | None:
    """Return the coding of an article in a place, None where there is none or the place is empty.

    Raises CodingError for a place that is missing, and for a sheet and a brat file of one article.
    """
    if not str(place):
        return None
    check_place(place)
    if is_file(place):
        return find(place)
    sheets = (find(Path(place) / f"{article_id}{suffix}") for suffix in SHEETS)
    sheet = next((path for path in sheets if path.is_file()), None)
    annotated = find(Path(place) / f"{article_id}{DRAWN}")
    if sheet and annotated.is_file():
        raise CodingError(
            f"“{place}” has two codings of one article, {sheet.name} and {annotated.name}; move one away, or "
            f"name the one that counts (-p codings={Path(place).as_posix()}/{annotated.name})."
        )
    return sheet or (annotated if annotated.is_file() else None)


# Completed sheets as codings: every row that can be understood, and a sentence for each that cannot.

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
    check_columns(path, _tabs(found))
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
