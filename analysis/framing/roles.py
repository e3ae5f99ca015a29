"""Who acts and who is acted upon: the tokens that fill the roles of a verb or of a noun that names an action.

The rules follow the labels of spaCy's English models (CLEAR style). A subject is looked for with the verb
itself, then where English leaves it out: in a relative clause (the antecedent), with conjoined verbs (the
first one's subject), with infinitives and participles (the subject or, after verbs such as "force", the
object of the verb above), and in noun phrases (the possessor, the "by" phrase, the subject of "launch an
attack").
"""

from collections.abc import Callable

from spacy.tokens import Token

from analysis.framing.modality import listed
from analysis.framing.phrases import antecedent, child, coordinated, is_measure, is_relative, possessor

_PARTICIPANT_PREPOSITIONS = frozenset(
    {"after", "against", "at", "for", "into", "on", "over", "to", "toward", "towards", "upon", "with"}
)


def is_passive(verb: Token) -> bool:
    """Tell whether a verb is passive: "was killed", "people killed by"."""
    marks = [c for c in verb.children if c.dep_ in {"auxpass", "nsubjpass", "agent"}]
    if marks:
        return not (marks[0].lower_ in {"'s", "’s"} and child(verb, "dobj") is not None)
    if verb.tag_ != "VBN":
        return False
    if verb.dep_ == "acl":
        return True
    return verb.dep_ == "conj" and child(verb, "nsubj", "aux") is None and is_passive(verb.head)


def agents(verb: Token) -> list[Token]:
    """Return the heads of the noun phrases that act: several when conjoined, none when nobody is named."""
    if is_passive(verb):
        by = child(verb, "agent")
        return coordinated(child(by, "pobj")) if by is not None else []
    return coordinated(subject(verb))


def patients(verb: Token, is_actor: Callable[[Token], bool]) -> list[Token]:
    """Return the heads of the noun phrases that are acted upon.

    A named actor that a preposition leads to comes before a thing as object: in "imposed costs on Russia" it
    is Russia that is acted upon. `is_actor` tells whether a token names one.
    """
    if is_passive(verb):
        return coordinated(subject(verb))
    thing = coordinated(antecedent(_object(verb)))
    if thing and any(map(is_actor, thing)):
        return thing
    affected = coordinated(_prepositional_object(verb))
    return affected if not thing or any(map(is_actor, affected)) else thing


def subject(verb: Token) -> Token | None:
    """Return the subject of a verb, also where it is shared or left out."""
    own = child(verb, "nsubj", "nsubjpass")
    if own is not None:
        return antecedent(own)
    if child(verb, "csubj", "csubjpass", "expl") is not None or verb.head == verb:
        return None
    return _inherited_subject(verb)


def _inherited_subject(verb: Token) -> Token | None:
    head = verb.head
    match verb.dep_:
        case "conj" if head.pos_ in {"VERB", "AUX"}:
            return _shared(head, verb)
        case "xcomp" if head.pos_ in {"VERB", "AUX"}:
            return _controller(head, "object_control")
        case "xcomp" | "ccomp" if head.pos_ == "ADJ":
            return subject(head.head) if head.dep_ == "acomp" else None
        case "advcl" if head.pos_ in {"VERB", "AUX"} and verb.tag_ in {"VBG", "VB", "VBN"}:
            return None if head.lemma_ in listed("speech") else subject(head)
        case "pcomp" if head.dep_ in {"prep", "agent"}:
            return _under_preposition(head)
        case "acl" | "relcl" if verb.tag_ == "VB":
            return possessor(head) or _subject_above(head)
        case "acl" if verb.tag_ == "VBG" and head.lemma_ in listed("irrealis_nouns"):
            return possessor(head)
        case "acl" | "relcl" if head.pos_ in {"NOUN", "PROPN", "PRON"}:
            return head
    return None


def _shared(first: Token, verb: Token) -> Token | None:
    """Return the subject of the first of conjoined verbs, if both are active or both passive."""
    if is_passive(first) and not is_passive(verb) and verb.tag_ not in {"VBD", "VBZ", "VBP", "VB"}:
        return None
    return subject(first)


def _controller(head: Token, kind: str) -> Token | None:
    affected = child(head, "dobj", "dative")
    if affected is not None and head.lemma_ in listed(kind):
        return antecedent(affected)
    return subject(head)


def _under_preposition(preposition: Token) -> Token | None:
    governor = preposition.head
    if governor.pos_ in {"VERB", "AUX"}:
        return _controller(governor, "object_gerund")
    if governor.pos_ == "ADJ" and governor.dep_ == "acomp":
        return subject(governor.head)
    if governor.pos_ == "NOUN":
        return possessor(governor) or _subject_above(governor)
    return None


def _subject_above(noun: Token) -> Token | None:
    """Return the subject of the verb whose object a noun is: "they made plans"."""
    return subject(noun.head) if noun.dep_ == "dobj" else None


def _object(verb: Token) -> Token | None:
    """Return the object, the subject of an infinitive below, or what a close preposition leads to."""
    receiver = child(verb, "dative")
    if receiver is not None:
        return child(receiver, "pobj") if receiver.pos_ == "ADP" else receiver
    direct = child(verb, "dobj")
    if direct is not None:
        return direct if not _is_possessive(direct) else None
    below = child(verb, "ccomp")
    if below is not None and child(below, "mark") is None and _is_infinitive(below):
        return child(below, "nsubj", "nsubjpass")
    if verb.dep_ == "relcl" and child(verb, "xcomp", "ccomp") is None:
        own = child(verb, "nsubj")
        return verb.head if own is not None and not is_relative(own) else None
    return None


def _is_possessive(token: Token) -> bool:
    return token.i + 1 < len(token.doc) and token.nbor().tag_ == "POS"


def _is_infinitive(verb: Token) -> bool:
    auxiliaries = [c.lower_ for c in verb.children if c.dep_ == "aux"]
    return "to" in auxiliaries or (verb.tag_ == "VB" and not auxiliaries)


def _prepositional_object(verb: Token) -> Token | None:
    for preposition in verb.rights:
        if preposition.dep_ == "prep" and preposition.lower_ in _PARTICIPANT_PREPOSITIONS:
            target = child(preposition, "pobj")
            if target is not None and not is_measure(target):
                return target
    return None
