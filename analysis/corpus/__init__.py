"""Many articles: their tables as Parquet, made on Dask, and what only many articles can show."""

from analysis.errors import ClusterError, CorpusError

__all__ = ["ClusterError", "CorpusError"]
