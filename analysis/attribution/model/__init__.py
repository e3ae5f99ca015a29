"""The trained finder of attributions: hints, one pass of the encoder, tags and arcs, structured
decoding, and what the form of the text adds.
"""

from analysis.annotation import Document
from analysis.attribution.model.decoding import Found, decode
from analysis.attribution.model.gaps import fill
from analysis.attribution.model.reader import prepare, shipped

__all__ = ["Found", "find"]


def find(document: Document) -> list[Found]:
    """Return the attributions that the shipped model finds in a document, in text order."""
    return fill(document, decode(shipped().read(document.article.text, prepare(document))))
