"""Descriptions of people: "a professor of diplomacy", "the former aide", "Iraq's caretaker prime minister".

A description beside a name (apposition, title, "is a ...") gives that person a role. A definite description
means the one person of the text who has that role; with nobody to point to it names a person of its own.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from analysis.annotation.gazetteer import role_nouns, without_article
from analysis.annotation.names import Name

_DEFINITE = {"the", "this", "that"}


@dataclass(frozen=True)
class Description:
    """A definite description and the person it means."""

    span: Span
    entity: str
    label: str


def find_descriptions(doc: Doc, names: list[Name]) -> list[Description]:
    """Return the definite descriptions of single people, in text order, outside of names."""
    name_at = {token.i: name for name in names for token in name.span}
    bearers = _bearers(doc, name_at)
    found = []
    for head in doc:
        if not is_role(head) or head.i in name_at or _beside_name(head, name_at):
            continue
        span = noun_phrase(head)
        if not _is_definite(head):
            continue
        known = bearers[head.lemma_.lower()]
        if len(known) > 1:
            continue
        if known:
            entity, label = next(iter(known.items()))
        else:
            entity, label = without_article(span.text), "ROLE"
            bearers[head.lemma_.lower()][entity] = label
        found.append(Description(span, entity, label))
    return found


def is_role(token: Token) -> bool:
    """Tell whether a token is the head noun for one person's office, profession or station."""
    return token.tag_ in {"NN", "NNP"} and token.lemma_.lower() in role_nouns() and token.dep_ != "compound"


def noun_phrase(head: Token) -> Span:
    """Return the noun phrase of a head without relative clauses, appositions and trailing clauses."""
    left = min((t.i for t in head.lefts if t.dep_ not in {"punct", "cc", "conj"}), default=head.i)
    left = min([left, *(t.i for child in head.lefts if child.dep_ == "poss" for t in child.subtree)])
    right = head.i
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ == "of" and child.i == right + 1:
            right = max(t.i for t in child.subtree if not t.is_space and not t.is_punct)
    while head.doc[left].is_punct and left < head.i:
        left += 1
    return head.doc[left : right + 1]


def described(head: Token, name_at: dict[int, Name]) -> str | None:
    """Return the named person whom a role noun describes by apposition, as a title or through "is"."""
    beside = [head.head] if head.dep_ in {"appos", "compound", "nmod"} else []
    beside += [child for child in head.children if child.dep_ == "appos"]
    if head.dep_ == "attr" and head.head.lemma_ == "be":
        beside += [child for child in head.head.children if child.dep_ == "nsubj"]
    for token in beside:
        name = name_at.get(token.i)
        if name and name.label == "PERSON":
            return name.entity
    return None


def _bearers(doc: Doc, name_at: dict[int, Name]) -> dict[str, dict[str, str]]:
    bearers: dict[str, dict[str, str]] = defaultdict(dict)
    for token in doc:
        if token.lemma_.lower() in role_nouns() and (person := described(token, name_at)):
            bearers[token.lemma_.lower()][person] = "PERSON"
    for noun, person in _titles(name_at):
        bearers[noun][person] = "PERSON"
    return bearers


def _titles(name_at: dict[int, Name]) -> Iterator[tuple[str, str]]:
    """Yield titles right before a name: "Secretary of State Mike Pompeo", "commander Qasm Soleimani"."""
    for name in {id(name): name for name in name_at.values() if name.label == "PERSON"}.values():
        for token in name.span.root.subtree:
            if (
                token.i < name.span.start
                and token.dep_ in {"compound", "nmod"}
                and token.lower_ in role_nouns()
            ):
                yield token.lower_, name.entity
        inside = [token for token in name.span if token.lower_ in role_nouns()]
        for token in inside[: len(name.span) - 1]:
            yield token.lower_, name.entity


def _beside_name(head: Token, name_at: dict[int, Name]) -> bool:
    nearby = head.doc[head.i + 1 : head.i + 2]
    return described(head, name_at) is not None or any(t.i in name_at and not t.is_punct for t in nearby)


def _is_definite(head: Token) -> bool:
    return any(
        (child.dep_ == "det" and child.lower_ in _DEFINITE) or (child.dep_ == "poss" and child.pos_ != "PRON")
        for child in head.lefts
    )
