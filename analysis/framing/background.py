"""More than usual? An article's frames beside those of thousands of other news articles.

The background is 4,000 whole US news articles of 2006 to 2020 (Article-Bias-Prediction, Baly et al. 2020); of
each only its length, topic, outlet and the number of sentences that carry each frame is kept.

*Percentile*: how many of 100 background articles have a smaller share of their sentences with the frame,
those with the same share counted half.

*Usual or not*: a short article reaches a high share by chance more easily than a long one. So the article's
count of x sentences in n is compared with what the background articles would show in n sentences: each of
them stands for a beta-binomial distribution (Skellam 1948) with its own counts and, as prior, the average
article, weighted by how little articles differ (the method of moments); p is the mean of their
probabilities of x or more. Of articles from the background itself, at most about 5 % have p below 0.05
(tested). Over all frames that are looked at, the false discovery rate is controlled (Benjamini and Hochberg
1995).
"""

from functools import cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.paths import WEIGHTS
from analysis.statistics.proportions import chance_of_as_many

FILE = WEIGHTS / "framing" / "background.parquet"
ABOUT = ("article", "topic", "outlet", "sentences")
RATE = 0.05
SIMILAR_LENGTH = 1.5
FEWEST_ARTICLES = 50


class Comparison(NamedTuple):
    """Where an article's share of a frame lies among others, and how seldom as much is seen.

    `percentile` is 0..100, `p` the chance of at least as many sentences (see
    `statistics.proportions.chance_of_as_many`); both are nan where there are too few articles to compare with.
    """

    percentile: float
    p: float


def column(typology: str, frame: str) -> str:
    """Return the name of the column in which the background has a frame."""
    return f"{typology}: {frame}"


@cache
def background() -> pd.DataFrame:
    """Return the background articles, a row each: ABOUT, then sentences by frame; empty without the file."""
    return pd.read_parquet(FILE) if FILE.exists() else pd.DataFrame(columns=list(ABOUT))


def like(sentences: int, topic: str = "", similar_length: bool = False) -> pd.DataFrame:
    """Return the background articles of a topic, or of a similar length, or all of them.

    Of similar length are those with between two thirds and one and a half times as many sentences.
    """
    articles = background()
    if topic:
        articles = articles[articles["topic"] == topic]
    if similar_length:
        longest, shortest = sentences * SIMILAR_LENGTH, sentences / SIMILAR_LENGTH
        articles = articles[articles["sentences"].between(shortest, longest)]
    return articles


def percentile(share: float, counts: np.ndarray, lengths: np.ndarray) -> float:
    """Return the percentile (0..100) of a share among articles; nan for fewer than fifty of them."""
    if len(counts) < FEWEST_ARTICLES or share != share:
        return float("nan")
    shares = counts / lengths
    return float(100 * ((shares < share - 1e-9).mean() + 0.5 * np.isclose(shares, share).mean()))


def place(share: float, name: str, articles: pd.DataFrame | None = None) -> float:
    """Return the percentile of a share among background articles, by default all; nan where they lack the
    frame.
    """
    articles = background() if articles is None else articles
    if name not in articles:
        return float("nan")
    return percentile(share, articles[name].to_numpy(), articles["sentences"].to_numpy())


def compare(count: int, sentences: int, articles: pd.DataFrame, name: str) -> Comparison:
    """Compare a frame's sentences in an article with those of background articles (see `like`)."""
    if name not in articles or not sentences:
        return Comparison(float("nan"), float("nan"))
    counts = articles[name].to_numpy(dtype=float)
    lengths = articles["sentences"].to_numpy(dtype=float)
    if len(counts) < FEWEST_ARTICLES:
        return Comparison(float("nan"), float("nan"))
    return Comparison(
        percentile(count / sentences, counts, lengths), chance_of_as_many(count, sentences, counts, lengths)
    )
