"""Who does what to whom, from the dependency parse: one row for each action, agent and patient.

An action is a main verb, or a noun that names an action ("the killing of", "a withdrawal of"; the list is in
resources/en/framing/actions.json). Left out are auxiliaries, the copula, other verbs of state ("is strong",
"has", "seems", "lacks"), and plain verbs of saying, which the quotes table covers.

The idea of reading agency off grammar is that of semantic and narrative network analysis (Franzosi 2010; van
Atteveldt, Kleinnijenhuis and Ruigrok 2008, Political Analysis 16); passives without an agent as a way to
leave out who is responsible: Fowler et al. 1979, "Language and Control".
"""

from collections import Counter
from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

import pandas as pd
from spacy.tokens import Token

from analysis.annotation import Document, of_document, once
from analysis.attribution import voice_of
from analysis.framing.actions.candidates import Candidate, candidates
from analysis.framing.actions.features import Roles, Tally, features
from analysis.framing.actions.naming import name_of, names_of
from analysis.framing.actions.phrases import child, coordinated
from analysis.framing.actions.ranking import Weights, choose, role_weights
from analysis.framing.actions.roles import (
    agents,
    is_action_verb,
    is_passive,
    nominal_roles,
    noun_kind,
    patients,
)
from analysis.framing.modality import is_hypothetical, is_negated
from analysis.schemas import typed

MOST_CANDIDATES = 60
_THINGS = frozenset({"thing", "action", "name"})


class Action(NamedTuple):
    """An action; `start` and `end` are the offsets of the predicate in the article's text."""

    sentence: int
    start: int
    end: int
    predicate: str
    agent: str | None
    patient: str | None
    construction: str
    negated: bool
    hypothetical: bool
    voice: str


@of_document
def actions(document: Document, inferred: bool = True) -> pd.DataFrame:
    """Return the actions of a document as a table, a row for each agent and patient.

    Columns: article_id, sentence, start, end, predicate, agent, patient, construction, negated,
    hypothetical, voice.

    `agent` and `patient` are canonical names or the words of the noun phrase, null when nobody is named.
    `construction` is active, passive (with a named agent), agentless (passive without one) or nominal.
    `negated` and `hypothetical` are explained in analysis.framing.modality; `start` and `end` are the offsets
    of the predicate; `voice` says whose words they are.

    With `inferred`, fitted weights choose among all whom the sentence names, and what grammar says is the
    first of their clues. More of what coders find is found so, and it is right as often as the card says, but
    taken one by one some of these rows are absurd: the report leaves them out, as `inferred=False` does.
    """
    found = infer_actions(document) if inferred else find_actions(document)
    rows = [(document.article.id, *action) for action in found]
    return typed("actions", rows)


@once
def find_actions(document: Document) -> tuple[Action, ...]:
    """Return the actions that grammar tells, in text order."""
    return tuple(choose_actions(document, None))


@once
def infer_actions(document: Document) -> tuple[Action, ...]:
    """Return the actions; fitted weights, where there are any, choose who fills their roles."""
    return tuple(choose_actions(document, role_weights()))


def choose_actions(document: Document, weights: Weights | None) -> Iterator[Action]:
    """Yield the actions: by the rules alone, or with weights for who fills the roles."""
    for roles in ruled(document):
        kind = _construction(roles)
        if weights is not None and (among := others(document, roles.predicate)):
            scored = features(document, roles, among, tallied(document))
            roles = _completed(roles, choose(among, scored, weights, *_undecided(roles, kind, among)))
        if roles.agents or roles.patients:
            yield from _rows(document, kind, *roles)


def _undecided(
    roles: Roles, kind: str, among: list[Candidate]
) -> tuple[tuple[set[int], set[int]], tuple[int | None, int | None]]:
    """Return the tokens that may be agent and patient, and those that stay where nobody is likely.

    Anybody may be either: the weights know what grammar says. But a passive without an agent has none,
    whoever else the sentence names: that nobody is said to act is what it tells. Grammar's agent stays where
    nobody is likely, and so does its patient if it is somebody.
    """
    acting, affected = _settled(roles.agents, among), _settled(roles.patients, among)
    everybody = {each.token.i for each in among}
    agents = everybody if kind != "agentless" else set()
    stays = affected is not None and affected.kind not in _THINGS
    return (agents, everybody), (acting and acting.token.i, affected.token.i if affected and stays else None)


