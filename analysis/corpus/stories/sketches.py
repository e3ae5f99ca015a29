"""What is kept of an article to compare it with others: its words as numbers, two or three kilobytes."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from zlib import crc32

import numpy as np
import pandas as pd
from spacy.lang.en.stop_words import STOP_WORDS

from analysis.corpus.dates import days_of

BUCKETS = 2**20
"""How many numbers there are for words; two of ten thousand words share one in one case of a hundred."""
PERMUTATIONS = 128
_WORD = re.compile(r"[^\W_]+(?:[.,'’-][^\W_]+)*")
_SHINGLE = 4  # words that carry meaning, in a row: an edited copy keeps most of these, a retelling hardly any
_COLUMNS = ["article_id", "day", "title", "words", "names", "shingles", "minhash"]


def sketches(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return a row an article of the tables `articles` and `sentences`, in their order.

    Columns: article_id; day (ISO 8601, in UTC; None without a date that can be read); title, words and names:
    the number of every word of the headline, of the text, and of its names (words with a capital inside a
    sentence), in the order of the text, stop words left out; shingles: how many different runs of four words
    there are; minhash: their signature (Broder 1997).
    """
    articles, sentences = tables["articles"], tables["sentences"]
    body = sentences[sentences["part"] != "headline"]
    texts = body.groupby("article_id", sort=False)["text"].agg(list).to_dict()
    days = days_of(articles["published"])
    rows = [
        (name, day, numbered(title if isinstance(title, str) else ""), *_of_text(texts.get(name, [])))
        for name, day, title in zip(articles["article_id"], days, articles["title"], strict=True)
    ]
    return pd.DataFrame(rows, columns=_COLUMNS)


def numbered(text: str) -> np.ndarray:
    """Return the numbers of the words of a text, in its order, stop words left out."""
    return _buckets(_spelt(text))


def _of_text(texts: list[str]) -> tuple[np.ndarray, np.ndarray, int, np.ndarray]:
    spelt = [_spelt(text) for text in texts]
    words = _buckets([word for sentence in spelt for word in sentence])
    inside = {word for sentence in spelt for word in sentence[1:] if word[0].isupper()}
    names = _buckets([word for sentence in spelt for word in sentence if word in inside])
    runs = shingles(words)
    return words, names, len(runs), _signature(runs)


def _spelt(text: str) -> list[str]:
    return _WORD.findall(text)


def _buckets(words: Iterable[str]) -> np.ndarray:
    return np.fromiter((number for number in map(bucket, words) if number >= 0), dtype=np.uint32)


@lru_cache(maxsize=2**16)
def bucket(word: str) -> int:
    """Return the number of a word, the same for its plural and its genitive; -1 for a stop word."""
    plain = word.lower().replace("’", "'").removesuffix("'s")
    if plain in STOP_WORDS or len(plain) < 2:
        return -1
    if plain.endswith("ies") and len(plain) > 4:
        plain = f"{plain[:-3]}y"
    elif plain.endswith("s") and not plain.endswith("ss") and len(plain) > 3:
        plain = plain[:-1]
    return crc32(plain.encode()) % BUCKETS


def shingles(words: np.ndarray) -> np.ndarray:
    """Return a number of 32 bits for each different run of words; a shorter text is one run."""
    if not len(words):
        return words
    length = max(len(words) - _SHINGLE + 1, 1)
    numbers = np.zeros(length, dtype=np.uint64)
    for place in range(min(_SHINGLE, len(words))):
        numbers = numbers * np.uint64(0x9E3779B97F4A7C15) + words[place : place + length].astype(np.uint64)
        numbers ^= numbers >> np.uint64(29)
    return np.unique(numbers >> np.uint64(16) & np.uint64(0xFFFFFFFF))


def _signature(runs: np.ndarray) -> np.ndarray:
    from datasketch import MinHash  # a second to load, which only a run over a corpus has to spend

    made = MinHash(PERMUTATIONS, hashfunc=int, scheme="affine32")
    made.update_batch(runs)
    return made.hashvalues.astype(np.uint32)
