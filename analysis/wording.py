"""Numbers and lists in words, the same in findings, figures, tables and text alternatives."""

import re
from collections.abc import Sequence

NOT_ENOUGH = "not enough text"
_THE = re.compile(
    "United (States|Kingdom|Nations|Arab Emirates)|European Union|Soviet Union|Netherlands|Philippines"
    "|Bahamas|Maldives|Gambia|White House|Kremlin|Pentagon|Senate|House of Representatives|Supreme Court"
    "|Taliban|.+ (Republic|Islands|Commission|Committee|Council|Ministry|Agency|Authority|Association)"
    "|.+ (Army|Navy)"
)


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """Return a number with its noun: "1 sentence", "2 sentences"."""
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}"


def listed(words: Sequence[str], last: str = "and") -> str:
    """Return words as a list in a sentence: "a, b and c"."""
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
