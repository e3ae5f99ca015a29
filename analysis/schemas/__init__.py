"""Every table: what a row is, its columns with their types, units, bounds and meaning.

One entry serves all who need to know: `typed` makes the table in memory, and with it the CSV, `arrow` and
`check` fix the Parquet files of a corpus, and the reference in the docs is written from `TABLES`.
"""

from analysis.errors import SchemaError
from analysis.schemas.columns import Column, Table
from analysis.schemas.tables import CORPUS, TABLES, WHOLE, arrow, check, typed

__all__ = ["CORPUS", "TABLES", "WHOLE", "Column", "SchemaError", "Table", "arrow", "check", "typed"]
