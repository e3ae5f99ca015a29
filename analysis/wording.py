"""Numbers and lists in words, the same in findings, figures, tables and text alternatives."""

from collections.abc import Sequence

NOT_ENOUGH = "not enough text"


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """Return a number with its noun: "1 sentence", "2 sentences"."""
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}"


def listed(words: Sequence[str], last: str = "and") -> str:
    """Return words as a list in a sentence: "a, b and c"."""
    return f"{', '.join(words[:-1])} {last} {words[-1]}" if len(words) > 1 else "".join(words)


def percent(share: float) -> str:
    """Return a share of 0..1 as a whole percentage."""
    return f"{100 * share:.0f}%"
