"""Loaded words, hedges, boosters, factive verbs, scare quotes."""

import pytest

from analysis import framing
from analysis.annotation import annotate
from analysis.annotation.parsing import pipeline
from analysis.articles import Article
from analysis.framing.loaded import KINDS, find
from analysis.schemas import TABLES
from analysis.word_lists import read


def words(text: str) -> list[tuple[str, str]]:
    doc = pipeline()(text)
    return [(doc[word.start : word.end].text, word.kind) for word in find(doc)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was a humiliating end.", [("humiliating", "loaded")]),
        ("The senators slammed the bill.", [("slammed", "loaded")]),
        ("The door slammed the bill", [("slammed", "loaded")]),
        ("They accept fake news.", [("fake news", "loaded")]),
        ("It may rain.", [("may", "hedge")]),
        ("It rained in May.", []),
        ("He is perhaps at home.", [("perhaps", "hedge")]),
        ("This is clearly true.", [("clearly", "booster")]),
        ("She admitted the mistake.", [("admitted", "factive")]),
        ("The “reform” of the tax is over.", [("reform", "scare quotes")]),
        ('The "healthy snack" has more sugar.', [("healthy snack", "scare quotes")]),
        ("She called it “reform”.", []),
        ("He said: “Never.”", [("Never", "booster")]),
        ("He read “The Great Gatsby” at school.", []),
        ("Gross domestic product rose.", []),
        ("The meeting is on Monday.", []),
        ("", []),
    ],
)
def test_kinds(text, expected):
    assert words(text) == expected


def test_the_table_has_voices_and_measured_probabilities():
    text = "It was a disgraceful vote. “They are ridiculous,” Anna Weber said."
    table = framing.loaded_language(annotate(Article(text=text, id="x")))
    assert list(table.columns) == list(TABLES["loaded"].columns)
    assert table[["text", "voice", "sentence"]].to_numpy().tolist() == [
        ["disgraceful", "author", 1],
        ["ridiculous", "quoted", 2],
    ]
    assert (table["probability"] == read("loaded")["measured"]["kinds"]["loaded"]).all()


def test_offsets_give_the_words(example):
    for row in framing.loaded_language(example).itertuples():
        assert example.article.text[row.start : row.end] == row.text


def test_the_example_as_coded_by_hand(example):
    found = {(row.sentence, row.text) for row in framing.loaded_language(example).itertuples()}
    for word in [(1, "grinding"), (3, "enormous"), (14, "appears"), (19, "flowery"), (20, "humiliating")]:
        assert word in found


@pytest.mark.parametrize("text", ["", "  \n"])
def test_empty_texts_have_an_empty_table(text):
    table = framing.loaded_language(annotate(Article(text=text, id="x")))
    assert table.empty and list(table.columns) == list(TABLES["loaded"].columns)
    assert table["probability"].dtype == "float64"


def test_more_loaded_words_make_a_sentence_more_likely_to_be_called_biased():
    scores = framing.classify_loaded(
        ["The vote is on Monday.", "The vote is a farce.", "The vote is an outrageous farce.", "It may rain."]
    )
    assert max(scores[0], scores[3]) < 0.5 < scores[1] < scores[2] < 1
    assert framing.classify_loaded([]).empty


def test_the_list_names_its_source_and_measures():
    resource = read("loaded")
    assert resource["source"] and resource["licence"] == "MIT"
    assert set(resource["measured"]["kinds"]) == set(KINDS)
    assert resource["measured"]["sentences"] == sorted(resource["measured"]["sentences"])
    lists = [set(cues) for cues in resource["kinds"].values()]
    assert sum(map(len, lists)) == len(set().union(*lists))


def test_sentences_that_read_as_biased_come_first_with_the_words_and_whose_they_are():
    text = "The vote is on Monday. It was a shameful, disgraceful farce. “They are liars,” Anna Weber said."
    table = framing.biased_sentences(annotate(Article(text=text, id="x")))
    assert list(table.columns) == list(TABLES["biased"].columns)
    assert table["probability"].is_monotonic_decreasing and table["probability"].between(0, 1).all()
    assert table["sentence"].iat[-1] == 1 and table["words"].iat[-1] == []
    by_sentence = table.set_index("sentence")
    assert {"shameful", "disgraceful"} <= set(by_sentence.at[2, "words"])
    assert by_sentence.at[2, "author_share"] == 1 and by_sentence.at[3, "author_share"] < 0.7


def test_sentences_of_a_document_are_judged_like_bare_ones(example):
    table = framing.biased_sentences(example).set_index("sentence")["probability"].sort_index()
    alone = framing.classify_loaded(sentence.text for sentence in example.sentences)
    assert (table.to_numpy() - alone.to_numpy()).max() < 0.1


@pytest.mark.parametrize("text", ["", "War."])
def test_short_texts_have_no_or_one_sentence(text):
    assert len(framing.biased_sentences(annotate(Article(text=text)))) == bool(text)
