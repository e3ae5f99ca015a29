"""Numbers, intervals, lists and names in words: the same in findings, figures, tables and text alternatives.

A `Finding` is what a report says in such words.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from analysis.word_lists import any_of

NOT_ENOUGH = "not enough text"
NOBODY_NAMED = "nobody named"
NOT_FOUND = "speaker not found"
UNKNOWN_OUTLET = "unknown outlet"
KINDS = {"direct": "direct quotes", "mixed": "mixed", "indirect": "indirect"}
CUE_KINDS = {
    "neutral": "neutral",
    "loaded": "loaded",
    "belief": "belief",
    "denial": "denial",
    "other": "not in the list",
}
ENTITY_KINDS = {
    "PERSON": "person",
    "ROLE": "person by title",
    "ORG": "organisation",
    "GPE": "country or place",
}
NAMES = {"textblob": "TextBlob", "vader": "VADER", "model": "the model", "lexicon": "your lexicon"}
VOICE_NAMES = {
    "all": "all voices",
    "author": "the author",
    "others": "others",
    "quoted": "quoted",
    "reported": "reported",
}
_THE = re.compile(any_of("names", "with an article"))


class Finding(NamedTuple):
    """Something for the reader to know, and the numbers (from 1) of the article's sentences behind it."""

    text: str
    sentences: tuple[int, ...] = ()


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """Return a number with its noun: "1 sentence", "2 sentences"."""
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}"


def percent(share: float) -> str:
    """Return a share of 0..1 as a whole percentage."""
    return f"{100 * share:.0f}%"


def signed(value: float, decimals: int = 2) -> str:
    """Return a number with its sign, a true minus sign (screen readers skip hyphens); zero has none."""
    if value != value:
        return NOT_ENOUGH
    return f"{value:+.{decimals}f}".replace("-", "−") if round(value, decimals) else f"{0:.{decimals}f}"


def decimal(value: float) -> str:
    """Return a number with two decimals, a true minus sign where it is negative; a dash for nan."""
    return "–" if value != value else f"{value:.2f}".replace("-", "−")


def score(value: float) -> str:
    """Return a score as cards show it: shares of 100 with one decimal, correlations with two."""
    return f"{value:.2f}" if abs(value) <= 1 else f"{value:.1f}"


def interval(low: float, high: float, number: Callable[[float], str] | None = None) -> str:
    """Return an interval, or that there is not enough text for one.

    Shares of 0..1 become "23 to 59%", anything else what `number` makes of either end.
    """
    if low != low:
        return NOT_ENOUGH
    return f"{number(low) if number else f'{100 * low:.0f}'} to {(number or percent)(high)}"


def with_interval(estimate: Mapping[str, float]) -> str:
    """Return `mean (low to high)` of an estimate in -1..1, or that there is not enough text."""
    mean = signed(estimate["mean"])
    return mean if mean == NOT_ENOUGH else f"{mean} ({interval(estimate['low'], estimate['high'], signed)})"


def share_with_interval(row) -> str:
    """Return the score of a row of the frames table with its interval, if it has one: "41% (23 to 59%)"."""
    share = percent(row.score)
    return share if row.low != row.low else f"{share} ({interval(row.low, row.high)})"


def listed(words: Sequence[str], last: str = "and", most: int | None = None) -> str:
    """Return words as a list in a sentence: "a, b and c"; one longer than `most` as "a, b and 4 more"."""
    if most is not None and len(words) > most:
        words = [*words[:most], f"{len(words) - most} more"]
    return f"{', '.join(words[:-1])} {last} {words[-1]}" if len(words) > 1 else "".join(words)


def quoted(words: Sequence[str], most: int = 6) -> str:
    """Return words of the article in quotation marks, at most `most` of them."""
    first = [f"“{word}”" for word in words[:most]]
    return listed([*first, "others"]) if len(words) > most else listed(first)


def as_sentences(parts: Iterable[str]) -> str:
    """Return each part as a sentence of its own: "One. Two."."""
    return " ".join(f"{part}." for part in parts)


def capital(words: str) -> str:
    """Return words with a capital at the beginning of a sentence."""
    return words[:1].upper() + words[1:]


def shortened(words: str, most: int = 60) -> str:
    """Return long words cut to at most so many characters, behind a word, the white space evened out."""
    words = " ".join(words.split())
    if len(words) <= most:
        return words
    whole = words[: most - 1].rpartition(" ")[0]
    return f"{whole} …" if whole else f"{words[: most - 1]}…"


def with_article(name: str) -> str:
    """Return a name as it stands within a sentence: "the United States", "Iran"."""
    return f"the {name}" if _THE.fullmatch(name) else name


def called(speaker: str, role: str | None, affiliation: str | None) -> str:
    """Return a speaker with role and affiliation, as far as they are known: "Ann Lee (expert, Acme)"."""
    known = ", ".join(each for each in (role, affiliation) if isinstance(each, str))
    return f"{speaker} ({known})" if known else speaker
