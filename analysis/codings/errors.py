"""What keeps a coding from being used."""

from analysis.mistakes import UserError


class CodingError(UserError, ValueError):
    """A sheet, a sample or an annotation that cannot be used; the message is one sentence."""
