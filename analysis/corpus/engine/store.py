"""The folder of a corpus: parts of tables that appear whole or not at all, here or at any fsspec address.

A part is finished when its file of the table `articles` is there: that is written last and carries, in its
metadata, what a later run has to know of it. The manifest beside the tables says what the run is over. What
the steps over the whole corpus need again lies in tables below `steps`.
"""

import hashlib
import io
import json
import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TypedDict

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from fsspec.core import url_to_fs

from analysis import files
from analysis.articles.fetch import is_address

MANIFEST = "manifest.json"
_NOTE = b"presslens"


class TableSize(TypedDict):
    """How many rows a table has, and its columns."""

    rows: int
    columns: list[str]


class CorpusManifest(TypedDict, total=False):
    """What a run is over: the version of Presslens, the sources, the chosen columns, the articles in a part.

    `batches` says how many of the sources came together: first those that the run began with, then those that
    were added later. It says `complete` false while the run goes on, and after it how many articles were
    `skipped` and the `tables` by name.
    """

    presslens: str
    sources: list[str]
    batches: list[int]
    columns: dict[str, str]
    part_size: int
    complete: bool
    skipped: int
    tables: dict[str, TableSize]


@dataclass(frozen=True)
class Receipt:
    """What is known of a finished part: the digest of its items, its rows by table, the keys it settled.

    `coded` are the digests of the codings that its articles were analysed with, by article.
    """

    digest: str
    rows: dict[str, int]
    settled: list[tuple[str, str]]
    coded: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Store:
    """The folder or address `url` of a corpus."""

    url: str

    @classmethod
    def at(cls, url: str) -> "Store":
        """Return the store of a folder or address, as every process sees it."""
        return cls(url if is_address(url) else str(Path(url).expanduser().absolute()))

    def write(self, table: str, part: int | str, data: pa.Table, note: Mapping[str, object] = {}) -> None:
        """Write one part of a table, with a note in its metadata."""
        given = {_NOTE: json.dumps(note).encode()}
        self.put(
            _file(table, part), _packed(data.replace_schema_metadata((data.schema.metadata or {}) | given))
        )

    def keep(self, table: str, part: int | str, data: pa.Table) -> bool:
        """Write one part of a table if it is not there with the same content; return whether it was not."""
        content = content_of(data)
        if self.content(table, part) == content:
            return False
        self.write(table, part, data, {"content": content})
        return True

    def content(self, table: str, part: int | str) -> str:
        """Return the digest of what `keep` wrote; an empty one where nothing lies."""
        return str(self.note(table, part).get("content", ""))

    def note(self, table: str, part: int | str) -> dict[str, object]:
        """Return the note of a part; an empty one where its file cannot be read, or has none."""
        try:
            with self._files.open(self._path(table, part), "rb") as raw:
                note = json.loads((pq.read_metadata(raw).metadata or {})[_NOTE])
        except (OSError, ValueError, KeyError, pa.ArrowException):
            return {}
        return note if isinstance(note, dict) else {}

    def size(self, table: str, part: int | str) -> int:
        """Return how many rows a part has; 0 where its file cannot be read."""
        try:
            with self._files.open(self._path(table, part), "rb") as raw:
                return int(pq.read_metadata(raw).num_rows)
        except (OSError, pa.ArrowException):
            return 0

    def read(self, table: str, part: int | str, columns: Sequence[str] | None = None) -> pd.DataFrame | None:
        """Return one part of a table; None where its file is missing or cannot be read."""
        try:
            with self._files.open(self._path(table, part), "rb") as raw:
                return pq.read_table(raw, columns=columns).to_pandas()
        except (OSError, pa.ArrowException):
            return None

    def finish(self, number: int, articles: pa.Table, receipt: Receipt) -> None:
        """Write the part of the table `articles`, by which the whole part counts as finished."""
        self.write("articles", number, articles, asdict(receipt))

    def reopen(self, number: int) -> None:
        """Let a part no longer count as finished."""
        path = self._path("articles", number)
        if self._files.exists(path):
            self._files.rm_file(path)

    def finished(self) -> set[int]:
        """Return the numbers of the parts that look finished."""
        folder = posixpath.join(self._root, "articles")
        self._files.invalidate_cache()
        names = self._files.ls(folder, detail=False) if self._files.isdir(folder) else []
        stems = (posixpath.basename(name) for name in names)
        return {int(stem[5:-8]) for stem in stems if stem.startswith("part-") and stem.endswith(".parquet")}

    def receipt(self, number: int) -> Receipt | None:
        """Return what is known of a finished part; None where its file cannot be read."""
        try:
            receipt = Receipt(**self.note("articles", number))  # type: ignore[arg-type]
            return replace(receipt, settled=[(name, text) for name, text in receipt.settled])
        except (ValueError, TypeError):
            return None

    def manifest(self) -> CorpusManifest | None:
        """Return the manifest; None where there is none."""
        try:
            return json.loads(self.get(MANIFEST))
        except ValueError:
            return None

    def write_manifest(self, known: CorpusManifest) -> None:
        """Write the manifest anew."""
        self.put(MANIFEST, json.dumps(known, indent=1, ensure_ascii=False).encode() + b"\n")

    def get(self, name: str) -> bytes:
        """Return what a file holds; nothing where it cannot be read."""
        try:
            return bytes(self._files.cat_file(posixpath.join(self._root, name)))
        except (OSError, ValueError, ImportError):
            return b""

    def put(self, name: str, data: bytes) -> None:
        """Write a file: on disk by renaming, while an object store shows no object before it is whole."""
        path = posixpath.join(self._root, name)
        if self._is_local:
            files.write(Path(path), data)
        else:
            self._files.makedirs(posixpath.dirname(path), exist_ok=True)
            self._files.pipe_file(path, data)

    def tidy(self) -> None:
        """Remove what writers that were killed have left; readers never see it."""
        if self._is_local:
            for pattern in (".*.json.*", "*/.part-*", "steps/.*.csv.*", "steps/*/.*.parquet.*"):
                for left in Path(self._root).glob(pattern):
                    left.unlink(missing_ok=True)

    def _path(self, table: str, part: int | str) -> str:
        return posixpath.join(self._root, _file(table, part))

    @cached_property
    def _place(self):
        return url_to_fs(self.url)

    @property
    def _files(self):
        return self._place[0]

    @property
    def _root(self) -> str:
        return self._place[1]

    @property
    def _is_local(self) -> bool:
        return "file" in self._files.protocol


def content_of(data: pa.Table) -> str:
    """Return a digest of a table, by which the same content is known again."""
    return hashlib.sha256(_packed(data)).hexdigest()


def _file(table: str, part: int | str) -> str:
    """Return the file of a part within the folder: parts by number, or by what they are of."""
    return f"{table}/{f'part-{part:06d}' if isinstance(part, int) else part}.parquet"


def _packed(data: pa.Table) -> bytes:
    packed = io.BytesIO()
    pq.write_table(data, packed, compression="zstd")
    return packed.getvalue()
