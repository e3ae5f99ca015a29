"""In how many articles of US news a word stands: what `analysis.corpus.stories` weighs words by.

    python -m analysis.training.word_frequencies background_articles.jsonl

counts over articles given as a table of any kind that `presslens corpus` reads, and writes the resource.
"""

import io
import sys

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from analysis import files
from analysis.articles import items
from analysis.corpus.stories.rarity import AMONG, FREQUENCIES
from analysis.corpus.stories.sketches import BUCKETS, numbered
from analysis.errors import ArticleError

_FEWEST = 3  # a word of fewer articles counts as one that none of them has


def main(source: str) -> None:
    """Count the words of the articles of a source."""
    found, among = np.zeros(BUCKETS, dtype=int), 0
    for item in items.items([source], {}):
        try:
            article = items.read_item(item)
        except ArticleError:
            continue
        found[np.unique(numbered(f"{article.title or ''} {article.text}"))] += 1
        among += 1
    buckets = np.flatnonzero(found >= _FEWEST)
    columns = {"bucket": buckets.astype(np.uint32), "articles": found[buckets].astype(np.uint16)}
    packed = io.BytesIO()
    table = pa.table(columns).replace_schema_metadata({AMONG: str(among).encode()})
    small = {"bucket": "DELTA_BINARY_PACKED", "articles": "PLAIN"}
    pq.write_table(table, packed, compression="zstd", use_dictionary=False, column_encoding=small)
    files.write(FREQUENCIES, packed.getvalue())


if __name__ == "__main__":
    main(sys.argv[1])
