"""Who is said to have harmed whom, and who speaks ill or well of whom."""

import math
from collections.abc import Iterator, Mapping, Sequence

from analysis.annotation import Document, as_written, once
from analysis.findings.chances import OPEN, chances, grade, log_odds
from analysis.findings.deeds import AGENT, HARMED, deed_chance, doers
from analysis.findings.doubles import GROUP
from analysis.findings.grammar import head_of
from analysis.findings.telling import Claim
from analysis.framing.harms import AUTHOR as WRITTEN
from analysis.framing.harms import Harm, find_harms
from analysis.tone.portrayal import ALL, AUTHOR, Model, actors, reading, views


def harms(document: Document, reader: str) -> Iterator[Claim]:
    """Yield who is said to have harmed whom."""
    regression = chances("harm")
    for (agent, patient), features in harm_features(document, reader).items():
        numbers = sorted({each.sentence for each in _told(document, reader)[agent, patient]})
        yield Claim("harm", agent, patient, regression.of(features), tuple(numbers))


def harm_features(document: Document, reader: str) -> Mapping[tuple[str, str], Mapping[str, float]]:
    """Return for each pair that is told of what speaks for the one having harmed the other, for `chances`."""
    return {
        (agent, patient): {
            "told": log_odds(1 - math.prod(1 - each.chance for each in told)),
            "times": math.log(len(told)),
            "stated": float(any(each.stated for each in told)),
            "by the author": float(any(each.by == WRITTEN for each in told)),
            "agent": log_odds(_deed(document, AGENT, agent, reader)),
            "harmed": log_odds(_deed(document, HARMED, patient, reader)),
        }
        for (agent, patient), told in _told(document, reader).items()
    }


@once
def _told(document: Document, reader: str) -> Mapping[tuple[str, str], Sequence[Harm]]:
    """Return the harms that actors are told to have done to actors, by who did them and who suffered them:
    things, plants and weather do none and suffer none.
    """
    pairs: dict[tuple[str, str], list[Harm]] = {}
    for harm in find_harms(document, reader) if reading(document, reader).roles else ():
        if harm.agent and _is_somebody(document, harm.agent) and _is_somebody(document, harm.patient):
            pair = as_written(document, harm.agent), as_written(document, harm.patient)
            pairs.setdefault(pair, []).append(harm)
    return pairs


def _is_somebody(document: Document, name: str) -> bool:
    """Tell whether a name or a phrase ("two young farmers") is a person, a body, a country or a group."""
    names, nouns = _everybody(document)
    return name in names or head_of(name).lower() in nouns


@once
def _everybody(document: Document) -> tuple[frozenset[str], frozenset[str]]:
    """Return the names of all who may act, and the nouns, as written, for those who have none."""
    names = {name for each in doers(document) for name in each.names}
    nouns = {head.lower_ for each in doers(document) if each.label == GROUP for head in each.heads}
    return frozenset(names), frozenset(nouns)


def _deed(document: Document, about: str, name: str, reader: str) -> float:
    """Return the chance that somebody is an agent, or harmed; 0 for one who is no candidate."""
    its = (each for each in doers(document) if as_written(document, each.name) == name)
    return max((deed_chance(about, document, each, reader) for each in its), default=0.0)


def judgements(document: Document, reader: str) -> Iterator[Claim]:
    """Yield who among those who speak shows whom in a bad or a good light, where that is firm."""
    read, model = reading(document, reader), Model.of(reader)
    for entity, its in actors(read):
        for by, passages in views(its):
            if by in {ALL, AUTHOR}:
                continue
            said = model.estimate(read, passages)
            firm = said.value and grade("judges", said.chance) != OPEN
            if firm and _is_somebody(document, entity) and _is_somebody(document, by):
                whom = f"{'-' if said.value < 0 else '+'}{as_written(document, entity)}"
                yield Claim("judges", as_written(document, by), whom, said.chance, tuple(said.evidence))
