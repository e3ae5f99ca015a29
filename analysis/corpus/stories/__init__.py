"""Which articles tell the same story: copies, then what is alike within days, then average linkage.

A part of the corpus gives `sketches`, a day `likenesses` with the days before it, and all of these together
the table `stories`. What a day's likenesses depend on lies within WINDOW days, so adding a month leaves the
year before it as it is.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

from analysis.corpus.stories.grouping import grouped
from analysis.corpus.stories.likeness import WINDOW, likenesses
from analysis.corpus.stories.sketches import sketches

if TYPE_CHECKING:
    from analysis.corpus.dataset import Corpus

__all__ = ["WINDOW", "grouped", "likenesses", "sketches", "stories"]

_UNDATED = 500  # articles without a date that are compared with the others at a time


def stories(corpus: "Corpus") -> pd.DataFrame:
    """Return the table `stories` of a corpus, all of it made in this process."""
    columns = {
        "articles": ["article_id", "title", "published"],
        "sentences": ["article_id", "part", "text"],
    }
    return stories_of(sketches({name: corpus.table(name, own) for name, own in columns.items()}))


def stories_of(found: pd.DataFrame) -> pd.DataFrame:
    """Return the table `stories` of articles given as `sketches`."""
    edges = [likenesses(today, before) for today, before in _comparisons(found)]
    none = likenesses(found.iloc[:0], found.iloc[:0])
    return grouped(found[["article_id", "day"]], pd.concat([none, *edges], ignore_index=True))


def _comparisons(found: pd.DataFrame) -> Iterator[tuple[pd.DataFrame, pd.DataFrame]]:
    """Yield each day with those before it within the window, then the undated with all others."""
    dated, undated = found[found["day"].notna()], found[found["day"].isna()]
    dates = pd.to_datetime(dated["day"])
    for date, today in dated.groupby(dates, sort=True):
        earlier = (dates < date) & (dates >= date - pd.Timedelta(days=WINDOW))
        yield today, dated[earlier]
    for start in range(0, len(undated), _UNDATED):
        yield undated.iloc[start : start + _UNDATED], pd.concat([dated, undated.iloc[:start]])
