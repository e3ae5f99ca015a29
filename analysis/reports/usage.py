"""What a reader of the command line gets to hear when a name is unknown."""

from collections.abc import Iterable
from difflib import get_close_matches


class UsageError(ValueError):
    """A request that cannot be met as it stands; the message is one sentence that says why and what to do."""


def unknown(kind: str, name: str, known: Iterable[str]) -> UsageError:
    """Return the error for an unknown name: the one probably meant, and all there are."""
    known = list(known)
    close = get_close_matches(name, known, n=1)
    meant = f"did you mean {close[0]}? There" if close else "there"
    return UsageError(f"There is no {kind} “{name}”; {meant} are {', '.join(known)}.")
