"""Policy frames: the 14 dimensions of the Policy Frames Codebook, and Other.

Boydstun, Card, Gross, Resnik and Smith (2014), "Tracking the Development of Media Frames within and across
Policy Issues"; the cues are this project's own, written from the codebook's definitions, with one rule: a
sentence that names two countries speaks for external regulation and reputation.
"""

from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc

from analysis.annotation.gazetteer import known_names, without_article
from analysis.framing.typologies.typology import WEAK, Cue, Typology

OTHER = "Other"
_EXTERNAL = 13


@cache
def _countries() -> frozenset[str]:
    return frozenset(known.entity for known in known_names().values() if known.label == "GPE")


def _two_countries(doc: Doc) -> Iterator[Cue]:
    """Find the countries in sentences that name two or more: they are about relations between countries."""
    starts = [sentence.start for sentence in doc.sents]
    named: dict[int, dict[str, Cue]] = {}
    for name in doc.ents:
        known = known_names().get(without_article(name.text)) if name.label_ in {"GPE", "NORP"} else None
        if known is not None and known.entity in _countries():
            sentence = bisect_right(starts, name.start)
            cue = Cue(name.start, name.end, _EXTERNAL, WEAK, known.entity)
            named.setdefault(sentence, {}).setdefault(known.entity, cue)
    for cues in named.values():
        if len(cues) > 1:
            yield from cues.values()


POLICY = Typology("policy", rules=(_two_countries,))
FRAMES = (*POLICY.frames, OTHER)
