"""Tables of a researcher's own: groups of articles, topics, aliases."""

from pathlib import Path

from analysis.errors import CorpusError
from analysis.files import TableError, read_table
from analysis.paths import find
from analysis.wording import listed


def read_rows(path: str | Path, *columns: str) -> list[dict[str, str]]:
    """Return the rows of a CSV or XLSX file by column, without the spaces around texts; none without a path.

    A relative path is looked up as in `load_article`. Raises CorpusError for a file that is missing, is no
    table, or has not all of these columns.
    """
    if not path:
        return []
    try:
        table = read_table(find(path))[0]
    except FileNotFoundError as error:
        raise CorpusError(f"There is no “{path}”; check the spelling of its path.") from error
    except (OSError, TableError, LookupError) as error:
        raise CorpusError(_no_table(path, columns)) from error
    if not set(columns) <= set(table.columns):
        raise CorpusError(_no_table(path, columns))
    return [{name: text.strip() for name, text in row.items()} for _, row in table.rows]


def _no_table(path: str | Path, columns: tuple[str, ...]) -> str:
    return f"“{path}” is no CSV file with the columns {listed(columns)}."
