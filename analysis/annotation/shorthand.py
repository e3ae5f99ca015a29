"""Short ways to mean a body: "the fund" for the one fund named before, "the Hill campaign" for a person's."""

from collections import defaultdict

from spacy.tokens import Doc, Token

from analysis.annotation.gazetteer import body_nouns
from analysis.annotation.names import Name
from analysis.annotation.people import surname
from analysis.annotation.roles import Description, is_definite, noun_phrase, words_before

_OF_A_PERSON = {"campaign", "administration", "team"}


def find_shorthand(doc: Doc, names: list[Name]) -> list[Description]:
    """Return, in text order, the descriptions of bodies.

    A definite noun means the one body already named whose name has that noun and the words before it. The
    campaign of a person is a body of its own, by the person's surname.
    """
    name_at = {token.i: name for name in names for token in name.span}
    known: dict[str, set[str]] = defaultdict(set)
    found = []
    for token in doc:
        name = name_at.get(token.i)
        if name:
            if name.label == "ORG" and token == name.span[-1]:
                _learn(known, name.entity)
        elif token.tag_ == "NN" and token.lower_ in body_nouns():
            description = _of_a_person(token, name_at) or _named_before(token, known)
            if description:
                _learn(known, description.entity)
                found.append(description)
    return found


def _of_a_person(noun: Token, name_at: dict[int, Name]) -> Description | None:
    """Return the body in "the Hill campaign" or "Hill's campaign"; in the latter Hill stays a mention."""
    possessive = noun.i > 1 and noun.nbor(-1).tag_ == "POS"
    owner = name_at.get(noun.i - 2 if possessive else noun.i - 1)
    if noun.lower_ not in _OF_A_PERSON or owner is None or owner.label != "PERSON":
        return None
    start = noun.i if possessive else owner.span.start
    return Description(noun.doc[start : noun.i + 1], f"{surname(owner.span.text)} {noun.lower_}", "ORG")


def _named_before(noun: Token, known: dict[str, set[str]]) -> Description | None:
    if not is_definite(noun) or noun.dep_ == "compound" or any(c.dep_ == "poss" for c in noun.lefts):
        return None
    wanted = words_before(noun)
    fitting = [body for body in known[noun.lower_] if wanted <= set(body.lower().split())]
    return Description(noun_phrase(noun), fitting[0], "ORG") if len(fitting) == 1 else None


def _learn(known: dict[str, set[str]], body: str) -> None:
    words = body.lower().split()
    for word in words if len(words) > 1 else []:
        known[word].add(body)
