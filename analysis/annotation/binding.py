"""What grammar alone says about a pronoun: whom it cannot mean, and when it means nobody."""

from functools import cache

from spacy.tokens import Token

from analysis.word_lists import read, words

SUBJECT = {"nsubj", "nsubjpass", "agent"}
_SPEAKING = words("cues", "speaking")
_IMPERSONAL = words("pronouns", "impersonal verbs")


def is_impersonal(pronoun: Token) -> bool:
    """Tell whether an "it" stands for nobody: "it seems that", "it is clear that", "it was said that"."""
    if pronoun.lower_ != "it":
        return False
    verb = pronoun.head
    as_they_put_it = pronoun.dep_ == "dobj" and verb.lemma_ == "put"
    if pronoun.dep_ == "expl" or as_they_put_it or verb.lemma_ in _IMPERSONAL:
        return True
    if pronoun.dep_ == "nsubjpass" and any(child.dep_ == "ccomp" for child in verb.children):
        return True
    clausal = {"ccomp", "xcomp", "csubj", "advcl", "acl", "relcl"}
    predicative = [child for child in verb.children if child.dep_ in {"acomp", "attr"}]
    return verb.lemma_ == "be" and any(
        child.dep_ in clausal for node in [verb, *predicative] for child in node.children
    )


def is_fronted(pronoun: Token) -> bool:
    """Tell whether a pronoun stands in a phrase before the main clause, where its name may still follow."""
    return any(
        node.dep_ in {"prep", "advcl"} and node.i < node.head.i and node.head.dep_ in {"ROOT", "ccomp"}
        for node in [pronoun, *pronoun.ancestors]
    )


def is_barred(pronoun: Token, candidate: Token) -> bool:
    """Tell whether grammar keeps the two apart.

    "He told him", "his attack on him", "she is her aide", "her husband John"; not "Ann and her husband".
    """
    if is_object_of_own_clause(pronoun, candidate):
        return True
    if pronoun.dep_ == "pobj" and candidate.dep_ == "poss" and candidate.head == pronoun.head.head:
        return True
    owned = pronoun.head
    if pronoun.dep_ != "poss" or owned.dep_ == "conj":
        return False
    is_predicate = owned.dep_ == "attr" and candidate.head == owned.head and candidate.dep_ in SUBJECT
    return is_predicate or owned == candidate or candidate.is_ancestor(pronoun)


def is_object_of_own_clause(pronoun: Token, subject: Token) -> bool:
    """Tell whether a pronoun is the object of the verb whose subject is given: "the deal hurt it"."""
    verb = pronoun.head.head if pronoun.dep_ == "pobj" else pronoun.head
    objective = pronoun.dep_ in {"dobj", "dative", "pobj"} and not pronoun.lower_.endswith("self")
    return objective and subject.head == verb and subject.dep_ in SUBJECT


def is_told_by(noun: Token, teller: Token) -> bool:
    """Tell whether a noun is the subject of what another tells, and so not the teller (Chomsky 1981, C).

    "Lee said the mayor had left".
    """
    verb = noun.head
    clause = noun.dep_ in SUBJECT and verb.dep_ == "ccomp"
    return clause and teller.dep_ in SUBJECT and teller.head == verb.head


def speaks(subject: Token) -> bool:
    """Tell whether somebody is the subject of a verb of saying."""
    return subject.dep_ == "nsubj" and subject.head.lemma_ in _SPEAKING


@cache
def telling() -> frozenset[str]:
    """Return the verbs that attribute: of saying, of belief and of denial."""
    return frozenset(verb for verbs in read("cues")["verbs"].values() for verb in verbs)


def relative_heads(pronoun: Token) -> set[int]:
    """Return the nouns a relative pronoun can stand for, an apposition and its name together, if any.

    In "Ann Lee, the mayor, who resigned" both Lee and mayor are meant.
    """
    clause = next((node for node in [pronoun, *pronoun.ancestors] if node.dep_ == "relcl"), None)
    if clause is None:
        return set()
    head = clause.head
    beside = [child for child in head.children if child.dep_ == "appos"]
    return {token.i for token in [head, *beside, *([head.head] if head.dep_ == "appos" else [])]}


def first_conjunct(token: Token) -> Token:
    """Return the first of joined words: the place in the sentence that all of them share."""
    while token.dep_ == "conj":
        token = token.head
    return token
