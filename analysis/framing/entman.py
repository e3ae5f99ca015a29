"""Entman's four functions of framing: problem, cause, moral evaluation, remedy.

Entman (1993), "Framing: Toward Clarification of a Fractured Paradigm", Journal of Communication 43(4). Cue
words from the resource, and a rule on the parse: what somebody should, must or needs to do is a remedy.
"""

from collections.abc import Iterator

from spacy.tokens import Doc

from analysis.framing.modality import obligations
from analysis.framing.typology import STRONG, Cue, Typology

_REMEDY = 3


def _duties(doc: Doc) -> Iterator[Cue]:
    for modal, verb in obligations(doc):
        yield Cue(modal.i, max(modal.i, verb.i) + 1, _REMEDY, STRONG, "duty")


ENTMAN = Typology("entman", rules=(_duties,))
