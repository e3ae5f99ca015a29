"""Fitting the forms of texts: on examples of our own making."""

import json

import numpy as np
import pytest

from analysis.articles import Article
from analysis.articles.form import evidence_of, form_weights
from analysis.schemas.texts import FORMS
from analysis.training import form

TEXTS = {
    "news": "The bridge was closed on Tuesday, police said. Officials declined to comment.",
    "opinion": "We must shut the bridge. I think that it should never have been built.",
    "interview": "Q: Why now?\n\nA: I wanted to.\n\nQ: And then?\n\nA: I slept.",
    "letters": "Sir – I cross it daily.\n\nAna Holt, Emsford\n\nSir – So do I.\n\nTom Birch, Emsford",
    "review": "A superb film with a clumsy plot. The cast is charming. Rated 15.",
    "release": "Holt Engineering today announced its leading bridge. To learn more, visit www.holt.example.",
}


@pytest.fixture
def examples():
    one = [form.Example(evidence_of(Article(TEXTS[name])), name, 1.0, True) for name in FORMS]
    return one * form.FEWEST


def test_words_that_few_examples_have_are_left_out(examples):
    rare = form.Example(evidence_of(Article("A solitary aardvark.")), "news", 1.0, True)
    given = form.inputs([*examples, rare])
    assert "bridge" in given.words and "aardvark" not in given.words
    assert given.given.shape == (len(examples) + 1, len(given.signs) + len(given.words))


def test_what_defines_the_forms_are_signs_that_there_are(examples):
    named = {name for known in form.KNOWN.values() for name in known}
    assert set(form.KNOWN) == set(FORMS)
    assert named <= set(examples[0].evidence.signs)


def test_the_temperature_cools_what_is_too_sure_and_warms_what_is_too_modest():
    scores = np.array([[1.0, 0.0], [1.0, 0.0], [1.0, 0.0], [0.0, 1.0]])
    forms = np.array([0, 0, 0, 0])  # right three times in four: log 3 apart
    assert form.temperature(scores, forms) == pytest.approx(1 / np.log(3), abs=0.06)


def test_weights_that_are_written_are_those_that_the_package_reads(examples, tmp_path, monkeypatch):
    given = form.inputs(examples)
    head = form.fit(given, np.ones(len(examples), dtype=bool))
    for name in ("analysis.training.form.FILE", "analysis.articles.form.FILE"):
        monkeypatch.setattr(name, tmp_path / "form.json")
    form.write(given, head, 1.0, dict.fromkeys(FORMS, 1.0))
    assert json.loads((tmp_path / "form.json").read_text(encoding="utf-8"))["cross_validated"]["news"] == 1
    form_weights.cache_clear()
    try:
        assert [Article(text).form.name for text in TEXTS.values()] == list(TEXTS)
    finally:
        form_weights.cache_clear()
