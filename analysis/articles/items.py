"""What the sources of a corpus name, one item after the other: files, pages, rows of tables."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import PurePosixPath
from typing import NamedTuple

from fsspec import AbstractFileSystem
from fsspec.core import url_to_fs

from analysis.articles import Article, load_article, tables
from analysis.articles.fetch import is_address
from analysis.articles.source import KINDS, articles_in, quoted_name
from analysis.errors import ArticleError, CorpusError
from analysis.paths import find

_MOST_BYTES = 2_000_000  # of rows in a part, for a task should travel light


class SourceItem(NamedTuple):
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
    items: tuple[SourceItem, ...]
    digest: str


def items(sources: Iterable[str], columns: Mapping[str, str]) -> Iterator[SourceItem]:
    """Yield what the sources name, in their order, folders by name and with all that is below them.

    Nothing is kept, so that memory does not grow with the corpus. What cannot be opened is an item with a
    flaw. Raises CorpusError when a table that is named itself has not the columns that were chosen, or none
    for the text.
    """
    return chain.from_iterable(_named(source, columns) for source in dict.fromkeys(sources))


def parts(stream: Iterable[SourceItem], size: int) -> Iterator[Part]:
    """Cut a stream of items into parts of `size` items, fewer where they are long."""
    held: list[SourceItem] = []
    number = weight = 0
    for item in stream:
        if held and (len(held) == size or weight + len(item.row) > _MOST_BYTES):
            yield Part(number, tuple(held), _digest(held))
            held, weight, number = [], 0, number + 1
        held.append(item)
        weight += len(item.row)
    if held:
        yield Part(number, tuple(held), _digest(held))


def _digest(held: Iterable[SourceItem]) -> str:
    """Return a digest of what is to be read: names, sizes and rows."""
    found = hashlib.sha256()
    for item in held:
        for piece in (item.source, str(item.size), item.flaw):
            found.update(piece.encode(errors="replace") + b"\0")
        found.update(item.row)
    return found.hexdigest()


def _named(source: str, columns: Mapping[str, str]) -> Iterator[SourceItem]:
    if source.startswith(("http://", "https://")) and not tables.is_table(source.partition("?")[0]):
        yield SourceItem(source, source)
        return
    try:
        files, path = url_to_fs(source if is_address(source) else str(find(source).absolute()))
        known = files.info(path)
    except FileNotFoundError:
        yield SourceItem(source, flaw=f"There is no {quoted_name(source)}; check the spelling of its path.")
    except (OSError, ValueError, ImportError, RuntimeError) as error:
        yield SourceItem(source, flaw=f"{quoted_name(source)} cannot be opened ({_reason(error)}).")
    else:
        if known["type"] == "directory":
            yield from _inside(source, files, path, columns)
        else:
            yield from _file(source, files, known, columns)


def _inside(
    source: str, files: AbstractFileSystem, path: str, columns: Mapping[str, str]
) -> Iterator[SourceItem]:
    found = False
    for name, known in _below(files, path, source.rstrip("/")):
        found = True
        try:
            yield from _file(name, files, known, columns)
        except CorpusError as error:
            yield SourceItem(name, flaw=str(error))
    if not found:
        kinds = " ".join([*KINDS, *tables.READERS])
        yield SourceItem(source, flaw=f"{quoted_name(source)} has no articles in it ({kinds}).")


def _below(files: AbstractFileSystem, path: str, name: str) -> Iterator[tuple[str, dict]]:
    """Yield the articles and tables in a folder and those in it: no README, nothing hidden."""
    for known in sorted(files.ls(path, detail=True), key=lambda each: each["name"]):
        own = PurePosixPath(known["name"]).name
        if own.startswith((".", "README")):
            continue
        if known["type"] == "directory":
            yield from _below(files, known["name"], f"{name}/{own}")
        elif PurePosixPath(own).suffix.lower() in KINDS or tables.is_table(own):
            yield f"{name}/{own}", known


def _file(
    name: str, files: AbstractFileSystem, known: dict, columns: Mapping[str, str]
) -> Iterator[SourceItem]:
    if not tables.is_table(known["name"]):
        local = "file" in files.protocol
        address = known["name"] if local else files.unstrip_protocol(known["name"])
        yield SourceItem(name, address, size=known.get("size") or 0)
        return
    try:
        for place, row, flaw in tables.read(files, known["name"], columns, quoted_name(name)):
            yield SourceItem(f"{name}, {place}", row=row, flaw=flaw)
    except CorpusError:
        raise
    except (OSError, ValueError, ImportError) as error:
        yield SourceItem(
            name, flaw=f"{quoted_name(name)} cannot be read, or not to its end ({_reason(error)})."
        )


def _reason(error: Exception) -> str:
    return " ".join((getattr(error, "strerror", None) or str(error) or type(error).__name__).split())[:200]


# The articles that a command line names: files, folders of files, URLs; each read once.

_TAKEN = {"index.html", "readme.md"}  # files of the folder of reports


@dataclass(frozen=True)
class SourcedArticle:
    """An article and the source it came from, as the reader named it."""

    source: str
    article: Article


@dataclass(frozen=True)
class Collected:
    """The articles that can be used, why others cannot, and what else the reader should know."""

    items: tuple[SourcedArticle, ...]
    refused: tuple[str, ...]
    notes: tuple[str, ...]


def collect(sources: Iterable[str]) -> Collected:
    """Read every article that the sources name, once each; an id that is taken gets a number."""
    items, refused = [], []
    for source in dict.fromkeys(name for given in sources for name in _expand(given)):
        try:
            items.append(SourcedArticle(source, load_article(source)))
        except ArticleError as error:
            refused.append(str(error))
    distinct, notes = with_distinct_ids(items)
    return Collected(tuple(distinct), tuple(refused), tuple(notes))


def as_json(article: Article) -> bytes:
    """Return an article as the JSON that `load_article` reads back."""
    fields = ("id", "title", "outlet", "published", "url", "text")
    known = {name: getattr(article, name) for name in fields if getattr(article, name) is not None}
    return json.dumps(known, indent=1).encode()


def _expand(source: str) -> Iterator[str]:
    """Yield the source itself or, for a folder, the articles in it: no README, no hidden file."""
    try:
        articles = articles_in(find(source))
    except (OSError, ValueError, RuntimeError):  # no folder; what is wrong, load_article says better
        articles = []
    yield from [str(file) for file in articles] or [source]


def with_distinct_ids(items: Iterable[SourcedArticle]) -> tuple[list[SourcedArticle], list[str]]:
    """Number articles whose id is taken: story, story-2, story-3 (file systems may ignore case)."""
    taken = set(_TAKEN)
    distinct, notes = [], []
    for item in items:
        name, number = item.article.id, 1
        while name.casefold() in taken:
            number += 1
            name = f"{item.article.id}-{number}"
        taken.add(name.casefold())
        if number > 1:
            notes.append(
                f"The id {quoted_name(item.article.id)} is taken, so the article from "
                f"{quoted_name(item.source)} becomes "
                f"{quoted_name(name)}."
            )
            item = replace(item, article=replace(item.article, id=name))
        distinct.append(item)
    return distinct, notes
