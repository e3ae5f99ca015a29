"""Parts of a noun phrase: who it belongs to, what is conjoined with it, what a preposition leads to."""

from spacy.tokens import Token

from analysis.word_lists import words

_RELATIVE = frozenset({"WDT", "WP", "WP$"})
_NAMES = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_MEASURES = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "CARDINAL", "ORDINAL"})


def child(token: Token, *deps: str) -> Token | None:
    """Return the first dependent with one of these labels."""
    return next((c for c in token.children if c.dep_ in deps), None)


def prepositional(noun: Token, *prepositions: str) -> Token | None:
    """Return what one of these prepositions leads to from a noun."""
    for preposition in noun.children:
        if preposition.dep_ in {"prep", "agent"} and preposition.lower_ in prepositions:
            return child(preposition, "pobj")
    return None


def possessor(noun: Token) -> Token | None:
    """Return whose it is: "Iran's attack", "the attack by Iran"."""
    owner = child(noun, "poss")
    if owner is not None:
        return antecedent(owner)
    return prepositional(noun, "by")


def named_modifier(noun: Token) -> Token | None:
    """Return a name that stands before a noun: "US withdrawal", "Iranian attack"."""
    return next(
        (c for c in noun.children if c.dep_ in {"compound", "amod", "nmod"} and c.ent_type_ in _NAMES), None
    )


def coordinated(token: Token | None) -> list[Token]:
    """Return a noun phrase's head and those conjoined with it."""
    token = _counted(token)
    if token is None or is_measure(token) or token.pos_ == "ADV":
        return []
    return [token, *(c for c in token.conjuncts if c.i > token.i and c.pos_ in {"NOUN", "PROPN", "PRON"})]


def _counted(token: Token | None) -> Token | None:
    """Return what is counted: the soldiers in "thousands of soldiers"; any other head as it is."""
    if token is None or not (is_measure(token) or token.lower_ in words("framing/actions", "quantities")):
        return token
    return prepositional(token, "of") or token


def antecedent(token: Token | None) -> Token | None:
    """Return what a relative pronoun stands for; any other token as it is."""
    if token is None or not is_relative(token):
        return token
    clause = token.head
    while clause.dep_ == "conj":
        clause = clause.head
    return clause.head if clause.dep_ == "relcl" else None


def is_relative(token: Token) -> bool:
    """Tell whether a token is a relative or interrogative pronoun: who, which, that, whose."""
    return token.tag_ in _RELATIVE


def is_measure(token: Token) -> bool:
    """Tell whether a token stands in a date, a sum of money or another quantity."""
    return token.ent_type_ in _MEASURES
