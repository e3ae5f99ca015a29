"""Completion: what the network leaves open and the text's form settles, or what cannot be an attribution.

The network has seen the news of one country only. After decoding, words that nobody else has are given to
those whom a rule names (a headline's colon, a viewpoint, a reporting clause); a quotation over paragraphs is
its speaker's to the end; where one reports what another said ("..., Lee said, according to the Herald"), the
one who said it is the source; and what is no attribution in any reading is left out (a player who "was shown
a yellow card").
"""

import re
from collections.abc import Iterable, Sequence

from spacy.tokens import Token

from analysis.annotation import Document
from analysis.attribution import cues, headlines, rules, viewpoints
from analysis.attribution.decoding import Decoded, Evidence
from analysis.attribution.paragraphs import continued
from analysis.attribution.rules.grammar import Match, is_passive
from analysis.attribution.senses import STATEMENT, sense_of
from analysis.attribution.spans import Index, Span, merged, phrase, span_of
from analysis.word_lists import read, words

_MARK = re.compile(r"[“”\"«»]")
BY_RULE = 0.55
"""The share of such attributions (n = 20, PolNeAR dev) that coders gave the same source and content."""
_BY_FORM = 0.76
_CLAUSES = {"clause", "clause before", "announced quotation", "tagged quotation"}
_QUOTING = {"announced quotation", "tagged quotation", "quotation after verb", "called", "described as"}


def completed(document: Document, found: Sequence[Decoded]) -> list[Decoded]:
    """Return the attributions of a document as its form completes them, in text order."""
    matches = rules.find(document)
    kept = [each for each in found if not _is_none(document, each)]
    kept = [_by_teller(document, _by_quoted(document, _trimmed(document, each)), matches) for each in kept]
    kept = _to_the_end(document, kept)
    kept += _added(document, kept, [*headlines.find(document), *viewpoints.find(document)], _BY_FORM)
    told = [match for match in matches if match.rule in _CLAUSES and _is_told(document, match)]
    kept += _added(document, kept, told, BY_RULE)
    return sorted(kept, key=lambda each: each.content[0])


def _added(document: Document, found: Iterable[Decoded], matches: Iterable[Match], chance: float) -> list[Decoded]:
    """Return the matches whose words nobody has yet, with the chance that they are right."""
    taken = Index((piece, each) for each in found for piece in each.content)
    return [by_rule(match, chance) for match in matches if not any(map(taken.at, match.content))]


def by_rule(match: Match, chance: float) -> Decoded:
    """Return what a rule has found as if it had been read; the evidence says that nothing speaks against it."""
    named = float(match.source is not None)
    evidence = Evidence(content=1, cue=1, source=1, link=1, choice=1, named=named, quoted=0)
    return Decoded(match.source, match.cue, match.content, chance, evidence)


def _is_told(document: Document, match: Match) -> bool:
    """Tell whether a rule's match has somebody who says something, and did."""
    if match.source is None or match.cue is None:
        return False
    source, cue = document.tokens(*match.source), document.tokens(*match.cue)
    generic = all(token.lower_ in words("statements", "nobody else") for token in source)
    finite = cue[-1].tag_ in {"VBD", "VBP", "VBZ", "VBG"} and cues.takes(cue[-1], "inserted")
    return finite and not generic and sense_of(document, match.source, match.cue, match.content, 0, "indirect") == STATEMENT


def _is_none(document: Document, each: Decoded) -> bool:
    """Tell whether something is no attribution: a card shown to a player, visas denied, a "so-called" thing."""
    cue = document.tokens(*each.cue) if each.cue else []
    content = [token for piece in each.content for token in document.tokens(*piece)]
    if not cue or not content:
        return False
    if _is_so_called(cue[-1]):
        return True
    verb = next((token for token in reversed(cue) if token.pos_ == "VERB"), None)
    if verb is None:
        return False
    lemma = cues.lemma(verb)
    things = {cues.lemma(token) for token in content}
    if things & frozenset(read("statements")["of things"].get(lemma, ())):
        return True
    received = is_passive(verb) and lemma in words("statements", "receiving")
    return received and not any(token.dep_ == "mark" or token.pos_ == "VERB" for token in content)


