"""The rule-based finder: what a trained model will replace."""

from analysis.annotation import Document
from analysis.attribution import quoted, reported
from analysis.attribution.found import Found
from analysis.attribution.marks import outermost, quoted_regions
from analysis.attribution.quotations import quotations

def find(document: Document) -> list[Found]:
    """Return the attributions of a document in text order."""
    regions = outermost(quoted_regions(document.article.text, document.paragraphs))
    quotes = quotations(document.doc, document.paragraphs, regions)
    inside = frozenset(token.i for each in quotes for token in each.inside)
    found = quoted.attribute(quotes, list(reported.find(document.doc, inside)))
    return sorted(found, key=lambda each: (each.content[0][0], -each.content[-1][1]))
