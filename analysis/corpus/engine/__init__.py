"""A run over a corpus on Dask: its parts, its store, its steps over the whole, and what survives a kill."""
