"""Addressees: "urged the owners to make sure that the doors are shut" is one statement, not two.

The network may stop at those who are addressed and take what they are asked to do for a second statement of
the same speaker.
"""

from collections.abc import Sequence

from spacy.tokens import Token

from analysis.annotation import Document
from analysis.attribution.decoding import Decoded
from analysis.attribution.spans import merged, shared


def with_request(document: Document, found: Sequence[Decoded]) -> list[Decoded]:
    """Return attributions with each request joined to those whom it addresses, in text order."""
    joined = list(found)
    for each in found:
        request = next((other for other in joined if _asks(document, each, other)), None)
        if request is not None and request.cue is not None and each in joined:
            rest = (request.cue[0], request.content[0][1])
            whole = each._replace(content=merged([*each.content, rest, *request.content]))
            joined = [whole if one is each else one for one in joined if one is not request]
    return joined


def _asks(document: Document, each: Decoded, other: Decoded) -> bool:
    """Tell whether the cue of the other is an infinitive that hangs on the cue of the one, by one source."""
    if not (each.source and each.cue and other.source and other.cue):
        return False
    if not shared([each.source], [other.source]):
        return False
    verb, asked = _last_verb(document, each), _last_verb(document, other)
    if verb is None or asked is None or asked.head != verb or each.content[0][0] < each.cue[1]:
        return False
    return document.tokens(*other.cue)[0].lower_ == "to" and each.content[-1][1] <= other.cue[0]


def _last_verb(document: Document, each: Decoded) -> Token | None:
    cue = document.tokens(*each.cue) if each.cue else []
    return next((token for token in reversed(cue) if token.pos_ == "VERB"), None)
