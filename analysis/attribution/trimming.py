"""Trimming: what grammar keeps out of a source and a content, and what is no attribution at all."""

import re
from collections.abc import Iterable, Sequence
from itertools import takewhile

from spacy.tokens import Token

from analysis.annotation import Document
from analysis.attribution import cues
from analysis.attribution.bylines import without_byline
from analysis.attribution.decoding import Decoded
from analysis.attribution.rules.grammar import is_passive
from analysis.attribution.spans import Span, lies_in, phrase, span_of
from analysis.word_lists import any_of, read, words

_CONTRAST = re.compile(rf", (?:{any_of('statements', 'contrasting')}) ")
_NEAR = 4
_OPENED = re.compile(r":\s*[“\"‘']\Z")
_MARK = re.compile(r"[“”\"«»]|[.!?]\s")
_TENSES = {"VBD", "VBP", "VBZ", "MD"}
_DATELINE = re.compile(
    r"[A-Z][A-Z.' -]+[A-Z](?:, [\w. ]{2,20})?(?: ?\([^()]{2,25}\))?,?\s*(?:--|[-–—])\s*"
    r"(?:\(?[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?\)?\s*(?:--|[-–—/]*)\s*)?"
)
_SUBJECTS = {"nsubj", "nsubjpass", "expl"}


def is_none(document: Document, each: Decoded) -> bool:
    """Tell whether something is no attribution: a byline, a card shown to a player, a "so-called" thing."""
    cue = document.tokens(*each.cue) if each.cue else []
    if each.source and without_byline(document, each.source) != each.source:
        return True
    if not cue:
        return False
    if _is_so_called(cue[-1]) or _is_heading(document, each):
        return True
    content = [token for piece in each.content for token in document.tokens(*piece)]
    verb = _verb(cue)
    return verb is not None and (_is_thing(verb, content) or _is_received(verb, content))


def _verb(cue: Sequence[Token]) -> Token | None:
    return next((token for token in reversed(cue) if token.pos_ == "VERB"), None)


def _is_thing(verb: Token, content: Iterable[Token]) -> bool:
    """Tell whether a verb has an object with which it does not tell: "conceded a penalty"."""
    things = read("statements")["of things"].get(cues.lemma(verb), ())
    return any(token.head == verb and cues.lemma(token) in things for token in content)


def _is_received(verb: Token, content: Iterable[Token]) -> bool:
    """Tell whether somebody was given a thing: "had been denied visas"."""
    received = is_passive(verb) and cues.lemma(verb) in words("statements", "receiving")
    return received and not any(token.dep_ == "mark" or token.pos_ in {"VERB", "AUX"} for token in content)


def _is_heading(document: Document, each: Decoded) -> bool:
    """Tell whether a colon only follows the kind of a text ("Review: A film for rainy days")."""
    source, cue = (document.article.text[slice(*span)] if span else "" for span in (each.source, each.cue))
    return cue.strip() == ":" and source.lower() in words("statements", "headings")


def _is_so_called(token: Token) -> bool:
    before = [token.nbor(-i).lower_ for i in (1, 2) if token.i >= i]
    return token.lower_ == "so-called" or (token.lower_ == "called" and "so" in before)


def trimmed(document: Document, each: Decoded) -> Decoded:
    """Return an attribution without what grammar keeps out of it.

    A comma after the source, whose name is whole; a conjunction at the content's end, and a comment on it
    ("..., a charge he denies"); the main verb on which a participle depends, and what follows it ("Lee,
    saying she was ill, left early"); who was told something; what stands before a colon and a quotation.
    """
    each = _passed_on(document, _parted(document, _turned(document, each)))
    verb = _verb(document.tokens(*each.cue)) if each.cue else None
    source = _whole(document, _to_the_comma(document, _without_dateline(document, each.source)))
    content = tuple(_without_comment(document, piece) for piece in each.content)
    if verb is not None and _is_participle(verb) and verb.head.i > verb.i:
        content = tuple(_up_to(document, piece, verb.head) for piece in content)
    if verb is not None and is_passive(verb):
        heard = _hearer(verb)
        content = tuple(piece for piece in content if not heard or not lies_in([piece], [heard])) or content
    return each._replace(source=source, content=_announced(document.article.text, content))


def _without_comment(document: Document, piece: Span) -> Span:
    """Return what is told without the conjunction at its end, and what the author calls it ("a charge")."""
    own = document.tokens(*piece)
    if _MARK.search(document.article.text, *piece):
        return piece
    noun = next((token for token in own if _comments(token, own)), None)
    kept = [token for token in own if noun is None or token.i < noun.left_edge.i]
    while kept and kept[-1].dep_ == "cc":
        kept.pop()
    return span_of(kept) or piece if len(kept) < len(own) else piece


