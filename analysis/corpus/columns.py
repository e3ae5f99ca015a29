"""Which column of a table holds what: as the user says, else by the names that news databases use."""

from collections.abc import Iterable, Mapping

from analysis.corpus.errors import CorpusError
from analysis.wording import listed

KNOWN = {
    "text": ("text", "body", "content", "full text", "fulltext", "article text", "article"),
    "title": ("title", "headline"),
    "outlet": ("outlet", "source", "publication", "publisher", "newspaper", "media name", "source name"),
    "published": ("published", "date", "publication date", "publish date", "pub date", "published at"),
    "url": ("url", "link"),
    "id": ("id", "article id", "guid", "doc id", "accession number"),
}
"""The fields of an article, and the column names read as each when the user names none, best first."""


def parse(assignments: str) -> dict[str, str]:
    """Return `text=body,title=headline` as {field: column}. Raises CorpusError for anything else."""
    chosen = {}
    for part in filter(None, (part.strip() for part in assignments.split(","))):
        field, equals, column = (piece.strip() for piece in part.partition("="))
        if not equals or not column:
            raise CorpusError(f"Columns are named as FIELD=COLUMN,..., not as “{part}”.")
        if field not in KNOWN:
            raise CorpusError(f"There is no field “{field}” for a column; there are {listed(list(KNOWN))}.")
        chosen[field] = column
    return chosen


def resolve(names: Iterable[str], chosen: Mapping[str, str], table: str) -> dict[str, str]:
    """Return {field: column} for a table with columns of these names.

    Raises CorpusError when a chosen column is missing or no column holds the text.
    """
    names = list(names)
    for column in chosen.values():
        if column not in names:
            raise CorpusError(f"There is no column “{column}” in {table}; there are {listed(names)}.")
    folded = {_fold(name): name for name in reversed(names)}
    found = {
        field: next((folded[alias] for alias in aliases if alias in folded), None)
        for field, aliases in KNOWN.items()
    }
    columns = {field: column for field, column in (found | dict(chosen)).items() if column is not None}
    if "text" not in columns:
        there = listed(names) or "none"
        raise CorpusError(
            f"No column of {table} is known to hold the text; name it: --columns text=... ({there})."
        )
    return columns


def _fold(name: str) -> str:
    return " ".join(name.casefold().replace("_", " ").split())
