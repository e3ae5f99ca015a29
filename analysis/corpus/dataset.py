"""A corpus that was analysed, read lazily: only the tables, columns and rows that are asked for."""

import shutil
import tempfile
import weakref
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.dataset as ds
from fsspec.core import url_to_fs

from analysis import schemas
from analysis.articles.fetch import is_address
from analysis.corpus.engine.plan import Plan
from analysis.corpus.engine.store import MANIFEST, CorpusManifest, Store
from analysis.errors import CorpusError
from analysis.paths import find


class Corpus:
    """The tables under a folder or fsspec URL, as `presslens corpus` wrote them."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._files, self._root = url_to_fs(url)

    def table(
        self, name: str, columns: Sequence[str] | None = None, **values: str | Sequence[str]
    ) -> pd.DataFrame:
        """Return columns of a table, all by default, in the corpus's order.

        `values` choose rows: `corpus.table("quotes", kind="direct")`, `article_id=["a", "b"]`.
        """
        wanted = [_among(column, value) for column, value in values.items()]
        chosen = None
        for each in wanted:
            chosen = each if chosen is None else chosen & each
        return self._open(name).to_table(columns=columns, filter=chosen).to_pandas()

    def batches(self, name: str, columns: Sequence[str]) -> Iterator[pd.DataFrame]:
        """Yield columns of a table piece by piece, so that no more of it is in memory."""
        for batch in self._open(name).to_batches(
            columns=list(columns), batch_readahead=1, fragment_readahead=1
        ):
            yield batch.to_pandas()

    @cached_property
    def articles(self) -> pd.DataFrame:
        """What is known about the articles, indexed by article_id."""
        columns = ["article_id", "title", "outlet", "published", "words"]
        return self.table("articles", columns).set_index("article_id")

    @cached_property
    def manifest(self) -> CorpusManifest:
        """What the tables were made from, and how many rows they have."""
        return Store.at(self.url).manifest() or {}

    def _open(self, name: str) -> ds.Dataset:
        schema = schemas.arrow(name)
        return ds.dataset(f"{self._root}/{name}", schema, "parquet", self._files)


def open_corpus(place: str | Path) -> Corpus:
    """Open the tables in a folder or at an fsspec URL; those of a folder of articles are made first.

    For articles, which are analysed in this process, the tables live in a temporary folder as long as the
    Corpus does: meant for a sample. A relative path is looked up as in `load_article`. Raises CorpusError for
    a place without either.
    """
    url = str(place) if is_address(place) else str(find(place).absolute())
    files, root = url_to_fs(url)
    if files.exists(f"{root}/{MANIFEST}"):
        return Corpus(url)
    from analysis.corpus.engine.executor import InProcess
    from analysis.corpus.engine.run import run_here
    from analysis.corpus.engine.whole import complete

    own = tempfile.mkdtemp(prefix="presslens-")
    corpus = Corpus(own)
    weakref.finalize(corpus, shutil.rmtree, own, ignore_errors=True)
    store = Store.at(own)
    plan = Plan((str(place),), {}, 32).open(store)
    rows = run_here(plan.parts(), store)
    if not rows.get("articles"):
        reason = corpus.table("errors", ["reason"])["reason"].iloc[0]
        raise CorpusError(f"“{place}” holds neither a corpus's tables nor articles: {reason}")
    plan.close(store, rows | complete(store, InProcess()).rows)
    return corpus


def _among(column: str, value: str | Sequence[str]) -> ds.Expression:
    values = [value] if isinstance(value, str) else list(value)
    return ds.field(column).isin(pa.array(values, pa.string()))  # of no values, Arrow would not know the type
