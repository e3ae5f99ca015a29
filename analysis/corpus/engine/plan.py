"""What a run is over: the sources of a corpus in the order they came, cut into parts.

Sources can be added to a corpus that was analysed: they come after those that are there, in parts of their
own, so that no part of the earlier ones changes.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from analysis import __version__, schemas
from analysis.articles import items
from analysis.articles.folders import is_table
from analysis.articles.items import Part, SourceItem
from analysis.articles.source import quoted_name
from analysis.corpus.engine.store import CorpusManifest, Store, TableSize
from analysis.errors import CorpusError
from analysis.wording import listed

_MOST_SHOWN = 3


@dataclass(frozen=True)
class Plan:
    """The sources of a corpus, the columns of its tables that the user chose, the articles in a part."""

    sources: tuple[str, ...]
    columns: Mapping[str, str]
    part_size: int
    batches: tuple[int, ...] = ()
    """How many of the sources came together, in their order; all at once where it is empty."""

    def items(self) -> Iterator[SourceItem]:
        """Yield what the sources name, anew at every call."""
        return items.items(self.sources, self.columns)

    def parts(self) -> Iterator[Part]:
        """Yield the items in parts, each of one batch."""
        begin = number = 0
        for size in self.batches or (len(self.sources),):
            batch = items.items(self.sources[begin : begin + size], self.columns)
            for part in items.parts(batch, self.part_size, number):
                yield part
                number = part.number + 1
            begin += size

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

    def open(self, store: Store) -> "Plan":
        """Begin or go on in a store, and return the plan with the batches of its sources there.

        Raises CorpusError when the store holds another run or cannot be written.
        """
        known = store.manifest()
        plan = replace(self, batches=self._batches(known, store.url))
        try:
            store.tidy()
            if not known or plan._about()["batches"] != known.get("batches"):
                store.write_manifest({**plan._about(), "complete": False})
        except (OSError, ValueError, ImportError) as error:
            raise CorpusError(f"The tables cannot be written to “{store.url}” ({error}).") from error
        return plan

    def _batches(self, known: CorpusManifest | None, url: str) -> tuple[int, ...]:
        """Return how many sources came together, those after the known ones being added now."""
        if not known:
            return (len(self.sources),)
        mine = self._about()
        if any(known.get(name) != mine[name] for name in ("presslens", "columns", "part_size")):
            said = f"“{url}” holds a run with other options or of another version"
            raise CorpusError(f"{said}; give another folder.")
        before = known.get("sources", [])
        if list(self.sources[: len(before)]) != before:
            raise CorpusError(
                f"“{url}” holds a run over other sources: name them first, as they were "
                f"({listed(before, most=_MOST_SHOWN)}), and those to add after them, or give another folder."
            )
        added = len(self.sources) - len(before)
        return (*known.get("batches", [len(before)]), *([added] if added else []))

    def close(self, store: Store, counts: Mapping[str, int]) -> None:
        """Write the manifest of a finished run."""
        tables: dict[str, TableSize] = {
            name: {"rows": counts.get(name, 0), "columns": schemas.arrow(name).names}
            for name in (*schemas.CORPUS, *schemas.WHOLE)
        }
        skipped = counts.get("skipped", 0)
        store.write_manifest({**self._about(), "complete": True, "skipped": skipped, "tables": tables})

    def _about(self) -> CorpusManifest:
        return {
            "presslens": __version__,
            "sources": list(self.sources),
            "batches": list(self.batches),
            "columns": dict(self.columns),
            "part_size": self.part_size,
        }
