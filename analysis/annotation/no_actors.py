"""Names and nouns that stand for nobody in a story: places where one is, roads, treaties and prizes, diseases
and plants, adjectives, credits of photographs and who wrote the article.

Of 886 places that 472 coded articles name at most twice, and only where something is, one in sixteen was
coded as an actor.
"""

import re
from collections.abc import Sequence

from spacy.tokens import Token

from analysis.annotation.document import Document
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
    return adjective or not document_nouns().isdisjoint({token.lower_, token.lemma_.lower()})


def is_no_actor(document: Document, name: str, label: str, heads: Sequence[Token]) -> bool:
    """Tell whether a name in an article, with its entity type and head tokens, is that of no actor."""
    if is_writer(document, name, heads) or is_credit(name) or is_thing(name, label):
        return True
    described = all(head.dep_ in _MODIFIERS for head in heads)
    if (described and (_MODEL.fullmatch(name) or name in words("actors", "adjectives"))) or _of_plants(heads):
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
    byline = re.split(r"[;,]| and ", _plain(document.article.byline or ""))
    by = any(" " in author and _plain(name).startswith(author) for author in map(str.strip, byline))
    signed = len(heads) == 1 and heads[0].head.text == "By" and heads[0].head.is_sent_start
    return by or bool(signed)


def _plain(name: str) -> str:
    return name.casefold().replace(".", "")


def _is_where(head: Token) -> bool:
    """Tell whether a name only tells where something is or happens: "in Lisbon", "a Lisbon café"."""
    if head.dep_ == "pobj":
        return head.head.lower_ in words("actors", "where one is")
    return head.dep_ in _MODIFIERS or head.dep_ in _BESIDE


def _of_plants(heads: Sequence[Token]) -> bool:
    """Tell whether a name once stands before the noun for a plant: "a Red Baron peach"."""
    of = (head.head for head in heads if head.dep_ in _MODIFIERS)
    return any(plant.lemma_.lower() in words("actors", "plants") for plant in of)
