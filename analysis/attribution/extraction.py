"""The trained finder of attributions: hints, one pass of the encoder, tags and arcs, structured
decoding, and what the form of the text adds.
"""

from collections.abc import Iterable

from analysis.annotation import Document
from analysis.attribution import rules
from analysis.attribution.decoding import Decoded, Evidence, decode
from analysis.attribution.hints import prepare
from analysis.attribution.labels import Label, labels
from analysis.attribution.spans import Index, Span
from analysis.models.attribution import attribution_model


def find(document: Document) -> list[Decoded]:
    """Return the attributions that the shipped model finds in a document, in text order."""
    return fill(document, decode(attribution_model().read(document.article.text, prepare(document))))


# Gaps: what the model leaves open and the text's form settles.
#
# The turn of a transcript ("LEE: No deal.") belongs wholly to the name before it; news corpora have too few
# of them for the model to learn that. And a quotation for which the model names nobody has the source that a
# rule sees near by.

# The share of turns (n = 25, PolNeAR train and dev) that coders gave the same speaker and content.
TURN_IS_RIGHT = 0.76


def fill(document: Document, found: Iterable[Decoded]) -> list[Decoded]:
    """Return what was found with sources and turns filled in, in text order."""
    near = Index(
        (piece, each.source) for each in rules.find(document) if each.source for piece in each.content
    )
    turns = [_turn(label) for label in labels(document) if label.verbatim]
    spoken = Index((turn.content[0], turn) for turn in turns)
    others = [_with_source(each, near) for each in found if not any(map(spoken.at, each.content))]
    return sorted([*others, *turns], key=lambda each: each.content[0])


def _with_source(found: Decoded, near: Index) -> Decoded:
    if found.source or found.cue or not found.evidence.quoted:
        return found
    sources: list[Span] = near.at(found.content[0])
    return found._replace(source=sources[-1]) if sources else found


def _turn(label: Label) -> Decoded:
    evidence = Evidence(content=1, cue=1, source=1, link=1, choice=1, named=1, quoted=0)
    return Decoded(label.name, label.colon, (label.content,), TURN_IS_RIGHT, evidence)
