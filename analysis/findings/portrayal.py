"""How the main actors are shown: in a good or a bad light, and whether bad things happen to them.

Chances rest on regressions that were fitted to articles coded by our codebook, as those of all claims do: one
weighs what the text has on an actor, one what else is claimed (see `beside`) and, for lights, what the
article is like (see `setting`); the table `portrayal` also asks what was fitted to SEESAW, where that is
there. Beside those whom the text names stand people and bodies without a name ("customers", "the county
council"), read at their first places.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from spacy.tokens import Token

from analysis.annotation import Document, once
from analysis.findings.beside import Possible, beside
from analysis.findings.deeds import deed_features, doers
from analysis.findings.doubles import GROUP, Central
from analysis.findings.setting import setting
from analysis.framing.actions.reading import extent
from analysis.models.readers import BASE, Asked, read, reader_of, sigmoid, softmax
from analysis.paths import read_json
from analysis.tone.portrayal import (
    EARLY,
    FOLDER,
    Passage,
    Weights,
    actors,
    evidence,
    features,
    passage_at,
    reading,
)

FILE = FOLDER / "claims.json"
_MOST, _READ = 20, 6
_IN_PASSING = 0.45
_SUFFERS = 3


class Shown(NamedTuple):
    """An actor, as the text shows it: -1, 0 or 1 with its chance, and the chance that it suffers; each with
    the sentences that speak most for it. `passages` are all that it rests on.
    """

    name: str
    value: int
    chance: float
    sentences: tuple[int, ...]
    suffers: float
    suffers_in: tuple[int, ...]
    passages: tuple[Passage, ...]


class Regressions(NamedTuple):
    """What is behind the claims, for a reader: on how an actor is judged (LABELS) and whether it suffers, by
    all that the text has on it; and on each of the two among the other claims of the article.
    """

    judged: Weights
    suffers: Weights
    judged_beside: Weights
    suffers_beside: Weights

    @classmethod
    def of(cls, reader: str) -> "Regressions":
        """Return those that were fitted to a reader, to the base one for a model of one's own."""
        kept = read_json(FILE)
        return cls(**{part: Weights.read(its) for part, its in kept.get(reader, kept[BASE]).items()})


def shown(document: Document, reader: str) -> Iterator[Shown]:
    """Yield how the text shows each of its main actors; suffering is nan where the reader tells no roles."""
    whole, model = reading(document, reader), Regressions.of(reader)
    main = main_actors(document, reader)
    given = [shown_features(document, each, passages, reader) for each, passages in main]
    judged = [model.judged.scores(its) for its in given]
    sides = [side_of(scores) for scores in judged]
    sides_of = [possible(*actor, *side) for actor, side in zip(main, sides, strict=True)]
    around = setting(document, reader)
    sure = [float(sigmoid(model.judged_beside.scores(its))[0]) for its in within_article(sides_of, around)]
    suffering_of = [
        possible(*actor, 1, float(model.suffers.scores(its)[0]))
        for actor, its in zip(main, given, strict=True)
    ]
    suffers = [float(sigmoid(model.suffers_beside.scores(its))[0]) for its in beside(suffering_of)]
    for (each, passages), scores, (side, _), on_side, suffering in zip(
        main, judged, sides, sure, suffers, strict=True
    ):
        value = 0 if scores.argmax() == 1 else side
        chance = on_side if value else float(softmax(scores)[1])
        yield Shown(
            each.name,
            value,
            within(chance, value, is_passing(passages)),
            tuple(evidence(passages, value + 1)),
            suffering if whole.roles else math.nan,
            tuple(evidence(passages, _SUFFERS)),
            tuple(passages),
        )


def side_of(scores: np.ndarray) -> tuple[int, float]:
    """Return the likelier side, -1 or 1, by the log-odds (3,) of LABELS, and its own log-odds."""
    side = -1 if scores[0] > scores[2] else 1
    others = [score for place, score in enumerate(scores) if place != side + 1]
    return side, float(scores[side + 1] - np.logaddexp(*others))


