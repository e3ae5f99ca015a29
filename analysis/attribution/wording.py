"""Numbers, lists and speakers in words, the same in findings, figures and text alternatives."""

from analysis.wording import NOT_ENOUGH, percent

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
