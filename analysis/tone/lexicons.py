"""Lexicons: how TextBlob and VADER score a sentence, and by which of its words.

TextBlob takes over the English lexicon of Pattern (De Smedt and Daelemans 2012), mostly adjectives from
product reviews: polarity is the mean of the words found, subjectivity likewise. VADER (Hutto and Gilbert
2014) sums the valences of some 7,500 words, with rules for negation, degree words and "but", and squeezes the
sum into -1..1.

Both expect typewriter punctuation: with a curly apostrophe VADER reads no negation in "isn’t", and a word
behind a curly quotation mark is none of its words. So curly marks are made straight, character for character,
before scoring.

A researcher's own lexicon is a CSV file of terms and scores: `read_lexicon` and `score_with`.
"""

import math
import re
import string
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
from textblob import TextBlob
from textblob.en import sentiment as textblob_sentiment
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from analysis.articles.words import SPACED, TERMS
from analysis.errors import LexiconError
from analysis.files import Tab, TableError, read_table
from analysis.paths import find

NEUTRAL_BAND = 0.05
"""A score below this, in absolute value, counts as neutral (the threshold of VADER's authors)."""

_STRAIGHT = str.maketrans(
    dict.fromkeys("’‘‛ʼ", "'") | dict.fromkeys("“”„‟«»", '"') | dict.fromkeys("–—…", " ")
)


class Moved(NamedTuple):
    """Words at `start:end` of a text that moved a method, and the value they count with there."""

    start: int
    end: int
    text: str
    value: float


def score(sentences: Iterable[str]) -> pd.DataFrame:
    """Return TextBlob's `textblob` (polarity, -1..1) and `subjectivity` (0 factual to 1 personal), and
    `vader` (compound, -1..1), a row a sentence.
    """
    rows = []
    for sentence in sentences:
        rows.append((*textblob_sentiment(straighten(sentence)), vader(sentence)))
    return pd.DataFrame(rows, columns=["textblob", "subjectivity", "vader"], dtype="float64")


def vader(text: str) -> float:
    """Return VADER's compound score of a text, -1..1; 0.0 where it knows no word."""
    return _analyzer().polarity_scores(straighten(text))["compound"]


def polarity(value: float) -> int:
    """Return -1, 0 or 1: the side of the neutral band on which a score lies (0 also for nan)."""
    return int(value >= NEUTRAL_BAND) - int(value <= -NEUTRAL_BAND)


def straighten(text: str) -> str:
    """Return a text of the same length with straight quotation marks and apostrophes, and no dashes."""
    return text.translate(_STRAIGHT)


def textblob_words(text: str) -> list[Moved]:
    """Return the words TextBlob averages, with their polarity (-1..1) after modifiers and negation."""
    straight = straighten(text)
    found, at = [], 0
    for words, value, *_ in TextBlob(straight).sentiment_assessments.assessments:
        start, end = _locate(words, straight, at)
        if value and end > start:
            found.append(Moved(start, end, text[start:end], value))
        at = max(at, end)
    return found


def vader_words(text: str) -> list[Moved]:
    """Return the words VADER sums, with their valence (about -4..4) after negation, degree words and "but".

    Emphasis by exclamation and question marks belongs to no word and is left out, as are emoji.
    """
    analyzer = _analyzer()
    plain = "".join(" " if sign in analyzer.emojis else sign for sign in straighten(text))
    valences = analyzer.polarity_scores(plain)["valences"]
    return [
        Moved(start, end, text[start:end], value)
        for (start, end), value in zip(_vader_tokens(plain), valences, strict=True)
        if value
    ]


class _Recorder(SentimentIntensityAnalyzer):
    """VADER, unchanged, which also tells the valence it gave to every word."""

    def score_valence(self, sentiments: list[float], text: str) -> dict[str, Any]:
        """Return VADER's scores and, as `valences`, what they are the sum of."""
        return super().score_valence(sentiments, text) | {"valences": list(sentiments)}


