"""Relayed words: where a medium passes on what somebody said, the one who said it is the source.

"..., Lee said, according to the Herald"; "she called it a farce, the Herald reported"; "Lee was quoted by the
Herald as saying ..."; "the court heard Lee admit ...".
"""

from collections.abc import Iterable
from itertools import takewhile

from spacy.tokens import Token

from analysis.annotation import Document
from analysis.articles.quotation_marks import outermost, quoted_regions
from analysis.attribution import cues
from analysis.attribution.decoding import Decoded
from analysis.attribution.rules import reported
from analysis.attribution.rules.grammar import Match, is_passive
from analysis.attribution.senses import is_author
from analysis.attribution.spans import Index, Span, phrase, shared, span_of
from analysis.word_lists import words

_NAMING = {"NOUN", "PRON", "PROPN"}
_NOMINAL = _NAMING | {"ADJ", "ADP", "DET", "NUM", "PART"}
_QUOTING = {"announced quotation", "tagged quotation"}
_TOLD = {"clause", "clause before", "inserted clause", "called", "described as"}


def by_speaker(document: Document, each: Decoded, matches: Iterable[Match]) -> Decoded:
    """Return an attribution with the one who said the words, where a medium passes them on.

    `matches` are what the rules find in the document.
    """
    return _by_teller(document, _by_heard(document, _by_quoted(document, each)), matches)


def _by_heard(document: Document, each: Decoded) -> Decoded:
    """Give words that "the court heard Lee claim" to Lee, by the order of words: parses often err here."""
    cue = document.tokens(*each.cue) if each.cue else []
    heard = next((token for word in cue for token in (word, word.head) if _is_heard(token)), None)
    if heard is None:
        return each
    after = document.doc[heard.i + 1 : heard.sent.end]
    name = list(takewhile(lambda token: token.pos_ in _NOMINAL and not _is_said(token), after))
    said = after[len(name)] if len(name) < len(after) else None
    if not name or name[-1].pos_ not in _NAMING or said is None or not _is_said(said):
        return each
    first = said.idx + len(said) + 1
    content = tuple((max(start, first), end) for start, end in each.content if end > first)
    return each._replace(source=span_of(name), cue=span_of([said]), content=content) if content else each


def _is_heard(token: Token) -> bool:
    return cues.lemma(token) in words("statements", "hearing")


def _is_said(token: Token) -> bool:
    """Tell whether a word is a bare reporting verb by its form: "admit", "claim"."""
    return cues.is_saying(token) and token.lower_ == cues.lemma(token)


def _by_quoted(document: Document, each: Decoded) -> Decoded:
    """Give words that somebody "was quoted by the Herald as saying" to that person."""
    cue = document.tokens(*each.cue) if each.cue else []
    verb = next((token for token in cue if token.lower_ == "quoted" and is_passive(token)), None)
    head = (
        next((child for child in verb.children if child.dep_ == "nsubjpass"), None)
        if verb is not None
        else None
    )
    source = span_of(phrase(head)) if head is not None else None
    if source is None:
        return each
    content = tuple(piece for piece in each.content if not shared([piece], [source]))
    return each._replace(source=source, content=content or each.content)


def _by_teller(document: Document, each: Decoded, matches: Iterable[Match]) -> Decoded:
    """Give words that a medium passes on ("according to the Herald") to the one whom it says to say them."""
    cue = document.tokens(*each.cue) if each.cue else []
    according = any(token.lower_ == "according" for token in cue)
    follows = bool(cue) and each.content[0][0] < cue[0].idx
    if not according and not (follows and any(t.lower_ in words("statements", "passing on") for t in cue)):
        return each
    told = [match for match in matches if match.rule in _QUOTING and _is_plain(document, match)]
    if according and _is_outlet(document, each.source):
        told += _within(document, each)
    for match in told:
        other = match.source and match.cue and match.source != each.source and match.cue != each.cue
        if other and shared(match.content, each.content):
            return each._replace(source=match.source, cue=match.cue, content=_from(match, each))
    return each


def _is_plain(document: Document, match: Match) -> bool:
    """Tell whether the cue is a verb that can be put after what is said ("..., she said")."""
    return match.cue is not None and any(
        cues.takes(token, "inserted") for token in document.tokens(*match.cue)
    )


def _is_outlet(document: Document, source: Span | None) -> bool:
    tokens = document.tokens(*source) if source else []
    return bool(tokens) and tokens[-1].text in words("statements", "outlets")


def _from(match: Match, outer: Decoded) -> tuple[Span, ...]:
    """Return the content of a clause within a content, to the end of what the outer one has."""
    inside = [(start, end) for start, end in outer.content if match.cue and start <= match.cue[0] < end]
    if not inside:
        return outer.content
    first = match.content[0][0]
    ends = [end for start, end in inside if start <= first < end and match.cue and match.cue[0] < first]
    return ((first, ends[-1]),) if ends else match.content


def _within(document: Document, each: Decoded) -> list[Match]:
    """Return what grammar attributes in the sentences of an attribution, outside quotation marks."""
    regions = outermost(quoted_regions(document.article.text, document.paragraphs))
    quoted = Index(((region.start, region.end), region) for region in regions)
    first, last = document.tokens(*each.content[0])[0], document.tokens(*each.content[-1])[-1]
    sentences = document.doc[first.sent.start : last.sent.end]
    tokens = [token for token in sentences if not quoted.at((token.idx, token.idx + len(token)))]
    found = [match for match in reported.find(tokens, frozenset()) if match.rule in _TOLD and match.source]
    return [match for match in found if not is_author(document.tokens(*(match.source or (0, 0))))]
