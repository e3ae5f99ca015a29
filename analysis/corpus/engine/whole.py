"""The steps over a whole corpus, after its parts: stories, then names, then differences.

Each is done in pieces that are written whole, and only those whose sources have changed: a run that was
killed goes on, and one with more articles leaves what they do not touch as it was.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from analysis import schemas
from analysis.corpus.dataset import Corpus
from analysis.corpus.differences import differences
from analysis.corpus.engine import days, steps
from analysis.corpus.engine.executor import Executor
from analysis.corpus.engine.resolution import resolve
from analysis.corpus.engine.steps import SKETCHES, digest
from analysis.corpus.engine.store import Store
from analysis.corpus.groups import by_outlet
from analysis.corpus.names import Aliases
from analysis.corpus.stories import grouped


@dataclass
class Whole:
    """What the steps over a whole corpus made: rows by table, and what is to be said of them.

    `changes` are the names of earlier articles that have changed: article_id, entity, before, after. `flaw`
    says why there are no differences, where that is a failure.
    """

    rows: Counter[str] = field(default_factory=Counter)
    changes: pd.DataFrame = field(default_factory=pd.DataFrame)
    flaw: str = ""


def complete(
    store: Store,
    executor: Executor,
    aliases: Aliases | None = None,
    progress: Callable[[str], object] = lambda step: None,
) -> Whole:
    """Make stories, names and differences of the finished parts in a store.

    `aliases` are names that a reader set, as `names.read_aliases` returns them; `progress` is called with the
    step that begins. Raises ClusterError as `Run.over` does.
    """
    made = Whole()
    parts = _parts(store)
    missing = (part for part, size in parts.items() if size and not _has_steps(store, part))
    for _ in executor.each(steps.make_up, ((store.url, part) for part in missing)):
        pass
    progress("stories")
    made.rows["stories"] = _stories(store, executor, parts)
    progress("names")
    made.changes = resolve(store, executor, [*parts], aliases or Aliases())
    made.rows["names"] = sum(store.size("names", part) for part in parts)
    progress("differences")
    _differences(store, executor, parts, made)
    return made


def _parts(store: Store) -> dict[int, int]:
    """Return how many articles each finished part has."""
    receipts = ((part, store.receipt(part)) for part in sorted(store.finished()))
    return {part: receipt.rows["articles"] for part, receipt in receipts if receipt}


def _has_steps(store: Store, part: int) -> bool:
    return all(store.content(step, part) for step in steps.MAKERS)


def _stories(store: Store, executor: Executor, parts: Mapping[int, int]) -> int:
    """Write the table `stories`, and return how many rows it has."""
    index = _index(store, parts)
    edges = days.compare(store, index, executor)
    rows = grouped(index[["article_id", "day"]], edges).set_index("article_id")
    table = schemas.check("stories", rows.loc[index["article_id"]].reset_index())
    sizes, begin = index["part"].value_counts(), 0
    for part in parts:
        size = int(sizes.get(part, 0))
        store.keep("stories", part, table.slice(begin, size))
        begin += size
    return int(table.num_rows)


def _index(store: Store, parts: Mapping[int, int]) -> pd.DataFrame:
    """Return the articles in the corpus's order: article_id, day, digest of the sketch, part."""
    columns = ["article_id", "day", "digest"]
    found = [(part, store.read(SKETCHES, part, columns)) for part, size in parts.items() if size]
    frames = [frame.assign(part=part) for part, frame in found if frame is not None]
    if not frames:
        return pd.DataFrame({name: [] for name in (*columns, "part")})
    return pd.concat(frames, ignore_index=True)


def _differences(store: Store, executor: Executor, parts: Mapping[int, int], made: Whole) -> None:
    """Write the table `differences`, empty where there is nothing to compare."""
    receipts = [store.note("articles", part) for part in parts]
    contents = [store.content(table, part) for part in parts for table in ("names", "stories")]
    target = digest(*(f"{each.get('digest')}{each.get('coded')}" for each in receipts), *contents)
    if store.note("differences", 0).get("target") != target:
        made.flaw = next(iter(executor.each(compare_outlets, [(store.url, target)])))
    made.rows["differences"] = store.size("differences", 0)


def compare_outlets(url: str, target: str) -> str:
    """Write how the outlets of a corpus differ, and return why that failed, if it did; called by a worker."""
    corpus, flaw = Corpus(url), ""
    found = schemas.arrow("differences").empty_table()
    try:
        groups = by_outlet(corpus)
        if groups.nunique() > 1:
            found = schemas.check("differences", differences(corpus, groups))
    except Exception as error:  # the tables are there, and worth more than what compares them
        flaw = f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"
    Store(url).write("differences", 0, found, {"target": "" if flaw else target})
    return flaw
