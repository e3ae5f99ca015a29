"""What the steps over a whole corpus need of each part, written beside its tables while these are at hand.

Sightings are who is named where, sketches what articles are about. Both are small beside the tables, so that
names and stories of a corpus are worked out again without reading its texts.
"""

import hashlib
from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd
import pyarrow as pa

from analysis import schemas
from analysis.corpus.engine.store import Store
from analysis.corpus.names.sightings import sightings
from analysis.corpus.stories import sketches

SIGHTINGS, SKETCHES = "steps/sightings", "steps/sketches"
MAKERS: Mapping[str, Callable[[Mapping[str, pd.DataFrame]], pd.DataFrame]] = {
    SIGHTINGS: sightings,
    SKETCHES: lambda tables: with_digests(sketches(tables)),
}


def made(tables: Mapping[str, pd.DataFrame]) -> dict[str, pa.Table]:
    """Return sightings and sketches of a part with these tables, which has at least one article."""
    return {name: pa.Table.from_pandas(make(tables), preserve_index=False) for name, make in MAKERS.items()}


def make_up(url: str, number: int) -> None:
    """Write what is missing of a part whose tables are there."""
    store = Store(url)
    tables = {name: store.read(name, number) for name in schemas.CORPUS}
    for name, table in made({name: frame for name, frame in tables.items() if frame is not None}).items():
        store.keep(name, number, table)


def with_digests(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table with a column `digest`, which tells whether a row is the same again."""
    rows = frame.itertuples(index=False, name=None)
    return frame.assign(digest=[digest(*map(_bytes, row)) for row in rows])


def digest(*pieces: str | bytes) -> str:
    """Return one digest of several pieces."""
    found = hashlib.sha256()
    for piece in pieces:
        data = piece.encode(errors="replace") if isinstance(piece, str) else piece
        found.update(len(data).to_bytes(8, "big") + data)
    return found.hexdigest()[:32]


def _bytes(value: object) -> bytes:
    return value.tobytes() if isinstance(value, np.ndarray) else repr(value).encode(errors="replace")
