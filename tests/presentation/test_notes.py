"""Notes in the margin: made of what is firm, few a sentence, and of this text."""

import pytest

from analysis.annotation import annotate
from analysis.articles import Article
from analysis.models.readers import BASE
from analysis.presentation import notes
from analysis.presentation.notes import FRAME, HARM, KINDS_OF_NOTES, LIGHT, LOADED, SPEAKER

TEXT = """Mayor blames the cowardly council

Mayor Ann Lee said on Monday that the council had betrayed the town. “They are liars,” Lee told reporters.

Soldiers killed four farmers near Paris on Tuesday. It rained."""


@pytest.fixture(scope="module")
def document():
    return annotate(Article(TEXT))


def test_a_sentence_has_its_speaker(document):
    its = notes.notes(document, BASE, [SPEAKER])
    assert {number for number, found in its.items() if ("Says", "Ann Lee") in found} == {1, 2}


def test_who_goes_on_is_noted_once_a_paragraph():
    text = "“It is late. It is cold,” said Ann Lee. “We go,” she added.\n\n“I stay,” said Ann Lee."
    its = notes.notes(annotate(Article(text)), BASE, [SPEAKER])
    assert list(its) == [1, 4]


def test_a_harm_has_whom_and_by_whom(document):
    found = [note for its in notes.notes(document, BASE, [HARM]).values() for note in its]
    assert any(note.text.startswith("to four farmers, by") for note in found) or found == []


def test_three_notes_a_sentence_at_most_and_none_where_nothing_is_firm(document):
    found = notes.notes(document, BASE, KINDS_OF_NOTES)
    assert all(1 <= len(its) <= 3 for its in found.values())
    assert len(document.sentences) not in found
    assert all(1 <= number <= len(document.sentences) for number in found)


def test_a_report_shows_its_own_notes_and_hands_on_all(document):
    piece = notes.text(document, BASE, LIGHT)
    whole = piece.metadata["presslens"]["whole"]
    assert "<b>Says</b>" not in piece.markup
    assert "<b>Says</b>" in whole
    assert piece.metadata["presslens"]["role"] == "text"
    assert whole.count('class="sentence"') == len(document.sentences)


@pytest.mark.parametrize("text", ["", "It rained."])
def test_a_text_that_says_nothing_has_no_notes(text):
    assert notes.notes(annotate(Article(text)), BASE, (FRAME, LOADED, SPEAKER)) == {}
