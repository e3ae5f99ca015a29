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
from analysis.articles.quotation_marks import outermost, quoted_regions
from analysis.attribution import cues, headlines, rules, viewpoints
from analysis.attribution.decoding import Decoded, Evidence
from analysis.attribution.paragraphs import continued
from analysis.attribution.rules import reported
from analysis.attribution.rules.grammar import Match, is_passive
from analysis.attribution.senses import STATEMENT, sense_of
from analysis.attribution.spans import Index, Span, merged, phrase, span_of
from analysis.word_lists import any_of, read, words

_CONTRAST = re.compile(rf", (?:{any_of('statements', 'contrasting')}) ")
_MARK = re.compile(r"[“”\"«»]")
BY_RULE = 0.5
"""Coders of PolNeAR gave the same source and content in 6 of 7 of articles that the network has not seen, and in
3 of 15 of those that it has learned from, where what it leaves out it has been told to leave out."""
BY_FORM = 0.76
"""As for the turns of a transcript, which have the same form."""
_CLAUSES = {"clause", "clause before", "announced quotation", "tagged quotation"}
_TENSES = {"VBD", "VBP", "VBZ", "VBG"}
_QUOTING = {"announced quotation", "tagged quotation"}
_TOLD = {"clause", "clause before", "inserted clause", "called", "described as"}


def completed(document: Document, found: Sequence[Decoded]) -> list[Decoded]:
    """Return the attributions of a document as its form completes them, in text order."""
    matches = rules.find(document)
    kept = [each for each in found if not _is_none(document, each)]
    kept = [_by_teller(document, _by_quoted(document, _trimmed(document, each)), matches) for each in kept]
    kept = _to_the_end(document, kept)
    by_form = [*headlines.find(document), *viewpoints.find(document)]
    kept = [_named(each, by_form) for each in kept]
    kept += _added(kept, by_form, BY_FORM)
    told = [match for match in matches if match.rule in _CLAUSES and _is_told(document, match)]
    kept += _added(kept, told, BY_RULE)
    return sorted(kept, key=lambda each: each.content[0])


def _added(found: Iterable[Decoded], matches: Iterable[Match], chance: float) -> list[Decoded]:
    """Return the matches whose words nobody has yet, with the chance that they are right."""
    taken = Index((piece, each) for each in found for piece in each.content)
    return [by_rule(match, chance) for match in matches if not any(map(taken.at, match.content))]


def _named(each: Decoded, matches: Iterable[Match]) -> Decoded:
    """Return a quotation that has nobody with the source that the form of its line gives it."""
    if each.source is None and each.cue is None:
        for match in matches:
            if _shared(match.content, each.content):
                return each._replace(source=match.source, cue=match.cue, probability=BY_FORM)
    return each


def by_rule(match: Match, chance: float) -> Decoded:
    """Return what a rule has found as if it had been read; nothing in its evidence speaks against it."""
    named = float(match.source is not None)
    evidence = Evidence(content=1, cue=1, source=1, link=1, choice=1, named=named, quoted=0)
    return Decoded(match.source, match.cue, match.content, chance, evidence)


def _is_told(document: Document, match: Match) -> bool:
    """Tell whether a rule's match has somebody who says something, and did."""
    if match.source is None or match.cue is None:
        return False
    cue = document.tokens(*match.cue)
    if _is_generic(document, match) or not _is_finite(cue[-1]):
        return False
    if match.rule in _QUOTING:
        return True
    return (
        cues.takes(cue[-1], "inserted")
        and sense_of(document, match.source, match.cue, match.content, 0, "indirect") == STATEMENT
    )


def _is_finite(verb: Token) -> bool:
    """Tell whether a verb says what happened: "Lee said", "the court heard Lee say"."""
    return verb.tag_ in _TENSES or (verb.tag_ == "VB" and verb.head.lemma_ in words("statements", "hearing"))


def _is_none(document: Document, each: Decoded) -> bool:
    """Tell whether something is no attribution: a card shown to a player, a "so-called" thing."""
    cue = document.tokens(*each.cue) if each.cue else []
    content = [token for piece in each.content for token in document.tokens(*piece)]
    if not cue or not content:
        return False
    if _is_so_called(cue[-1]) or _is_heading(document, each):
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


