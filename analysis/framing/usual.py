"""What is more than usual in an article: all its frames beside the background articles, in one table."""

import numpy as np
import pandas as pd

from analysis.annotation import Document
from analysis.framing.background import RATE, column, compare, like, place
from analysis.framing.frames import FEWEST_SENTENCES, TYPOLOGIES, carrying
from analysis.schemas import typed
from analysis.statistics.multiplicity import false_discovery_rates


def more_than_usual(document: Document, topic: str = "") -> pd.DataFrame:
    """Return every frame's place among the background articles, the most unusual first.

    `sentences` carry the frame; `percentile` is among all background articles, `same_length` among those of
    similar length, `same_topic` among those of a topic, if one is given, each nan where fewer than fifty can
    be compared; `p` is how likely as many sentences or more are by the background (of the topic, if one is
    given), `adjusted` the false discovery rate that goes with it; `unusual` says whether the frame is more than usual at a false
    discovery rate of 5 %, never for fewer than eight sentences. Empty where no background is there.
    """
    return document.remember(f"usual in {topic}", lambda: _compared(document, topic)).copy()


def _compared(document: Document, topic: str) -> pd.DataFrame:
    n = len(document.sentences)
    everywhere, alike, on_topic = like(n), like(n, similar_length=True), like(n, topic) if topic else None
    rows = []
    for typology in TYPOLOGIES.values():
        names, carries = carrying(document, typology)
        for frame, row in zip(names, carries.T, strict=True):
            name, count = column(typology.name, frame), int(row.sum())
            overall = compare(count, n, everywhere, name)
            if overall.p != overall.p:
                continue
            topical = compare(count, n, on_topic, name) if on_topic is not None else None
            usual = topical if topical is not None and topical.p == topical.p else overall
            places = overall.percentile, place(count / n, name, alike)
            theirs = topical.percentile if topical is not None else np.nan
            numbers = (row.nonzero()[0] + 1).tolist()
            rows.append(
                [document.article.id, typology.name, frame, numbers, count / n, *places, theirs, usual.p]
            )
    table = typed("usual", rows, without=["adjusted", "unusual"])
    rates = false_discovery_rates(table["p"].to_numpy())
    table = table.assign(adjusted=rates, unusual=(rates <= RATE) & (n >= FEWEST_SENTENCES))
    return table.sort_values(["p", "frame"], kind="stable", ignore_index=True)
