"""Viewpoints: whose view a sentence gives without a verb of saying.

"In the view of the council, the bridge is safe"; "By her own account she left early"; "Per the ministry, the
road is closed". The network takes them for the author's own words.
"""

from collections.abc import Iterator

from spacy.tokens import Token

from analysis.annotation import Document
from analysis.attribution.rules.grammar import Match
from analysis.attribution.senses import is_author
from analysis.attribution.spans import phrase, runs, span_of
from analysis.word_lists import words


def find(document: Document) -> Iterator[Match]:
    """Yield the attributions by a phrase of view, each with the rest of its sentence as the content."""
    for token in document.doc:
        if token.lower_ in words("statements", "before a view") and token.dep_ in {"prep", "ROOT", "advmod"}:
            view = next((child for child in token.children if child.dep_ == "pobj"), None)
            if view is not None:
                yield from _of(token, view)


def _of(preposition: Token, view: Token) -> Iterator[Match]:
    """Yield the attribution by a preposition and its noun, where they say whose view it is."""
    if preposition.lower_ in words("statements", "as told by"):
        source = phrase(view) if view.pos_ == "PROPN" or view.ent_type_ else []
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
