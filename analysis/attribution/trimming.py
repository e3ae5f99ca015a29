"""Trimming: what grammar keeps out of a source and a content, and what is no attribution at all."""

import re

from spacy.tokens import Token

from analysis.annotation import Document
from analysis.attribution import cues
from analysis.attribution.decoding import Decoded
from analysis.attribution.rules.grammar import is_passive
from analysis.attribution.spans import Span, lies_in, phrase, span_of
from analysis.word_lists import any_of, read, words

_CONTRAST = re.compile(rf", (?:{any_of('statements', 'contrasting')}) ")
_NEAR = 4
_OPENED = re.compile(r":\s*[“\"‘']\Z")
_MARK = re.compile(r"[“”\"«»]")


def is_none(document: Document, each: Decoded) -> bool:
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


def trimmed(document: Document, each: Decoded) -> Decoded:
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
        content = tuple(piece for piece in content if span is None or not lies_in([piece], [span])) or content
    return each._replace(source=source, content=_announced(document.article.text, content))


def _announced(text: str, content: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return a content without what stands before the colon that announces a quotation."""
    for number, (start, _) in enumerate(content):
        if number and _OPENED.search(text[:start][-_NEAR:] + text[start : start + 1]):
            before = [piece for piece in content[:number] if _MARK.search(text, *piece)]
            return (*before, *content[number:])
    return content


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
