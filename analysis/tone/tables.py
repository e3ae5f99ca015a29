"""Tables with the columns and types they promise, also when they have no rows."""

from collections.abc import Iterable, Mapping

import pandas as pd

INTERVAL = {"mean": "float64", "low": "float64", "high": "float64"}


def typed(rows: Iterable[Mapping[str, object]], columns: Mapping[str, str]) -> pd.DataFrame:
    """Return a frame of these rows with exactly `columns` (name: dtype), in that order."""
    rows = list(rows)
    return pd.DataFrame(
        {name: pd.Series([row[name] for row in rows], dtype=kind) for name, kind in columns.items()}
    )
