"""Which words name an action: main verbs, and nouns such as "killing", "withdrawal", "criticism".

Verbs of state ("seems", "has") and plain verbs of saying, which the quotes table covers, are left out. A noun
counts when it is in a list of resources/framing/actions.json, or by its form and what stands with it: a noun
in -ing with "of" ("the bombing of"), and a noun in -ment, -tion or -sion with one who acts and an "of" ("the
governor's rejection of").
"""

from spacy.tokens import Token

from analysis.framing.modality import listed
from analysis.framing.phrases import child, possessor, prepositional
from analysis.framing.resources import read
from analysis.framing.roles import is_passive

_ENDINGS = ("ment", "tion", "sion")


def is_action_verb(token: Token) -> bool:
    """Tell whether a token is a verb that tells of an action."""
    if token.pos_ != "VERB" or token.dep_ in {"aux", "auxpass", "compound", "amod"}:
        return False
    if token.tag_ == "VBG" and token.i > 0 and token.nbor(-1).tag_ == "POS":
        return False
    if token.lemma_ in listed("half_verbs") and _is_half(token):
        return False
    if token.lemma_ in listed("raising_verbs") and is_passive(token) and child(token, "xcomp") is not None:
        return False
    return token.lemma_ not in listed("states") and token.lemma_ not in listed("speech")


def _is_half(verb: Token) -> bool:
    """Tell whether a verb only opens an infinitive: "used to", "happened to"; not "used a car to"."""
    if verb.lemma_ == "use" and child(verb, "dobj", "nsubjpass") is not None:
        return False
    return any(_is_to_infinitive(c) for c in verb.rights)


def _is_to_infinitive(token: Token) -> bool:
    return token.tag_ == "VB" and any(c.lower_ == "to" and c.dep_ == "aux" for c in token.lefts)


def noun_kind(token: Token) -> str | None:
    """Return how a noun takes its agent and patient, the name of its list; None where it names no action."""
    if token.pos_ != "NOUN" or token.dep_ == "compound":
        return None
    lemma = token.lemma_.lower()
    for kind, nouns in read("actions")["nouns"].items():
        if lemma in nouns:
            return kind
    if token.tag_ not in {"NN", "NNS"} or {token.lower_, lemma} & listed("not_actions"):
        return None
    if lemma.endswith("ing") and token.tag_ == "NN" and prepositional(token, "of") is not None:
        return "undergone"
    if lemma.endswith(_ENDINGS) and possessor(token) is not None and prepositional(token, "of") is not None:
        return "acts on"
    return None
