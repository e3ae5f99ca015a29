"""Corpora made by hand: tables in which only what matters is given."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from analysis import schemas
from analysis.corpus.dataset import Corpus
from analysis.corpus.engine.store import Store

_PLAIN = {"str": "x", "int64": 1, "float64": 0.5, "bool": False}


def table(name: str, rows: Sequence[dict]) -> pd.DataFrame:
    """Return rows with every column of a table, those not given as plain as can be."""
    usual = {
        column: None if about.nullable else (about.values or [_PLAIN.get(about.dtype, [])])[0]
        for column, about in schemas.TABLES[name].columns.items()
    }
    return schemas.typed(name, [usual | row for row in rows])


def corpus(folder: Path, **tables: Sequence[dict]) -> Corpus:
    """Return a corpus of these rows by table; those not given are empty."""
    store = Store.at(str(folder))
    for name in (*schemas.CORPUS, "names", "stories"):
        store.write(name, 0, schemas.check(name, table(name, tables.get(name, ()))))
    return Corpus(store.url)
