"""Which files hold articles, or tables of them, told by their names; and those that a folder stands for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

KINDS = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".json": "json",
}
"""The endings of files that hold one article, and what each is read as."""

TABLES = {
    ".csv": "separated values",
    ".tsv": "separated values",
    ".jsonl": "JSON lines",
    ".ndjson": "JSON lines",
    ".parquet": "Parquet",
}
"""The endings of files that hold many, an article a row; separated values and JSON lines may be packed."""

_PACKED = {".gz", ".bz2", ".xz"}


class Listed(NamedTuple):
    """A file in a folder: its name seen from there, its path in its file system, its size in bytes."""

    name: str
    path: str
    size: int


def article_kind(name: str) -> str | None:
    """Return what an article in a file of this name is read as, None where the ending does not tell."""
    return KINDS.get(PurePosixPath(name.lower()).suffix)


def table_kind(name: str) -> str | None:
    """Return what a table in a file of this name is read as, None where it is none."""
    path = PurePosixPath(name.lower())
    return TABLES.get(PurePosixPath(path.stem).suffix if path.suffix in _PACKED else path.suffix)


def is_table(name: str) -> bool:
    """Tell by its name whether a file holds a table of texts; it may be packed."""
    return table_kind(name) is not None


def files_in(files: AbstractFileSystem, folder: str, below: bool = True) -> Iterator[Listed]:
    """Yield the articles and tables in a folder, by name: no README, nothing hidden.

    With `below`, those of the folders in it come with them. Raises OSError where a folder cannot be listed.
    """
    for known in sorted(files.ls(folder, detail=True), key=lambda each: each["name"]):
        name = PurePosixPath(known["name"]).name
        if name.startswith((".", "README")):
            continue
        if known["type"] == "directory":
            inside = files_in(files, known["name"]) if below else ()
            yield from (each._replace(name=f"{name}/{each.name}") for each in inside)
        elif article_kind(name) or is_table(name):
            yield Listed(name, known["name"], known.get("size") or 0)


def articles_in(folder: Path) -> list[Path]:
    """Return the articles right in a folder of this machine, by name; none where it is no folder.

    Raises OSError where it may not be read.
    """
    from fsspec.implementations.local import LocalFileSystem  # slow to import, and only for folders

    if not folder.is_dir():
        return []
    listed = files_in(LocalFileSystem(), str(folder.absolute()), below=False)
    articles = [folder / each.name for each in listed if article_kind(each.name)]
    return [path for path in articles if path.is_file()]
