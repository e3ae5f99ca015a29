"""Harms: who is said to have harmed whom, stated or not, on whose word."""

from functools import cache
from importlib import import_module

import numpy as np
import pytest

import analysis
from analysis import framing
from analysis.annotation import Document, annotate
from analysis.articles import Article
from analysis.framing.harms import chance_of, deeds, harm_features
from analysis.models.readers import SMALL
from analysis.schemas import TABLES
from analysis.validation.harms import of_sentence
from analysis.validation.target_codes import parse

room = import_module("analysis.framing.harms")  # `framing.harms` is its function
HARMING = np.array([0.9, 0.1, 0.0, 0.95, 0.95, 0.01])


@cache
def read(text: str) -> Document:
    return annotate(Article(text=text, id="x"))


@pytest.fixture
def all_harm(monkeypatch):
    """A reader that sees everybody harm and suffer, so that what grammar and voice tell is left."""
    monkeypatch.setattr(room, "said_of", lambda document, token, reader: HARMING)
    monkeypatch.setattr(room, "read_words", lambda document, number: {})


@pytest.mark.parametrize(
    ("text", "agent", "patient", "stated"),
    [
        ("The gunmen killed Anna Weber.", "gunmen", "Anna Weber", True),
        ("Anna Weber was beaten by the police.", "police", "Anna Weber", True),
        ("The police did not beat Anna Weber.", "police", "Anna Weber", False),
        ("The police allegedly beat Anna Weber.", "police", "Anna Weber", False),
        ("Kenya threatened to attack Uganda.", "Kenya", "Uganda", False),
        ("Kenya’s attack on Uganda went on.", "Kenya", "Uganda", True),
        ("Anna Weber died on Monday.", None, "Anna Weber", True),
        ("The killing of Anna Weber shocked them.", None, "Anna Weber", True),
    ],
)
def test_who_harms_whom(all_harm, text, agent, patient, stated):
    document = annotate(Article(text=text, id="x"))
    rows = analysis.harms(document, reader=SMALL)
    assert (agent, patient, stated) in [
        (None if row.agent != row.agent else row.agent, row.patient, row.stated) for row in rows.itertuples()
    ]


def test_things_are_not_harmed(all_harm):
    assert analysis.harms(annotate(Article("Anna Weber tore the curtain.")), reader=SMALL).empty


def test_more_is_likely_where_both_are_seen_so():
    (deed, *_) = deeds(read("The gunmen killed Anna Weber."))
    features = harm_features(read("The gunmen killed Anna Weber."), deed, SMALL)
    likely = chance_of(features | {"patient suffers": 3.0, "agent harms": 3.0})
    assert likely > chance_of(features | {"patient suffers": -3.0, "agent harms": -3.0})


def test_whose_word_it_is(all_harm):
    document = annotate(Article("“The army shelled Peru,” Anna Weber said. Kenya invaded Uganda.", id="x"))
    by = analysis.harms(document, reader=SMALL).set_index("patient")["by"]
    assert by["Peru"] == "Anna Weber"
    assert by["Uganda"] == "author"


def test_pairs_are_counted(all_harm):
    document = annotate(Article("Kenya attacked Uganda. Kenya may attack Uganda. Peru hit Chile.", id="x"))
    first = framing.harm_pairs(document, reader=SMALL).iloc[0]
    assert first[["agent", "patient", "stated", "alleged"]].tolist() == ["Kenya", "Uganda", 1, 1]
    assert first["sentences"] == [1, 2]


def test_the_columns_are_those_of_the_schema_also_without_any():
    table = analysis.harms(annotate(Article("")), reader=SMALL)
    assert list(table.columns) == list(TABLES["harms"].columns)
    assert table.empty


@pytest.mark.parametrize(
    ("line", "right"),
    [
        ("{The gunmen|-h} killed {Anna Weber|0s}.", [True]),
        ("{The gunmen|0} met {Anna Weber|0}.", [False]),
        ("The gunmen killed {Anna Weber|0s}.", []),
        ("{Anna Weber|0s} died.", [True]),
    ],
)
def test_a_deed_counts_where_those_in_it_are_coded(line, right):
    assert [each.right for each in of_sentence(parse(line), SMALL)] == right
