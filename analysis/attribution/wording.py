"""Numbers, lists and speakers in words, the same in findings, figures and text alternatives."""

from collections.abc import Sequence

NOBODY_NAMED = "nobody named"
NOT_FOUND = "speaker not found"
NOT_ENOUGH = "not enough text"
KINDS = {"direct": "direct quotes", "mixed": "mixed", "indirect": "indirect"}
CUE_KINDS = {
    "neutral": "neutral",
    "loaded": "loaded",
    "belief": "belief",
    "denial": "denial",
    "other": "not in the list",
}


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: "1 sentence", "2 sentences"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def listed(words: Sequence[str], last: str = "and") -> str:
    """Return words as a list in a sentence: "a, b and c"."""
    return f"{', '.join(words[:-1])} {last} {words[-1]}" if len(words) > 1 else "".join(words)


def percent(share: float) -> str:
    """Return a share of 0..1 as a whole percentage."""
    return f"{100 * share:.0f}%"


def interval(low: float, high: float) -> str:
    """Return an interval of shares, "23 to 59%", or that there is not enough text."""
    return NOT_ENOUGH if low != low else f"{100 * low:.0f} to {percent(high)}"


def called(speaker: str, role: str | None, affiliation: str | None) -> str:
    """Return a speaker with role and affiliation, as far as they are known: "Ann Lee (expert, Acme)"."""
    known = ", ".join(each for each in (role, affiliation) if isinstance(each, str))
    return f"{speaker} ({known})" if known else speaker
