"""Which articles are alike: each day's are compared with one another and with those of the days before.

A day's likenesses are a file of their own, which says what they were made of: sources that are added later
have only their own days compared, and those next to them. Articles without a date are compared with all.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd
import pyarrow as pa

from analysis.corpus.engine.executor import Executor
from analysis.corpus.engine.steps import SKETCHES, digest
from analysis.corpus.engine.store import Store
from analysis.corpus.stories import WINDOW, likenesses

DAYS = "steps/days"
_ARTICLES_A_TASK, _UNDATED, _PARTS_AT_A_TIME = 500, 500, 32
_EDGES = pa.schema(
    [("one", pa.string()), ("other", pa.string()), ("likeness", pa.float64()), ("copy", pa.bool_())]
)


@dataclass(frozen=True)
class Piece:
    """Articles that are compared together: of a day, or some without a date.

    `digest` stands for them and all that they are compared with, `needs` are the days of these, `parts` the
    parts in which they lie, `articles` says how many they are, and `among` how many all of these are.
    """

    name: str
    digest: str
    articles: int
    needs: tuple[str, ...]
    parts: frozenset[int]
    among: int = 0


def compare(store: Store, index: pd.DataFrame, executor: Executor) -> pd.DataFrame:
    """Return the likenesses in a corpus: one, other (article ids), likeness, copy.

    `index` has a row an article in the corpus's order: article_id, day (YYYY-MM-DD or None), digest (of its
    sketch) and part. What was compared before, and is the same, is not compared again.
    """
    dated, undated = dated_pieces(index), undated_pieces(index)
    due = [piece for piece in dated if _is_due(store, piece)]
    for _ in executor.each(compare_days, ((store.url, block) for block in _blocks(due))):
        pass
    everywhere = tuple(sorted(set(index["part"])))
    calls = ((store.url, piece, everywhere) for piece in undated if _is_due(store, piece))
    for _ in executor.each(compare_undated, calls):
        pass
    found = (store.read(DAYS, piece.name) for piece in (*dated, *undated))
    full = [frame for frame in found if frame is not None and len(frame)]
    return pd.concat(full, ignore_index=True) if full else _EDGES.empty_table().to_pandas()


def dated_pieces(index: pd.DataFrame) -> list[Piece]:
    """Return a piece for each day on which there are articles."""
    by_day = dict(iter(index.dropna(subset="day").groupby("day")))
    own = {day: digest(*rows["article_id"], *rows["digest"]) for day, rows in by_day.items()}
    parts = {day: frozenset(rows["part"]) for day, rows in by_day.items()}
    days = list(by_day)
    pieces = []
    for place, day in enumerate(days):
        first = date.fromisoformat(day) - timedelta(WINDOW)
        needs = tuple(days[bisect_left(days, first.isoformat()) : place + 1])
        content = digest(*(own[each] for each in needs))
        within = frozenset[int]().union(*(parts[each] for each in needs))
        pieces.append(Piece(day, content, len(by_day[day]), needs, within))
    return pieces


def undated_pieces(index: pd.DataFrame) -> list[Piece]:
    """Return the articles without a date in pieces, each those of some parts that follow one another."""
    dated = index.loc[index["day"].notna(), "digest"]
    pieces, gathered, before, among = [], list[pd.DataFrame](), digest(*dated), len(dated)
    parts = [rows for _, rows in index[index["day"].isna()].groupby("part")]
    for rows in parts:
        gathered.append(rows)
        if rows is parts[-1] or sum(map(len, gathered)) >= _UNDATED:
            piece = pd.concat(gathered)
            before = digest(before, *piece["article_id"], *piece["digest"])
            among += len(piece)
            name = f"undated-{piece['part'].iloc[0]:06d}"
            pieces.append(Piece(name, before, len(piece), (), frozenset(piece["part"]), among))
            gathered = []
    return pieces


def compare_days(url: str, block: Sequence[Piece]) -> None:
    """Write the likenesses of some days; called by a worker."""
    store = Store(url)
    wanted = {day for piece in block for day in piece.needs}
    near = _sketches(store, sorted({part for piece in block for part in piece.parts}))
    near = _fresh(near[near["day"].isin(wanted)])
    places = near.groupby("day").indices
    for piece in block:
        if sum(len(places[day]) for day in piece.needs) < 2:
            _write(store, piece, _EDGES.empty_table().to_pandas())
            continue
        *earlier, today = (near.take(places[day]) for day in piece.needs)
        before = pd.concat(earlier, ignore_index=True) if earlier else near.iloc[:0]
        _write(store, piece, likenesses(today.reset_index(drop=True), before))


def compare_undated(url: str, piece: Piece, everywhere: Sequence[int]) -> None:
    """Write the likenesses of some undated articles: among themselves, with all dated ones, and with the
    undated of earlier parts. Called by a worker.

    Those among themselves are told by these articles only, so that they stay when others are added.
    """
    store = Store(url)
    today = _sketches(store, sorted(piece.parts))
    today = _fresh(today[today["day"].isna()])
    found = [likenesses(today, today.iloc[:0], piece.among)]
    for start in range(0, len(everywhere), _PARTS_AT_A_TIME):
        others = _sketches(store, everywhere[start : start + _PARTS_AT_A_TIME])
        others = others[others["day"].notna() | (others["part"] < min(piece.parts))]
        found.append(likenesses(today, _fresh(others), piece.among))
    _write(store, piece, pd.concat(found).drop_duplicates(["one", "other"]))


def _is_due(store: Store, piece: Piece) -> bool:
    return store.note(DAYS, piece.name).get("digest") != piece.digest


def _blocks(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Yield days that follow one another, together of enough articles for a task."""
    block: list[Piece] = []
    for piece in pieces:
        block.append(piece)
        if sum(each.articles for each in block) >= _ARTICLES_A_TASK:
            yield block
            block = []
    if block:
        yield block


def _sketches(store: Store, parts: Sequence[int]) -> pd.DataFrame:
    """Return the sketches of some parts, with the part of each."""
    found = [(part, store.read(SKETCHES, part)) for part in parts]
    return pd.concat([frame.assign(part=part) for part, frame in found if frame is not None])


def _fresh(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.drop(columns=["part", "digest"]).reset_index(drop=True)


def _write(store: Store, piece: Piece, found: pd.DataFrame) -> None:
    table = pa.Table.from_pandas(found[_EDGES.names], _EDGES, preserve_index=False)
    store.write(DAYS, piece.name, table, {"digest": piece.digest})
