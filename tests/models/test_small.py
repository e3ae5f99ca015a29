"""The small reader: what it reads, in which parts, and that only the sentence decides."""

import numpy as np
import onnxruntime
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.models.readers import SMALL
from analysis.models.small import FOLDER, ROOM, TOGETHER, SmallReader, small_reader
from analysis.tone import rate_sentences

PRAISE = "Alma Reyes is a brilliant and honest mayor."


@pytest.fixture(scope="module")
def reader() -> SmallReader:
    return small_reader()


def test_ratings_have_the_sign_readers_hear():
    rated = rate_sentences([PRAISE, "The committee meets on Tuesday.", "He is a cruel and corrupt liar."], SMALL)
    good, plain, bad = rated["model"]
    assert good > 0.2 > abs(plain)
    assert bad < -0.2


def test_a_sentence_is_rated_the_same_in_any_company(reader):
    alone = reader.judge(PRAISE).rating
    assert rate_sentences(["A terrible crime.", PRAISE, PRAISE], SMALL)["model"].tolist()[1:] == [alone] * 2


def test_a_target_is_judged_nearly_the_same_in_any_company(reader):
    alone = reader.judge(PRAISE, [(0, 10)]).targets[0]
    beside = reader.judge(PRAISE, [(38, 43), (0, 10)]).targets[1]
    assert np.allclose(alone, beside, atol=0.01)


def test_text_without_pieces_is_neutral(reader):
    judged = reader.judge(" \n", [(0, 1)])
    assert judged.rating == 0
    assert judged.targets.tolist() == [[0, 1, 0]]
    assert judged.roles.tolist() == [[0, 0, 0]]


def test_a_target_that_is_a_blank_is_judged_by_its_sentence(reader):
    assert reader.judge(PRAISE, [(4, 5)]).targets.sum() == pytest.approx(1)


def test_a_long_sentence_is_read_in_parts_and_each_target_in_its_own(reader):
    filler = "and then they walked on along the river " * 60
    text = f"{PRAISE[:-1]} {filler}until Tom Becker, the cruel and corrupt liar, came."
    assert len(text.split()) > ROOM
    where = text.index("Tom Becker")
    good, bad = reader.judge(text, [(0, 10), (where, where + 10)]).targets
    assert good[2] - good[0] > bad[2] - bad[0]


@given(st.text(max_size=60), st.integers(0, 50), st.integers(1, 9))
def test_any_text_gives_probabilities_and_a_bounded_rating(text, start, length):
    judged = small_reader().judge(text, [(start, start + length)])
    assert judged.targets.sum() == pytest.approx(1, abs=1e-5)
    assert ((judged.roles >= 0) & (judged.roles <= 1)).all()
    assert -1 <= judged.rating <= 1


def test_many_sentences_are_judged_as_each_by_itself_whatever_their_number(reader):
    asked = [(f"{PRAISE} {number}", [(0, 10), (38, 43)][: number % 3]) for number in range(TOGETHER + 3)]
    together = list(reader.judge_each(asked))
    assert len(together) == len(asked)
    for place in (0, 1, 2, TOGETHER - 1, TOGETHER, TOGETHER + 2):
        alone = reader.judge(*asked[place])
        assert together[place].rating == alone.rating
        assert np.array_equal(together[place].targets, alone.targets)
        assert np.array_equal(together[place].features, alone.features)
    assert list(reader.judge_each([])) == []


def test_sums_of_products_stay_in_the_16_bits_that_processors_without_vnni_have(reader):
    options = onnxruntime.SessionOptions()
    options.add_session_config_entry("session.x64quantprecision", "1")
    exact = SmallReader()
    exact._session = onnxruntime.InferenceSession(
        FOLDER / "small.onnx", options, disabled_optimizers=["SkipLayerNormFusion"]
    )
    for text in (PRAISE, "He is a cruel and corrupt liar.", "The committee meets on Tuesday."):
        assert np.allclose(reader.judge(text).features, exact.judge(text).features, atol=1e-5)
