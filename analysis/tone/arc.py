"""How the tone moves over the text."""

import numpy as np
import pandas as pd

from analysis import bootstrap
from analysis.tables import INTERVAL, typed
from analysis.tone.entities import MINIMUM_SENTENCES

WINDOW = 0.1
NARROWEST = 1.5
POINTS = 200
COLUMNS = {"article_id": "str", "sentence": "float64", **INTERVAL}


def arc(scores: pd.DataFrame, method: str = "model", samples: int = 1000, seed: int = 0) -> pd.DataFrame:
    """Return the smoothed course of a score: article_id, sentence, mean, low, high, in reading order.

    `scores` is a table of `sentiment`, `method` one of its score columns. `mean` (-1..1) at a place is the
    mean over the sentences around it, weighted by a Gaussian window whose standard deviation is a tenth of
    the text, at least 1.5 sentences. `low` and `high` are the pointwise 95% bootstrap interval over
    sentences. There is a row a sentence, in long texts 200 evenly spaced ones; none where there are fewer
    than MINIMUM_SENTENCES sentences.
    """
    values = scores[method].to_numpy()
    n = len(values)
    if n < MINIMUM_SENTENCES:
        return typed((), COLUMNS)
    places = np.linspace(1, n, min(n, POINTS))
    window = max(NARROWEST, WINDOW * n)
    weights = np.exp(-0.5 * ((places[:, None] - np.arange(1, n + 1)) / window) ** 2)
    times_drawn = np.stack(
        [np.bincount(drawn, minlength=n) for drawn in bootstrap.resample(n, samples, seed)]
    )
    draws = (times_drawn @ (weights * values).T) / (times_drawn @ weights.T)
    low, high = bootstrap.ends(draws, n)
    course = {"sentence": places, "mean": weights @ values / weights.sum(axis=1), "low": low, "high": high}
    return pd.DataFrame({"article_id": scores["article_id"].iat[0], **course}).astype(COLUMNS)
