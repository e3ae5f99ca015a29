"""What stands in the margin of the text: who says it, for whom it is bad or good, harm, loaded words, frames.

A note is made of what is firm alone, and a sentence has three at most.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import pandas as pd

from analysis.annotation import Document, Sentence, as_written, once
from analysis.attribution.attributions import attributions
from analysis.attribution.speaking import sentences_of
from analysis.findings.claims import claims
from analysis.framing import classify_frames, find_harms
from analysis.models.readers import BASE
from analysis.presentation import marked_text
from analysis.presentation.html import Html
from analysis.presentation.marked_text import KINDS, Mark, Note
from analysis.tone.targets import target_sentiment

SPEAKER, LIGHT, HARM, LOADED, FRAME = KINDS_OF_NOTES = ("speaker", "light", "harm", "loaded", "frame")
_MOST = 3  # in a sentence
_SURE = 0.8
_LIKELY = 2 / 3
_LEGEND = {kind: KINDS[kind] for kind in ("quoted", "reported", "source", "loaded")}


def text(document: Document, reader: str = BASE, *kinds: str) -> Html:
    """Return the whole text with its notes: all, or those of these kinds of `KINDS_OF_NOTES`.

    What others say and loaded words are marked. `reader` as in `classify_targets`. An article's opening page
    takes over the text with all of its notes.
    """
    whole = _shown(document, reader, KINDS_OF_NOTES)
    shown = _shown(document, reader, kinds) if kinds else whole
    return Html(shown.markup, role="text", whole=str(whole.markup))


def notes(document: Document, reader: str, kinds: Iterable[str]) -> dict[int, tuple[Note, ...]]:
    """Return the notes of these kinds by the number of their sentence, at most three a sentence."""
    found: dict[int, list[Note]] = defaultdict(list)
    for kind in kinds:
        for number, note in _all_notes(document, reader)[kind]:
            if note not in found[number]:
                found[number].append(note)
    return {number: tuple(found[number][:_MOST]) for number in sorted(found)}


def _shown(document: Document, reader: str, kinds: Iterable[str]) -> Html:
    marks = _marks(document, reader)
    present = {mark.kind for mark in marks}
    legend = {kind: meaning for kind, meaning in _LEGEND.items() if kind in present}
    return marked_text.text(document, marks, legend, notes=notes(document, reader, kinds))


@once
def _all_notes(document: Document, reader: str) -> Mapping[str, list[tuple[int, Note]]]:
    """Return the notes by their kind, each with the number of its sentence."""
    known = claims(document, reader)
    return {
        SPEAKER: list(_speakers(document)),
        LIGHT: list(_lights(document, reader, known)),
        HARM: list(_harms(document, reader)),
        LOADED: list(_loaded(known)),
        FRAME: list(_frames(document, known)),
    }


def _speakers(document: Document) -> Iterator[tuple[int, Note]]:
    """Yield who speaks in a sentence; while somebody goes on, in the first sentence of a paragraph alone."""
    known = {
        (number, as_written(document, each.speaker)): None
        for each in attributions(document)
        if each.speaker and each.statement and not each.doubtful
        for number in sentences_of(document, each)
    }
    paragraphs = {sentence.number: sentence.paragraph for sentence in document.sentences}
    for number, name in known:
        goes_on = (number - 1, name) in known and paragraphs[number - 1] == paragraphs[number]
        if not goes_on:
            yield number, Note("Says", name)


def _lights(document: Document, reader: str, known: pd.DataFrame) -> Iterator[tuple[int, Note]]:
    """Yield where a sentence clearly judges one of the main actors."""
    actors = set(known.loc[known["about"] == "portrayal", "name"])
    for row in target_sentiment(document, reader).itertuples():
        chance, word = max((row.negative, "Worse"), (row.positive, "Better"))
        name = as_written(document, row.entity)
        if chance >= _SURE and name in actors:
            yield row.sentence, Note(word, name)


def _harms(document: Document, reader: str) -> Iterator[tuple[int, Note]]:
    for each in find_harms(document, reader):
        if each.chance >= _LIKELY:
            by = f", by {as_written(document, each.agent)}" if each.agent else ""
            alleged = "" if each.stated else " (not stated as a fact)"
            yield each.sentence, Note("Harm", f"to {as_written(document, each.patient)}{by}{alleged}")


def _loaded(known: pd.DataFrame) -> Iterator[tuple[int, Note]]:
    for row in _claimed(known, "loaded").itertuples():
        for number in row.sentences:
            yield number, Note("Loaded", f"“{row.name}”")


def _frames(document: Document, known: pd.DataFrame) -> Iterator[tuple[int, Note]]:
    """Yield the frames of sentences, of those that the article is claimed to have."""
    of_article = set(_claimed(known, "policy frame")["name"])
    if not of_article:
        return
    chances = classify_frames(sentence.text for sentence in document.sentences)
    for sentence, (_, own) in zip(document.sentences, chances.iterrows(), strict=True):
        if own.idxmax() in of_article and own.max() >= _LIKELY:
            yield sentence.number, Note("Frame", str(own.idxmax()))


def _claimed(known: pd.DataFrame, about: str) -> pd.DataFrame:
    """Return the claims about something that are more than open."""
    return known[(known["about"] == about) & (known["grade"] != "open")]


def _marks(document: Document, reader: str) -> list[Mark]:
    """Return the marks of the text: what others say, who says it, and loaded words."""
    sources = {each.source: Mark(*each.source, "source") for each in attributions(document) if each.source}
    marks = [
        Mark(*span, "quoted" if each.kind == "direct" else "reported")
        for each in attributions(document)
        for span in each.content
    ]
    loaded = _claimed(claims(document, reader), "loaded")
    words = (
        _word(document.sentences[number - 1], row.name)
        for row in loaded.itertuples()
        for number in row.sentences
    )
    return [*sources.values(), *marks, *filter(None, words)]


def _word(sentence: Sentence, word: str) -> Mark | None:
    """Return the mark of a loaded word where it stands in its sentence."""
    at = sentence.text.find(word)
    start = sentence.start + at
    return Mark(start, start + len(word), "loaded") if at >= 0 else None