@cache
def _analyzer() -> _Recorder:
    return _Recorder()


def _vader_tokens(text: str) -> Iterator[tuple[int, int]]:
    """Yield the offsets of VADER's tokens: white space apart, punctuation off, emoticons whole."""
    for match in SPACED.finditer(text):
        word = match.group().strip(string.punctuation)
        if len(word) <= 2:
            yield match.span()
        else:
            start = match.start() + match.group().index(word)
            yield start, start + len(word)


def _locate(words: Iterable[str], text: str, at: int) -> tuple[int, int]:
    """Return from where to where the words stand in the text, at or after `at`; (at, at) if none does."""
    start, end = None, at
    for word in words:
        border = [r"\b" if sign.isalnum() else "" for sign in (word[0], word[-1])]
        match = re.compile(border[0] + re.escape(word) + border[1], re.IGNORECASE).search(text, end)
        if match:
            start, end = match.start() if start is None else start, match.end()
    return (at, at) if start is None else (start, end)


def read_lexicon(path: str | Path) -> dict[tuple[str, ...], float]:
    """Read a CSV or XLSX file with the columns `term` and `score` into {words of the term: score}.

    Further columns, and tabs but the first, are ignored. A term is one word or several, in any case. Scores
    are finite numbers in any unit of the researcher's choice. A relative path is looked up from the current
    folder, then from the project's root. Raises LexiconError for a file that is missing, no such CSV, empty,
    or has a line that cannot be used.
    """
    name = Path(path).name
    try:
        tabs = read_table(find(path))
    except (OSError, TableError) as problem:
        raise LexiconError(
            f"The lexicon {name} cannot be read as a CSV file: {_cause(problem)}."
        ) from problem
    if not tabs or not {"term", "score"} <= set(tabs[0].columns):
        raise LexiconError(f"The lexicon {name} needs a first line with the columns term and score.")
    lexicon = _entries(tabs[0], name)
    if not lexicon:
        raise LexiconError(f"The lexicon {name} has no terms.")
    return lexicon


def score_with(lexicon: Mapping[tuple[str, ...], float], sentences: Iterable[str]) -> pd.Series:
    """Return for each sentence the mean score of the lexicon's terms in it, 0.0 where there is none.

    Whole words are compared, the longest term first, and no word counts twice. Negation is not heeded: a
    lexicon says what its researcher put into it, and nothing else.
    """
    longest = max(map(len, lexicon), default=0)
    scores = [_mean(_found(lexicon, words_of(sentence), longest)) for sentence in sentences]
    return pd.Series(scores, dtype="float64", name="lexicon")


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text as they are compared: lower case, straight apostrophes."""
    return tuple(word.lower() for word in TERMS.findall(straighten(text)))


def _entries(tab: Tab, name: str) -> dict[tuple[str, ...], float]:
    lexicon: dict[tuple[str, ...], float] = {}
    for line, row in tab.rows:
        term, score = words_of(row["term"]), _number(row["score"])
        where = f"Line {line} of the lexicon {name}"
        if not term:
            raise LexiconError(f"{where} has no term.")
        if not math.isfinite(score):
            raise LexiconError(f"{where} has no number as its score.")
        if lexicon.setdefault(term, score) != score:
            raise LexiconError(f"{where} gives {' '.join(term)} a second, different score.")
    return lexicon


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan


def _found(lexicon: Mapping[tuple[str, ...], float], words: tuple[str, ...], longest: int) -> list[float]:
    found, at = [], 0
    while at < len(words):
        sizes = range(min(longest, len(words) - at), 0, -1)
        size = next((size for size in sizes if words[at : at + size] in lexicon), 0)
        if size:
            found.append(lexicon[words[at : at + size]])
        at += size or 1
    return found


def _mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _cause(problem: Exception) -> str:
    if isinstance(problem, FileNotFoundError):
        return "there is no such file"
    if isinstance(problem, OSError):
        return (problem.strerror or "it cannot be opened").lower()
    return str(problem)
