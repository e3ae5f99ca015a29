"""Who is said to have harmed whom, and who speaks ill or well of whom."""

import math
from collections.abc import Iterator

from analysis.annotation import Document, as_written
from analysis.findings.chances import OPEN, grade
from analysis.findings.telling import Claim
from analysis.framing.harms import Harm, find_harms
from analysis.tone.portrayal import ALL, AUTHOR, Model, actors, reading, views


def harms(document: Document, reader: str) -> Iterator[Claim]:
    """Yield who is said to have harmed whom; a pair told of several times is as likely as that one of these
    is right.
    """
    if not reading(document, reader).roles:
        return
    pairs: dict[tuple[str, str], list[Harm]] = {}
    for harm in find_harms(document, reader):
        if harm.agent is not None:
            pair = as_written(document, harm.agent), as_written(document, harm.patient)
            pairs.setdefault(pair, []).append(harm)
    for (agent, patient), told in pairs.items():
        chance = 1 - math.prod(1 - each.chance for each in told)
        yield Claim("harm", agent, patient, chance, tuple(sorted({each.sentence for each in told})))


def judgements(document: Document, reader: str) -> Iterator[Claim]:
    """Yield who among those who speak shows whom in a bad or a good light, where that is firm."""
    read, model = reading(document, reader), Model.of(reader)
    for entity, its in actors(read):
        for by, passages in views(its):
            if by in {ALL, AUTHOR}:
                continue
            said = model.estimate(read, passages)
            if said.value and grade("judges", said.chance) != OPEN:
                whom = f"{'-' if said.value < 0 else '+'}{as_written(document, entity)}"
                yield Claim("judges", as_written(document, by), whom, said.chance, tuple(said.evidence))
