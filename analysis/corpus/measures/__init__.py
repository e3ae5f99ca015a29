"""Measures: what is compared between groups of articles, one value an article; each is an entry in a list."""

import math
from collections.abc import Mapping
from functools import cache

import pandas as pd

from analysis.corpus.actors import Actors
from analysis.corpus.dataset import Corpus
from analysis.corpus.measures import showing, speaking, telling
from analysis.corpus.measures.measure import Measure
from analysis.paths import WEIGHTS, read_json

__all__ = ["MEASURES", "Measure", "bias", "values"]

_BIASES = WEIGHTS / "corpus" / "bias.json"
MEASURES = {each.name: each for each in (*speaking.MEASURES, *showing.MEASURES, *telling.MEASURES)}
"""All measures by name, in the order of tables."""


def values(corpus: Corpus, actors: Actors | None = None) -> pd.DataFrame:
    """Return what is measured of the articles: a row an article, a measure and a name.

    Columns: article_id, measure, name (of whom or what; empty where it is of the article) and value, in the
    measure's unit; the first three are categories. Actors go by their names across the corpus; where there
    are many, only those named in the most articles have values (see `Actors`).
    """
    who = actors or Actors(corpus)
    tables = [each.values(corpus, who).assign(measure=each.name) for each in MEASURES.values()]
    table = pd.concat(tables, ignore_index=True).dropna(subset="value")
    table = table[["article_id", "measure", "name", "value"]].astype({"value": "float64"})
    return table.astype(dict.fromkeys(("article_id", "measure", "name"), "category"))


def bias(measure: str, name: str = "") -> float:
    """Return the standard deviation of the method's mean error from outlet to outlet, in the measure's unit.

    That of a frame where it was measured by frame, else of the measure; nan where it was not measured.
    """
    known = _biases().get(measure, {})
    return float(known.get(name, known.get("", math.nan)))


@cache
def _biases() -> Mapping[str, Mapping[str, float]]:
    return read_json(_BIASES) if _BIASES.exists() else {}
