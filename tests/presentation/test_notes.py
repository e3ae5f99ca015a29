"""Notes in the margin: made of what is firm, few a sentence, and of this text."""

from types import SimpleNamespace

import pandas as pd
import pytest

from analysis.annotation import annotate
from analysis.articles import Article
from analysis.framing.harms import Harm
from analysis.models.readers import BASE
from analysis.presentation import notes
from analysis.presentation.notes import FRAME, HARM, KINDS_OF_NOTES, LIGHT, LOADED, SPEAKER
from analysis.schemas import typed

TEXT = """Mayor blames the cowardly council

Mayor Ann Lee said on Monday that the council had betrayed the town. “They are liars,” Lee told reporters.

Soldiers killed four farmers near Paris on Tuesday. It rained."""


@pytest.fixture(scope="module")
def document():
    return annotate(Article(TEXT))


def test_a_sentence_has_its_speaker(document):
    its = notes.notes(document, BASE, [SPEAKER])
    assert {number for number, found in its.items() if ("Says", "Ann Lee") in found} == {1, 2}


def claimed(*rows: tuple[str, str, str, str]) -> pd.DataFrame:
    """Return a table of claims: rows of (about, name, value, grade)."""
    return typed("claims", [("x", *row, 0.7, [1], "In words.") for row in rows])


def noted(monkeypatch, text: str, kind: str, *rows: tuple[str, str, str, str]) -> list[tuple[int, str]]:
    """Return the notes of a kind on a text of which this is claimed, with their sentences."""
    monkeypatch.setattr(notes, "claims", lambda document, reader: claimed(*rows))
    found = notes.notes(annotate(Article(text)), BASE, [kind])
    return [(number, f"{note.about} {note.text}") for number, its in found.items() for note in its]


def test_who_goes_on_is_noted_once_a_paragraph(monkeypatch):
    text = "“It is late. It is cold,” said Ann Lee. “We go,” she added.\n\n“I stay,” said Ann Lee."
    speaks = ("speaker", "Ann Lee", "person", "plain")
    assert noted(monkeypatch, text, SPEAKER, speaks) == [(1, "Says Ann Lee"), (4, "Says Ann Lee")]


def test_nobody_is_noted_to_speak_of_whom_that_is_open(monkeypatch):
    text = "“It is late,” said Ann Lee. “It is cold,” said Bo Day."
    rows = ("speaker", "Ann Lee", "person", "open"), ("speaker", "Bo Day", "person", "probable")
    assert noted(monkeypatch, text, SPEAKER, *rows) == [(2, "Says Bo Day")]


def test_a_light_is_noted_on_the_side_that_is_claimed(monkeypatch):
    rows = [
        SimpleNamespace(sentence=1, entity="Ann Lee", negative=0.9, positive=0.05),
        SimpleNamespace(sentence=2, entity="Ann Lee", negative=0.05, positive=0.9),
        SimpleNamespace(sentence=2, entity="Bo Day", negative=0.9, positive=0.05),
    ]
    monkeypatch.setattr(notes, "target_sentiment", lambda document, reader: pd.DataFrame(map(vars, rows)))
    told = ("portrayal", "Ann Lee", "-1", "probable"), ("portrayal", "Bo Day", "-1", "open")
    assert noted(monkeypatch, "Ann Lee met Bo Day. They left.", LIGHT, *told) == [(1, "Worse Ann Lee")]


def test_a_harm_is_noted_of_those_who_are_claimed_to_be_harmed(monkeypatch):
    harms = [
        Harm(1, 0, 1, "hit", "Kenya", "Peru", True, "author", 0.9),
        Harm(1, 0, 1, "hit", "Kenya", "Iran", False, "author", 0.9),
        Harm(2, 0, 1, "hit", "Kenya", "Chile", True, "author", 0.9),
    ]
    monkeypatch.setattr(notes, "find_harms", lambda document, reader: harms)
    rows = [
        ("harm", "Kenya", "Peru", "probable"),
        ("harm", "Kenya", "Chile", "open"),
        ("suffers", "Iran", "", "plain"),
        ("suffers", "Chile", "", "open"),
    ]
    found = noted(monkeypatch, "It rained. It snowed.", HARM, *rows)
    assert found == [(1, "Harm to Peru, by Kenya"), (1, "Harm to Iran (alleged or possible)")]


def marked(text: str) -> list[tuple[str, str]]:
    """Return the marked stretches of a text, with the kind of their marks."""
    document = annotate(Article(text))
    found = sorted(notes._marks(document, BASE), key=lambda mark: (mark.start, mark.kind))
    return [(mark.kind, text[mark.start : mark.end].strip(" ,.“”")) for mark in found]


def test_quoted_words_are_marked_as_quoted_within_what_is_told():
    found = marked("The mayor said on Monday that the harbour was “a sad heap of rust” and would close.")
    assert ("quoted", "a sad heap of rust") in found
    assert any(kind == "reported" and text.endswith("the harbour was") for kind, text in found)
    assert ("reported", "and would close") in found


def test_acts_are_not_marked_as_words():
    assert not {"quoted", "reported", "source"} & {
        kind for kind, _ in marked("The council backed the new harbour.")
    }


def test_a_loaded_word_is_marked_where_it_is_a_word():
    sentence = annotate(Article("They start with tar.")).sentences[0]
    assert notes._word(sentence, "tar").start == 16
    assert notes._word(sentence, "start w") is None


def test_two_notes_a_sentence_at_most_and_none_where_nothing_is_firm(document):
    found = notes.notes(document, BASE, KINDS_OF_NOTES)
    assert all(1 <= len(its) <= 2 for its in found.values())
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
