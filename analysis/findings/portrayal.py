"""How the main actors are shown: in a good or a bad light, and whether bad things happen to them.

Chances rest on the regressions that were fitted to articles coded by our codebook, as those of all claims do;
the table `portrayal` also asks what was fitted to SEESAW, where that is there.
"""

import math
from collections.abc import Iterator
from typing import NamedTuple

from analysis.annotation import Document
from analysis.findings.heard import is_outlet
from analysis.models.readers import sigmoid, softmax
from analysis.tone.portrayal import Model, Passage, Reading, actors, evidence, features, reading

_MOST = 12
_ABLE = frozenset({"PERSON", "ORG", "ROLE", "GPE", "NORP"})
_SUFFERS = 3


class Shown(NamedTuple):
    """An actor, as the text shows it: -1, 0 or 1 with its chance, and the chance that it suffers; each with
    the sentences that speak most for it.
    """

    name: str
    value: int
    chance: float
    sentences: tuple[int, ...]
    suffers: float
    suffers_in: tuple[int, ...]


def shown(document: Document, reader: str) -> Iterator[Shown]:
    """Yield how the text shows each of its main actors; suffering is nan where the reader tells no roles."""
    read, model = reading(document, reader), Model.of(reader)
    for name, passages in main_actors(read):
        if is_outlet(document, name):
            continue
        given = features(read, passages)
        chances = softmax(model.judged.scores(given))
        value = int(chances.argmax()) - 1
        yield Shown(
            name,
            value,
            float(chances[value + 1]),
            tuple(evidence(passages, value + 1)),
            float(sigmoid(model.suffers.scores(given))[0]) if read.roles else math.nan,
            tuple(evidence(passages, _SUFFERS)),
        )


def main_actors(read: Reading) -> list[tuple[str, list[Passage]]]:
    """Return the persons, bodies, countries and groups with most sentences, at most twelve, with passages."""
    able = [(name, its) for name, its in actors(read) if any(each.label in _ABLE for each in its)]
    return able[:_MOST]