def _is_so_called(token: Token) -> bool:
    before = [token.nbor(-i).lower_ for i in (1, 2) if token.i >= i]
    return token.lower_ == "so-called" or (token.lower_ == "called" and "so" in before)


def _by_quoted(document: Document, each: Decoded) -> Decoded:
    """Give words that somebody "was quoted by the Herald as saying" to that person."""
    cue = document.tokens(*each.cue) if each.cue else []
    verb = next((token for token in cue if token.lower_ == "quoted" and is_passive(token)), None)
    head = next((child for child in verb.children if child.dep_ == "nsubjpass"), None) if verb is not None else None
    source = span_of(phrase(head)) if head is not None else None
    if source is None:
        return each
    content = tuple(piece for piece in each.content if not _shared([piece], [source]))
    return each._replace(source=source, content=content or each.content)


def _trimmed(document: Document, each: Decoded) -> Decoded:
    """Return an attribution without what grammar keeps out of it.

    A comma after the source; the main verb on which a participle depends, and what follows it ("Lee, saying
    she was ill, left early"); who was told something.
    """
    cue = document.tokens(*each.cue) if each.cue else []
    verb = next((token for token in reversed(cue) if token.pos_ == "VERB"), None)
    source = span_of(document.tokens(*each.source)) if each.source else None
    content = each.content
    if verb is not None and verb.tag_ == "VBG" and verb.dep_ in {"advcl", "acl"} and verb.head.i > verb.i:
        content = tuple(_up_to(document, piece, verb.head) for piece in content)
    if verb is not None and is_passive(verb) and any(child.dep_ == "ccomp" for child in verb.children):
        heard = [child for child in verb.children if child.dep_ == "nsubjpass"]
        span = span_of(phrase(heard[0])) if heard else None
        content = tuple(piece for piece in content if span is None or not _lies([piece], [span])) or content
    return each._replace(source=source, content=content)


def _up_to(document: Document, piece: Span, verb: Token) -> Span:
    """Return a stretch up to the clause of a verb within it; one with a quotation in it is left alone."""
    if not piece[0] < verb.idx < piece[1] or _MARK.search(document.article.text, *piece):
        return piece
    own = [token for token in document.tokens(*piece) if token.i < verb.i and token.head != verb]
    return span_of(own) or piece


def _by_teller(document: Document, each: Decoded, matches: Iterable[Match]) -> Decoded:
    """Give words that a medium reports ("according to the Herald") to the one whom it reports to say them."""
    cue = document.tokens(*each.cue) if each.cue else []
    if not any(token.lower_ in words("statements", "passing on") for token in cue):
        return each
    for match in matches:
        other = match.source and match.cue and match.source != each.source and match.cue != each.cue
        if other and match.rule in _QUOTING and _shared(match.content, each.content):
            return each._replace(source=match.source, cue=match.cue, content=match.content)
    return each


def _shared(one: Iterable[Span], other: Iterable[Span]) -> bool:
    return any(a < d and c < b for a, b in one for c, d in other)


def _to_the_end(document: Document, found: list[Decoded]) -> list[Decoded]:
    """Give the paragraphs that go on with an open quotation to the one who began it."""
    for opened, rest in continued(document):
        owner = next((i for i, each in enumerate(found) if _shared([opened], each.content)), None)
        if owner is None:
            continue
        whole = merged([*found[owner].content, *rest])
        others = [each for i, each in enumerate(found) if i != owner and not _lies(each.content, rest)]
        found = [*others, found[owner]._replace(content=whole)]
    return found


def _lies(pieces: Iterable[Span], spans: Sequence[Span]) -> bool:
    return all(any(a <= start and end <= b for a, b in spans) for start, end in pieces)
