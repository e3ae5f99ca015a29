"""Who acts and who is acted upon: the tokens that fill the roles of a verb or of a noun that names an action.

The rules follow the labels of spaCy's English models (CLEAR style). A subject is looked for with the verb
itself, then where English leaves it out: in a relative clause (the antecedent), with conjoined verbs (the
first one's subject), with infinitives and participles (the subject or, after verbs such as "force", the
object of the verb above; so too after "praise somebody for"), and in noun phrases (the possessor, the "by"
phrase, the subject of "launch an attack"). Of verbs such as "die" the subject is who is acted upon.

Which words name an action: main verbs but for those of state ("seems", "has") and plain verbs of saying,
which the quotes table covers; nouns that are in a list of resources/en/framing/actions.json, or by their form
and what stands with them: a noun in -ing with "of" ("the bombing of"), a noun in -ment, -tion or -sion with
one who acts and an "of" ("the governor's rejection of").
"""

from collections.abc import Callable

from spacy.tokens import Token

from analysis.annotation.gazetteer import role_nouns
from analysis.framing.actions.phrases import (
    antecedent,
    child,
    coordinated,
    is_relative,
    named_modifier,
    possessor,
    prepositional,
)
from analysis.framing.modality import listed
from analysis.word_lists import read, words

_CLOSE = listed("close_prepositions")
_OF_OBJECT = listed("object_prepositions")
_OF_PEOPLE = listed("people_prepositions")
_UPON = listed("upon_prepositions")
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_PARTICIPANT = _CLOSE | listed("passing_prepositions")
_ENDINGS = tuple(listed("endings"))


def is_passive(verb: Token) -> bool:
    """Tell whether a verb is passive: "was killed", "people killed by"."""
    marks = [c for c in verb.children if c.dep_ in {"auxpass", "nsubjpass", "agent"}]
    if marks:
        return not (marks[0].lower_ in listed("short_is") and child(verb, "dobj") is not None)
    if verb.tag_ != "VBN":
        return False
    if verb.dep_ == "acl":
        return True
    return verb.dep_ == "conj" and child(verb, "nsubj", "aux") is None and is_passive(verb.head)


def is_suffered(verb: Token) -> bool:
    """Tell whether a verb is what befalls its subject, nobody's deed: "died", "slipped", "drowned"."""
    if verb.lemma_ in listed("suffering_verbs"):
        return not is_passive(verb)
    return (
        verb.lemma_ in listed("suffering_without_object") and not is_passive(verb) and _object(verb) is None
    )


def agents(verb: Token) -> list[Token]:
    """Return the heads of the noun phrases that act: several when conjoined, none when nobody is named.

    Who dies, slips or suffers does nothing, so such a verb has no agent.
    """
    if is_passive(verb):
        by = child(verb, "agent")
        return coordinated(child(by, "pobj")) if by is not None else []
    return [] if is_suffered(verb) else coordinated(subject(verb))


def patients(verb: Token, label_of: Callable[[Token], str | None]) -> list[Token]:
    """Return the heads of the noun phrases that are acted upon.

    A named actor that a preposition leads to comes before a thing as object: in "imposed sanctions on Russia"
    it is Russia that is acted upon. `label_of` gives the entity type of a token that names somebody.
    """
    if is_passive(verb) or is_suffered(verb):
        return coordinated(subject(verb))
    thing = coordinated(antecedent(_object(verb)))
    if any(map(label_of, thing)):
        return thing
    led_to = _prepositional_objects(verb)
    named = next((heads for word, heads in led_to if heads and _is_actor(label_of(heads[0]), word)), None)
    return named or thing or next((heads for word, heads in led_to if _is_reached(heads, word)), [])


def _is_reached(heads: list[Token], preposition: str) -> bool:
    """Tell whether a preposition leads to somebody or something acted upon, not to when, where or how.

    Of things only some prepositions do: "voted on the bill", but not "wrote with a pen".
    """
    if not heads or preposition not in _CLOSE or heads[0].lemma_ in listed("circumstances"):
        return False
    return preposition not in _OF_PEOPLE or heads[0].lemma_.lower() in listed("people") | role_nouns()


def _is_actor(label: str | None, preposition: str) -> bool:
    """Tell whether what a preposition leads to is acted upon: a place only after some ("against")."""
    return label is not None and (label not in _PLACES or preposition in _UPON)


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
            return None if head.lemma_ in words("cues", "reporting only") else subject(head)
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
    of_object = preposition.lower_ in _OF_OBJECT
    if governor.pos_ in {"VERB", "AUX"}:
        return _controller(governor, "object_gerund") if of_object else subject(governor)
    if of_object and governor.dep_ == "dobj" and governor.head.lemma_ in listed("object_gerund"):
        return antecedent(governor)
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


def _prepositional_objects(verb: Token) -> list[tuple[str, list[Token]]]:
    """Return the prepositions after a verb with what they lead to: "clashed with", "voted against"."""
    targets = (
        (preposition.lower_, child(preposition, "pobj"))
        for preposition in verb.rights
        if preposition.dep_ == "prep" and preposition.lower_ in _PARTICIPANT
    )
    return [(word, coordinated(target)) for word, target in targets if target is not None]


def nominal_roles(noun: Token, kind: str) -> tuple[list[Token], list[Token]]:
    """Return the agents and the patients of a noun that names an action.

    `kind` is the noun's list in the resource: nouns that act on something ("criticism of X by Y"), nouns for
    what somebody undergoes ("the killing of X", "X's arrest"), and nouns for what somebody does ("X's
    withdrawal").
    """
    owner, by, of = child(noun, "poss"), prepositional(noun, "by"), prepositional(noun, "of")
    towards = prepositional(noun, *listed("towards_prepositions"))
    owner = antecedent(owner) if owner is not None else None
    if kind == "undergone":
        agent, patient = by or (owner if of is not None else None), of or owner or named_modifier(noun)
    elif kind == "acts on":
        agent, patient = by or owner or named_modifier(noun), of or towards
    else:
        agent = by or owner or named_modifier(noun) or of
        patient = of if agent is not None and agent is not of else towards
    agent = agent if agent is not None else _subject_of_light_verb(noun)
    return coordinated(agent), coordinated(patient)


def _subject_of_light_verb(noun: Token) -> Token | None:
    """Return who launches, makes, wages, ... what the noun names, also in the passive with "by"."""
    verb = noun.head
    if verb.lemma_ not in listed("light_verbs") or verb.pos_ != "VERB":
        return None
    if noun.dep_ == "dobj":
        return subject(verb)
    if noun.dep_ == "nsubjpass":
        return next(iter(agents(verb)), None)
    return None


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
    return token.lemma_ not in listed("states") and token.lemma_ not in words("cues", "reporting only")


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
    for kind, nouns in read("framing/actions")["nouns"].items():
        if lemma in nouns:
            return kind
    if token.tag_ not in {"NN", "NNS"} or {token.lower_, lemma} & listed("not_actions"):
        return None
    if lemma.endswith("ing") and token.tag_ == "NN" and prepositional(token, "of") is not None:
        return "undergone"
    if lemma.endswith(_ENDINGS) and possessor(token) is not None and prepositional(token, "of") is not None:
        return "acts on"
    return None
