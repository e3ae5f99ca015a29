"""Errors that a user can mend: in a notebook they are one sentence, without the way through our code."""

from collections.abc import Iterable
from difflib import get_close_matches


class UserError(Exception):
    """What a user did or gave that cannot work; the message is one sentence that says what to do."""

    def _render_traceback_(self) -> list[str]:
        """Return what IPython shows in place of a traceback."""
        return [f"{type(self).__name__}: {self}"]


class ArgumentError(UserError, TypeError, ValueError):
    """An argument that a function cannot take; the message says what to give instead."""


# What keeps a coding from being used.


class CodingError(UserError, ValueError):
    """A sheet, a sample or an annotation that cannot be used; the message is one sentence."""


# What can end a run over a corpus; every message is one sentence.


class CorpusError(UserError, ValueError):
    """A run that cannot be made as it was asked for: its sources, columns, folder or cluster."""


class ClusterError(UserError, RuntimeError):
    """A run that lost its cluster on the way; what was finished is kept, and the same command goes on."""


# What a reader of the command line gets to hear when a name is unknown.


class UsageError(UserError, ValueError):
    """A request that cannot be met as it stands; the message is one sentence that says why and what to do."""


def unknown(kind: str, name: str, known: Iterable[str]) -> UsageError:
    """Return the error for an unknown name: the one probably meant, and all there are."""
    known = list(known)
    close = get_close_matches(name, known, n=1)
    meant = f"did you mean {close[0]}? There" if close else "there"
    return UsageError(f"There is no {kind} “{name}”; {meant} are {', '.join(known)}.")


class SchemaError(ValueError):
    """A table that is not as it should be; the message says where."""


class ArticleError(UserError, ValueError):
    """An article that cannot be used; the message is one sentence that says why and what to do."""


class ModelError(UserError, ValueError):
    """A model that cannot be used; the message is one sentence that says why."""


class LexiconError(UserError, ValueError):
    """A lexicon that cannot be used; the message is one sentence that says why."""


class FramesError(UserError, ValueError):
    """Something in a file of frames that keeps it from being used; the message is one sentence."""


class PdfError(OSError):
    """A page that could not be printed; the message says why in one sentence."""


class ValidationError(UserError, ValueError):
    """Something that keeps a validation from running; the message is one sentence that says what."""
