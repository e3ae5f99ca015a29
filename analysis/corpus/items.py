"""What the sources of a corpus name, one item after the other: files, pages, rows of tables."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import PurePosixPath
from typing import NamedTuple

from fsspec import AbstractFileSystem
from fsspec.core import url_to_fs

from analysis.article.fetch import is_address
from analysis.article.sources import KINDS, shown
from analysis.corpus import rows
from analysis.corpus.errors import CorpusError
from analysis.paths import find

_MOST_BYTES = 2_000_000  # of rows in a part, for a task should travel light


class Item(NamedTuple):
    """One text to be: a file or page at `address`, which a worker reads; or a `row` as JSON; or a `flaw`.

    `source` is what the table of errors calls it, `size` the file's in bytes, where it is known.
    """

    source: str
    address: str = ""
    row: bytes = b""
    flaw: str = ""
    size: int = 0


class Part(NamedTuple):
    """Items that are read, analysed and written together; `digest` tells whether they are the same again."""

    number: int
    items: tuple[Item, ...]
    digest: str


def items(sources: Iterable[str], columns: Mapping[str, str]) -> Iterator[Item]:
    """Yield what the sources name, in their order, folders by name and with all that is below them.

    Nothing is kept, so that memory does not grow with the corpus. What cannot be opened is an item with a
    flaw. Raises CorpusError when a table that is named itself has not the columns that were chosen, or none
    for the text.
    """
    return chain.from_iterable(_named(source, columns) for source in dict.fromkeys(sources))


def parts(stream: Iterable[Item], size: int) -> Iterator[Part]:
    """Cut a stream of items into parts of `size` items, fewer where they are long."""
    held: list[Item] = []
    number = weight = 0
    for item in stream:
        if held and (len(held) == size or weight + len(item.row) > _MOST_BYTES):
            yield Part(number, tuple(held), _digest(held))
            held, weight, number = [], 0, number + 1
        held.append(item)
        weight += len(item.row)
    if held:
        yield Part(number, tuple(held), _digest(held))


def _digest(held: Iterable[Item]) -> str:
    """Return a digest of what is to be read: names, sizes and rows."""
    found = hashlib.sha256()
    for item in held:
        for piece in (item.source, str(item.size), item.flaw):
            found.update(piece.encode(errors="replace") + b"\0")
        found.update(item.row)
    return found.hexdigest()


def _named(source: str, columns: Mapping[str, str]) -> Iterator[Item]:
    if source.startswith(("http://", "https://")) and not rows.is_table(source.partition("?")[0]):
        yield Item(source, source)
        return
    try:
        files, path = url_to_fs(source if is_address(source) else str(find(source).absolute()))
        known = files.info(path)
    except FileNotFoundError:
        yield Item(source, flaw=f"There is no {shown(source)}; check the spelling of its path.")
    except (OSError, ValueError, ImportError, RuntimeError) as error:
        yield Item(source, flaw=f"{shown(source)} cannot be opened ({_reason(error)}).")
    else:
        if known["type"] == "directory":
            yield from _inside(source, files, path, columns)
        else:
            yield from _file(source, files, known, columns)


def _inside(source: str, files: AbstractFileSystem, path: str, columns: Mapping[str, str]) -> Iterator[Item]:
    found = False
    for name, known in _below(files, path, source.rstrip("/")):
        found = True
        try:
            yield from _file(name, files, known, columns)
        except CorpusError as error:
            yield Item(name, flaw=str(error))
    if not found:
        kinds = " ".join([*KINDS, *rows.READERS])
        yield Item(source, flaw=f"{shown(source)} has no articles in it ({kinds}).")


def _below(files: AbstractFileSystem, path: str, name: str) -> Iterator[tuple[str, dict]]:
    """Yield the articles and tables in a folder and those in it: no README, nothing hidden."""
    for known in sorted(files.ls(path, detail=True), key=lambda each: each["name"]):
        own = PurePosixPath(known["name"]).name
        if own.startswith((".", "README")):
            continue
        if known["type"] == "directory":
            yield from _below(files, known["name"], f"{name}/{own}")
        elif PurePosixPath(own).suffix.lower() in KINDS or rows.is_table(own):
            yield f"{name}/{own}", known


def _file(name: str, files: AbstractFileSystem, known: dict, columns: Mapping[str, str]) -> Iterator[Item]:
    if not rows.is_table(known["name"]):
        local = "file" in files.protocol
        address = known["name"] if local else files.unstrip_protocol(known["name"])
        yield Item(name, address, size=known.get("size") or 0)
        return
    try:
        for place, row, flaw in rows.read(files, known["name"], columns, shown(name)):
            yield Item(f"{name}, {place}", row=row, flaw=flaw)
    except CorpusError:
        raise
    except (OSError, ValueError, ImportError) as error:
        yield Item(name, flaw=f"{shown(name)} cannot be read, or not to its end ({_reason(error)}).")


def _reason(error: Exception) -> str:
    return " ".join((getattr(error, "strerror", None) or str(error) or type(error).__name__).split())[:200]
