"""Who is who in a corpus, part by part: the full names of all parts are gathered, then each part is resolved.

A part's names are written anew only where they have changed, and what has changed is kept beside them: a
reader of the earlier table has to know.
"""

from collections.abc import Iterable, Sequence

import pandas as pd
import pyarrow as pa

from analysis import files, schemas
from analysis.corpus.engine.executor import Executor
from analysis.corpus.engine.steps import SIGHTINGS, digest
from analysis.corpus.engine.store import Store, content_of
from analysis.corpus.names import Aliases, Directory

CHANGES, CHANGES_CSV = "steps/changes", "steps/changes.csv"
_CHANGES = pa.schema([(name, pa.string()) for name in ("article_id", "entity", "before", "after")])


def resolve(store: Store, executor: Executor, parts: Sequence[int], aliases: Aliases) -> pd.DataFrame:
    """Write the table `names`, and return which names of earlier articles that has changed.

    The table `stories` has to be there; `aliases` are as `names.read_aliases` returns them. Columns of what
    has changed: article_id, entity, before, after; it is kept as steps/changes.csv, too.
    """
    contents = [store.content(table, part) for part in parts for table in (SIGHTINGS, "stories")]
    target = digest(repr(aliases), *contents)
    due = [part for part in parts if not _is_resolved(store, part, target)]
    if due:
        directory = executor.share(directory_of, store.url, parts)
        for _ in executor.each(resolve_part, ((store.url, part, directory, aliases, target) for part in due)):
            pass
    changes = _read_all(store, CHANGES, parts)
    told = files.as_csv(changes)
    if not due and store.get(CHANGES_CSV) == told:
        return _CHANGES.empty_table().to_pandas()
    store.put(CHANGES_CSV, told)
    return changes


def directory_of(url: str, parts: Iterable[int]) -> Directory:
    """Return the full names of a corpus, gathered part by part; called by a worker."""
    store, directory = Store(url), Directory()
    for part in parts:
        seen = store.read(SIGHTINGS, part)
        if seen is not None:
            directory.add(seen, _story_of(store, part))
    _ = directory.ladder  # built now: it may be sent to others while a task here reads it
    return directory


def resolve_part(url: str, part: int, directory: Directory, aliases: Aliases, target: str) -> None:
    """Write the names of a part, unless that is done; called by a worker.

    What has changed is written first, so that it is not lost when this is interrupted between the two.
    """
    store = Store(url)
    if _is_resolved(store, part, target):
        return
    seen = store.read(SIGHTINGS, part)
    table = schemas.arrow("names").empty_table()
    if seen is not None:
        table = schemas.check("names", directory.resolve(seen, _story_of(store, part), aliases))
    before = store.read("names", part)
    changes = _CHANGES.empty_table() if before is None else _changes(before, table.to_pandas())
    store.write(CHANGES, part, changes, {"target": target, "names": content_of(table)})
    store.keep("names", part, table)


def _story_of(store: Store, part: int) -> pd.Series:
    """Return the story of each article of a part."""
    found = store.read("stories", part, ["article_id", "story"])
    return pd.Series(dtype="str") if found is None else found.set_index("article_id")["story"]


def _is_resolved(store: Store, part: int, target: str) -> bool:
    note = store.note(CHANGES, part)
    return (note.get("target"), note.get("names")) == (target, store.content("names", part))


def _changes(before: pd.DataFrame, after: pd.DataFrame) -> pa.Table:
    """Return the entities that have another name than before."""
    both = before.merge(after, on=["article_id", "entity"], suffixes=("_before", "_after"))
    changed = both[both["name_before"] != both["name_after"]]
    named = changed.rename(columns={"name_before": "before", "name_after": "after"})
    return pa.Table.from_pandas(named[_CHANGES.names], _CHANGES, preserve_index=False)


def _read_all(store: Store, table: str, parts: Iterable[int]) -> pd.DataFrame:
    found = (store.read(table, part) for part in parts)
    full = [frame for frame in found if frame is not None and len(frame)]
    return pd.concat(full, ignore_index=True) if full else _CHANGES.empty_table().to_pandas()