def _is_heading(document: Document, each: Decoded) -> bool:
    """Tell whether a colon only follows the kind of a text ("Review: A film for rainy days")."""
    source, cue = (document.article.text[slice(*span)] if span else "" for span in (each.source, each.cue))
    return cue.strip() == ":" and source.lower() in words("statements", "headings")


def _is_so_called(token: Token) -> bool:
    before = [token.nbor(-i).lower_ for i in (1, 2) if token.i >= i]
    return token.lower_ == "so-called" or (token.lower_ == "called" and "so" in before)


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
    content = tuple(piece for piece in each.content if not _shared([piece], [source]))
    return each._replace(source=source, content=content or each.content)


def _trimmed(document: Document, each: Decoded) -> Decoded:
    """Return an attribution without what grammar keeps out of it.

    A comma after the source; the main verb on which a participle depends, and what follows it ("Lee, saying
    she was ill, left early"); who was told something.
    """
    cue = document.tokens(*each.cue) if each.cue else []
    verb = next((token for token in reversed(cue) if token.pos_ == "VERB"), None)
    source, content = _to_the_comma(document, each.source), each.content
    if verb is not None and verb.tag_ == "VBG" and verb.dep_ in {"advcl", "acl"} and verb.head.i > verb.i:
        content = tuple(_up_to(document, piece, verb.head) for piece in content)
    if verb is not None and is_passive(verb) and any(child.dep_ == "ccomp" for child in verb.children):
        heard = [child for child in verb.children if child.dep_ == "nsubjpass"]
        span = span_of(phrase(heard[0])) if heard else None
        content = tuple(piece for piece in content if span is None or not _lies([piece], [span])) or content
    return each._replace(source=source, content=content)


def _to_the_comma(document: Document, span: Span | None) -> Span | None:
    """Return a source without the comma at its end, and without a clause that contrasts ("Lee, but Cho")."""
    if span is None:
        return None
    text = document.article.text[slice(*span)]
    whole = (_CONTRAST.split(text)[0] or text).rstrip(", ")
    return (span[0], span[0] + len(whole)) if whole else span


def _up_to(document: Document, piece: Span, verb: Token) -> Span:
    """Return a stretch up to the clause of a verb within it; one with a quotation in it is left alone."""
    if not piece[0] < verb.idx < piece[1] or _MARK.search(document.article.text, *piece):
        return piece
    own = [token for token in document.tokens(*piece) if token.i < verb.i and token.head != verb]
    return span_of(own) or piece


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
        if other and _shared(match.content, each.content):
            return each._replace(source=match.source, cue=match.cue, content=_from(match, each))
    return each


def _is_plain(document: Document, match: Match) -> bool:
    """Tell whether the cue is a verb that can be put after what is said ("..., she said")."""
    return match.cue is not None and any(
        cues.takes(token, "inserted") for token in document.tokens(*match.cue)
    )


def _is_outlet(document: Document, source: Span | None) -> bool:
    tokens = document.tokens(*source) if source else []
    return any(token.text in words("statements", "outlets") for token in tokens)


def _from(match: Match, outer: Decoded) -> tuple[Span, ...]:
    """Return the content of a clause within a content, to the end of what the outer one has."""
    inside = [(start, end) for start, end in outer.content if match.cue and start <= match.cue[0] < end]
    if not inside:
        return outer.content
    first, last = match.content[0][0], match.content[-1][1]
    ends = [end for start, end in inside if start <= first < end]
    return ((first, ends[-1]),) if ends and last <= ends[-1] + 1 and first > inside[0][0] else match.content


def _within(document: Document, each: Decoded) -> list[Match]:
    """Return what grammar attributes in the sentences of an attribution, outside quotation marks."""
    regions = outermost(quoted_regions(document.article.text, document.paragraphs))
    quoted = Index(((region.start, region.end), region) for region in regions)
    first, last = document.tokens(*each.content[0])[0], document.tokens(*each.content[-1])[-1]
    sentences = document.doc[first.sent.start : last.sent.end]
    tokens = [token for token in sentences if not quoted.at((token.idx, token.idx + len(token)))]
    return [m for m in reported.find(tokens, frozenset()) if m.rule in _TOLD and not _is_generic(document, m)]


def _is_generic(document: Document, match: Match) -> bool:
    source = document.tokens(*match.source) if match.source else []
    return all(token.lower_ in words("statements", "nobody else") for token in source)


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
