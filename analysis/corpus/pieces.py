"""A corpus's table piece by piece, each of whole articles: no more of it is in memory than a piece."""

from collections.abc import Iterator, Sequence

import pandas as pd

from analysis.corpus.dataset import Corpus

_ROWS = 300_000


def pieces(corpus: Corpus, table: str, columns: Sequence[str], rows: int = _ROWS) -> Iterator[pd.DataFrame]:
    """Yield columns of a table, `article_id` among them, in pieces of about so many rows.

    All rows of an article are in one piece. At least one piece is yielded, without rows for an empty table.
    """
    held: list[pd.DataFrame] = []
    size = 0
    for batch in corpus.batches(table, columns):
        if not len(batch):
            continue
        held.append(batch)
        size += len(batch)
        if size >= rows:
            whole = pd.concat(held, ignore_index=True)
            last = whole["article_id"] == whole["article_id"].iloc[-1]
            held, size = [whole[last]], int(last.sum())
            if not last.all():
                yield whole[~last]
    yield pd.concat(held, ignore_index=True) if held else corpus.table(table, columns, article_id=[])
