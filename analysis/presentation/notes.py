"""What stands in the margin of the text: who says it, for whom it is bad or good, harm, loaded words, frames.

A note repeats what the article is firmly claimed to say, where a sentence clearly says so; a sentence has two
at most.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

import pandas as pd

from analysis.annotation import Document, Sentence, as_written, once
from analysis.attribution.attributions import spoken_regions, statements, words
from analysis.attribution.spans import Span, merged
from analysis.attribution.speakers import each_of
from analysis.attribution.speaking import sentences_of
from analysis.findings.claims import claims
from analysis.framing import classify_frames, find_harms
from analysis.models.readers import BASE
from analysis.presentation import marked_text
from analysis.presentation.html import Html
from analysis.presentation.marked_text import KINDS, Mark, Note
from analysis.tone.targets import target_sentiment
from analysis.wording import listed

SPEAKER, LIGHT, HARM, LOADED, FRAME = KINDS_OF_NOTES = ("speaker", "light", "harm", "loaded", "frame")
_MOST = 2  # in a sentence
_SURE = 0.8
_LIKELY = 2 / 3
_LIGHTS = {"-1": "Worse", "1": "Better"}
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
    """Return the notes of these kinds by the number of their sentence, at most two a sentence."""
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
        SPEAKER: list(_speakers(document, known)),
        LIGHT: list(_lights(document, reader, known)),
        HARM: list(_harms(document, reader, known)),
        LOADED: list(_loaded(known)),
        FRAME: list(_frames(document, known)),
    }


def _speakers(document: Document, known: pd.DataFrame) -> Iterator[tuple[int, Note]]:
    """Yield who speaks in a sentence, of those who are claimed to speak; while somebody goes on, in the first
    sentence of a paragraph alone.
    """
    firm = set(_claimed(known, "speaker")["name"])
    said = {
        (number, name): None
        for each in statements(document)
        if each.speaker and not each.doubtful
        for name in [_called(document, each.speaker, firm)]
        if name
        for number in sentences_of(document, each)
    }
    paragraphs = {sentence.number: sentence.paragraph for sentence in document.sentences}
    for number, name in said:
        goes_on = (number - 1, name) in said and paragraphs[number - 1] == paragraphs[number]
        if not goes_on:
            yield number, Note("Says", name)


def _called(document: Document, speaker: str, firm: Collection[str]) -> str:
    """Return the names of those of a statement's speakers who are in `firm`; empty where none is."""
    names = (as_written(document, name) for name in each_of(document, speaker))
    return listed([name for name in names if name in firm])


def _lights(document: Document, reader: str, known: pd.DataFrame) -> Iterator[tuple[int, Note]]:
    """Yield where a sentence clearly judges an actor as the article is claimed to show them."""
    shown = _claimed(known, "portrayal")
    firm = set(zip(shown["name"], shown["value"], strict=True))
    for row in target_sentiment(document, reader).itertuples():
        chance, value = max((row.negative, "-1"), (row.positive, "1"))
        name = as_written(document, row.entity)
        if chance >= _SURE and (name, value) in firm:
            yield row.sentence, Note(_LIGHTS[value], name)


def _harms(document: Document, reader: str, known: pd.DataFrame) -> Iterator[tuple[int, Note]]:
    """Yield harm to those who are claimed to be harmed; by whom only where that is claimed, too."""
    pairs = _claimed(known, "harm")
    firm = set(zip(pairs["name"], pairs["value"], strict=True))
    harmed = {name for about in ("harmed", "suffers") for name in _claimed(known, about)["name"]}
    for each in find_harms(document, reader):
        patient = as_written(document, each.patient)
        agent = as_written(document, each.agent) if each.agent else ""
        claimed = (agent, patient) in firm
        if each.chance >= _LIKELY and (claimed or patient in harmed):
            by = f", by {agent}" if claimed else ""
            alleged = "" if each.stated else " (alleged or possible)"
            yield each.sentence, Note("Harm", f"to {patient}{by}{alleged}")


def _loaded(known: pd.DataFrame) -> Iterator[tuple[int, Note]]:
    for row in _claimed(known, "loaded").itertuples():
        for number in row.sentences:
            yield number, Note("Loaded", f"“{row.name}”")


def _frames(document: Document, known: pd.DataFrame) -> Iterator[tuple[int, Note]]:
    """Yield the clear frames of sentences, of those that the article is claimed to have."""
    of_article = set(_claimed(known, "policy frame")["name"])
    if not of_article:
        return
    chances = classify_frames(sentence.text for sentence in document.sentences)
    for sentence, (_, own) in zip(document.sentences, chances.iterrows(), strict=True):
        if own.idxmax() in of_article and own.max() >= _SURE:
            yield sentence.number, Note("Frame", str(own.idxmax()))


def _claimed(known: pd.DataFrame, about: str) -> pd.DataFrame:
    """Return the claims about something that are more than open."""
    return known[(known["about"] == about) & (known["grade"] != "open")]


def _marks(document: Document, reader: str) -> list[Mark]:
    """Return the marks of the text: what others say, who says it, and loaded words."""
    said = statements(document)
    sources = [Mark(*source, "source") for source in dict.fromkeys(each.source for each in said) if source]
    spoken = [
        mark
        for span in merged(span for each in said for span in each.content)
        for mark in _spoken(document, span)
    ]
    loaded = _claimed(claims(document, reader), "loaded")
    found = (
        _word(document.sentences[number - 1], row.name)
        for row in loaded.itertuples()
        for number in row.sentences
    )
    return [*sources, *spoken, *filter(None, found)]


def _spoken(document: Document, span: Span) -> Iterator[Mark]:
    """Yield the parts of what somebody says, quoted ones apart from those that are told."""
    at, end = span
    for region in [*spoken_regions(document), (end, end)]:
        left, right = (min(max(border, at), end) for border in region)
        for start, stop, kind in ((at, left, "reported"), (left, right, "quoted")):
            if words(document, [(start, stop)]):
                yield Mark(start, stop, kind)
        at = right


def _word(sentence: Sentence, word: str) -> Mark | None:
    """Return the mark of a loaded word where it stands in its sentence."""
    found = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", sentence.text)
    if found is None:
        return None
    return Mark(sentence.start + found.start(), sentence.start + found.end(), "loaded")
