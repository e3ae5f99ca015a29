"""Whose a document is: "Acme's report", "a study by the university", "the statement said".

What a document says is said by whoever made it, where the text tells who did.
"""

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Token

from analysis.annotation import Document, Mention
from analysis.annotation.descriptions import is_definite
from analysis.annotation.gazetteer import document_nouns
from analysis.attribution import cues
from analysis.word_lists import words


def maker_of(document: Document, made: Token) -> Mention | None:
    """Return the mention of whoever made a document or utterance, whose noun is given; None for other nouns,
    and where the text does not tell.
    """
    nouns = {made.lower_, made.lemma_.lower()}
    if not nouns & _made() or nouns & words("roles", "by their own name"):
        return None
    maker = next((m for token in _makers(made) if (m := document.mention_at(token))), None)
    return maker or _who_issued(document, made) or _who_says_in(document, made)


@cache
def _made() -> frozenset[str]:
    """Return the nouns for what somebody has said or written, so that it is theirs."""
    return document_nouns() | words("roles", "utterances")


def _makers(made: Token) -> Iterator[Token]:
    """Yield the nouns for who made a document: its owner, "by" or "from" whom it is, the word before."""
    yield from (child for child in made.children if child.dep_ == "poss")
    joined = [node for child in made.rights for node in (child, *_of_a_participle(child))]
    for node in joined:
        if node.lower_ in {"by", "from"}:
            yield from (child for child in node.children if child.dep_ == "pobj")
    yield from (child for child in made.lefts if child.dep_ in {"compound", "nmod"})


def _who_issued(document: Document, made: Token) -> Mention | None:
    """Return whose it is that is quoted again: "the statement said", after "Acme said in a statement"."""
    if not (is_definite(made) and made.lower_ in words("roles", "issued")):
        return None
    before = (token for token in reversed(made.doc[: made.i]) if token.lower_ == made.lower_)
    verbs = (verb for token in before if (verb := _issuing(token)) is not None)
    verb = next(verbs, None)
    subjects = [child for child in verb.lefts if child.dep_ == "nsubj"] if verb is not None else []
    return next((m for child in subjects if (m := document.mention_at(child))), None)


def _who_says_in(document: Document, made: Token) -> Mention | None:
    """Return who says something in a document that says more: "Acme said so in an email that urged ..."."""
    verb = made.head.head if made.dep_ == "pobj" and made.head.lower_ == "in" else None
    if verb is None or not cues.is_verb(verb) or not any(child.dep_ == "relcl" for child in made.rights):
        return None
    return next((m for c in verb.lefts if c.dep_ == "nsubj" and (m := document.mention_at(c))), None)


def _issuing(made: Token) -> Token | None:
    """Return the verb by which something is issued: "released a statement", "said in a statement"."""
    if made.dep_ == "dobj":
        return made.head
    return made.head.head if made.dep_ == "pobj" and made.head.lower_ in {"in", "on"} else None


def _of_a_participle(token: Token) -> list[Token]:
    """Return what follows a participle: "published by", not "reviewed by"."""
    made = token.tag_ == "VBN" and token.lemma_ not in words("roles", "only read")
    return list(token.children) if made else []
