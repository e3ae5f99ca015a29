"""How the main actors are shown: in a good or a bad light, and whether bad things happen to them.

Chances rest on the regressions that were fitted to articles coded by our codebook, as those of all claims do;
the table `portrayal` also asks what was fitted to SEESAW, where that is there. Beside those whom the text
names stand people and bodies without a name ("customers", "the county council"), read at their first places.
"""

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from spacy.tokens import Token

from analysis.annotation import Document, once
from analysis.findings.deeds import doers
from analysis.findings.heard import is_outlet
from analysis.findings.silent import GROUP
from analysis.framing.actions.reading import extent
from analysis.models.readers import Asked, read, reader_of, sigmoid, softmax
from analysis.tone.portrayal import EARLY, Model, Passage, actors, evidence, features, passage_at, reading

_MOST, _READ = 12, 6
_IN_PASSING = 0.45
_ABLE = frozenset({"PERSON", "ORG", "ROLE", "GPE", "NORP"})
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


def shown(document: Document, reader: str) -> Iterator[Shown]:
    """Yield how the text shows each of its main actors; suffering is nan where the reader tells no roles."""
    whole, model = reading(document, reader), Model.of(reader)
    for name, passages in main_actors(document, reader):
        given = features(whole, passages)
        chances = softmax(model.judged.scores(given))
        value = int(chances.argmax()) - 1
        yield Shown(
            name,
            value,
            within(float(chances[value + 1]), value, is_passing(passages)),
            tuple(evidence(passages, value + 1)),
            float(sigmoid(model.suffers.scores(given))[0]) if whole.roles else math.nan,
            tuple(evidence(passages, _SUFFERS)),
            tuple(passages),
        )


def is_passing(passages: Sequence[Passage]) -> bool:
    """Tell whether an actor is named once, neither in the headline nor in the first sentences."""
    (first, *more) = passages
    return not more and first.part != "headline" and first.sentence > EARLY


def within(chance: float, value: int, passing: bool) -> float:
    """Return the chance of a light: too little is said of somebody named in passing to claim a side."""
    return min(chance, _IN_PASSING) if passing and value else chance


def main_actors(document: Document, reader: str) -> list[tuple[str, list[Passage]]]:
    """Return those who have most sentences, in the order of the text where they have as many, at most twelve:
    persons, bodies, countries and groups that the text names, and people and bodies without a name; each with
    its passages.
    """
    named = [
        (name, its)
        for name, its in actors(reading(document, reader))
        if any(each.label in _ABLE for each in its) and not is_outlet(document, name)
    ]
    everybody = [*named, *unnamed(document, reader).items()]
    return sorted(everybody, key=_place)[:_MOST]


def _place(actor: tuple[str, list[Passage]]) -> tuple[int, int, str]:
    """Return what actors are ordered by: those with most sentences first, then those who come first."""
    name, passages = actor
    numbers = {each.sentence for each in passages}
    return -len(numbers), min(numbers), name


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
