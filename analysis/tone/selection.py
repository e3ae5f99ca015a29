"""The sentences worth looking at: the strongest ones, and those where the methods part."""

import pandas as pd

from analysis.tone.lexicons import Moved, polarity, textblob_words, vader_words
from analysis.tone.wording import signed


def strongest(scores: pd.DataFrame, count: int = 6, method: str = "vader") -> pd.DataFrame:
    """Return the `count` rows of a table of `sentiment` with the strongest scores, whichever their sign.

    Neutral sentences (within ±.05) are not among them; ties are in reading order. Two columns are added:
    `vader_words` and `textblob_words`, what moved each method, as text ("win +2.8, trouble −1.7").
    """
    strength = scores[method].abs()
    rows = scores[scores[method].map(polarity) != 0]
    return _with_words(
        rows.loc[strength[rows.index].sort_values(ascending=False, kind="stable").index[:count]]
    )


def disagreements(scores: pd.DataFrame) -> pd.DataFrame:
    """Return the rows where TextBlob and VADER have opposite signs, both outside ±.05, widest apart first.

    The columns `vader_words` and `textblob_words` are added, as in `strongest`.
    """
    rows = scores[scores["textblob"].map(polarity) * scores["vader"].map(polarity) < 0]
    apart = (rows["textblob"] - rows["vader"]).abs()
    return _with_words(rows.loc[apart.sort_values(ascending=False, kind="stable").index])


def _with_words(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(
        vader_words=[_listed(vader_words(text)) for text in rows["text"]],
        textblob_words=[_listed(textblob_words(text)) for text in rows["text"]],
    )


def _listed(words: list[Moved]) -> str:
    ranked = sorted(words, key=lambda moved: -abs(moved.value))
    return ", ".join(f"{moved.text}\N{NO-BREAK SPACE}{signed(moved.value, 1)}" for moved in ranked) or "none"
