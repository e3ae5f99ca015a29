"""The source in the words beside a quotation, also where the parse loses its way between the marks."""

from collections.abc import Sequence

from spacy.tokens import Token

from analysis.attribution.rules.grammar import subject
from analysis.attribution.spans import Span, phrase, span_of

_NEVER_SOURCE = {"ADV", "AUX", "CCONJ", "SCONJ"}
_AFTER_SOURCE = {"VERB", "ADP"}


def is_open(verb: Token, clause: Sequence[Token]) -> bool:
    """Tell whether a reporting clause still lacks what was said."""
    inside = {token.i for token in clause}
    filled = any(child.dep_ == "ccomp" and child.i > verb.i and child.i in inside for child in verb.children)
    bare = verb.tag_ == "VBN" and not any(child.dep_ == "aux" for child in verb.children)
    return verb.dep_ != "amod" and not bare and not filled


def source_beside(verb: Token, clause: Sequence[Token]) -> Span | None:
    """Return the source of a reporting clause: its subject, else the words before or after the verb."""
    inside = {token.i for token in clause}
    head = subject(verb)
    if head is not None and head.i in inside:
        return span_of(token for token in phrase(head) if token.i in inside and token.i != verb.i)
    if head is not None and head.i < clause[0].i and verb.dep_ != "ROOT":
        return span_of(phrase(head))
    if verb.i > clause[0].i:
        return span_of(t for t in clause if t.i < verb.i and t.pos_ not in _NEVER_SOURCE)
    after = clause[1:]
    ends = (i for i, token in enumerate(after) if token.text == "," or token.pos_ in _AFTER_SOURCE)
    return span_of(after[: next(ends, len(after))])


def name_at_end(tokens: Sequence[Token]) -> list[Token]:
    """Return the name with which some tokens end."""
    name: list[Token] = []
    for token in reversed(tokens):
        if token.pos_ != "PROPN" and not token.ent_type_:
            break
        name.insert(0, token)
    return name


def person_before(token: Token) -> Span | None:
    """Return the subject of the sentence before a token, where it is a person."""
    root = token.nbor(-1).sent.root if token.i else None
    head = subject(root) if root is not None and root.i < token.i else None
    if head is None or not (head.ent_type_ == "PERSON" or head.lower_ in {"he", "she"}):
        return None
    return span_of(each for each in phrase(head) if each.i < token.i)
