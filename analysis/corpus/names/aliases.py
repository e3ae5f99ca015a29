"""A researcher's own aliases: a table that says which names mean whom. They go over everything else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from analysis.corpus.names.known import key
from analysis.corpus.own_tables import read_rows
from analysis.errors import CorpusError
from analysis.schemas.corpora import KINDS

Meant = tuple[str, str]
"""A name across the corpus, and its kind, empty where none was given."""


@dataclass(frozen=True)
class Aliases:
    """Names by alias: `everywhere`, and in one article, by article_id and alias."""

    everywhere: Mapping[str, Meant] = field(default_factory=dict)
    in_article: Mapping[tuple[str, str], Meant] = field(default_factory=dict)

    def meant(self, article: str, name: str) -> Meant | None:
        """Return whom a name means in an article, None where no alias says so."""
        if not (self.everywhere or self.in_article):
            return None
        alias = key(name).casefold()
        return self.in_article.get((article, alias)) or self.everywhere.get(alias)


def read_aliases(path: str | Path) -> Aliases:
    """Return the aliases of a CSV or XLSX file with the columns alias and name, none without a path.

    It may have the columns article_id, for what an alias means in one article only, and kind, one of KINDS.
    Case and dots make no difference. Raises CorpusError for a file that is missing, has not these columns,
    says two things of one alias or has another kind.
    """
    found: dict[tuple[str, str], Meant] = {}
    for row in read_rows(path, "alias", "name"):
        alias, meant = row["alias"], (row["name"], row.get("kind", ""))
        if meant[1] and meant[1] not in KINDS:
            raise CorpusError(f"“{path}” has the kind “{meant[1]}”; there are {', '.join(KINDS)}.")
        place = row.get("article_id", ""), key(alias).casefold()
        if alias and row["name"] and found.setdefault(place, meant) != meant:
            raise CorpusError(f"“{path}” says two things of the alias “{alias}”.")
    return Aliases(
        {alias: meant for (where, alias), meant in found.items() if not where},
        {place: meant for place, meant in found.items() if place[0]},
    )
