"""Who does what to whom, from the dependency parse: one row for each action, agent and patient.

An action is a main verb, or a noun that names an action ("the killing of", "a withdrawal of"; the list is in
resources/framing/actions.json). Left out are auxiliaries, the copula and other verbs of state ("is strong",
"has", "seems", "lacks"), and plain verbs of saying, which the quotes table covers.

The idea of reading agency off grammar is that of semantic and narrative network analysis (Franzosi 2010; van
Atteveldt, Kleinnijenhuis and Ruigrok 2008, Political Analysis 16); passives without an agent as a way to
leave out who is responsible: Fowler et al. 1979, "Language and Control".
"""

from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

import pandas as pd
from spacy.tokens import Token

from analysis.annotation import Document
from analysis.attribution import voice_of
from analysis.framing.modality import is_hypothetical, is_negated, listed
from analysis.framing.names import name_of
from analysis.framing.nominals import nominal_roles
from analysis.framing.phrases import child, prepositional
from analysis.framing.resources import read
from analysis.framing.roles import agents, is_passive, patients

COLUMNS = {
    "article_id": "str",
    "sentence": "int64",
    "start": "int64",
    "end": "int64",
    "predicate": "str",
    "agent": "str",
    "patient": "str",
    "construction": "str",
    "negated": "bool",
    "hypothetical": "bool",
    "voice": "str",
}


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


def actions(document: Document) -> pd.DataFrame:
    """Return the actions of a document as a table: DESIGN's columns, a row for each agent and patient.

    `agent` and `patient` are canonical names or the words of the noun phrase, null when nobody is named.
    `construction` is active, passive (with a named agent), agentless (passive without one) or nominal.
    `negated` and `hypothetical` are explained in analysis.framing.modality; `start` and `end` are the offsets
    of the predicate; `voice` says whose words they are.
    """
    rows = [(document.article.id, *action) for action in find_actions(document)]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)


def find_actions(document: Document) -> tuple[Action, ...]:
    """Return the actions in text order; computed once for a document."""
    return document.remember("framing.actions", lambda: tuple(_find(document)))


def _find(document: Document) -> Iterator[Action]:
    def label_of(token: Token) -> str | None:
        mention = document.mention_at(token)
        return mention.label if mention else None

    for token in document.doc:
        if _is_action_verb(token):
            acting, affected = agents(token), patients(token, label_of)
            if acting or affected:
                yield from _rows(document, token, _construction(token, acting), acting, affected)
        elif (kind := _noun_kind(token)) is not None:
            acting, affected = nominal_roles(token, kind)
            if acting or affected:
                yield from _rows(document, token, "nominal", acting, affected)


def _is_action_verb(token: Token) -> bool:
    if token.pos_ != "VERB" or token.dep_ in {"aux", "auxpass", "compound", "amod"}:
        return False
    if token.tag_ == "VBG" and token.i > 0 and token.nbor(-1).tag_ == "POS":
        return False
    if token.lemma_ in listed("half_verbs") and any(_is_to_infinitive(c) for c in token.rights):
        return False
    if token.lemma_ in listed("raising_verbs") and is_passive(token) and child(token, "xcomp") is not None:
        return False
    return token.lemma_ not in listed("states") and token.lemma_ not in listed("speech")


def _is_to_infinitive(token: Token) -> bool:
    return token.tag_ == "VB" and any(c.lower_ == "to" and c.dep_ == "aux" for c in token.lefts)


def _noun_kind(token: Token) -> str | None:
    if token.pos_ != "NOUN" or token.dep_ == "compound":
        return None
    for kind, nouns in read("actions")["nouns"].items():
        if token.lemma_ in nouns:
            return kind
    if token.lower_ in listed("not_actions"):
        return None
    if token.tag_ == "NN" and token.lower_.endswith("ing") and prepositional(token, "of") is not None:
        return "undergone"
    return None


def _construction(verb: Token, acting: list[Token]) -> str:
    if not is_passive(verb):
        return "active"
    return "passive" if acting else "agentless"


def _rows(
    document: Document, predicate: Token, construction: str, acting: list[Token], affected: list[Token]
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
    pairs = product(_names(document, acting), _names(document, affected))
    for agent, patient in dict.fromkeys(pair for pair in pairs if any(pair)):
        yield Action(document.sentence_at(predicate).number, start, end, words, agent, patient, *shared)


def _names(document: Document, heads: list[Token]) -> list[str | None]:
    """Return one name for each of several named actors, else one for the first of them."""
    if len(heads) > 1 and not all(document.entity_of(head) for head in heads):
        heads = heads[:1]
    return [name_of(document, head) for head in heads] or [None]
