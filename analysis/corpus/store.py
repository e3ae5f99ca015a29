"""The folder of a corpus: parts of tables that appear whole or not at all, here or at any fsspec address.

A part is finished when its file of the table `articles` is there: that is written last and carries, in its
metadata, what a later run has to know of it. The manifest beside the tables says what the run is over.
"""

import io
import json
import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TypedDict

import pyarrow as pa
import pyarrow.parquet as pq
from fsspec.core import url_to_fs

from analysis import __version__, files, schemas
from analysis.articles import items
from analysis.articles.fetch import is_address
from analysis.articles.folders import is_table
from analysis.articles.items import Part, SourceItem
from analysis.articles.source import quoted_name
from analysis.errors import CorpusError
from analysis.wording import listed

MANIFEST = "manifest.json"
_RECEIPT = b"presslens"


class TableSize(TypedDict):
    """How many rows a table has, and its columns."""

    rows: int
    columns: list[str]


class CorpusManifest(TypedDict, total=False):
    """What a run is over: the version of Presslens, the sources, the chosen columns, the articles in a part.

    It says `complete` false while the run goes on, and after it how many articles were `skipped` and the
    `tables` by name.
    """

    presslens: str
    sources: list[str]
    columns: dict[str, str]
    part_size: int
    complete: bool
    skipped: int
    tables: dict[str, TableSize]


@dataclass(frozen=True)
class Receipt:
    """What is known of a finished part: the digest of its items, its rows by table, the keys it settled."""

    digest: str
    rows: dict[str, int]
    settled: list[tuple[str, str]]


@dataclass(frozen=True)
class Store:
    """The folder or address `url` of a corpus."""

    url: str

    @classmethod
    def at(cls, url: str) -> "Store":
        """Return the store of a folder or address, as every process sees it."""
        return cls(url if is_address(url) else str(Path(url).expanduser().absolute()))

    def write(self, table: str, number: int, data: pa.Table) -> None:
        """Write one part of a table."""
        packed = io.BytesIO()
        pq.write_table(data, packed, compression="zstd")
        self.put(self._part(table, number), packed.getvalue())

    def finish(self, number: int, articles: pa.Table, receipt: Receipt) -> None:
        """Write the part of the table `articles`, by which the whole part counts as finished."""
        note = {_RECEIPT: json.dumps(asdict(receipt)).encode()}
        self.write(
            "articles", number, articles.replace_schema_metadata((articles.schema.metadata or {}) | note)
        )

    def finished(self) -> set[int]:
        """Return the numbers of the parts that look finished."""
        folder = posixpath.join(self._root, "articles")
        names = self._files.ls(folder, detail=False) if self._files.isdir(folder) else []
        stems = (posixpath.basename(name) for name in names)
        return {int(stem[5:-8]) for stem in stems if stem.startswith("part-") and stem.endswith(".parquet")}

    def receipt(self, number: int) -> Receipt | None:
        """Return what is known of a finished part; None where its file cannot be read."""
        try:
            with self._files.open(posixpath.join(self._root, self._part("articles", number)), "rb") as raw:
                note = json.loads(pq.read_metadata(raw).metadata[_RECEIPT])
            return Receipt(note["digest"], note["rows"], [tuple(pair) for pair in note["settled"]])
        except (OSError, ValueError, KeyError, TypeError, pa.ArrowException):
            return None

    def manifest(self) -> CorpusManifest | None:
        """Return the manifest; None where there is none."""
        try:
            return json.loads(self._files.cat_file(posixpath.join(self._root, MANIFEST)))
        except (OSError, ValueError):
            return None

    def write_manifest(self, known: CorpusManifest) -> None:
        """Write the manifest anew."""
        self.put(MANIFEST, json.dumps(known, indent=1, ensure_ascii=False).encode() + b"\n")

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
            for left in Path(self._root).glob("*/.part-*"):
                left.unlink(missing_ok=True)

    def _part(self, table: str, number: int) -> str:
        return f"{table}/part-{number:06d}.parquet"

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


@dataclass(frozen=True)
class Plan:
    """The sources of a corpus, the columns of its tables that the user chose, the articles in a part."""

    sources: tuple[str, ...]
    columns: Mapping[str, str]
    part_size: int

    def items(self) -> Iterator[SourceItem]:
        """Yield what the sources name, anew at every call."""
        return items.items(self.sources, self.columns)

    def parts(self) -> Iterator[Part]:
        """Yield the items in parts."""
        return items.parts(self.items(), self.part_size)

    def check(self) -> None:
        """Raise CorpusError when no source has anything to read, or a table not the columns it must have."""
        for source in filter(is_table, self.sources):
            for _ in islice(items.items([source], self.columns), 1):
                pass
        flaw = f"There is nothing to read in {listed([quoted_name(source) for source in self.sources])}."
        for item in self.items():
            if not item.flaw or item.source not in self.sources:
                return
            flaw = item.flaw
        raise CorpusError(flaw)

    def open(self, store: Store) -> None:
        """Begin or go on in a store. Raises CorpusError when it holds another run or cannot be written."""
        known, mine = store.manifest(), self._about()
        if known and any(known.get(key) != value for key, value in mine.items()):
            said = f"“{store.url}” holds a run over other sources, with other options or of another version"
            raise CorpusError(f"{said}; give another folder.")
        try:
            store.tidy()
            if not known:
                store.write_manifest({**mine, "complete": False})
        except (OSError, ValueError, ImportError) as error:
            raise CorpusError(f"The tables cannot be written to “{store.url}” ({error}).") from error

    def close(self, store: Store, counts: Mapping[str, int]) -> None:
        """Write the manifest of a finished run."""
        tables: dict[str, TableSize] = {
            name: {"rows": counts.get(name, 0), "columns": schemas.arrow(name).names}
            for name in schemas.CORPUS
        }
        skipped = counts.get("skipped", 0)
        store.write_manifest({**self._about(), "complete": True, "skipped": skipped, "tables": tables})

    def _about(self) -> CorpusManifest:
        return {
            "presslens": __version__,
            "sources": list(self.sources),
            "columns": dict(self.columns),
            "part_size": self.part_size,
        }
