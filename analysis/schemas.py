"""Tables with the columns and types they promise, also when they have no rows."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

import pandas as pd
import pyarrow as pa

from analysis.errors import SchemaError

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


# The tables of a corpus: their columns, types and bounds, checked by pandera and fixed in Parquet.


class Field(NamedTuple):
    """A column: its Arrow type, whether it may be null, and the bounds of its numbers."""

    type: pa.DataType
    nullable: bool = False
    low: float | None = None
    high: float | None = None


_TEXT, _MAYBE = Field(pa.string()), Field(pa.string(), nullable=True)
_COUNT, _PLACE = Field(pa.int64(), low=1), Field(pa.int64(), low=0)
_MAYBE_PLACE = Field(pa.int64(), nullable=True, low=0)
_SHARE, _SCORE = Field(pa.float64(), low=0, high=1), Field(pa.float64(), low=-1, high=1)
_MAYBE_SHARE = _SHARE._replace(nullable=True)
_MAYBE_SCORE = _SCORE._replace(nullable=True)
_YES_NO = Field(pa.bool_())
_TEXTS = Field(pa.list_(pa.string()))
_SPAN = {"sentence": _COUNT, "start": _PLACE, "end": _COUNT}
_SPAN_OF = {"start": _MAYBE_PLACE, "end": _MAYBE_PLACE, "text": _MAYBE}

TABLES: dict[str, dict[str, Field]] = {
    "articles": {
        "title": _MAYBE,
        "outlet": _MAYBE,
        "published": _MAYBE,
        "url": _MAYBE,
        "language": _TEXT,
        "words": _PLACE,
        "sha256": _TEXT,
        "warnings": _TEXTS,
    },
    "sentences": {
        "sentence": _COUNT,
        "paragraph": _COUNT,
        "start": _PLACE,
        "end": _COUNT,
        "text": _TEXT,
        "quoted_share": _SHARE,
        "reported_share": _SHARE,
        "textblob": _SCORE,
        "subjectivity": _SHARE,
        "vader": _SCORE,
        "model": _SCORE,
    },
    "entities": {"entity": _TEXT, "label": _TEXT, **_SPAN, "text": _TEXT},
    "quotes": {
        "quote": _COUNT,
        "kind": _TEXT,
        "speaker": _MAYBE,
        "role": _MAYBE,
        "affiliation": _MAYBE,
        **{f"{part}_{name}": field for part in ("source", "cue") for name, field in _SPAN_OF.items()},
        "content": Field(pa.list_(pa.list_(pa.int64()))),
        "text": _TEXT,
        "words": _PLACE,
        "confidence": _SHARE,
    },
    "targets": {
        "entity": _TEXT,
        **_SPAN,
        "voice": _TEXT,
        "negative": _SHARE,
        "neutral": _SHARE,
        "positive": _SHARE,
    },
    "entity_sentiment": {
        "entity": _TEXT,
        "voice": _TEXT,
        "sentences": _COUNT,
        "mean": _MAYBE_SCORE,
        "low": _MAYBE_SCORE,
        "high": _MAYBE_SCORE,
    },
    "frames": {
        "typology": _TEXT,
        "frame": _TEXT,
        "sentence": Field(pa.int64(), nullable=True, low=1),
        "score": _MAYBE_SHARE,
        "low": _MAYBE_SHARE,
        "high": _MAYBE_SHARE,
        "percentile": Field(pa.float64(), nullable=True, low=0, high=100),
        "evidence": _TEXTS._replace(nullable=True),
    },
    "actions": {
        **_SPAN,
        "predicate": _TEXT,
        "agent": _MAYBE,
        "patient": _MAYBE,
        "construction": _TEXT,
        "negated": _YES_NO,
        "hypothetical": _YES_NO,
        "voice": _TEXT,
    },
    "loaded": {**_SPAN, "text": _TEXT, "kind": _TEXT, "probability": _MAYBE_SHARE, "voice": _TEXT},
}
TABLES = {name: {"article_id": _TEXT, **fields} for name, fields in TABLES.items()}
ERRORS = {"source": _TEXT, "reason": _TEXT}
ALL = {**TABLES, "errors": ERRORS}

_PANDAS = {pa.string(): "str", pa.int64(): "int64", pa.float64(): "float64", pa.bool_(): "bool"}


def arrow(table: str) -> pa.Schema:
    """Return the Arrow schema of a table, the same in every part."""
    return pa.schema([pa.field(name, field.type, field.nullable) for name, field in ALL[table].items()])


def check(table: str, frame: pd.DataFrame) -> pa.Table:
    """Return a frame as an Arrow table of the table's schema.

    Raises SchemaError when a column is missing, null where it must not be, of another type or out of bounds.
    """
    import pandera.errors

    try:
        checked = _pandera(table).validate(frame)
        return pa.Table.from_pandas(checked, schema=arrow(table), preserve_index=False)
    except (pandera.errors.SchemaError, pandera.errors.SchemaErrors, pa.ArrowException) as error:
        raise SchemaError(f"the table {table} is not as it should be: {error}") from error


@cache
def _pandera(table: str):
    import pandera.pandas as pandera

    def column(field: Field):
        dtype = "Int64" if field.nullable and field.type == pa.int64() else _PANDAS.get(field.type)
        bounds = [
            *([] if field.low is None else [pandera.Check.ge(field.low)]),
            *([] if field.high is None else [pandera.Check.le(field.high)]),
        ]
        return pandera.Column(dtype, bounds, nullable=field.nullable, coerce=dtype is not None)

    columns = {name: column(field) for name, field in ALL[table].items()}
    return pandera.DataFrameSchema(columns, strict="filter", ordered=True)
