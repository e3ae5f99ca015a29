"""Tables with the columns and types they promise, also when they have no rows."""

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

INTERVAL = {"mean": "float64", "low": "float64", "high": "float64"}


def typed(
    rows: Iterable[Mapping[str, object] | Sequence[object]], columns: Mapping[str, str]
) -> pd.DataFrame:
    """Return a frame of these rows with exactly `columns` (name: dtype), in that order.

    A row is a mapping from names, or the values in the order of the columns.
    """
    rows = list(rows)
    places = columns if rows and isinstance(rows[0], Mapping) else range(len(columns))
    return pd.DataFrame(
        {
            name: pd.Series([row[place] for row in rows], dtype=kind)
            for place, (name, kind) in zip(places, columns.items(), strict=True)
        }
    )
