"""How sentences sound by themselves: the trained model's rating beside the lexicons' scores."""

from collections.abc import Iterable, Mapping

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


def score(
    sentences: Iterable[str], model: str = "", known: Mapping[str, float] | None = None
) -> pd.DataFrame:
    """Return textblob, subjectivity, vader and model, a row a sentence; see `rate_sentences`.

    `known` are the model's ratings of sentences it has read already.
    """
    sentences = list(sentences)
    ratings = dict(known or {})
    unread = [sentence for sentence in dict.fromkeys(sentences) if sentence not in ratings]
    judged = reader(model).judge_each((sentence, []) for sentence in unread)
    ratings |= {sentence: each.rating for sentence, each in zip(unread, judged, strict=True)}
    return lexicons.score(sentences).assign(model=pd.Series(map(ratings.get, sentences), dtype="float64"))
