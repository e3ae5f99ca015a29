"""Many articles: their tables as Parquet, made on Dask, and what only many articles can show."""

from analysis.corpus.errors import ClusterLost, CorpusError

__all__ = ["ClusterLost", "CorpusError"]
