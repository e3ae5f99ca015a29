"""Who is said to have harmed whom: actions whose agent does harm and whose patient suffers, by the readers.

Grammar tells who acts on whom, a reader whether the sentence shows the one as doing harm and the other as
suffering. How likely a careful reader would say the same follows from both, by a logistic regression that
`analysis.training.harms` fits to our own codes of mentions.
"""

import math
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import product
from typing import NamedTuple

import numpy as np
import pandas as pd
from spacy.tokens import Token

from analysis.annotation import Document, of_document, once
from analysis.attribution import Attribution, attributions, voice_of
from analysis.framing.actions.candidates import candidates
from analysis.framing.actions.extraction import ruled
from analysis.framing.actions.features import Roles
from analysis.framing.actions.naming import names_of
from analysis.framing.actions.reading import SAID, read_words, said_of
from analysis.framing.actions.roles import is_passive, is_suffered
from analysis.framing.modality import is_hypothetical, is_negated, listed
from analysis.models.readers import BASE, sigmoid
from analysis.paths import WEIGHTS, read_json
from analysis.schemas import typed

FILE = WEIGHTS / "framing" / "harms.json"
LEAST = 0.5
AUTHOR = "author"
_SUFFERS, _HARMS, _HELPS = (SAID.index(role) for role in ("suffers", "harms", "helps"))
_NEGATIVE = SAID.index("negative")
_THINGS = frozenset({"thing", "action"})


class Harm(NamedTuple):
    """A harm that is told; `start` and `end` are the offsets of the predicate, `by` whose word it is."""

    sentence: int
    start: int
    end: int
    predicate: str
    agent: str | None
    patient: str
    stated: bool
    by: str
    chance: float


class Deed(NamedTuple):
    """A predicate with one who acts, if anybody is told to, and one who is acted upon."""

    roles: Roles
    agent: Token | None
    patient: Token


@of_document
def harms(document: Document, reader: str = BASE) -> pd.DataFrame:
    """Return who is said to have harmed whom: a row for each agent and patient of an action that harms.

    Columns: article_id, sentence, start, end, predicate, agent, patient, stated, by, chance.

    `agent` is null where nobody is said to have done it ("was killed", "died"). `stated` is false where it is
    alleged, possible, planned or denied. `by` says whose word it is: "author", or the source of the statement
    in which it stands. `chance` (0..1) is how often a careful reader sees the agent harm and the patient
    suffer there; rows below an even chance are left out. `reader` as in `classify_targets`.
    """
    return typed("harms", [(document.article.id, *harm) for harm in find_harms(document, reader)])


@of_document
def harm_pairs(document: Document, reader: str = BASE) -> pd.DataFrame:
    """Return who is said to have harmed whom: a row for each pair, those told most often first.

    Columns: agent, patient, stated and alleged (numbers of harms), by (whose word they are, each once),
    sentences.
    """
    pairs: dict[tuple[str | None, str], list[Harm]] = {}
    for harm in find_harms(document, reader):
        pairs.setdefault((harm.agent, harm.patient), []).append(harm)
    rows = [
        (
            *pair,
            sum(each.stated for each in told),
            sum(not each.stated for each in told),
            list(dict.fromkeys(each.by for each in told)),
            sorted({each.sentence for each in told}),
        )
        for pair, told in sorted(pairs.items(), key=lambda item: -len(item[1]))
    ]
    return typed("harm_pairs", rows)


def find_harms(document: Document, reader: str) -> tuple[Harm, ...]:
    """Return the harms of a document in text order."""
    return _find(document, reader)


@once
def _find(document: Document, reader: str) -> tuple[Harm, ...]:
    found: dict[tuple[int, str | None, str], Harm] = {}
    for deed in deeds(document):
        chance = chance_of(harm_features(document, deed, reader))
        if chance >= LEAST:
            for harm in _harms(document, deed, chance):
                found.setdefault((harm.start, harm.agent, harm.patient), harm)
    return tuple(found.values())