def _comments(noun: Token, own: Sequence[Token]) -> bool:
    """Tell whether a noun takes up all that is told before it: ", a charge he denies"."""
    first = noun.left_edge
    opened = own[0].i < first.i - 1 and first.nbor(-1).text == "," and first.lower_ in {"a", "an"}
    last = noun.subtree if opened else []
    return opened and cues.is_noun(noun) and _is_told_of(noun) and max(t.i for t in last) >= own[-1].i


def _is_told_of(noun: Token) -> bool:
    return any(child.dep_ == "relcl" for child in noun.rights)


def _whole(document: Document, span: Span | None) -> Span | None:
    """Return a source with the whole of the name with which it begins: "Ines Moreau", not "Moreau"."""
    own = document.tokens(*span) if span else []
    if span is None or not own:
        return span
    first = own[0]
    while first.i and first.pos_ == "PROPN" and _is_of_name(first.nbor(-1), first):
        first = first.nbor(-1)
    return (first.idx, span[1])


def _is_of_name(token: Token, name: Token) -> bool:
    named = token.dep_ == "compound" and token.pos_ == "PROPN" and not cues.is_saying(token)
    return named and token.text[:1].isalpha() and token.head.i >= name.i


def _turned(document: Document, each: Decoded) -> Decoded:
    """Return an attribution with the source that follows its cue: "The dam, warned Lee, may break"."""
    if each.source is None or each.cue is None or each.content[0][0] < each.cue[1]:
        return each
    text = document.article.text
    after = document.tokens(each.cue[1], each.content[0][0])
    name = list(takewhile(lambda token: token.text != ",", after))
    inserted = text[each.source[1] : each.cue[0]].strip() == "," and 0 < len(name) < len(after)
    if not inserted or name[-1].pos_ not in {"PROPN", "NOUN"}:
        return each
    return each._replace(source=span_of(name), content=(each.source, *each.content))


def _is_participle(verb: Token) -> bool:
    """Tell whether a verb is a participle that another verb carries ("saying", not "is saying")."""
    helped = any(child.dep_ == "aux" for child in verb.children)
    return verb.tag_ == "VBG" and verb.dep_ in {"advcl", "acl"} and not helped


def _hearer(verb: Token) -> Span | None:
    """Return who was told something: the subject of a passive verb with a clause that has a subject, too."""
    clauses = [child for child in verb.children if child.dep_ == "ccomp" and not _has_to(child)]
    told = any(child.dep_ in _SUBJECTS for clause in clauses for child in clause.children)
    heard = next((child for child in verb.children if child.dep_ == "nsubjpass"), None)
    return span_of(phrase(heard)) if told and heard is not None else None


def _has_to(verb: Token) -> bool:
    return any(child.dep_ == "aux" and child.tag_ == "TO" for child in verb.children)


def _announced(text: str, content: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return a content without what its sentence has before the colon that announces a quotation."""
    for number, (start, _) in enumerate(content):
        if number and _OPENED.search(text[:start][-_NEAR:] + text[start : start + 1]):
            before = [piece for piece in content[:number] if _MARK.search(text, piece[0], start)]
            return (*before, *content[number:])
    return content


def _parted(document: Document, each: Decoded) -> Decoded:
    """Return an attribution without the subject after its source: "according to a post, Acme says ..."."""
    cue = document.article.text[slice(*each.cue)].lower() if each.cue else ""
    if each.source is None or cue != "according to" or not 0 <= each.content[0][0] - each.source[1] <= 1:
        return each
    first, verb = document.tokens(*each.source), document.tokens(*each.content[0])[0]
    comma = max((i for i, token in enumerate(first) if token.text == ","), default=0)
    subject = first[comma + 1 :]
    if verb.tag_ not in _TENSES or not subject or not comma:
        return each
    whole = (subject[0].idx, each.content[0][1])
    return each._replace(source=(each.source[0], first[comma].idx), content=(whole, *each.content[1:]))


def _passed_on(document: Document, each: Decoded) -> Decoded:
    """Return an attribution with whom a medium cites: "According to a blog, the institute predicts"."""
    cue = document.article.text[slice(*each.cue)].lower() if each.cue else ""
    after = document.tokens(each.source[1], each.content[0][0]) if each.source else []
    if each.source is None or cue != "according to" or len(after) != 1 or after[0].tag_ not in _TENSES:
        return each
    own = document.tokens(*each.source)
    comma = max((i for i, token in enumerate(own) if token.text == ","), default=0)
    if not comma or comma == len(own) - 1 or not cues.is_saying(after[0]):
        return each
    return each._replace(source=span_of(own[comma + 1 :]), cue=span_of(after))


def _without_dateline(document: Document, span: Span | None) -> Span | None:
    """Return a source without the place and date that open a release: "LAKE CITY, Iowa - March 3 - Acme"."""
    line = _DATELINE.match(document.article.text, *span) if span else None
    return (line.end(), span[1]) if span and line and line.end() < span[1] else span


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
