"""Loaded words, hedges, boosters, factive verbs, scare quotes."""

import pytest

from analysis import framing
from analysis.annotation import annotate
from analysis.annotation.parsing import pipeline
from analysis.article import Article
from analysis.framing.loaded import COLUMNS, KINDS, find
from analysis.framing.resources import read


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
    assert list(table.columns) == list(COLUMNS)
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
    assert table.empty and list(table.columns) == list(COLUMNS)
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
