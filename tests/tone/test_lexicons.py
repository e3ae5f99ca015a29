"""TextBlob and VADER: their published values, the words behind them, and typography that must not matter."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from textblob import TextBlob
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from analysis.tone import rate_sentences, textblob_words, vader_words
from analysis.tone.lexicons import polarity, score, straighten, vader


@pytest.mark.parametrize(
    ("sentence", "textblob", "vader"),
    [
        ("The agreement was a wonderful success for both countries.", 0.65, 0.8910),
        ("Rebels killed nine villagers in a brutal attack.", -0.5375, -0.9260),
        ("The committee meets on Tuesday at noon.", 0.0, 0.0),
        ("The verdict was hardly surprising.", 0.7, 0.3415),
        ("", 0.0, 0.0),
    ],
)
def test_known_values(sentence, textblob, vader):
    rated = rate_sentences([sentence]).iloc[0]
    assert rated["textblob"] == pytest.approx(textblob)
    assert rated["vader"] == pytest.approx(vader, abs=5e-5)


def test_straight_text_gets_the_libraries_own_scores():
    text = 'It wasn\'t a bad deal, said "Honest" Joe, but the great fire ruined the happy town!!'
    assert rate_sentences([text])["textblob"][0] == TextBlob(text).sentiment.polarity
    assert vader(text) == SentimentIntensityAnalyzer().polarity_scores(text)["compound"]


@pytest.mark.parametrize(
    ("curly", "straight"),
    [
        ("The rules aren’t good for farmers.", "The rules aren't good for farmers."),
        ("Critics called it “terrible” and left.", 'Critics called it "terrible" and left.'),
        ("The war—terrible—ended.", "The war terrible ended."),
    ],
)
def test_curly_marks_score_like_straight_ones(curly, straight):
    assert score([curly]).equals(score([straight]))
    assert vader(curly) != 0


def test_a_row_a_sentence_in_order():
    rated = rate_sentences(iter(["A great day.", "A terrible day.", "A great day."]))
    assert list(rated.columns) == ["textblob", "vader", "model"]
    assert [polarity(value) for value in rated["vader"]] == [1, -1, 1]
    assert rate_sentences([]).dtypes.tolist() == rated.dtypes.tolist()


@given(st.lists(st.text(max_size=80), max_size=3))
def test_scores_stay_in_bounds_whatever_the_text(sentences):
    scores = score(sentences)
    assert len(scores) == len(sentences)
    assert scores[["textblob", "vader"]].abs().le(1).all(axis=None)
    assert scores["subjectivity"].between(0, 1).all()


@given(st.text(max_size=60))
def test_straightening_moves_no_offset(text):
    assert len(straighten(text)) == len(text)


WORDS = st.sampled_from(
    [
        *["not", "very", "hardly", "no", "but", "isn’t", "good", "bad", "killed", "great"],
        *["!", "“win”", "Zoë", ":)", "😀"],
    ]
)


@given(st.lists(WORDS, max_size=12).map(" ".join))
def test_moving_words_are_where_they_are_said_to_be(text):
    for words in (textblob_words(text), vader_words(text)):
        assert all(text[moved.start : moved.end] == moved.text != "" for moved in words)
        assert all(before.end <= after.start for before, after in pairwise(words))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The new rules are not good for farmers.", {"new": 0.14, "not good": -0.35}),
        ("He is really not good at it.", {"really not good": -0.35}),
        ("Nothing happened.", {}),
    ],
)
def test_textblob_words(sentence, expected):
    assert {moved.text: round(moved.value, 2) for moved in textblob_words(sentence)} == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The new rules aren’t good for farmers.", {"good": -1.41}),
        ("The harvest failed, but the relief was great.", {"failed": -1.15, "relief": 3.15, "great": 4.65}),
        ("A win “for peace” 😀, they said.", {"win": 2.8, "peace": 2.5}),
        ("They met at noon.", {}),
    ],
)
def test_vader_words_have_their_valence_after_the_rules(sentence, expected):
    assert {moved.text: round(moved.value, 2) for moved in vader_words(sentence)} == expected


def test_vaders_words_add_up_to_its_score():
    text = "The harvest failed, but the relief was very great for the happy town."
    total = sum(moved.value for moved in vader_words(text))
    assert vader(text) == pytest.approx(total / np.sqrt(total**2 + 15), abs=5e-5)


@pytest.mark.parametrize(("value", "side"), [(0.05, 1), (0.049, 0), (-0.05, -1), (0, 0), (float("nan"), 0)])
def test_the_neutral_band_is_that_of_vaders_authors(value, side):
    assert polarity(value) == side
