"""Pairs of like articles become stories: copies first, then average linkage."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from analysis.corpus.stories.linkage import Pair, average_linkage, connected, mean_likenesses

CUT = 0.5
"""The mean likeness from which two groups of articles are one story: as likely as not."""


def grouped(articles: pd.DataFrame, edges: pd.DataFrame) -> pd.DataFrame:
    """Return the table `stories` of articles (article_id, day, in the corpus's order), a row for each.

    `edges` are `likenesses` of their pairs: one, other, likeness, copy; what is missing counts as unlike. A
    text that is printed several times counts once, so copies do not outvote the others. A story is called by
    its first article by day, then by the corpus's order; those without a day come last.
    """
    known = articles.reset_index(drop=True)
    order = known["day"].sort_values(kind="stable", na_position="last").index.to_numpy()
    ids = known["article_id"].to_numpy()[order]
    place = {name: number for number, name in enumerate(ids)}
    likeness, copies = _pairs(edges, place)
    original = connected(len(ids), copies)
    group = average_linkage(len(ids), _between(likeness, original), CUT)
    group = [group[first] for first in original]
    rows = pd.DataFrame(
        {
            "article_id": ids,
            "story": ids[np.array(group, dtype=int)],
            "likeness": pd.array(mean_likenesses(group, likeness), dtype="Float64").to_numpy(
                dtype=float, na_value=np.nan
            ),
            "copy_of": [None if first == own else ids[first] for own, first in enumerate(original)],
        }
    )
    return rows.iloc[np.argsort(order)].reset_index(drop=True)


def _pairs(edges: pd.DataFrame, place: Mapping[str, int]) -> tuple[dict[Pair, float], list[Pair]]:
    """Return the likeness of each pair of places, (low, high), and the pairs that are copies."""
    likeness: dict[Pair, float] = {}
    copies = []
    for row in edges.itertuples(index=False):
        one, other = sorted((place[row.one], place[row.other]))
        likeness[one, other] = max(row.likeness, likeness.get((one, other), 0.0))
        if row.copy:
            copies.append((one, other))
    return likeness, sorted(copies)


def _between(likeness: Mapping[Pair, float], original: list[int]) -> dict[Pair, float]:
    """Return the likeness between texts: of all their copies the highest."""
    found: dict[Pair, float] = {}
    for (one, other), value in likeness.items():
        low, high = sorted((original[one], original[other]))
        if low != high:
            found[low, high] = max(value, found.get((low, high), 0.0))
    return found
