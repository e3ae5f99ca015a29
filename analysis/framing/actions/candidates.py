"""Who a sentence names: the noun phrases and resolved pronouns that can be agent or patient in it."""

from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Token

from analysis.annotation import Document, Mention, Sentence, once
from analysis.annotation.gazetteer import body_nouns, role_nouns
from analysis.framing.actions.naming import name_of
from analysis.framing.actions.phrases import is_measure, is_relative
from analysis.framing.actions.roles import noun_kind
from analysis.framing.modality import listed

NAMED = frozenset({"PERSON", "ROLE", "ORG", "GPE", "NORP", "speaker"})

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})


class Candidate(NamedTuple):
    """A noun phrase by its head, what to call it, and its kind.

    `kind` is the label of the entity (PERSON, ROLE, ORG, GPE, NORP or "name"), "speaker" for an "I" in a
    quotation, "human" or "body" for a noun that describes people or organisations, "action" or "thing".
    """

    token: Token
    name: str
    kind: str


def candidates(document: Document, sentence: Sentence) -> tuple[Candidate, ...]:
    """Return the candidates of a sentence in text order."""
    return _in_sentence(document, sentence.number)


@once
def _in_sentence(document: Document, number: int) -> tuple[Candidate, ...]:
    return tuple(_find(document, document.sentences[number - 1]))


def _find(document: Document, sentence: Sentence) -> Iterator[Candidate]:
    for token in sentence.span:
        mention = document.mention_at(token)
        if (mention is not None and mention.head != token.i) or not _is_head(token, mention is not None):
            continue
        name = name_of(document, token)
        if name is not None:
            described = mention is None or _is_described(document, mention)
            yield Candidate(token, name, _kind(token, mention.label if mention and not described else None))


def _is_described(document: Document, mention: Mention) -> bool:
    """Tell whether a body has no name in the text, so that its noun says what it is: "the ministry"."""
    is_noun = mention.kind == "description" and mention.label == "ORG" and mention.chance < 1
    return is_noun and mention.entity not in _named(document)


@once
def _named(document: Document) -> frozenset[str]:
    return frozenset(mention.entity for mention in document.mentions if mention.kind == "name")


def _is_head(token: Token, named: bool) -> bool:
    if named:
        return True
    return (
        token.pos_ in _NOMINAL
        and token.dep_ != "compound"
        and token.tag_ != "EX"
        and not is_relative(token)
        and not is_measure(token)
    )


def _kind(token: Token, label: str | None) -> str:
    if label is not None:
        return label if label in NAMED else "name"
    if token.pos_ == "PRON":
        return "speaker"
    lemma = token.lemma_.lower()
    if lemma in role_nouns() or lemma in listed("people"):
        return "human"
    if lemma in body_nouns():
        return "body"
    return "action" if noun_kind(token) is not None else "thing"
