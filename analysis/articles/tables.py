"""The rows of tables, one after the other: CSV as news databases export it, JSON lines, Parquet.

Which column holds what is as the user says, else told by the names that news databases use.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import BinaryIO, NamedTuple

from fsspec import AbstractFileSystem

from analysis import word_lists
from analysis.articles.folders import table_kind
from analysis.articles.source import LIMIT
from analysis.errors import CorpusError
from analysis.files import delimiter_of
from analysis.wording import listed

KNOWN: Mapping[str, Sequence[str]] = word_lists.read("columns")["columns"]
"""The fields of an article, and the column names read as each when the user names none, best first."""

_LONGEST_LINE = 4 * LIMIT
_BATCH = 64
_TOO_LONG = "is over 5 MB, too long for one article; perhaps a quotation mark before it has no partner"


class TableRow(NamedTuple):
    """A row: its place in the table in words, the article as JSON, or else the flaw that keeps it out."""

    place: str
    data: bytes = b""
    flaw: str = ""


def read(files: AbstractFileSystem, path: str, columns: Mapping[str, str], name: str) -> Iterator[TableRow]:
    """Yield the rows of a table; `columns` are those the user chose, `name` what messages call the table.

    Raises CorpusError when the columns do not fit, and OSError or ValueError where the file is damaged or no
    table.
    """
    kind = table_kind(path)
    if kind is None:
        raise ValueError(f"{name} is no table.")
    return _READERS[kind](files, path, columns, name)


def _read_csv(
    files: AbstractFileSystem, path: str, columns: Mapping[str, str], name: str
) -> Iterator[TableRow]:
    """Read separated values: the delimiter is the header's commonest, the row numbers are a spreadsheet's.

    Bytes pass through the parser as Latin-1 and are decoded cell by cell, so a damaged cell spoils no other.
    """
    csv.field_size_limit(LIMIT)
    with files.open(path, "rb", compression="infer") as raw:
        wide = raw.read(2) in (b"\xff\xfe", b"\xfe\xff")
        raw.seek(0)
        lines = io.TextIOWrapper(raw, "utf-16" if wide else "latin-1", "replace", newline="")
        header = lines.readline()
        delimiter = delimiter_of(header)
        names = [
            _decoded(cell).strip("\ufeff ") for cell in next(csv.reader([header], delimiter=delimiter), [])
        ]
        chosen = resolve(names, columns, name)
        yield from _csv_rows(csv.reader(lines, delimiter=delimiter), names, chosen, name)


def _csv_rows(
    reader: Iterator[list[str]], names: list[str], chosen: Mapping[str, str], name: str
) -> Iterator[TableRow]:
    number = 1
    while True:
        number += 1
        place = f"row {number}"
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield TableRow(place, flaw=f"Row {number} of {name} {_TOO_LONG}.")
            continue
        if not cells:
            number -= 1
        elif len(cells) != len(names):
            flaw = (
                f"Row {number} of {name} has {len(cells)} cells and the header {len(names)}; mend it there."
            )
            yield TableRow(place, flaw=flaw)
        else:
            values = dict(zip(names, map(_decoded, cells), strict=True))
            yield TableRow(place, article_json(values, chosen))


def _decoded(cell: str) -> str:
    """Return a cell that was read as Latin-1 as what it is: UTF-8, or else Windows-1252."""
    try:
        data = cell.encode("latin-1")
    except UnicodeError:  # the file was UTF-16
        return cell
    try:
        return data.decode()
    except UnicodeError:
        return data.decode("cp1252", "replace")


def _read_lines(
    files: AbstractFileSystem, path: str, columns: Mapping[str, str], name: str
) -> Iterator[TableRow]:
    """Read JSON lines: an object a line, empty lines left out."""
    with files.open(path, "rb", compression="infer") as raw:
        for number, line in enumerate(_lines(raw), start=1):
            if line.strip():
                yield _json_row(line, f"line {number}", columns, f"Line {number} of {name}")


def _lines(raw: BinaryIO) -> Iterator[bytes]:
    """Yield the lines of a file, of an endless one only as much as says that it is too long."""
    while line := raw.readline(_LONGEST_LINE):
        rest = line
        while rest and not rest.endswith(b"\n"):
            rest = raw.readline(_LONGEST_LINE)
        yield line


def _json_row(line: bytes, place: str, columns: Mapping[str, str], name: str) -> TableRow:
    if len(line) >= _LONGEST_LINE:
        return TableRow(place, flaw=f"{name} {_TOO_LONG}.")
    try:
        values = json.loads(line)
    except (ValueError, RecursionError):
        return TableRow(place, flaw=f"{name} is not valid JSON; mend it there.")
    if not isinstance(values, dict):
        return TableRow(place, flaw=f"{name} holds no JSON object; write one with the article’s fields.")
    try:
        here = {field: column for field, column in columns.items() if column in values or field == "text"}
        return TableRow(place, article_json(values, resolve(values, here, name)))
    except CorpusError as error:
        return TableRow(place, flaw=str(error))


def _read_parquet(
    files: AbstractFileSystem, path: str, columns: Mapping[str, str], name: str
) -> Iterator[TableRow]:
    import pyarrow.parquet as pq

    with files.open(path, "rb") as raw, pq.ParquetFile(raw) as table:
        chosen = resolve(table.schema_arrow.names, columns, name)
        number = 0
        for batch in table.iter_batches(_BATCH, columns=sorted(set(chosen.values()))):
            for values in batch.to_pylist():
                number += 1
                yield TableRow(f"row {number}", article_json(values, chosen))


def article_json(values: Mapping[str, object], columns: Mapping[str, str]) -> bytes:
    """Return a row as the JSON of an article."""
    given = {field: values.get(column) for field, column in columns.items()}
    fields = {field: None if value != value else value for field, value in given.items()}  # nan: nothing
    return json.dumps(fields, default=_plain).encode()


def _plain(value: object) -> str:
    """Return a value that JSON does not know as text: dates as ISO 8601, bytes decoded."""
    if isinstance(value, bytes):
        return _decoded(value.decode("latin-1"))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)


_READERS: dict[str, Callable[..., Iterator[TableRow]]] = {
    "separated values": _read_csv,
    "JSON lines": _read_lines,
    "Parquet": _read_parquet,
}


def parse(assignments: str) -> dict[str, str]:
    """Return `text=body,title=headline` as {field: column}. Raises CorpusError for anything else."""
    chosen = {}
    for part in filter(None, (part.strip() for part in assignments.split(","))):
        field, equals, column = (piece.strip() for piece in part.partition("="))
        if not equals or not column:
            raise CorpusError(f"Columns are named as FIELD=COLUMN,..., not as “{part}”.")
        if field not in KNOWN:
            raise CorpusError(f"There is no field “{field}” for a column; there are {listed(list(KNOWN))}.")
        chosen[field] = column
    return chosen


def resolve(
    names: Iterable[str], chosen: Mapping[str, str], table: str, option: str = "--columns text=..."
) -> dict[str, str]:
    """Return {field: column} for a table with columns of these names; `option` is how a user chooses one.

    Raises CorpusError when a chosen column is missing or no column holds the text.
    """
    names = list(names)
    for column in chosen.values():
        if column not in names:
            raise CorpusError(f"There is no column “{column}” in {table}; there are {listed(names)}.")
    folded = {_fold(name): name for name in reversed(names)}
    found = {
        field: next((folded[alias] for alias in aliases if alias in folded), None)
        for field, aliases in KNOWN.items()
    }
    columns = {field: column for field, column in (found | dict(chosen)).items() if column is not None}
    if "text" not in columns:
        there = listed(names) or "none"
        raise CorpusError(f"No column of {table} is known to hold the text; name it: {option} ({there}).")
    return columns


def _fold(name: str) -> str:
    return " ".join(name.casefold().replace("_", " ").split())
