"""The evidence for a typology in one document: which words of which sentence, in whose voice.

A cue counts in its sense: "shooting" is no crime in basketball. So in a sentence that is hardly likely to
have a policy frame, by what the small reader makes of it and of its cues (`analysis.framing.classify`), cues
for that frame do not count; nor do those for a generic frame that goes with policy frames which are all
unlikely. On 3,600 coded sentences of news, each judged by a head that has not seen its article, that leaves
out 25 % of the frames that words wrongly speak for, and 4 % of the right ones. The sentences of the
background articles were counted by words alone, so they are compared with `by_words`.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.annotation import Document, once
from analysis.attribution import VOICES, voice_of
from analysis.framing.classify import sentence_frames
from analysis.framing.typologies.policy import FRAMES, OTHER
from analysis.framing.typologies.typology import CARRIES, Cue, Typology, document_cues
from analysis.models.readers import SMALL
from analysis.schemas import typed

UNLIKELY, LIKELY, NOTHING = 0.05, 0.3, 0.35
"""A frame of a chance below the first is unlikely; below the second where that of no frame is the third."""
_COUNTRIES = "External regulation and reputation"  # the names of two countries have no other sense
_ANY = tuple(frame for frame in FRAMES if frame != OTHER)
_GO_WITH: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "policy": {frame: (frame,) for frame in _ANY if frame != _COUNTRIES},
    "generic": {
        "conflict": _ANY,
        "responsibility": _ANY,
        "economic": ("Economic", "Capacity and resources"),
        "morality": ("Morality", "Fairness and equality", "Cultural identity", "Crime and punishment"),
    },
}
"""The policy frames of which one at least has to be likely where a cue for a frame counts."""
_LEAST = {"conflict": 0.55, "responsibility": 0.55}
"""How likely they have to be together, where that is not UNLIKELY: more likely than a report of a game."""


class Evidence(NamedTuple):
    """Words that speak for a frame: `text[start:end]` of the article, in a sentence (from 1), by a voice."""

    frame: str
    item: int
    sentence: int
    start: int
    end: int
    text: str
    weight: float
    voice: str


class _SentenceCues(NamedTuple):
    """Cues with the rows of their sentences, and which sentences carry which frame; voices come later."""

    cues: tuple[Cue, ...]
    rows: tuple[int, ...]
    carried: np.ndarray


@once
def evidence(document: Document, typology: Typology) -> tuple[Evidence, ...]:
    """Return every cue of a typology that counts in the document, in text order."""
    return tuple(_evidence(document, typology))


def carried(document: Document, typology: Typology) -> np.ndarray:
    """Tell which sentences carry which frame: a bool array (sentences, frames); as a reader coded it."""
    return _sentence_cues(document, typology).carried


def by_words(document: Document, typology: Typology) -> np.ndarray:
    """Tell which sentences have words for which frame, in any sense: a bool array (sentences, frames)."""
    cues = document_cues(document, typology)
    return typology.carried(cues, _rows(document, cues), len(document.sentences))


def _rows(document: Document, cues: Iterable[Cue]) -> list[int]:
    """Return the rows of the sentences that cues stand in."""
    return [document.sentence_at(cue.start).number - 1 for cue in cues]


@once
def in_sense(document: Document, typology: Typology) -> np.ndarray:
    """Tell in which sentences cues for a frame count: a bool array (sentences, frames)."""
    counts = np.ones((len(document.sentences), len(typology.frames)), dtype=bool)
    go_with = _GO_WITH.get(typology.name, {})
    if not go_with or not len(counts):
        return counts
    chances = sentence_frames(document, SMALL)
    told = chances[:, FRAMES.index(OTHER)] < NOTHING
    for frame, theirs in go_with.items():
        together = chances[:, [FRAMES.index(each) for each in theirs]].sum(axis=1)
        likely = (together >= _LEAST.get(frame, UNLIKELY)) & (told | (together >= LIKELY))
        counts[:, typology.frames.index(frame)] = likely
    return counts


def checklist(document: Document, typology: Typology) -> pd.DataFrame:
    """Return the answer to each question of a typology: frame, question, answer, sentences, evidence.

    The answer is yes when the cues for the question add up to 1 in at least one sentence; those sentences are
    listed (numbers from 1), with the words. One row a question, in the typology's order.
    """
    by_item: dict[int, dict[int, list[Evidence]]] = {}
    for found in evidence(document, typology):
        by_item.setdefault(found.item, {}).setdefault(found.sentence, []).append(found)
    rows = []
    for number, item in enumerate(typology.items):
        sentences = {
            sentence: found
            for sentence, found in by_item.get(number, {}).items()
            if sum({each.text.lower(): each.weight for each in found}.values()) >= CARRIES
        }
        words = [each.text for found in sentences.values() for each in found]
        answer = "yes" if sentences else "no"
        rows.append((item.frame, item.question, answer, sorted(sentences), list(dict.fromkeys(words))))
    return typed("checklist", rows)


def by_voice(document: Document, typology: Typology) -> pd.DataFrame:
    """Return how many cues of each frame are the author's, quoted and reported: whose frame is it?

    One row a frame, columns frame, author, quoted, reported; only cues in sentences that carry the frame
    count.
    """
    counts = pd.DataFrame(0, index=list(typology.frames), columns=list(VOICES))
    carries = carried(document, typology)
    cues = {(found.frame, found.start): found for found in evidence(document, typology)}
    for found in cues.values():
        if carries[found.sentence - 1, typology.frames.index(found.frame)]:
            counts.loc[found.frame, found.voice] += 1
    return typed("by_voice", counts.rename_axis("frame").reset_index())


@once
def _sentence_cues(document: Document, typology: Typology) -> _SentenceCues:
    counts, every = in_sense(document, typology), document_cues(document, typology)
    places = [typology.frames.index(typology.frame_of(cue)) for cue in every]
    found = zip(every, _rows(document, every), places, strict=True)
    kept = [(cue, row) for cue, row, place in found if counts[row, place]]
    cues, rows = [cue for cue, _ in kept], [row for _, row in kept]
    carries = typology.carried(cues, rows, len(document.sentences))
    for sentence in document.sentences:
        coded = document.coded.frames.get((typology.name, sentence.number))
        if coded is not None:
            carries[sentence.number - 1] = [frame in coded for frame in typology.frames]
    return _SentenceCues(tuple(cues), tuple(rows), carries)


def _evidence(document: Document, typology: Typology) -> Iterator[Evidence]:
    found = _sentence_cues(document, typology)
    for cue, row in zip(found.cues, found.rows, strict=True):
        span = document.doc[cue.start : cue.end]
        start, end = span.start_char, span.end_char
        voice = voice_of(document, start, end)
        yield Evidence(typology.frame_of(cue), cue.item, row + 1, start, end, span.text, cue.weight, voice)