def deeds(document: Document) -> Iterator[Deed]:
    """Yield the actions by grammar that are done to somebody, for each agent and patient by themselves."""
    for roles in ruled(document):
        patients = [token for token in roles.patients if _is_somebody(document, token)]
        acting: list[Token | None] = [*roles.agents] or [None]
        for agent, patient in product(acting, patients):
            if agent != patient:
                yield Deed(roles, agent, patient)


def _is_somebody(document: Document, token: Token) -> bool:
    kinds = _kinds(document, document.sentence_at(token).number)
    return kinds.get(token.i, "thing") not in _THINGS


@once
def _kinds(document: Document, number: int) -> Mapping[int, str]:
    return {each.token.i: each.kind for each in candidates(document, document.sentences[number - 1])}


def harm_features(document: Document, deed: Deed, reader: str) -> dict[str, float]:
    """Return what speaks for an action being a harm, for the regression."""
    predicate = deed.roles.predicate
    patient = said_of(document, deed.patient, reader)
    agent = said_of(document, deed.agent, reader) if deed.agent is not None else None
    number = document.sentence_at(predicate).number
    told = read_words(document, number).get(predicate.i)
    return {
        "patient suffers": _log_odds(patient[_SUFFERS]),
        "agent harms": _log_odds(agent[_HARMS]) if agent is not None else 0.0,
        "agent helps": _log_odds(agent[_HELPS]) if agent is not None else 0.0,
        "no agent": float(agent is None),
        "patient judged": float(patient[_NEGATIVE]),
        "predicate": _log_odds(told[_HARMS]) if told is not None else 0.0,
        "predicate suffered": _log_odds(told[_SUFFERS]) if told is not None else 0.0,
        "nominal": float(predicate.pos_ != "VERB"),
        "passive": float(predicate.pos_ == "VERB" and is_passive(predicate)),
        "befalls": float(predicate.pos_ == "VERB" and is_suffered(predicate)),
    }


def _log_odds(chance: float) -> float:
    within = min(0.99, max(0.01, float(chance)))
    return math.log(within / (1 - within))


@cache
def _weights() -> tuple[Mapping[str, float], float]:
    kept = read_json(FILE)
    return kept["weights"], kept["intercept"]


def chance_of(features: Mapping[str, float]) -> float:
    """Return the chance (0..1) of a harm with these features."""
    weights, intercept = _weights()
    score = intercept + sum(weight * features[name] for name, weight in weights.items())
    return float(sigmoid(np.array(score)))


def _harms(document: Document, deed: Deed, chance: float) -> Iterator[Harm]:
    predicate = deed.roles.predicate
    start, end = predicate.idx, predicate.idx + len(predicate)
    source = _source(document, start, end)
    stated = not (_is_open(predicate) or (source is not None and source.negated))
    by = _called(document, source) if source is not None else AUTHOR
    acting = names_of(document, deed.agent) if deed.agent is not None else (None,)
    for agent, patient in product(acting, names_of(document, deed.patient)):
        if patient is not None and agent != patient:
            number = document.sentence_at(predicate).number
            yield Harm(number, start, end, predicate.text, agent, patient, stated, by, chance)


def _is_open(predicate: Token) -> bool:
    """Tell whether an action is denied, planned, possible or alleged."""
    if is_negated(predicate) or is_hypothetical(predicate):
        return True
    return any(each.lower_ in listed("alleging") for each in predicate.children)


def _source(document: Document, start: int, end: int) -> Attribution | None:
    """Return the innermost statement in whose words something stands, None in the author's."""
    if voice_of(document, start, end) == AUTHOR:
        return None
    around = [
        (last - first, each)
        for each in attributions(document)
        for first, last in each.content
        if first <= start and end <= last
    ]
    return min(around, key=lambda pair: pair[0])[1] if around else None


def _called(document: Document, source: Attribution) -> str:
    """Return what to call a source: its name, else its words in the text."""
    if source.speaker is not None:
        return source.speaker
    if source.source is not None:
        return document.article.text[slice(*source.source)]
    return "somebody"
