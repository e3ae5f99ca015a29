"""Words that readers mark as biased: their features, what was learned, what they say of a sentence."""

import numpy as np
import pytest

from analysis.annotation.parsing import pipeline
from analysis.framing.bias import bias_head
from analysis.framing.loaded_lists import find
from analysis.framing.marking import (
    MARKING_FEATURES,
    NEIGHBOURS,
    START,
    Marking,
    beside,
    counted,
    marked,
    sums,
    words_of,
)
from analysis.models.base import FEATURES
from analysis.models.readers import BASE, SMALL, PieceStates, reader_of


def words(text: str):
    doc = pipeline()(text)
    return words_of(doc, find(doc))


def test_numbers_and_punctuation_are_no_words():
    found = words("The shameless senator spoke 3 times.")
    assert found.lemmas == ("the", "shameless", "senator", "speak", "time")
    assert found.features.shape == (5, MARKING_FEATURES)
    assert words("").features.shape == (0, MARKING_FEATURES)


def test_marked_words_are_those_of_the_phrases_whatever_their_case_and_marks():
    doc = pipeline()("A “Shameless” lie, shameless indeed.")
    assert marked(doc, ['"shameless"', "a lie"]).tolist() == [True, True, True, True, False]


def test_readings_move_a_word_s_chance_as_far_as_there_are_many():
    found = words("A farce.")
    even = Marking(np.zeros(MARKING_FEATURES), 0.0, {"farce": (8, 8)}, 0.1)
    assert even.chances(found) == pytest.approx([0.5, (8 + START / 2) / (8 + START)])


def test_a_sentence_s_own_readings_are_left_out():
    found, of = words("A farce, a farce."), np.array([False, True, False, True])
    marking = Marking(np.zeros(MARKING_FEATURES), 0.0, counted(found.lemmas, of), 0.1)
    own = marking.moved(found, marking.start(found.features), counted(found.lemmas, of))
    assert own == pytest.approx([0.5] * 4)


def test_sums_of_a_sentence_worked_out_by_hand():
    odds = np.log(9)  # 0.5 against a base of 0.1
    chances = np.array([0.5, 0.1])
    assert sums(chances, 0.1) == pytest.approx([odds, 0.5, 0.6, odds, -np.log(0.5 * 0.9)])
    assert not sums(np.zeros(0), 0.1).any()


def test_a_judging_word_is_likelier_to_be_marked_than_a_plain_one_also_one_never_seen():
    marking = bias_head(SMALL)[0].marking
    found = words("The bridge was a hideously disgraceful fiasco in Ohio.")
    chances = dict(zip(found.lemmas, marking.chances(found), strict=True))
    assert min(chances["hideously"], chances["disgraceful"]) > 3 * max(chances["bridge"], chances["ohio"])
    assert "hideously" not in marking.readings


def test_odds_beside_a_word_are_those_of_its_neighbours():
    found = beside(np.array([1.0, 2.0, 3.0]))
    assert found.shape == (3, NEIGHBOURS)
    assert found[1].tolist() == [2, -6, 1, 3, -6, 3, 1]
    assert found[0].tolist() == [1, -6, -6, 2, 3, 2, -6]
    assert beside(np.zeros(0)).shape == (0, NEIGHBOURS)


def test_a_word_has_the_mean_state_of_its_pieces_and_of_all_where_it_has_none():
    states = np.array([[1.0], [3.0], [8.0]], dtype=np.float16)
    pieces = PieceStates(np.array([[0, 2], [2, 4], [5, 9]]), states)
    assert pieces.of([(0, 4), (5, 9), (20, 24)])[:, 0] == pytest.approx([2, 8, 4])


def test_words_read_by_the_base_reader_have_its_states_behind_their_own_features():
    text = "Ada Lovelace slammed it."
    doc = pipeline()(text)
    read = words_of(doc, [], reader_of(BASE).judge(text).pieces)
    assert read.features.shape == (4, MARKING_FEATURES + FEATURES)
    assert np.array_equal(read.features[:, :MARKING_FEATURES], words_of(doc, []).features)
    shifted = words_of(pipeline()("Oh. " + text)[2:], [], reader_of(BASE).judge(text).pieces, 4)
    assert np.array_equal(shifted.features[:, MARKING_FEATURES:], read.features[:, MARKING_FEATURES:])
