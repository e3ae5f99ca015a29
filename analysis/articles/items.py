"""From sources to articles: what files, folders, tables and addresses name, one item after the other.

Corpora and reports take the same items. A corpus streams whatever lies at or below its sources, rows of
tables too (`items`); a report is made for each article that is named, or lies right in a folder
(`single_items`), and these are read at once (`collect`). What keeps an article out is one sentence in either.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import PurePosixPath
from typing import NamedTuple

import fsspec
from fsspec import AbstractFileSystem
from fsspec.core import url_to_fs

from analysis.articles import tables
from analysis.articles.article import Article, load_article, understand
from analysis.articles.fetch import is_address
from analysis.articles.folders import KINDS, TABLES, Listed, article_kind, articles_in, files_in, is_table
from analysis.articles.source import LIMIT, Source, quoted_name
from analysis.errors import ArticleError, CorpusError
from analysis.paths import find

_MOST_BYTES = 2_000_000  # of rows in a part, for a task should travel light
_TAKEN = {"index.html", "readme.md"}  # files of the folder of reports


class SourceItem(NamedTuple):
    """One text to be: a file or page at `address`; or a `row` as JSON; or a `flaw` that keeps it out.

    `source` is what messages and the table of errors call it, `size` the file's in bytes, where it is known;
    `remote` says that the file lies in another file system than this machine's.
    """

    source: str
    address: str = ""
    row: bytes = b""
    flaw: str = ""
    size: int = 0
    remote: bool = False


class Part(NamedTuple):
    """Items that are read, analysed and written together; `digest` tells whether they are the same again."""

    number: int
    items: tuple[SourceItem, ...]
    digest: str


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


def items(sources: Iterable[str], columns: Mapping[str, str]) -> Iterator[SourceItem]:
    """Yield what the sources name, in their order, folders by name and with all that is below them.

    Nothing is kept, so that memory does not grow with the corpus. What cannot be opened is an item with a
    flaw. Raises CorpusError when a table that is named itself has not the columns that were chosen, or none
    for the text.
    """
    return chain.from_iterable(_named(source, columns) for source in dict.fromkeys(sources))


def single_items(sources: Iterable[str]) -> Iterator[SourceItem]:
    """Yield the articles that sources name, each once, a folder standing for those right in it.

    What is missing, a table, or a folder without articles is an item, too: reading it says what is wrong.
    """
    names = dict.fromkeys(name for source in sources for name in _single(source))
    return (SourceItem(name, name) for name in names)


def read_item(item: SourceItem) -> Article:
    """Read one item: a row, a page of the web, a file, here or in another file system.

    Raises ArticleError for an item with a flaw, and for all that `load_article` refuses; and whatever another
    file system raises where it cannot be reached.
    """
    if item.flaw:
        raise ArticleError(item.flaw)
    if item.row:
        return understand(Source(quoted_name(item.source), item.row, "json"))
    return understand(_fetched(item)) if item.remote else load_article(item.address)


def collect(sources: Iterable[str]) -> Collected:
    """Read every article that the sources name, once each; an id that is taken gets a number."""
    found, refused = [], []
    for item in single_items(sources):
        try:
            found.append(SourcedArticle(item.source, read_item(item)))
        except ArticleError as error:
            refused.append(str(error))
    distinct, notes = with_distinct_ids(found)
    return Collected(tuple(distinct), tuple(refused), tuple(notes))


def parts(stream: Iterable[SourceItem], size: int, number: int = 0) -> Iterator[Part]:
    """Cut a stream of items into parts of `size` items, fewer where they are long, numbered from `number`."""
    gathered: list[SourceItem] = []
    weight = 0
    for item in stream:
        if gathered and (len(gathered) == size or weight + len(item.row) > _MOST_BYTES):
            yield Part(number, tuple(gathered), _digest(gathered))
            gathered, weight, number = [], 0, number + 1
        gathered.append(item)
        weight += len(item.row)
    if gathered:
        yield Part(number, tuple(gathered), _digest(gathered))


def as_json(article: Article) -> bytes:
    """Return an article as the JSON that `load_article` reads back."""
    fields = ("id", "title", "outlet", "published", "url", "byline", "section", "kinds", "text")
    known = {name: getattr(article, name) for name in fields if getattr(article, name) is not None}
    known["blocks"] = [block._asdict() for block in article.blocks]
    return json.dumps(known, indent=1).encode()


def with_distinct_ids(sourced: Iterable[SourcedArticle]) -> tuple[list[SourcedArticle], list[str]]:
    """Number articles whose id is taken: story, story-2, story-3 (file systems may ignore case)."""
    taken = set(_TAKEN)
    distinct, notes = [], []
    for item in sourced:
        name, number = str(item.article.id), 1
        while name.casefold() in taken:
            number += 1
            name = f"{item.article.id}-{number}"
        taken.add(name.casefold())
        if number > 1:
            notes.append(
                f"The id {quoted_name(item.article.id)} is taken, so the article from "
                f"{quoted_name(item.source)} becomes {quoted_name(name)}."
            )
            item = replace(item, article=replace(item.article, id=name))
        distinct.append(item)
    return distinct, notes


def _named(source: str, columns: Mapping[str, str]) -> Iterator[SourceItem]:
    if source.startswith(("http://", "https://")) and not is_table(source.partition("?")[0]):
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
            yield from _file(source, files, Listed(source, known["name"], known.get("size") or 0), columns)


def _inside(
    source: str, files: AbstractFileSystem, path: str, columns: Mapping[str, str]
) -> Iterator[SourceItem]:
    found = False
    for file in files_in(files, path):
        found = True
        name = f"{source.rstrip('/')}/{file.name}"
        try:
            yield from _file(name, files, file, columns)
        except CorpusError as error:
            yield SourceItem(name, flaw=str(error))
    if not found:
        kinds = " ".join([*KINDS, *TABLES])
        yield SourceItem(source, flaw=f"{quoted_name(source)} has no articles in it ({kinds}).")


def _file(
    name: str, files: AbstractFileSystem, file: Listed, columns: Mapping[str, str]
) -> Iterator[SourceItem]:
    if not is_table(file.path):
        remote = "file" not in files.protocol
        address = files.unstrip_protocol(file.path) if remote else file.path
        yield SourceItem(name, address, size=file.size, remote=remote)
        return
    try:
        for place, row, flaw in tables.read(files, file.path, columns, quoted_name(name)):
            yield SourceItem(f"{name}, {place}", row=row, flaw=flaw)
    except CorpusError:
        raise
    except (OSError, ValueError, ImportError) as error:
        yield SourceItem(
            name, flaw=f"{quoted_name(name)} cannot be read, or not to its end ({_reason(error)})."
        )


def _reason(error: Exception) -> str:
    return " ".join((getattr(error, "strerror", None) or str(error) or type(error).__name__).split())[:200]


def _single(source: str) -> list[str]:
    """Return the articles in a folder, or else the source itself."""
    try:
        articles = articles_in(find(source))
    except (OSError, ValueError, RuntimeError):  # what is wrong, `read_item` says better
        articles = []
    return [str(file) for file in articles] or [source]


def _fetched(item: SourceItem) -> Source:
    with fsspec.open(item.address, "rb") as file:
        data = file.read(LIMIT + 1)
    name = PurePosixPath(item.address)
    return Source(quoted_name(item.source), data, article_kind(name.name), name.stem)


def _digest(gathered: Iterable[SourceItem]) -> str:
    """Return a digest of what is to be read: names, sizes and rows."""
    found = hashlib.sha256()
    for item in gathered:
        for piece in (item.source, str(item.size), item.flaw):
            found.update(piece.encode(errors="replace") + b"\0")
        found.update(item.row)
    return found.hexdigest()
