"""What keeps a coding from being used."""


class CodingError(ValueError):
    """A sheet, a sample or an annotation that cannot be used; the message is one sentence."""
