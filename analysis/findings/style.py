"""How an article is told: headline against text, by events or themes, held back, in loaded words.

None of it is checked against codings but the single loaded word, so it is probable at most; what is counted
is plain.
"""

from collections.abc import Iterator

import numpy as np

from analysis.annotation import Document
from analysis.attribution import voice_of, voices
from analysis.findings.telling import Claim
from analysis.framing.bias import Words, bias_head, words_in, words_of
from analysis.framing.evidence import carried
from analysis.framing.frames import leading
from analysis.framing.lexicon import document_keys
from analysis.framing.loaded import find, loaded_language
from analysis.framing.typologies.episodic import EPISODIC
from analysis.models.readers import read

_UNMEASURED = float("nan")
_GAP = 0.25
_FEWEST = 3
_MOST_WORDS = 8
_LEAST = 0.2


def style(document: Document, reader: str) -> Iterator[Claim]:
    """Yield all claims on how an article is told."""
    yield from _headline(document, reader)
    yield from _told(document)
    yield from _hedging(document)
    yield from _loaded(document)


def _headline(document: Document, reader: str) -> Iterator[Claim]:
    """Yield whether the headline sounds darker or brighter than the text, by `_GAP` or more of a rating."""
    ratings = np.array([each.rating for each in read(document, reader)])
    above = np.array([each.part == "headline" for each in document.sentences], dtype=bool)
    if not above.any() or (~above).sum() < _FEWEST:
        return
    gap = float(ratings[above].mean() - ratings[~above].mean())
    value = int(np.sign(gap)) if abs(gap) >= _GAP else 0
    numbers = tuple(int(place) + 1 for place in np.flatnonzero(above))
    yield Claim("headline", "", str(value), _UNMEASURED, numbers)


def _told(document: Document) -> Iterator[Claim]:
    prevails = leading(document, EPISODIC).frame
    if prevails is not None:
        rows = np.flatnonzero(carried(document, EPISODIC)[:, EPISODIC.frames.index(prevails)])
        yield Claim("told", "", prevails, _UNMEASURED, tuple(int(row) + 1 for row in rows))


def _hedging(document: Document) -> Iterator[Claim]:
    own = {each.number for each in document.sentences if voice_of(document, each.start, each.end) == "author"}
    if own:
        found = loaded_language(document)
        hedges = found[(found["kind"] == "hedge") & (found["voice"] == "author")]
        held_back = sorted(own & set(hedges["sentence"]))
        share = str(round(100 * len(held_back) / len(own)))
        yield Claim("hedging", "", share, _UNMEASURED, tuple(held_back))


def _loaded(document: Document) -> Iterator[Claim]:
    """Yield the words of the headline and of the author that readers are likeliest to mark as loaded."""
    surest: dict[tuple[str, str], Claim] = {}
    for claim in _words(document):
        known = surest.get((claim.name.casefold(), claim.value))
        if known is None or known.chance < claim.chance:
            surest[claim.name.casefold(), claim.value] = claim
    likely = [claim for claim in surest.values() if claim.chance >= _LEAST]
    yield from sorted(likely, key=lambda claim: -claim.chance)[:_MOST_WORDS]


def _words(document: Document) -> Iterator[Claim]:
    trained, spoken = bias_head(), voices(document)
    if trained is None:
        return
    found = find(document.doc, document_keys(document))
    for sentence in document.sentences:
        listed = [word for word in found if sentence.span.start <= word.start < sentence.span.end]
        its: Words = words_of(sentence.span, listed)
        where = "headline" if sentence.part == "headline" else "author"
        for token, chance in zip(words_in(sentence.span), trained.marking.chances(its), strict=True):
            if spoken[token.i] == "author":
                yield Claim("loaded", token.text, where, float(chance), (sentence.number,))