def possible(each: Central, passages: Sequence[Passage], value: int, odds: float) -> Possible:
    """Return a claim on an actor as it stands beside the others of the article."""
    several = each.heads[0].tag_ in {"NNS", "NNPS"}
    return Possible(each.name, each.label, several, is_passing(passages), value, odds)


def within_article(claims: Sequence[Possible], around: Mapping[str, float]) -> list[dict[str, float]]:
    """Return what speaks for claims on lights: what else is claimed, and what the article is like."""
    return [
        {**its, **around, **{f"odds, {name}": its["odds"] * value for name, value in around.items()}}
        for its in beside(claims)
    ]


def shown_features(
    document: Document, each: Central, passages: Sequence[Passage], reader: str
) -> dict[str, float]:
    """Return what speaks for how an actor is shown: how it is judged, what it does and undergoes."""
    deeds = deed_features(document, each, reader)
    told = {f"deeds: {name}": value for name, value in deeds.items()}
    return features(reading(document, reader), passages) | {
        name: 0.0 if value != value else float(value) for name, value in told.items()
    }


def is_passing(passages: Sequence[Passage]) -> bool:
    """Tell whether an actor is named once, neither in the headline nor in the first sentences."""
    (first, *more) = passages
    return not more and first.part != "headline" and first.sentence > EARLY


def within(chance: float, value: int, passing: bool) -> float:
    """Return the chance of a light: too little is said of somebody named in passing to claim a side."""
    return min(chance, _IN_PASSING) if passing and value else chance


def main_actors(document: Document, reader: str) -> list[tuple[Central, list[Passage]]]:
    """Return those who have most sentences, in the order of the text where they have as many, at most twenty:
    persons, bodies, countries and groups that the text names, and people and bodies without a name; each once
    with all its passages.
    """
    found = [(each, passages_of(document, each, reader)) for each in doers(document)]
    return sorted((its for its in found if its[1]), key=_place)[:_MOST]


def passages_of(document: Document, each: Central, reader: str) -> list[Passage]:
    """Return the passages on an actor, under all its names."""
    if each.label == GROUP:
        return unnamed(document, reader).get(each.name, [])
    named = dict(actors(reading(document, reader)))
    return sorted((its for name in each.names for its in named.get(name, [])), key=lambda its: its.sentence)


def _place(actor: tuple[Central, list[Passage]]) -> tuple[int, int, str]:
    """Return what actors are ordered by: those with most sentences first, then those who come first."""
    each, passages = actor
    numbers = {passage.sentence for passage in passages}
    return -len(numbers), min(numbers), each.name


@once
def unnamed(document: Document, reader: str) -> dict[str, list[Passage]]:
    """Return the first passages of people and bodies without a name, by what they are called."""
    groups = [each for each in doers(document) if each.label == GROUP]
    by_sentence: dict[int, list[tuple[str, Token]]] = {}
    for name, head in [(each.name, head) for each in groups for head in each.heads[:_READ]]:
        by_sentence.setdefault(document.sentence_at(head).number, []).append((name, head))
    asked = [_asked(document, number, heads) for number, heads in by_sentence.items()]
    judged = reader_of(reader).judge_each(asked, rated=False)
    ratings = [each.rating for each in read(document, reader)]
    found: dict[str, list[Passage]] = {}
    for (number, heads), its in zip(by_sentence.items(), judged, strict=True):
        for (name, head), chances in zip(heads, np.hstack([its.targets, its.roles]), strict=True):
            passage = passage_at(
                document, head, name, GROUP, False, np.nan_to_num(chances), ratings[number - 1]
            )
            found.setdefault(name, []).append(passage)
    return found


def _asked(document: Document, number: int, heads: Sequence[tuple[str, Token]]) -> Asked:
    sentence = document.sentences[number - 1]
    spans = [extent(document, head) for _, head in heads]
    return sentence.text, [(start - sentence.start, end - sentence.start) for start, end in spans]
