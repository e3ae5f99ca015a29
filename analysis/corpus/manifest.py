"""What a run is over, and the manifest that says so beside its tables."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from analysis import __version__, schemas
from analysis.articles import items
from analysis.articles import tables as rows
from analysis.articles.items import Part, SourceItem
from analysis.articles.source import quoted_name
from analysis.corpus.store import Store
from analysis.errors import CorpusError
from analysis.wording import listed


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
        for source in filter(rows.is_table, self.sources):
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
        tables = {
            name: {"rows": counts.get(name, 0), "columns": schemas.arrow(name).names}
            for name in schemas.CORPUS
        }
        skipped = counts.get("skipped", 0)
        store.write_manifest({**self._about(), "complete": True, "skipped": skipped, "tables": tables})

    def _about(self) -> dict[str, object]:
        return {
            "presslens": __version__,
            "sources": list(self.sources),
            "columns": dict(self.columns),
            "part_size": self.part_size,
        }
