"""Numbers and lists in words, the same in findings, figures and text alternatives."""

from collections.abc import Sequence

from analysis.wording import listed, percent


def quoted(words: Sequence[str], most: int = 6) -> str:
    """Return words of the article in quotation marks, at most `most` of them."""
    shown = [f"“{word}”" for word in words[:most]]
    return listed([*shown, "others"]) if len(words) > most else listed(shown)


def with_interval(row) -> str:
    """Return the score of a row of the frames table with its interval: "41% (23 to 59%)"."""
    if row.low != row.low:
        return percent(row.score)
    return f"{percent(row.score)} ({100 * row.low:.0f} to {percent(row.high)})"
