"""A researcher's own lexicon: a CSV file of terms and scores."""

import csv
import math
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd

from analysis.mistakes import UserError
from analysis.paths import find
from analysis.tone.lexicons import straighten

_WORD = re.compile(r"\w+(?:[-'&.]\w+)*")


class LexiconError(UserError, ValueError):
    """A lexicon that cannot be used; the message is one sentence that says why."""


def read_lexicon(path: str | Path) -> dict[tuple[str, ...], float]:
    """Read a CSV file with the columns `term` and `score` into {words of the term: score}.

    The file is UTF-8; further columns are ignored. A term is one word or several, in any case. Scores are
    finite numbers in any unit of the researcher's choice. A relative path is looked up from the current
    folder, then from the project's root. Raises LexiconError for a file that is missing, no such CSV, empty,
    or has a line that cannot be used.
    """
    name = Path(path).name
    try:
        with find(path).open(encoding="utf-8-sig", newline="") as file:
            lexicon = _entries(csv.DictReader(file, strict=True), name)
    except (OSError, ValueError, csv.Error) as problem:
        if isinstance(problem, LexiconError):
            raise
        raise LexiconError(
            f"The lexicon {name} cannot be read as a CSV file: {_cause(problem)}."
        ) from problem
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
    return tuple(word.lower() for word in _WORD.findall(straighten(text)))


def _entries(rows: csv.DictReader, name: str) -> dict[tuple[str, ...], float]:
    if not {"term", "score"} <= set(rows.fieldnames or ()):
        raise LexiconError(f"The lexicon {name} needs a first line with the columns term and score.")
    lexicon: dict[tuple[str, ...], float] = {}
    for row in rows:
        term, score = words_of(row["term"] or ""), _number(row["score"])
        where = f"Line {rows.line_num} of the lexicon {name}"
        if not term:
            raise LexiconError(f"{where} has no term.")
        if not math.isfinite(score):
            raise LexiconError(f"{where} has no number as its score.")
        if lexicon.setdefault(term, score) != score:
            raise LexiconError(f"{where} gives {' '.join(term)} a second, different score.")
    return lexicon


def _number(text: str | None) -> float:
    try:
        return float(text or "nan")
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
    if isinstance(problem, UnicodeDecodeError):
        return "it is not UTF-8 text"
    if isinstance(problem, OSError):
        return (problem.strerror or "it cannot be opened").lower()
    return str(problem)
