"""How sentences sound by themselves: the trained model's rating beside the lexicons' scores."""

from collections.abc import Iterable

import pandas as pd

from analysis.reading import reader
from analysis.tone import lexicons

METHODS = ("model", "vader", "textblob")


def rate_sentences(sentences: Iterable[str], model: str = "") -> pd.DataFrame:
    """Rate how sentences sound, each by itself: a row a sentence, in order, every score -1..1.

    Columns: `textblob` (polarity), `vader` (compound) and `model`, the trained model's estimate of what
    readers would say on average, from very negative to very positive. `model` names a larger one to use, see
    `classify_targets`.
    """
    return score(sentences, model)[["textblob", "vader", "model"]]


def score(sentences: Iterable[str], model: str = "") -> pd.DataFrame:
    """Return textblob, subjectivity, vader and model, a row a sentence; see `rate_sentences`."""
    sentences = list(sentences)
    read = reader(model)
    ratings = {sentence: read.judge(sentence, []).rating for sentence in dict.fromkeys(sentences)}
    return lexicons.score(sentences).assign(model=pd.Series(map(ratings.get, sentences), dtype="float64"))
