"""Tagged quotations: whoever is named right after a quotation has it, "“No,” said Lee. “Yes,” said Cho".

The network knows who speaks but sometimes takes a short answer for more of the words before it. Where a
quotation ends with a comma or a question and a reporting verb and its subject follow at once, form settles
whose it is; what the same speaker goes on with follows it.
"""

from collections.abc import Iterable, Sequence

from analysis.annotation import Document
from analysis.attribution import cues
from analysis.attribution.decoding import Decoded
from analysis.attribution.rules.grammar import Match
from analysis.attribution.senses import is_author
from analysis.attribution.spans import Span, merged, shared

_ANNOUNCED, _TAGGED = "announced quotation", "tagged quotation"
_NEXT = 2
"""How many characters may stand between a quotation, its cue and its source: a comma and a space."""


def by_tag(document: Document, found: Sequence[Decoded], matches: Iterable[Match]) -> list[Decoded]:
    """Return attributions with each tagged quotation given to whom its tag names, in text order.

    `matches` are what the rules find. A cue before a quotation that has no source gets the one the rule sees.
    """
    given = list(found)
    for match in matches:
        if match.rule == _ANNOUNCED:
            given = [_announced(each, match) for each in given]
        elif (quoted := _quoted(document, match)) is not None:
            given = _given(document, given, match, quoted)
    return sorted(given, key=lambda each: each.content[0])


def _announced(each: Decoded, match: Match) -> Decoded:
    """Return "Said Lee: “No.”" with its source, where the network names nobody."""
    nobody = each.source is None and match.cue is not None and _same(each, match)
    return each._replace(source=match.source) if nobody else each


def _same(each: Decoded, match: Match) -> bool:
    return each.cue is not None and match.cue is not None and shared([each.cue], [match.cue])


def _quoted(document: Document, match: Match) -> Span | None:
    """Return the quotation that a tag follows at once; None where a match is no plain tag."""
    if match.rule != _TAGGED or match.source is None or match.cue is None:
        return None
    first, second = sorted((match.source, match.cue))
    word = document.tokens(*match.cue)[-1]
    if second[0] - first[1] > _NEXT or not cues.is_saying(word) or is_author(document.tokens(*match.source)):
        return None
    return next((piece for piece in match.content if 0 <= first[0] - piece[1] <= _NEXT), None)


def _given(document: Document, found: list[Decoded], match: Match, quoted: Span) -> list[Decoded]:
    """Give a tagged quotation to whom its tag names, unless the one who has it is told beside the tag."""
    owner = next((each for each in found if shared([quoted], each.content)), None)
    if owner is None:
        return found
    if _same(owner, match):
        return [_renamed(each, match) if each is owner else each for each in found]
    if owner.cue is None or _sentence(document, owner.cue) == _sentence(document, match.cue):
        return found
    moved = tuple(piece for piece in owner.content if _belongs(piece, quoted, owner))
    rest = tuple(piece for piece in owner.content if piece not in moved)
    others = [each for each in found if each is not owner]
    if rest:
        others.append(owner._replace(content=rest))
    heir = next((each for each in others if _same(each, match)), None)
    if heir is None:
        return [*others, owner._replace(source=match.source, cue=match.cue, content=moved)]
    whole = _renamed(heir, match)._replace(content=merged([*heir.content, *moved]))
    return [whole if each is heir else each for each in others]


def _belongs(piece: Span, quoted: Span, owner: Decoded) -> bool:
    """Tell whether a piece is the tagged quotation or goes on with it: up to the owner's own cue."""
    before = owner.cue is None or owner.cue[0] < quoted[0] or piece[1] <= owner.cue[0]
    return piece[1] > quoted[0] and before


def _renamed(each: Decoded, match: Match) -> Decoded:
    """Return an attribution with the source of its tag, where it has another."""
    if each.source and match.source and shared([each.source], [match.source]):
        return each
    return each._replace(source=match.source)


def _sentence(document: Document, span: Span | None) -> int:
    tokens = document.tokens(*span) if span else []
    return tokens[0].sent.start if tokens else -1
