"""The evidence for a typology in one document: which words of which sentence, in whose voice."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.annotation import Document
from analysis.attribution import voice_of
from analysis.framing.lexicon import keys_of
from analysis.framing.typologies.typology import CARRIES, Cue, Typology
from analysis.schemas import typed

VOICES = ("author", "quoted", "reported")


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


class _Found(NamedTuple):
    """Cues with the rows of their sentences, and which sentences carry which frame; voices come later."""

    cues: tuple[Cue, ...]
    rows: tuple[int, ...]
    carried: np.ndarray


def evidence(document: Document, typology: Typology) -> tuple[Evidence, ...]:
    """Return every cue of a typology in the document, in text order; computed once."""
    return document.remember(f"evidence.{typology.name}", lambda: tuple(_tell(document, typology)))


def carried(document: Document, typology: Typology) -> np.ndarray:
    """Tell which sentences carry which frame: a bool array (sentences, frames); as a reader coded it."""
    return _found(document, typology).carried


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
    held = carried(document, typology)
    cues = {(found.frame, found.start): found for found in evidence(document, typology)}
    for found in cues.values():
        if held[found.sentence - 1, typology.frames.index(found.frame)]:
            counts.loc[found.frame, found.voice] += 1
    return typed("by_voice", counts.rename_axis("frame").reset_index())


def _found(document: Document, typology: Typology) -> _Found:
    return document.remember(f"framing.{typology.name}", lambda: _find(document, typology))


def _find(document: Document, typology: Typology) -> _Found:
    doc = document.doc
    cues = typology.cues(doc, document.remember("framing.keys", lambda: keys_of(doc)))
    rows = [document.sentence_at(cue.start).number - 1 for cue in cues]
    held = typology.carried(cues, rows, len(document.sentences))
    for sentence in document.sentences:
        coded = document.coded.frames.get((typology.name, sentence.number))
        if coded is not None:
            held[sentence.number - 1] = [frame in coded for frame in typology.frames]
    return _Found(tuple(cues), tuple(rows), held)


def _tell(document: Document, typology: Typology) -> Iterator[Evidence]:
    found = _found(document, typology)
    for cue, row in zip(found.cues, found.rows, strict=True):
        span = document.doc[cue.start : cue.end]
        start, end = span.start_char, span.end_char
        voice = voice_of(document, start, end)
        yield Evidence(typology.frame_of(cue), cue.item, row + 1, start, end, span.text, cue.weight, voice)
