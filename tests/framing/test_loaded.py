"""Loaded language in an article: words in their sense, whose they are, where they stand."""

import numpy as np
import pytest

from analysis import framing
from analysis.annotation import annotate
from analysis.annotation.parsing import pipeline
from analysis.articles import Article
from analysis.framing import marking
from analysis.framing.bias import bias_head
from analysis.framing.loaded import phrases
from analysis.models.readers import SMALL
from analysis.schemas import TABLES
from analysis.word_lists import read

MEASURED = read("framing/loaded")["measured"]["kinds"]


def loaded(text: str, reader: str = "base") -> set[str]:
    table = framing.loaded_language(annotate(Article(text=text)), reader)
    return set(table.loc[table["kind"] == "loaded", "text"])


@pytest.fixture
def without_files(tmp_path, monkeypatch):
    monkeypatch.setattr(marking, "FOLDER", tmp_path)
    marking.in_context.cache_clear()
    yield
    marking.in_context.cache_clear()


@pytest.mark.parametrize(
    ("loaded_sense", "plain_sense", "word"),
    [
        ("The minister's gross lies insult us all.", "The driver was fined for gross negligence.", "gross"),
        (
            "Their absurd conspiracy of lies is a disgrace.",
            "She pleaded guilty to a charge of conspiracy to commit fraud.",
            "conspiracy",
        ),
    ],
)
def test_a_word_is_loaded_in_one_sense_and_not_in_another(loaded_sense, plain_sense, word):
    assert any(word in found for found in loaded(loaded_sense))
    assert not any(word in found for found in loaded(plain_sense))


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("Senator slams mayor's reckless plan", "slams"),
        ("The besieged and shameless premier lashed out at his many enemies.", "besieged"),
        ("He made his fortune with dodgy loans to pensioners.", "dodgy"),
    ],
)
def test_words_that_no_list_need_hold_are_found(sentence, word):
    assert any(word in found for found in loaded(sentence))


def test_a_plain_report_has_no_loaded_words():
    assert not loaded("The council meets on Monday. It will vote on the new bridge, the mayor said.")


def test_the_table_has_voices_chances_and_the_measures_of_the_lists():
    text = "It was a disgraceful vote. “They are ridiculous clowns,” Anna Weber said. It may rain."
    table = framing.loaded_language(annotate(Article(text=text, id="x")))
    assert list(table.columns) == list(TABLES["loaded"].columns)
    rows = {row.text.split()[0]: row for row in table.itertuples()}
    assert (rows["disgraceful"].voice, rows["disgraceful"].sentence) == ("author", 1)
    assert (rows["ridiculous"].voice, rows["ridiculous"].sentence) == ("quoted", 2)
    assert rows["may"].probability == MEASURED["hedge"]
    cut = marking.in_context().cut
    assert all(cut / 2 <= rows[word].probability <= 1 for word in ("disgraceful", "ridiculous"))


@pytest.mark.parametrize("reader", ["base", "small"])
def test_offsets_give_the_words(example, reader):
    for row in framing.loaded_language(example, reader).itertuples():
        assert example.article.text[row.start : row.end] == row.text


def test_the_small_reader_takes_the_list():
    text = "It was a disgraceful vote."
    table = framing.loaded_language(annotate(Article(text=text)), SMALL)
    assert table[["text", "probability"]].to_numpy().tolist() == [["disgraceful", MEASURED["loaded"]]]


def test_without_its_file_the_list_answers(without_files):
    text = "It was a disgraceful vote."
    assert loaded(text) == loaded(text, SMALL) == {"disgraceful"}


def test_the_lists_find_what_was_coded_in_the_example_by_hand(example):
    found = {(row.sentence, row.text) for row in framing.loaded_language(example, SMALL).itertuples()}
    for word in [(1, "grinding"), (3, "enormous"), (14, "appears"), (19, "flowery"), (20, "humiliating")]:
        assert word in found


@pytest.mark.parametrize("text", ["", "  \n"])
def test_empty_texts_have_an_empty_table(text):
    table = framing.loaded_language(annotate(Article(text=text, id="x")))
    assert table.empty and list(table.columns) == list(TABLES["loaded"].columns)
    assert table["probability"].dtype == "float64"
    assert framing.loaded_words(annotate(Article(text=text))) == []


def test_an_author_s_own_words_come_surest_first_with_their_part():
    text = (
        "Mayor's disgraceful sham of a vote\n\nThe vote was on Monday. “Ridiculous clowns,” Anna Weber said."
    )
    words = framing.loaded_words(annotate(Article(text=text, title="Mayor's disgraceful sham of a vote")))
    assert words and {word.part for word in words} == {"headline"}
    assert {word.voice for word in words} == {"author"}
    chances = [word.chance for word in words]
    assert chances == sorted(chances, reverse=True)


def test_phrases_go_over_hyphens_and_do_not_end_with_function_words():
    doc = pipeline()("The double-tongued crook and a liar, a cheat of the town.")
    high = {"The", "double", "tongued", "crook", "and", "a", "liar", "cheat", "of"}
    tokens = [token for token in doc if token.is_alpha]
    chances = np.array([0.9 if token.text in high else 0.1 for token in tokens])
    chances[[token.text for token in tokens].index("crook")] = 0.95
    found = [
        (doc[each.start : each.end].text, each.chance) for each in phrases(tokens, chances, chances > 0.5)
    ]
    assert found == [("double-tongued crook and a liar", 0.95), ("cheat", 0.9)]


def test_babe_s_marking_moves_chances_and_may_be_missing():
    words = marking.document_words(annotate(Article(text="It was a disgraceful sham.")), "base")[0]
    learned = marking.in_context()
    alone, both = learned.chances(words), learned.chances(words, bias_head("base")[0].marking)
    assert alone.shape == both.shape == (5,) and (alone != both).any()
    assert min(alone[3], both[3]) > max(alone[0], both[0])
