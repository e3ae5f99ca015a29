"""Who acts and who is acted upon in a noun that names an action: "the killing of X", "X's withdrawal"."""

from spacy.tokens import Token

from analysis.framing.modality import listed
from analysis.framing.phrases import antecedent, child, coordinated, named_modifier, prepositional
from analysis.framing.roles import agents, subject


def nominal_roles(noun: Token, kind: str) -> tuple[list[Token], list[Token]]:
    """Return the agents and the patients of a noun that names an action.

    `kind` is the noun's list in the resource: nouns that act on something ("criticism of X by Y"), nouns for
    what somebody undergoes ("the killing of X", "X's arrest"), and nouns for what somebody does ("X's
    withdrawal").
    """
    owner, by, of = child(noun, "poss"), prepositional(noun, "by"), prepositional(noun, "of")
    towards = prepositional(noun, "against", "on", "to", "for", "with", "at", "toward", "towards", "over")
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
