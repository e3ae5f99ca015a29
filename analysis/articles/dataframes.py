"""A DataFrame of texts, row after row, as articles: read like a table on disk."""

from collections.abc import Mapping

import pandas as pd

from analysis.articles.article import understand
from analysis.articles.items import Collected, SourcedArticle, with_distinct_ids
from analysis.articles.source import Source
from analysis.articles.tables import KNOWN, article_json, resolve
from analysis.errors import ArticleError, CorpusError
from analysis.wording import listed

_OPTION = 'columns={"text": ...}'


def collect_rows(frame: pd.DataFrame, columns: Mapping[str, str] | None = None) -> Collected:
    """Read every row into an article; an id that is taken gets a number, and what cannot be used is said.

    `columns` are those that the user chose, {field: column}; fields are text, title, outlet, published, url,
    byline, section and id, and what is not chosen goes by the names that news databases use. Raises
    CorpusError for an unknown field, a column that is missing, and where none holds the text.
    """
    chosen = dict(columns or {})
    for field in chosen:
        if field not in KNOWN:
            raise CorpusError(f"There is no field “{field}” for a column; there are {listed(list(KNOWN))}.")
    named = frame.rename(columns=str)
    fields = resolve(named.columns, chosen, "the DataFrame", _OPTION)
    own = named[list(dict.fromkeys(fields.values()))].astype(object)
    sourced, refused = [], []
    for number, values in enumerate(own.where(own.notna(), None).to_dict("records"), start=1):
        source = Source(f"Row {number} of the DataFrame", article_json(values, fields), "json")
        try:
            sourced.append(SourcedArticle(f"row {number} of a DataFrame", understand(source)))
        except ArticleError as error:
            refused.append(str(error))
    articles, notes = with_distinct_ids(sourced)
    return Collected(tuple(articles), tuple(refused), tuple(notes))
