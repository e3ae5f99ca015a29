"""The base reader: what it reads around a mark, and that only the sentence and the target decide."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.models.base import LONGEST, BaseReader, base_reader
from analysis.models.readers import LABELS, ROLES

PRAISE = "Alma Reyes is a brilliant and honest mayor."


@pytest.fixture(scope="module")
def reader() -> BaseReader:
    return base_reader()


def test_praise_and_blame_in_one_sentence_go_to_those_they_are_for(reader):
    judged = reader.judge("Critics praised Alma Reyes and blamed Tom Becker.", [(16, 26), (38, 48)])
    (good, bad), (low, middle, high) = judged.targets, range(len(LABELS))
    assert good[high] > max(good[low], good[middle])
    assert bad[low] > max(bad[middle], bad[high])


def test_the_victim_suffers_and_the_aggressor_harms(reader):
    judged = reader.judge("The village was shelled for days by the army.", [(0, 11), (36, 44)])
    suffers, harms = ROLES.index("suffers"), ROLES.index("harms")
    assert judged.roles[0, suffers] > 0.5 > judged.roles[0, harms]
    assert judged.roles[1, harms] > 0.5 > judged.roles[1, suffers]


def test_a_rating_has_the_sign_readers_hear(reader):
    assert reader.judge(PRAISE).rating > 0.2
    assert reader.judge("He is a cruel and corrupt liar.").rating < -0.2


def test_a_target_is_judged_the_same_in_any_company(reader):
    alone = reader.judge(PRAISE, [(0, 10)])
    beside = reader.judge(PRAISE, [(38, 43), (0, 10)])
    assert np.array_equal(alone.targets[0], beside.targets[1])
    assert np.array_equal(alone.roles[0], beside.roles[1])
    assert alone.rating == beside.rating


def test_text_without_pieces_is_neutral_and_in_no_role(reader):
    judged = reader.judge(" \n", [(0, 1)])
    assert judged.rating == 0
    assert judged.targets.tolist() == [[0, 1, 0]]
    assert judged.roles.tolist() == [[0, 0, 0]]


def test_in_a_long_sentence_a_target_is_judged_by_the_words_around_it(reader):
    filler = "and then they walked on along the river " * 60
    text = f"{PRAISE[:-1]} {filler}until Tom Becker, the cruel and corrupt liar, came."
    assert len(text.split()) > LONGEST
    where = text.index("Tom Becker")
    good, bad = reader.judge(text, [(0, 10), (where, where + 10)]).targets
    assert good[2] - good[0] > bad[2] - bad[0]


@settings(max_examples=25)
@given(st.text(max_size=60), st.integers(0, 50), st.integers(1, 9))
def test_any_text_gives_chances_and_a_bounded_rating(text, start, length):
    judged = base_reader().judge(text, [(start, start + length)])
    assert judged.targets.sum() == pytest.approx(1, abs=1e-5)
    assert ((judged.roles >= 0) & (judged.roles <= 1)).all()
    assert -1 <= judged.rating <= 1
