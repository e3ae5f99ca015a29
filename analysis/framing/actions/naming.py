"""What to call the actor a noun phrase stands for: its canonical name, else the phrase's own words."""

from spacy.tokens import Token

from analysis.annotation import Document, once
from analysis.attribution.attributions import attributions
from analysis.framing.actions.phrases import child, named_modifier, prepositional
from analysis.framing.modality import listed
from analysis.word_lists import words

_LONGEST = 8
_APPOSED = frozenset({"PERSON", "ORG"})
_FIRST_PERSON = words("pronouns", "first person")
_LEFT_OUT = frozenset({"punct", "cc", "preconj", "advmod", "relcl"})
_CLAUSES = frozenset({"acl", "relcl", "appos", "advcl", "ccomp", "parataxis", "dep"})
_FOLLOWED = words("pronouns", "those who")
_ARTICLES = words("determiners", "in front of a phrase")


def name_of(document: Document, head: Token) -> str | None:
    """Return what to call a noun phrase, given its head.

    A name, a description or a resolved pronoun gives the canonical name. Troops, the military, the government
    and other arms of a state go by the state, if it is named ("US troops", "the Iraqi army"). Any other noun
    phrase goes by its own words, without article, relative clause or apposition, at most eight words, and
    with a resolved name for a possessive pronoun ("his rights": "Tom Adams's rights"). A name in apposition
    stands for its description ("the officer, Ann Lee"), and "they" for a plural subject of the clause above;
    other pronouns that the document does not resolve give None.
    """
    entity = document.entity_of(head) or _speaker(document, head) or _beside(document, head)
    if entity is not None:
        return entity
    if head.lower_ == "they" and (several := _several_above(head)) is not None:
        return name_of(document, several)
    if head.pos_ == "PRON" and head.lower_ not in _FOLLOWED:
        return None
    if head.lower_ in listed("arms_of_state"):
        state = child(head, "poss") or named_modifier(head) or prepositional(head, "of")
        owner = document.mention_at(state) if state is not None else None
        if owner is not None and owner.label in {"GPE", "NORP"}:
            return owner.entity
    return _phrase(document, head)


def names_of(document: Document, head: Token) -> tuple[str | None, ...]:
    """Return what to call a noun phrase as `name_of` does; a pronoun of a group goes by each member."""
    mention = document.mention_at(head)
    return (mention and mention.members) or (name_of(document, head),)


def _several_above(they: Token) -> Token | None:
    """Return the plural subject of the clause above: "the nurses said they would leave"."""
    verb = they.head
    if they.dep_ not in {"nsubj", "nsubjpass"} or verb.dep_ not in {"ccomp", "advcl"}:
        return None
    above = child(verb.head, "nsubj", "nsubjpass")
    if above is None or above.i >= they.i:
        return None
    return above if above.tag_ in {"NNS", "NNPS"} or above.conjuncts else None


def _beside(document: Document, head: Token) -> str | None:
    """Return the name that stands in apposition to a description: "the officer, Ann Lee"."""
    beside = child(head, "appos") if head.pos_ == "NOUN" else None
    mention = document.mention_at(beside) if beside is not None else None
    return mention.entity if mention and mention.label in _APPOSED else None


def _speaker(document: Document, token: Token) -> str | None:
    """Return who says "I" in a quotation, if the one who speaks is named."""
    if token.lower_ not in _FIRST_PERSON:
        return None
    return _speakers(document).get(token.i)


@once
def _speakers(document: Document) -> dict[int, str]:
    """Return the named speaker of each token in a quotation."""
    return {
        token.i: each.speaker
        for each in attributions(document)
        if each.speaker is not None and each.kind != "indirect"
        for start, end in each.content
        for token in document.tokens(start, end)
    }


def _phrase(document: Document, head: Token) -> str | None:
    tokens = _shortened(head)
    while tokens[1:] and tokens[0] != head and (tokens[0].lower_ in _ARTICLES or tokens[0].is_punct):
        tokens = tokens[1:]
    parts = [_word(document, token) + token.whitespace_ for token in tokens]
    name = " ".join("".join(parts).split())
    return None if name.lower() in _FOLLOWED - {"people"} else name


def _shortened(head: Token) -> list[Token]:
    """Return the words before the head, the head, and as many phrases after it as eight words allow."""
    before = [t for left in head.lefts if left.dep_ not in _LEFT_OUT for t in left.subtree if not t.is_space]
    tokens = [*before, head][-_LONGEST:]
    for right in head.rights:
        if right.is_punct or (right.dep_ in _CLAUSES and head.lower_ not in _FOLLOWED):
            break
        more = [t for t in right.subtree if not t.is_space]
        if len(tokens) + len(more) > _LONGEST:
            break
        tokens += more
    while len(tokens) > 1 and (tokens[-1].is_punct or tokens[-1].dep_ in {"cc", "case"}):
        tokens = tokens[:-1]
    return tokens


def _word(document: Document, token: Token) -> str:
    if token.pos_ == "PRON" and token.dep_ == "poss" and token.tag_ == "PRP$":
        owner = document.entity_of(token) or _speaker(document, token)
        return f"{owner}’s" if owner else token.text
    return token.text
