"""Names and nouns that stand for nobody in a story: places where one is, roads, treaties and prizes, diseases
and plants, adjectives, credits of photographs and who wrote the article.

Of 886 places that 472 coded articles name at most twice, and only where something is, one in sixteen was
coded as an actor.
"""

import re
from collections.abc import Sequence

from spacy.tokens import Token

from analysis.annotation import Document
from analysis.annotation.gazetteer import document_nouns, given_names, known_names
from analysis.word_lists import words

_LONGEST_ACRONYM = 6
_OFTEN = 3
_MODIFIERS = frozenset({"amod", "compound", "nmod"})
_BESIDE = frozenset({"appos", "npadvmod"})
_MODEL = re.compile(r"[A-Z]{1,3}-?\d+")
_WORD = re.compile(r"[\w-]+")


def is_nobody(token: Token, label: str) -> bool:
    """Tell whether a word with an entity type is nobody: "a Christian", "Islamic law", what one has written,
    a heading in capitals.
    """
    anybody = any(child.dep_ == "det" and child.lower_ in {"a", "an"} for child in token.lefts)
    heading = label == "ORG" and token.text.isupper() and len(token) > _LONGEST_ACRONYM
    if anybody or (heading and token.text not in known_names()):
        return True
    adjective = label == "NORP" and (token.dep_ in _MODIFIERS or token.tag_ == "JJ")
    return adjective or token.lower_ in document_nouns()


def is_no_actor(document: Document, name: str, label: str, heads: Sequence[Token]) -> bool:
    """Tell whether a name in an article, with its entity type and head tokens, is that of no actor."""
    if is_writer(document, name, heads) or is_credit(name) or is_thing(name, label):
        return True
    if all(head.dep_ in _MODIFIERS for head in heads) and (_MODEL.fullmatch(name) or _of_plants(heads)):
        return True
    place = (label == "GPE" and len(heads) < _OFTEN) or name in words("actors", "platforms")
    return place and all(_is_where(head) for head in heads)


def is_thing(name: str, label: str) -> bool:
    """Tell whether a name ends in the word for a thing, or in a disease: "Gold Standard", "COVID-19"."""
    (first, *more) = _WORD.findall(name) or [""]
    last = (more[-1] if more else first).lower()
    if last in words("actors", "diseases") and label != "ROLE":
        return True
    person = label == "PERSON" and first in given_names()
    return bool(more) and last in words("actors", "things") and label != "ROLE" and not person


def is_credit(name: str) -> bool:
    """Tell whether a name was taken from the credit of a photograph: "Ann Lee/AP", "Getty Images"."""
    *parts, last = (part.split() or [""] for part in name.lower().split("/"))
    credits = words("actors", "photo credits")
    return (bool(parts) and last[0] in credits) or all(word in credits for word in last)


def is_writer(document: Document, name: str, heads: Sequence[Token]) -> bool:
    """Tell whether a name is that of who wrote the article, by its byline or by a line "By Ann Lee"."""
    byline = (document.article.byline or "").casefold()
    signed = len(heads) == 1 and heads[0].head.text == "By" and heads[0].head.is_sent_start
    return (bool(byline) and " " in name and name.casefold() in byline) or bool(signed)


def _is_where(head: Token) -> bool:
    """Tell whether a name only tells where something is or happens: "in Lisbon", "a Lisbon café"."""
    if head.dep_ == "pobj":
        return head.head.lower_ in words("actors", "where one is")
    return head.dep_ in _MODIFIERS or head.dep_ in _BESIDE


def _of_plants(heads: Sequence[Token]) -> bool:
    return any(head.head.lemma_.lower() in words("actors", "plants") for head in heads)
