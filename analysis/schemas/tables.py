"""All tables by name; how one is made, stored and checked."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa

from analysis.errors import SchemaError
from analysis.schemas import claims, coding, comparisons, corpora, framing, quotes, texts
from analysis.schemas.columns import Column, Table

if TYPE_CHECKING:  # pandera is slow to import, and only what is stored is checked
    from pandera.pandas import Column as CheckedColumn
    from pandera.pandas import DataFrameSchema

Row = Mapping[str, object] | Sequence[object]

TABLES: Mapping[str, Table] = {
    table.name: table
    for room in (texts, quotes, framing, claims, corpora, comparisons, coding)
    for table in room.TABLES
}
CORPUS = (
    "articles",
    "sentences",
    "entities",
    "quotes",
    "targets",
    "entity_sentiment",
    "frames",
    "actions",
    "loaded",
    "claims",
    "errors",
)
"""The tables of a corpus that its parts make, each a folder of Parquet files."""
WHOLE = ("names", "stories", "differences")
"""Those that only all parts together make."""


def typed(name: str, rows: pd.DataFrame | Iterable[Row], without: Iterable[str] = ()) -> pd.DataFrame:
    """Return the table `name` of these rows: its columns in order, with their types, also without rows.

    A row is a mapping from names, or the values in the order of the columns; a frame may have further
    columns, which are left out. `without` names columns that a later step adds. Optional columns are there
    where a frame has them. Raises KeyError where there is no such table, or a column is missing.
    """
    left_out = set(without)
    given = set(rows.columns) if isinstance(rows, pd.DataFrame) else set()
    dtypes = {
        column: about.pandas
        for column, about in TABLES[name].columns.items()
        if column not in left_out and (column in given or not about.optional)
    }
    if isinstance(rows, pd.DataFrame):
        return rows[list(dtypes)].astype(dtypes)
    values = [[row[column] for column in dtypes] if isinstance(row, Mapping) else row for row in rows]
    return pd.DataFrame(
        {
            column: pd.Series([row[place] for row in values], dtype=dtype)
            for place, (column, dtype) in enumerate(dtypes.items())
        }
    )


@cache
def arrow(name: str) -> pa.Schema:
    """Return the Arrow schema of a table, the same in every part."""
    return pa.schema([pa.field(column, about.arrow, about.nullable) for column, about in _stored(name)])


def check(name: str, frame: pd.DataFrame) -> pa.Table:
    """Return a frame as an Arrow table of the table's schema.

    Raises SchemaError when a column is missing, null where it must not be, of another type, out of bounds, or
    says what it cannot say.
    """
    import pandera.errors

    try:
        checked = _pandera(name).validate(frame)
        return pa.Table.from_pandas(checked, schema=arrow(name), preserve_index=False)
    except (pandera.errors.SchemaError, pandera.errors.SchemaErrors, pa.ArrowException) as error:
        raise SchemaError(f"the table {name} is not as it should be: {error}") from error


def _stored(name: str) -> list[tuple[str, Column]]:
    return [(column, about) for column, about in TABLES[name].columns.items() if not about.optional]


@cache
def _pandera(name: str) -> "DataFrameSchema":
    import pandera.pandas as pandera

    def column(about: Column) -> "CheckedColumn":
        dtype = None if about.pandas == "object" else about.pandas
        checks = [
            *([] if about.low is None else [pandera.Check.ge(about.low)]),
            *([] if about.high is None else [pandera.Check.le(about.high)]),
            *([pandera.Check.isin(about.values)] if about.values else []),
        ]
        return pandera.Column(dtype, checks, nullable=about.nullable, coerce=dtype is not None)

    columns = {name: column(about) for name, about in _stored(name)}
    return pandera.DataFrameSchema(columns, strict="filter", ordered=True)
