"""One name across a corpus for each person, body and place: who is who across the articles.

What an article calls somebody is its own affair, and outlets have house styles: Donald Trump, Mr. Trump,
Donald J. Trump. The table `names` says who is meant, and why. It changes no other table; `joined` puts its
names in.
"""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from analysis.corpus.dataset import Corpus
from analysis.corpus.names.aliases import Aliases, read_aliases
from analysis.corpus.names.directory import Directory
from analysis.corpus.names.sightings import sightings

__all__ = ["Aliases", "Directory", "joined", "names", "read_aliases", "sightings"]

_COLUMNS = {
    "articles": ["article_id", "published"],
    "sentences": ["article_id", "sentence", "start", "text"],
    "entities": ["article_id", "entity", "label", "sentence", "start", "end", "text", "basis"],
}


def names(corpus: Corpus, aliases: str | Path = "") -> pd.DataFrame:
    """Return the table `names` of a corpus, made in this process, with its stories where it has them.

    `aliases` is a CSV or XLSX file (see `read_aliases`), found as in `load_article`. Raises CorpusError for
    one that cannot be used.
    """
    own = read_aliases(aliases)
    seen = sightings({name: corpus.table(name, columns) for name, columns in _COLUMNS.items()})
    stories, directory = _stories(corpus), Directory()
    directory.add(seen, stories)
    return directory.resolve(seen, stories, own)


def joined(table: pd.DataFrame, names: pd.DataFrame, column: str = "entity") -> pd.DataFrame:
    """Return a table with the corpus's names in one of its columns, which has names within the article.

    A name that the article writes in another way ("US" in `claims`) is found by that, too; what the table
    `names` has not ("officials", null) stays.
    """
    found: dict[tuple[str, str], str] = {}
    for source in ("written", "entity"):
        found |= zip(zip(names["article_id"], names[source], strict=True), names["name"], strict=True)
    given = zip(table["article_id"], table[column], strict=True)
    values = [found.get((article, name), name) for article, name in given]
    return table.assign(**{column: pd.Series(values, table.index, dtype=table[column].dtype)})


def _stories(corpus: Corpus) -> Mapping[str, str]:
    try:
        known = corpus.table("stories", ["article_id", "story"])
    except FileNotFoundError:
        return {}
    return dict(zip(known["article_id"], known["story"], strict=True))
