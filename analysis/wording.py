"""Numbers and lists in words, the same in findings, figures, tables and text alternatives."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from analysis.word_lists import any_of

NOT_ENOUGH = "not enough text"
_THE = re.compile(any_of("names", "with an article"))


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """Return a number with its noun: "1 sentence", "2 sentences"."""
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}"


def listed(words: Sequence[str], last: str = "and", most: int | None = None) -> str:
    """Return words as a list in a sentence: "a, b and c"; one longer than `most` as "a, b and 4 more"."""
    if most is not None and len(words) > most:
        words = [*words[:most], f"{len(words) - most} more"]
    return f"{', '.join(words[:-1])} {last} {words[-1]}" if len(words) > 1 else "".join(words)


def capital(words: str) -> str:
    """Return words with a capital at the beginning of a sentence."""
    return words[:1].upper() + words[1:]


def with_article(name: str) -> str:
    """Return a name as it stands within a sentence: "the United States", "Iran"."""
    return f"the {name}" if _THE.fullmatch(name) else name


def percent(share: float) -> str:
    """Return a share of 0..1 as a whole percentage."""
    return f"{100 * share:.0f}%"


# Numbers, lists and speakers in words, the same in findings, figures and text alternatives.

NOBODY_NAMED = "nobody named"
NOT_FOUND = "speaker not found"
KINDS = {"direct": "direct quotes", "mixed": "mixed", "indirect": "indirect"}
CUE_KINDS = {
    "neutral": "neutral",
    "loaded": "loaded",
    "belief": "belief",
    "denial": "denial",
    "other": "not in the list",
}


def interval(low: float, high: float) -> str:
    """Return an interval of shares, "23 to 59%", or that there is not enough text."""
    return NOT_ENOUGH if low != low else f"{100 * low:.0f} to {percent(high)}"


def called(speaker: str, role: str | None, affiliation: str | None) -> str:
    """Return a speaker with role and affiliation, as far as they are known: "Ann Lee (expert, Acme)"."""
    known = ", ".join(each for each in (role, affiliation) if isinstance(each, str))
    return f"{speaker} ({known})" if known else speaker


# Numbers and uncertainty in words, the same in findings, figures and text alternatives.

NAMES = {"textblob": "TextBlob", "vader": "VADER", "model": "the model", "lexicon": "your lexicon"}
VOICE_NAMES = {
    "all": "all voices",
    "author": "the author",
    "others": "others",
    "quoted": "quoted",
    "reported": "reported",
}


def signed(value: float, decimals: int = 2) -> str:
    """Return a number with its sign, a true minus sign (screen readers skip hyphens); zero has none."""
    if value != value:
        return NOT_ENOUGH
    return f"{value:+.{decimals}f}".replace("-", "−") if round(value, decimals) else f"{0:.{decimals}f}"


def with_interval(estimate: Mapping[str, float]) -> str:
    """Return `mean (low to high)` of an estimate, or that there is not enough text."""
    if estimate["mean"] != estimate["mean"]:
        return NOT_ENOUGH
    return f"{signed(estimate['mean'])} ({signed(estimate['low'])} to {signed(estimate['high'])})"


def leaning(estimate: Mapping[str, float]) -> str:
    """Return positive, negative or unclear: whether the interval lies on one side of zero."""
    return "positive" if estimate["low"] > 0 else "negative" if estimate["high"] < 0 else "unclear"


def ranges(numbers: list[int]) -> str:
    """Return ascending whole numbers with neighbours drawn together: 2 to 4, 9."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return listed([f"{run[0]} to {run[-1]}" if len(run) > 1 else str(run[0]) for run in runs])


# Numbers and lists in words, the same in findings, figures and text alternatives.


def quoted(words: Sequence[str], most: int = 6) -> str:
    """Return words of the article in quotation marks, at most `most` of them."""
    shown = [f"“{word}”" for word in words[:most]]
    return listed([*shown, "others"]) if len(words) > most else listed(shown)


def share_with_interval(row) -> str:
    """Return the score of a row of the frames table with its interval: "41% (23 to 59%)"."""
    if row.low != row.low:
        return percent(row.score)
    return f"{percent(row.score)} ({100 * row.low:.0f} to {percent(row.high)})"


# What a report says in plain words: its findings, and the answers that open the page of an article.


class Finding(NamedTuple):
    """Something for the reader to know, and the numbers (from 1) of the article's sentences behind it."""

    text: str
    sentences: tuple[int, ...] = ()


class Answer(NamedTuple):
    """What an article does, in a sentence for a busy reader.

    `question` is what it answers, in a few words; `section` the heading in the report under which the
    evidence stands; `clear` is false where the intervals, or a text too short, leave the answer open.
    """

    question: str
    text: str
    section: str
    sentences: tuple[int, ...] = ()
    clear: bool = True
