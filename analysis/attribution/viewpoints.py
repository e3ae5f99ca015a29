"""Viewpoints: whose view a sentence gives without a verb of saying.

"In the view of the council, the bridge is safe"; "By her own account she left early"; "Per the ministry, the
road is closed"; "Two men were held, as recorded by the police". The network takes them for the author's own
words.
"""

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Token

from analysis.annotation import Document
from analysis.annotation.gazetteer import document_nouns
from analysis.annotation.lookup import tokens_with
from analysis.attribution.rules.grammar import Match
from analysis.attribution.senses import is_author
from analysis.attribution.spans import phrase, runs, span_of
from analysis.word_lists import words


def find(document: Document) -> Iterator[Match]:
    """Yield the attributions by a phrase of view, each with the rest of its sentence as the content."""
    before = words("statements", "before a view")
    for token in tokens_with(document.doc, "LOWER", before | {"as"}):
        if token.lower_ not in before:
            yield from _as_told(token)
        elif token.dep_ in {"prep", "ROOT", "advmod"}:
            view = next((child for child in token.children if child.dep_ == "pobj"), None)
            if view is not None:
                yield from _of(token, view)


def _as_told(opening: Token) -> Iterator[Match]:
    """Yield the attribution by "as", a participle and who tells: "as recorded by the police"."""
    verb = opening.nbor(1) if opening.i + 1 < len(opening.doc) else opening
    by = next((child for child in verb.children if child.lower_ == "by"), None)
    tellers = [child for child in by.children if child.dep_ == "pobj"] if by is not None else []
    if verb.tag_ != "VBN" or by is None or not tellers or verb.lemma_ not in words("statements", "told by"):
        return
    source = phrase(tellers[0])
    inside = {token.i for token in (opening, verb, by, *source)}
    content = runs(t for t in opening.sent if t.i not in inside and not t.is_space)
    if content and not is_author(source[:1]):
        yield Match(span_of(source), span_of([opening, verb, by]), content, "viewpoint")


def _of(preposition: Token, view: Token) -> Iterator[Match]:
    """Yield the attribution by a preposition and its noun, where they say whose view it is."""
    if preposition.lower_ in words("statements", "as told by"):
        told = view.pos_ == "PROPN" or view.ent_type_ or view.lemma_ in _written()
        source = phrase(view) if told else []
        cue = [preposition]
    elif view.lower_ in words("statements", "views"):
        source = _owner(view)
        own = {token.i for token in source}
        cue = [token for token in preposition.subtree if token.i not in own]
    else:
        return
    inside = {token.i for token in preposition.subtree}
    if not source or is_author(source[:1]) or not _is_apart(preposition, inside):
        return
    content = runs(token for token in preposition.sent if token.i not in inside and not token.is_space)
    if content:
        yield Match(span_of(source), span_of(cue), content, "viewpoint")


@cache
def _written() -> frozenset[str]:
    return document_nouns() | words("roles", "utterances")


def _owner(view: Token) -> list[Token]:
    """Return whose view it is: "the council's view", "the view of the council"."""
    owner = next((child for child in view.children if child.dep_ == "poss"), None)
    if owner is not None:
        return phrase(owner)
    of = next((child for child in view.children if child.lower_ == "of"), None)
    owner = next((child for child in of.children if child.dep_ == "pobj"), None) if of is not None else None
    return phrase(owner) if owner is not None else []


def _is_apart(preposition: Token, inside: set[int]) -> bool:
    """Tell whether a phrase opens its sentence or stands between commas."""
    sentence = preposition.sent
    opens = preposition.i == sentence.start
    last = max(inside)
    closed = last + 1 >= sentence.end or preposition.doc[last + 1].is_punct or opens
    return closed and (opens or preposition.nbor(-1).text in {",", "—", "–", "("})
