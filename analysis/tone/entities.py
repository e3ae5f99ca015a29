"""Sentiment towards an entity: all its mentions together, in the author's voice and in what others say."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from analysis import bootstrap
from analysis.annotation import Document
from analysis.tone.tables import INTERVAL, typed
from analysis.tone.targets import target_sentiment

MINIMUM_SENTENCES = 5
"""Below this many sentences there is no estimate: a bootstrap interval of so few values is much too narrow
(Hesterberg 2015), and says little more than which of them is lowest and which highest."""

VOICES = ("all", "author", "quoted", "reported")
COLUMNS = {"article_id": "str", "entity": "str", "voice": "str", "sentences": "int64", **INTERVAL}


def entity_sentiment(document: Document, samples: int = 1000, seed: int = 0) -> pd.DataFrame:
    """Return a row for each entity and voice: article_id, entity, voice, sentences, mean, low, high.

    `voice` is all, author, quoted or reported (those in which the entity is mentioned). A sentence counts
    with the mean over its mentions of positive minus negative, `mean` (-1..1) is the mean over `sentences`
    sentences, `low` and `high` its 95% bootstrap interval over sentences. All three are nan below
    MINIMUM_SENTENCES sentences: not enough text. Entities with most sentences come first.
    """
    targets = target_sentiment(document)
    targets["value"] = targets["positive"] - targets["negative"]
    frame = typed(_rows(targets, samples, seed), COLUMNS)
    everywhere = frame[frame["voice"] == "all"].set_index("entity")["sentences"]
    order = frame.assign(
        total=-frame["entity"].map(everywhere), rank=frame["voice"].map(VOICES.index)
    ).sort_values(["total", "entity", "rank"], kind="stable")
    return frame.loc[order.index].reset_index(drop=True)


def estimate(values: np.ndarray, samples: int, seed: int) -> dict[str, float]:
    """Return the mean of values, one a sentence, and its 95% interval; nan for too few of them."""
    if len(values) < MINIMUM_SENTENCES:
        return dict.fromkeys(INTERVAL, float("nan"))
    low, high = bootstrap.interval(values, samples=samples, seed=seed)
    return {"mean": float(values.mean()), "low": low, "high": high}


def _rows(targets: pd.DataFrame, samples: int, seed: int) -> Iterator[dict[str, object]]:
    heard = pd.concat([targets.assign(voice="all"), targets])
    sentences = heard.groupby(["article_id", "entity", "voice", "sentence"])["value"].mean()
    for (article_id, entity, voice), values in sentences.groupby(level=[0, 1, 2]):
        yield {
            "article_id": article_id,
            "entity": entity,
            "voice": voice,
            "sentences": len(values),
            **estimate(values.to_numpy(), samples, seed),
        }
