"""What sets two groups of texts apart: their words, by weighted log-odds and by word shifts.

Weighted log-odds with an informative Dirichlet prior: Monroe, Colaresi and Quinn 2008, "Fightin' Words",
Political Analysis 16, equations 15 to 23. Word shifts: Gallagher et al. 2021, "Generalized word shift
graphs", EPJ Data Science 10.

A table of counts is indexed by word, with the columns `one` and `other`: how often each group has it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import numpy as np
import pandas as pd

CHANCE = 1.96  # a z beyond which a word taken by itself would be called significant
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_STRAIGHT = str.maketrans("’‘", "''")


def words_of(text: str) -> list[str]:
    """Return the words of a text in lower case, without numbers and "'s"; "well-paid" is one word."""
    words = _WORD.findall(text.lower().translate(_STRAIGHT))
    return [word.removesuffix("'s") for word in words]


def count(texts: Iterable[tuple[str, str, str]], one: str, other: str) -> pd.DataFrame:
    """Count the words of two groups. `texts` yields (group, article, text); other groups are left out.

    Returns a table indexed by word: `one`, `other` (how often each group has it), `articles_one` and
    `articles_other` (in how many articles). Texts of one article have to follow each other.
    """
    words: dict[str, Counter] = {one: Counter(), other: Counter()}
    articles: dict[str, Counter] = {one: Counter(), other: Counter()}
    for group, found in _by_article(texts):
        if group in words:
            words[group].update(found)
            articles[group].update(found.keys())
    columns = {
        "one": words[one],
        "other": words[other],
        "articles_one": articles[one],
        "articles_other": articles[other],
    }
    table = pd.DataFrame(columns).fillna(0).astype("int64").sort_index()
    return table.rename_axis("word")


def _by_article(texts: Iterable[tuple[str, str, str]]) -> Iterator[tuple[str, Counter]]:
    now, found = None, Counter()
    for group, article, text in texts:
        if (group, article) != now:
            if now:
                yield now[0], found
            now, found = (group, article), Counter()
        found.update(words_of(text))
    if now:
        yield now[0], found


def log_odds(
    counts: pd.DataFrame, background: pd.Series | None = None, prior_words: float = 500
) -> pd.DataFrame:
    """Return the counts with `log_odds` and `z`, words of group one first.

    `log_odds` is the difference between the groups in the log-odds of the word, each shrunk towards the
    `background` (counts by word; by default both groups together) by a prior worth `prior_words` words; `z`
    is that difference over its standard deviation. A word in neither the counts nor the background is not in
    the table.
    """
    if background is None:
        background = counts["one"] + counts["other"]
    if not background.sum():
        return counts.assign(log_odds=0.0, z=0.0)
    prior = prior_words * background.reindex(counts.index).fillna(0) / background.sum()
    prior = prior.where(prior > 0, prior_words / background.sum())  # as if it had been seen once
    total = prior.sum()
    odds, variance = {}, 0
    for group in ("one", "other"):
        seen, size = counts[group] + prior, counts[group].sum() + total
        odds[group] = np.log(seen / (size - seen))
        variance = variance + 1 / seen
    difference = odds["one"] - odds["other"]
    scored = counts.assign(log_odds=difference, z=difference / np.sqrt(variance))
    return scored.sort_values(["z", "one"], ascending=False, kind="stable")


def score_shift(counts: pd.DataFrame, scores: Mapping[str, float]) -> pd.DataFrame:
    """Return how much each scored word adds to the difference between the groups' mean scores.

    Columns: `score`, `share_one`, `share_other` (of the scored words of a group) and `contribution`, which
    adds up to the mean score of group one minus that of the other; the largest come first. A word adds by
    being better or worse than the other group's mean, and by standing more or less often in group one.
    """
    scored = counts[counts.index.isin(scores)]
    score = pd.Series([float(scores[word]) for word in scored.index], index=scored.index, dtype="float64")
    one, other = (scored[group] / max(scored[group].sum(), 1) for group in ("one", "other"))
    mean_other = float((other * score).sum())
    contribution = (one - other) * (score - mean_other)
    table = pd.DataFrame(
        {"score": score, "share_one": one, "share_other": other, "contribution": contribution}
    )
    return table.sort_values("contribution", key=abs, ascending=False, kind="stable")


def divergence_shift(counts: pd.DataFrame) -> pd.DataFrame:
    """Return how much each word adds to the Jensen-Shannon divergence of the groups, in bits.

    Columns: `share_one`, `share_other` and `contribution`, which adds up to the divergence (0: the same
    words in the same shares; 1: none in common), the largest first.
    """
    one, other = (counts[group] / max(counts[group].sum(), 1) for group in ("one", "other"))
    both = (one + other) / 2
    contribution = _entropy(both) - (_entropy(one) + _entropy(other)) / 2
    table = pd.DataFrame({"share_one": one, "share_other": other, "contribution": contribution})
    return table.sort_values("contribution", ascending=False, kind="stable")


def _entropy(shares: pd.Series) -> pd.Series:
    return -shares * np.log2(shares.where(shares > 0, 1))
