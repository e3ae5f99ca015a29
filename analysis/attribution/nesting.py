"""Statements within statements: "Israel said that Hamas had announced a truce" has two speakers.

Coders of PolNeAR marked the outer one only, and so does the network. Where what one tells contains a
reporting clause of somebody else, that one is kept as an attribution of its own; its words are the outer
speaker's, too.
"""

from collections.abc import Iterable, Iterator, Sequence

from analysis.annotation import Document
from analysis.attribution import cues
from analysis.attribution.decoding import Decoded
from analysis.attribution.rules import reported
from analysis.attribution.rules.grammar import Match
from analysis.attribution.senses import STATEMENT, is_author, sense_of
from analysis.attribution.spans import Index, runs, span_of
from analysis.word_lists import words

RIGHT = 0.7
"""By our own reading of 41 in PolNeAR dev and other US news; the coders of PolNeAR marked none."""
_TELLING = {"clause", "inserted clause"}
_NOMINAL = {"ADJ", "ADP", "DET", "NOUN", "NUM", "PART", "PROPN"}
_LONGEST = 12
_TENSES = {"VBD", "VBZ", "VBP", "VBG", "VBN"}


def inner(document: Document, found: Sequence[Decoded], spoken: frozenset[int]) -> list[Match]:
    """Return the reporting clauses within what others tell, by grammar; `spoken` are the quoted tokens.

    The inner source is named or described there, and is not the outer one again.
    """
    told = Index((piece, each) for each in found for piece in each.content)
    tokens = [
        token
        for each in found
        for piece in each.content
        for token in document.tokens(*piece)
        if token.i not in spoken and cues.is_verb(token)
    ]
    matches = [match for match in reported.find(tokens, spoken) if match.rule in _TELLING]
    known = {match.cue for match in matches}
    matches += [match for match in _opening(document, found, spoken) if match.cue not in known]
    return [match for match in matches if _is_anothers(document, match, told)]


def _opening(document: Document, found: Iterable[Decoded], spoken: frozenset[int]) -> Iterator[Match]:
    """Yield the reporting clause with which a content begins after "according to", by the order of words."""
    for each in found:
        cue = document.article.text[slice(*each.cue)].lower() if each.cue else ""
        tokens = document.tokens(*each.content[0])
        verb = next((i for i, token in enumerate(tokens) if token.pos_ in {"VERB", "AUX"}), 0)
        plain = all(token.pos_ in _NOMINAL and token.i not in spoken for token in tokens[:verb])
        if cue == "according to" and plain and 0 < verb < _LONGEST and cues.is_verb(tokens[verb]):
            source, content = span_of(tokens[:verb]), runs(tokens[verb + 1 :])
            if source and content:
                yield Match(source, span_of([tokens[verb]]), content, "clause")


def _is_anothers(document: Document, match: Match, told: Index) -> bool:
    """Tell whether a clause within a content has a teller who is not the one who tells it all."""
    if match.source is None or match.cue is None:
        return False
    outer = [each for each in told.at(match.source) if each in told.at(match.cue)]
    own = document.tokens(*match.source)
    if not outer or not _is_somebody(document, match) or not _said(document, match):
        return False
    return not any(each.source and _same(document, own, document.tokens(*each.source)) for each in outer)


def _is_somebody(document: Document, match: Match) -> bool:
    """Tell whether a source is named or described: no "who", "it" or "they" that nothing resolves."""
    tokens = document.tokens(*(match.source or (0, 0)))
    if len(tokens) == 1 and tokens[0].pos_ == "PRON":
        return document.entity_of(tokens[0]) is not None
    return not is_author(tokens) and tokens[0].lower_ not in words("statements", "nobody")


def _said(document: Document, match: Match) -> bool:
    cue = document.tokens(*(match.cue or (0, 0)))
    word = cues.word_of(cue)
    if (
        word is None
        or word.tag_ not in _TENSES
        or not (cues.takes(word, "inserted") or cues.lemma(word) in words("statements", "telling"))
        or cues.kind_of(word) == "belief"
    ):
        return False
    return sense_of(document, match.source, match.cue, match.content, 0, "indirect") == STATEMENT


def _same(document: Document, one: Iterable, other: Iterable) -> bool:
    """Tell whether two sources name the same: an entity in common, or the same words."""
    one, other = list(one), list(other)
    entities = [{document.entity_of(token) for token in side} - {None} for side in (one, other)]
    lower = [{token.lower_ for token in side if token.is_alpha} for side in (one, other)]
    return bool(entities[0] & entities[1]) or lower[0] == lower[1]
