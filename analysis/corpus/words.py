"""The words of two groups of articles, and the sentences in which they stand."""

import re
from collections.abc import Iterable, Iterator

import pandas as pd
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from analysis import compare
from analysis.corpus.errors import CorpusError
from analysis.corpus.opened import Corpus

FEWEST = 2  # articles: a word of one article says nothing about its group


def two_groups(groups: pd.Series, one: str = "", other: str = "") -> tuple[str, str]:
    """Return the names of two groups: those given, else the largest (alphabetically among equals).

    Both are empty where there are not two groups of FEWEST articles to compare. Raises CorpusError for a
    group that there is not, and for one compared with itself.
    """
    sizes = groups.value_counts().sort_index().sort_values(ascending=False, kind="stable")
    for name in filter(None, (one, other)):
        if name not in sizes:
            raise CorpusError(f"There is no group “{name}”; there are {', '.join(sizes.index)}.")
    if one and one == other:
        raise CorpusError(f"A comparison takes two groups of articles, not “{one}” twice.")
    left = [name for name in sizes.index if name not in (one, other)]
    chosen = [name or (left.pop(0) if left else "") for name in (one, other)]
    if any(sizes.get(name, 0) < FEWEST for name in chosen):
        return "", ""
    return chosen[0], chosen[1]


def count(corpus: Corpus, groups: pd.Series, one: str, other: str) -> pd.DataFrame:
    """Count the words of two groups of articles, sentence by sentence (see `analysis.compare.count`).

    Nothing is counted for groups without a name, as `two_groups` returns them.
    """
    return compare.count(_texts(corpus, groups), one, other)


def in_context(
    corpus: Corpus, groups: pd.Series, words: Iterable[str], one: str, other: str, most: int = 3
) -> pd.DataFrame:
    """Return sentences in which words stand: word, group, article_id, sentence, start, end, text.

    At most `most` for a word and group, each from another article; `start` and `end` are where the word
    stands in `text`.
    """
    patterns = {word: re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE) for word in words}
    rows, seen = [], set()
    for batch in corpus.batches("sentences", ["article_id", "sentence", "text"]):
        for article, sentence, text in batch.itertuples(index=False):
            group = groups.get(article)
            for word, pattern in patterns.items() if group in (one, other) else ():
                hit = pattern.search(text.replace("’", "'"))
                if hit and (word, article) not in seen:
                    seen.add((word, article))
                    rows.append((word, group, article, sentence, *hit.span(), text))
    columns = ["word", "group", "article_id", "sentence", "start", "end", "text"]
    table = pd.DataFrame(rows, columns=columns)
    order = {word: place for place, word in enumerate(patterns)}
    table = table.groupby(["word", "group"], sort=False).head(most)
    return table.sort_values(
        ["word", "group"], key=lambda c: c.map(order).fillna(c.eq(other).astype(int)), kind="stable"
    )


def ends(scored: pd.DataFrame, most: int = 12) -> pd.DataFrame:
    """Return the `most` words with the largest and with the smallest z of a table of `compare.log_odds`.

    Only words that stand in at least two articles of the group that has them more often.
    """
    of_one = scored[(scored["z"] > 0) & (scored["articles_one"] >= FEWEST)].head(most)
    of_other = scored[(scored["z"] < 0) & (scored["articles_other"] >= FEWEST)].tail(most)
    return pd.concat([of_one, of_other])


def _texts(corpus: Corpus, groups: pd.Series) -> Iterator[tuple[str, str, str]]:
    for batch in corpus.batches("sentences", ["article_id", "text"]):
        for article, text in batch.itertuples(index=False):
            if (group := groups.get(article)) is not None:
                yield group, article, text


def valences() -> dict[str, float]:
    """Return the words of VADER's lexicon with their valences, -4..4 (Hutto and Gilbert 2014)."""
    return SentimentIntensityAnalyzer().lexicon
