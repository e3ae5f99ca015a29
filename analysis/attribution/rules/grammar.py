"""What a rule finds, and the grammar that rules share.

Who is the subject of a reporting verb, which words make up the verb, and which of the words beside a
quotation are its source, also where the parse loses its way between the marks.
"""

from collections.abc import Sequence
from typing import NamedTuple

from spacy.tokens import Token

from analysis.attribution.spans import Span, phrase, span_of
from analysis.word_lists import words

_SUBJECTS = {"nsubj", "csubj"}
_SHARED = {"conj", "xcomp", "advcl", "pcomp", "dep"}
_EMPTY = words("pronouns", "nobody in particular")
_FARTHEST = 4
_NEVER_SOURCE = {"ADV", "AUX", "CCONJ", "SCONJ"}
_AFTER_SOURCE = {"VERB", "ADP"}


class Match(NamedTuple):
    """One attribution as (start, end) offsets: source and cue where there is one, content in one or more
    pieces; `rule` names the evidence.
    """

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    rule: str


def subject(verb: Token) -> Token | None:
    """Return the head of the phrase that says or thinks what the verb reports.

    A verb without a subject of its own shares that of the verb it depends on ("he left, saying"), or
    belongs to a noun ("a letter saying"); a passive one has its agent ("told by"). None when nobody is
    named.
    """
    for _ in range(_FARTHEST):
        if own := _own_subject(verb):
            relative = own.lower_ == "that" and verb.dep_ == "relcl"
            return None if own.lower_ in _EMPTY and not relative else own
        if is_passive(verb):
            return _agent(verb)
        if verb.dep_ == "acl" and not _is_detached(verb):
            return verb.head if verb.tag_ == "VBG" else _agent(verb)
        if verb.dep_ == "acl":
            return _own_subject(verb.sent.root)
        if verb.dep_ not in _SHARED or verb.head == verb:
            return None
        verb = verb.head if verb.head.dep_ != "prep" else verb.head.head
    return None


def _own_subject(verb: Token) -> Token | None:
    return next((child for child in verb.children if child.dep_ in _SUBJECTS), None)


def _is_detached(verb: Token) -> bool:
    """Tell whether a comma sets a participle apart, so that it is about the subject, not the noun before."""
    return verb.i > verb.sent.start and verb.nbor(-1).text == ","


def is_passive(verb: Token) -> bool:
    """Tell whether a verb is in the passive voice."""
    return any(child.dep_ in {"nsubjpass", "auxpass"} for child in verb.children)


def _agent(verb: Token) -> Token | None:
    by = next((child for child in verb.children if child.dep_ == "agent"), None)
    return next((child for child in by.children if child.dep_ == "pobj"), None) if by else None


def verb_group(verb: Token) -> list[Token]:
    """Return a verb with the auxiliaries, negation, adverbs and particle that stand directly beside it."""
    kids = {child.i: child for child in verb.children}
    group = [verb]
    while (before := kids.get(group[0].i - 1)) is not None and _joins(before):
        group.insert(0, before)
    after = kids.get(verb.i + 1)
    if after is not None and after.dep_ == "prt":
        group.append(after)
    return group


def _joins(token: Token) -> bool:
    return token.dep_ in {"aux", "auxpass", "neg"} or (token.dep_ == "advmod" and token.pos_ == "ADV")


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
    if head is None or not (head.ent_type_ == "PERSON" or head.lower_ in words("pronouns", "somebody")):
        return None
    return span_of(each for each in phrase(head) if each.i < token.i)
