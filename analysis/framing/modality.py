"""Does the text say that it happened? Two answers about a verb or a noun: negated, and hypothetical.

*Negated*: the word carries a negation (not, never, hardly), stands under one (no, without, nobody), or is
what somebody failed or refused to do.

*Hypothetical*: the text does not say that it has happened. That holds for what follows a modal or future verb
(would, could, may, will, should), what stands in or under an if-clause, what somebody wants, plans,
threatens, demands or is accused of, an infinitive of purpose ("to finish the war"), and whatever stands under
these. An infinitive under a verb that makes it fact ("began to", "forced them to", "managed to") is as real
as that verb.

The questions are answered from the dependency parse, so they are as reliable as it is.
"""

from collections.abc import Iterator
from functools import partial

from spacy.tokens import Doc, Token

from analysis.word_lists import words

listed = partial(words, "framing/actions")

_NEGATIVES = words("determiners", "negative")
_COMPLEMENTS = frozenset({"xcomp", "ccomp", "pcomp"})
_INSIDE = _COMPLEMENTS | {"acl", "advcl", "csubj", "csubjpass"}
_NOUN_ROLES = frozenset({"dobj", "pobj", "nsubj", "nsubjpass", "attr"})
_DEFINITE = words("determiners", "definite")


def is_negated(token: Token) -> bool:
    """Tell whether an action (a verb, or a noun that names one) is said not to be the case."""
    if any(_negates(child) for child in token.children):
        return True
    head = token.head
    if token.dep_ == "pcomp" and head.lower_ == "without":
        return True
    if token.dep_ in _COMPLEMENTS and head.dep_ == "prep":
        return head.head.lemma_ in listed("refusals")
    if token.dep_ in {"xcomp", "ccomp"} and not has_own_subject(token):
        return head.lemma_ in listed("refusals") or (head != token and is_negated(head))
    if token.dep_ == "conj" and not has_own_subject(token):
        alternatives = words("clauses", "alternatives")
        return any(child.lower_ in alternatives for child in head.children) and is_negated(head)
    if token.dep_ != "pobj":
        return False
    if head.lower_ == "of":
        return head.head.lemma_ in listed("absence") or is_negated(head.head)
    return head.lower_ == "without"


def _negates(child: Token) -> bool:
    if child.dep_ == "neg" or child.lower_ in listed("negations"):
        return True
    if child.dep_ == "det":
        return child.lower_ in _NEGATIVES
    if child.dep_ in {"nsubj", "nsubjpass", "dobj"}:
        return child.lower_ in _NEGATIVES or any(
            c.dep_ == "det" and c.lower_ in _NEGATIVES for c in child.children
        )
    return False


def has_own_subject(verb: Token) -> bool:
    """Tell whether a verb has a subject among its own dependents."""
    return any(child.dep_ in {"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"} for child in verb.children)


def is_hypothetical(token: Token) -> bool:
    """Tell whether an action (a verb, or a noun that names one) is not said to have happened."""
    return _hypothetical_verb(token) if token.pos_ in {"VERB", "AUX"} else _hypothetical_noun(token)


def _hypothetical_verb(verb: Token) -> bool:
    infinitive = False
    for child in verb.children:
        if child.dep_ in {"aux", "auxpass"} and child.tag_ == "MD":
            return True
        if child.dep_ == "mark" and child.lower_ in listed("irrealis_marks"):
            return True
        if child.dep_ == "advcl" and any(
            c.dep_ == "mark" and c.lower_ in words("clauses", "conditions") for c in child.children
        ):
            return verb.tag_ != "VBD"
        infinitive = infinitive or (child.dep_ == "aux" and child.lower_ == "to")
    return _under(verb, infinitive)


def _under(verb: Token, infinitive: bool) -> bool:
    """Tell whether the word that governs a verb makes it hypothetical."""
    head = verb.head
    if head == verb:
        return False
    if verb.dep_ == "conj":
        return not has_own_subject(verb) and verb.tag_ != "VBD" and is_hypothetical(head)
    governor = head.head if head.dep_ == "prep" else head
    if verb.dep_ not in _INSIDE and not infinitive:
        return False
    if _is_irrealis(governor):
        return True
    if verb.dep_ in {"acl", "ccomp"} and not infinitive:
        return False
    if has_own_subject(verb) and not infinitive and verb.tag_ in {"VBD", "VBZ", "VBP", "VBN"}:
        return False
    if infinitive and governor.pos_ == "VERB" and governor.lemma_ in listed("factual_governors"):
        return _is_future_going(governor, verb) or is_hypothetical(governor)
    return infinitive or is_hypothetical(governor)


def _is_future_going(governor: Token, verb: Token) -> bool:
    return governor.lower_ in listed("future_going") and verb.dep_ == "xcomp"


def _is_irrealis(governor: Token) -> bool:
    kind = {"VERB": "irrealis_verbs", "NOUN": "irrealis_nouns", "ADJ": "irrealis_adjectives"}.get(
        governor.pos_
    )
    return kind is not None and governor.lemma_.lower() in listed(kind)


def _hypothetical_noun(noun: Token) -> bool:
    modifiers = list(noun.children)
    if any(child.lower_ in listed("irrealis_adjectives") for child in modifiers):
        return True
    head = noun.head
    if noun.dep_ not in _NOUN_ROLES or head == noun:
        return False
    governor = head.head if head.dep_ == "prep" else head
    if noun.dep_ in {"dobj", "pobj"} and _is_irrealis(governor):
        return True
    definite = any(child.dep_ == "poss" or child.lower_ in _DEFINITE for child in modifiers)
    return not definite and head.pos_ in {"VERB", "AUX"} and is_hypothetical(head)


def obligations(doc: Doc) -> Iterator[tuple[Token, Token]]:
    """Yield (modal, verb) for what somebody should, must, ought to, has to or needs to do.

    Left out are verbs of state ("must be true"), what should have been done, and negated duties.
    """
    for token in doc:
        if token.lower_ in listed("duty_modals") and token.dep_ == "aux":
            verb = token.head
        elif token.lemma_ in listed("duty_verbs") and token.pos_ == "VERB":
            verb = next((c for c in token.children if c.dep_ == "xcomp"), token)
        else:
            continue
        if _is_plain_duty(verb) and verb is not token:
            yield token, verb


def _is_plain_duty(verb: Token) -> bool:
    if verb.tag_ != "VB" or verb.lemma_ in listed("states") or is_negated(verb):
        return False
    return not any(c.lemma_ == "have" and c.dep_ == "aux" for c in verb.children)
