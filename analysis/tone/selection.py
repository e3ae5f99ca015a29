"""The sentences worth looking at: the strongest ones, and those where the methods part."""

import pandas as pd

from analysis.tone.lexicons import Moved, polarity, textblob_words, vader_words
from analysis.tone.ratings import METHODS
from analysis.tone.wording import NAMES, signed
from analysis.wording import listed


def strongest(scores: pd.DataFrame, count: int = 6, method: str = "model") -> pd.DataFrame:
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
    """Return the rows where two methods have opposite signs, both outside ±.05, widest apart first.

    The columns `vader_words` and `textblob_words` are added, as in `strongest`, and `negative` and
    `positive`: the methods that call the sentence so, in words.
    """
    sides = scores[list(METHODS)].map(polarity)
    rows = scores[sides.min(axis=1) * sides.max(axis=1) < 0]
    apart = rows[list(METHODS)].max(axis=1) - rows[list(METHODS)].min(axis=1)
    rows = rows.loc[apart.sort_values(ascending=False, kind="stable").index]
    sides = sides.loc[rows.index]
    return _with_words(rows.assign(negative=_who(sides, -1), positive=_who(sides, 1)))


def _who(sides: pd.DataFrame, side: int) -> list[str]:
    """Return for each row the methods on one side, in words."""
    found = ((sides[method] == side).to_list() for method in METHODS)
    return [
        listed([NAMES[method] for method, there in zip(METHODS, row, strict=True) if there])
        for row in zip(*found, strict=True)
    ]


def _with_words(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(
        vader_words=[_listed(vader_words(text)) for text in rows["text"]],
        textblob_words=[_listed(textblob_words(text)) for text in rows["text"]],
    )


def _listed(words: list[Moved]) -> str:
    ranked = sorted(words, key=lambda moved: -abs(moved.value))
    return ", ".join(f"{moved.text}\N{NO-BREAK SPACE}{signed(moved.value, 1)}" for moved in ranked) or "none"
