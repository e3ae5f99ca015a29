"""The rule-based finder: what a trained model will replace.

How sure a rule is, is measured: `resources/attribution_rules.json` has the precision of each.
"""

import json
from functools import cache

from analysis.annotation import Document
from analysis.attribution import quoted, reported
from analysis.attribution.found import Found
from analysis.attribution.labels import labels
from analysis.attribution.marks import outermost, quoted_regions
from analysis.attribution.quotations import quotations
from analysis.paths import RESOURCES


def find(document: Document) -> list[Found]:
    """Return the attributions of a document in text order."""
    regions = outermost(quoted_regions(document.article.text, document.paragraphs))
    quotes = quotations(document, regions)
    inside = frozenset(token.i for each in quotes for token in each.inside)
    labelled = [Found(each.name, each.colon, (each.content,), "name and colon") for each in labels(document)]
    told = reported.outermost([*labelled, *reported.find(document.doc, inside)])
    found = sorted(
        quoted.attribute(quotes, told), key=lambda each: (each.content[0][0], -each.content[-1][1])
    )
    return [each._replace(confidence=precision(each.rule)) for each in found]


def precision(rule: str) -> float:
    """Return how often a rule is right, from 0 to 1; KeyError for a rule that was never measured."""
    return _measured()[rule]["precision"]


@cache
def _measured() -> dict[str, dict[str, float]]:
    measured = json.loads((RESOURCES / "attribution_rules.json").read_text(encoding="utf-8"))
    return measured["rules"]
