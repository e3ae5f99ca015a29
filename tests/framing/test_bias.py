"""Sentences that readers call biased: by which heads, with which words, whatever files are there."""

import json

import numpy as np
import pytest

from analysis import framing
from analysis.annotation import annotate
from analysis.articles import Article
from analysis.errors import ArgumentError
from analysis.framing import bias, marking
from analysis.framing.bias import Mix, bias_head, stance_head
from analysis.models.readers import BASE, SMALL
from analysis.schemas import TABLES

PLAIN = "The senator presented her plan for the new bridge on Monday."
LOADED = "The shameless senator peddled her ludicrous plan for the bridge."
STANCE = "Surely it is time that we gave our teachers what they deserve."


@pytest.fixture
def files(tmp_path, monkeypatch):
    """Return what leaves only some of the heads' files there."""

    def only(*names: str) -> None:
        for name in names:
            path = marking.FOLDER / f"{name}.json"
            (tmp_path / path.name).write_bytes(path.read_bytes())
        monkeypatch.setattr(bias, "FOLDER", tmp_path)
        for cached in (bias_head, stance_head):
            cached.cache_clear()

    yield only
    for cached in (bias_head, stance_head):
        cached.cache_clear()


@pytest.mark.parametrize("reader", [BASE, SMALL])
def test_a_loaded_sentence_and_one_with_a_stance_are_likelier_than_a_plain_one(reader):
    plain, loaded, stance = framing.classify_loaded([PLAIN, LOADED, STANCE], reader)
    assert plain < 0.5 < loaded and plain < stance


def test_no_sentences_have_no_chances_and_an_unknown_reader_is_refused():
    assert framing.classify_loaded([]).empty
    for reader in ("large", ""):
        with pytest.raises(ArgumentError, match="reader"):
            framing.classify_loaded([PLAIN], reader)
        with pytest.raises(ArgumentError, match="reader"):
            framing.biased_sentences(annotate(Article(text=PLAIN)), reader)


@pytest.mark.parametrize("reader", [BASE, SMALL])
@pytest.mark.parametrize("name", ["babe", "own"])
def test_either_head_answers_alone(files, name, reader):
    files(f"{name}_{reader}")
    plain, loaded = framing.classify_loaded([PLAIN, LOADED], reader)
    assert plain < 0.5 < loaded


def test_our_own_head_alone_knows_no_words(files):
    files("own_small")
    table = framing.biased_sentences(annotate(Article(text=f"{PLAIN} {STANCE}")), SMALL)
    assert table["sentence"].tolist() == [2, 1] and not table["words"].map(len).any()


def test_without_files_the_list_answers(files):
    files()
    plain, loaded, more = framing.classify_loaded(
        ["The vote is on Monday.", "The vote is a farce.", "The vote is an outrageous farce."]
    )
    assert plain < 0.5 < loaded < more < 1
    assert framing.biased_sentences(annotate(Article(text="The vote is a farce."))).empty


def test_a_mix_is_a_mean_moved_and_stretched():
    assert Mix(0.25, 2.0, 0.5).of(np.array([1.0]), np.array([-1.0])) == pytest.approx([1.5])


def test_sentences_that_read_as_biased_come_first_with_the_words_and_whose_they_are():
    text = "The vote is on Monday. It was a shameful, disgraceful farce. “They are liars,” Anna Weber said."
    table = framing.biased_sentences(annotate(Article(text=text, id="x")))
    assert list(table.columns) == list(TABLES["biased"].columns)
    assert table["probability"].is_monotonic_decreasing and table["probability"].between(0, 1).all()
    assert table["sentence"].iat[-1] == 1 and table["words"].iat[-1] == []
    by_sentence = table.set_index("sentence")
    assert {"shameful", "disgraceful"} <= set(by_sentence.at[2, "words"])
    assert by_sentence.at[2, "author_share"] == 1 and by_sentence.at[3, "author_share"] < 0.7


@pytest.mark.parametrize("reader", [BASE, SMALL])
def test_sentences_of_a_document_are_judged_like_bare_ones(example, reader):
    table = framing.biased_sentences(example, reader).set_index("sentence")["probability"].sort_index()
    alone = framing.classify_loaded((sentence.text for sentence in example.sentences), reader)
    assert np.abs(table.to_numpy() - alone.to_numpy()).mean() < 0.05


@pytest.mark.parametrize("text", ["", "War."])
def test_short_texts_have_no_or_one_sentence(text):
    assert len(framing.biased_sentences(annotate(Article(text=text)))) == bool(text)


def test_every_file_says_where_it_comes_from():
    paths = sorted(marking.FOLDER.glob("*.json"))
    assert [path.stem for path in paths] == ["babe_base", "babe_small", "own_base", "own_small", "words_base"]
    for path in paths:
        assert json.loads(path.read_text(encoding="utf-8"))["source"].startswith("Fitted on ")
