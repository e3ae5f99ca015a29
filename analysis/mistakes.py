"""Errors that a user can mend: in a notebook they are one sentence, without the way through our code."""


class UserError(Exception):
    """What a user did or gave that cannot work; the message is one sentence that says what to do."""

    def _render_traceback_(self) -> list[str]:
        """Return what IPython shows in place of a traceback."""
        return [f"{type(self).__name__}: {self}"]


class ArgumentError(UserError, TypeError, ValueError):
    """An argument that a function cannot take; the message says what to give instead."""
