"""The five generic news frames, by the questions of Semetko and Valkenburg.

Semetko and Valkenburg (2000), "Framing European Politics: A Content Analysis of Press and Television News",
Journal of Communication 50(2): conflict, responsibility, human interest, economic consequences, morality.
Each question is answered with the sentences that speak for a yes: cue words, and two rules on the parse (what
a government should do speaks for its ability to ease the problem; a person named with an age gives the issue
a human face).
"""

from collections.abc import Iterator

from spacy.tokens import Doc

from analysis.framing.actions.roles import subject
from analysis.framing.modality import obligations
from analysis.framing.typologies.typology import STRONG, Cue, Typology
from analysis.word_lists import words

_GOVERNMENT_COULD, _HUMAN_EXAMPLE = 4, 9


def _government_duties(doc: Doc) -> Iterator[Cue]:
    for modal, verb in obligations(doc):
        actor = subject(verb)
        if actor is not None and actor.lower_ in words("framing/actions", "governing"):
            yield Cue(modal.i, max(modal.i, verb.i) + 1, _GOVERNMENT_COULD, STRONG, "duty")


def _named_with_age(doc: Doc) -> Iterator[Cue]:
    for name in doc.ents:
        after = doc[name.end : name.end + 3]
        words_after = [token.text for token in after]
        if name.label_ == "PERSON" and words_after[::2] == [",", ","] and words_after[1].isdigit():
            yield Cue(name.start, name.end + 2, _HUMAN_EXAMPLE, STRONG, "name with age")


GENERIC = Typology("generic", rules=(_government_duties, _named_with_age))
