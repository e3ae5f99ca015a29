"""The rules: attributions by grammar and punctuation alone.

What they find, and by which rule, is a hint to the trained model (`analysis.attribution.hints`).
"""

from analysis.annotation import Document
from analysis.articles.quotation_marks import outermost, quoted_regions
from analysis.attribution.labels import labels
from analysis.attribution.rules import quotations as quoted
from analysis.attribution.rules import reported
from analysis.attribution.rules.grammar import Match
from analysis.attribution.rules.quotations import quotations

__all__ = ["Found", "find"]


def find(document: Document) -> tuple[Match, ...]:
    """Return the attributions of a document in text order; found once and remembered."""
    return document.remember("attribution.rules", lambda: tuple(_find(document)))


def _find(document: Document) -> list[Match]:
    regions = outermost(quoted_regions(document.article.text, document.paragraphs))
    quotes = quotations(document, regions)
    inside = frozenset(token.i for each in quotes for token in each.inside)
    labelled = [Match(each.name, each.colon, (each.content,), "name and colon") for each in labels(document)]
    told = reported.outermost([*labelled, *reported.find(document.doc, inside)])
    return sorted(quoted.attribute(quotes, told), key=lambda each: (each.content[0][0], -each.content[-1][1]))