def _settled(heads: list[Token], among: list[Candidate]) -> Candidate | None:
    return next((each for each in among if heads and each.token == heads[0]), None)


def _completed(roles: Roles, chosen: tuple[Candidate | None, Candidate | None]) -> Roles:
    by_rule = (roles.agents, roles.patients)
    return Roles(roles.predicate, *(_heads(each, heads) for each, heads in zip(chosen, by_rule, strict=True)))


def _heads(chosen: Candidate | None, by_rule: list[Token]) -> list[Token]:
    """Return the heads of the chosen noun phrase and of those joined with it."""
    if chosen is None:
        return []
    return by_rule if by_rule and by_rule[0] == chosen.token else coordinated(chosen.token)


@once
def ruled(document: Document) -> tuple[Roles, ...]:
    """Return the predicates of a document in text order, each with the agents and patients by the rules."""
    return tuple(_ruled(document))


def _ruled(document: Document) -> Iterator[Roles]:
    def label_of(token: Token) -> str | None:
        mention = document.mention_at(token)
        return mention.label if mention else None

    for token in document.doc:
        if is_action_verb(token):
            yield Roles(token, agents(token), patients(token, label_of))
        elif (kind := noun_kind(token)) is not None:
            yield Roles(token, *nominal_roles(token, kind))


@once
def tallied(document: Document) -> Tally:
    """Return how often each name is mentioned, and taken for an agent or a patient by the rules."""
    found = ruled(document)
    acting = (name_of(document, head) for roles in found for head in roles.agents)
    affected = (name_of(document, head) for roles in found for head in roles.patients)
    return Tally(
        Counter(mention.entity for mention in document.mentions),
        Counter(name for name in acting if name is not None),
        Counter(name for name in affected if name is not None),
    )


def others(document: Document, predicate: Token) -> list[Candidate]:
    """Return the candidates of the predicate's sentence, without the predicate itself, in text order.

    Only the nearest MOST_CANDIDATES count: a sentence without end takes no more time than its words.
    """
    among = [
        each for each in candidates(document, document.sentence_at(predicate)) if each.token != predicate
    ]
    nearest = sorted(among, key=lambda each: abs(each.token.i - predicate.i))[:MOST_CANDIDATES]
    return sorted(nearest, key=lambda each: each.token.i)


def _construction(roles: Roles) -> str:
    if roles.predicate.pos_ != "VERB":
        return "nominal"
    if not is_passive(roles.predicate):
        return "active"
    return "passive" if roles.agents else "agentless"


def _rows(
    document: Document, construction: str, predicate: Token, acting: list[Token], affected: list[Token]
) -> Iterator[Action]:
    particle = child(predicate, "prt")
    last = particle if particle is not None and particle.i == predicate.i + 1 else predicate
    start, end = predicate.idx, last.idx + len(last)
    shared = (
        construction,
        is_negated(predicate),
        is_hypothetical(predicate),
        voice_of(document, start, end),
    )
    words = document.article.text[start:end]
    pairs = [
        (agent, None if agent == patient else patient)
        for agent, patient in product(_names(document, acting), _names(document, affected))
    ]
    for agent, patient in dict.fromkeys(pair for pair in pairs if any(pair)):
        yield Action(document.sentence_at(predicate).number, start, end, words, agent, patient, *shared)


def _names(document: Document, heads: list[Token]) -> list[str | None]:
    """Return one name for each of several named actors, else one for the first of them."""
    if len(heads) > 1 and not all(document.entity_of(head) for head in heads):
        heads = heads[:1]
    return [name for head in heads for name in names_of(document, head)] or [None]
