"""Who is the subject of a reporting verb, and which words make up the verb."""

from spacy.tokens import Token

_SUBJECTS = {"nsubj", "csubj"}
_SHARED = {"conj", "xcomp", "advcl", "pcomp", "dep"}
_EMPTY = {"there", "this", "what", "that", "nothing", "anything"}
_FARTHEST = 4


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
