"""The base reader: a sentence once for each target, marked, and where it is long by the pieces around it."""

import numpy as np
import onnxruntime
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.models.base import FOLDER, LONGEST, BaseReader, base_reader
from analysis.models.readers import LABELS, ROLES
from analysis.tone import rate_sentences

PRAISE = "Alma Reyes is a brilliant and honest mayor."
BLAME = "Tom Becker is a cruel and corrupt liar."


@pytest.fixture(scope="module")
def reader() -> BaseReader:
    return base_reader()


def test_ratings_have_the_sign_readers_hear():
    good, plain, bad = rate_sentences([PRAISE, "The committee meets on Tuesday.", BLAME])["model"]
    assert good > 0.2 > abs(plain)
    assert bad < -0.2


def test_praise_and_blame_in_one_sentence_go_to_those_they_are_for(reader):
    judged = reader.judge("Critics praised Alma Reyes and blamed Tom Becker.", [(16, 26), (38, 48)])
    assert [LABELS[place] for place in judged.targets.argmax(axis=1)] == ["positive", "negative"]


def test_the_victim_suffers_and_the_aggressor_harms(reader):
    judged = reader.judge("The village was shelled for days by the army.", [(0, 11), (36, 44)])
    told = [[role for role, chance in zip(ROLES, row, strict=True) if chance > 0.5] for row in judged.roles]
    assert told == [["suffers"], ["harms"]]


def test_a_target_is_judged_the_same_in_any_company(reader):
    alone = reader.judge(PRAISE, [(0, 10)])
    beside = reader.judge(PRAISE, [(38, 43), (0, 10)])
    assert np.array_equal(alone.targets[0], beside.targets[1])
    assert np.array_equal(alone.roles[0], beside.roles[1])
    assert beside.rating == alone.rating


def test_text_without_pieces_is_neutral_and_so_is_a_target_without_any(reader):
    empty, beyond = reader.judge(" \n", [(0, 1)]), reader.judge("Anna  left.", [(4, 5)])
    assert empty.rating == 0
    for judged in (empty, beyond):
        assert judged.targets.tolist() == [[0, 1, 0]]
        assert judged.roles.tolist() == [[0, 0, 0]]


@pytest.mark.parametrize("before", [0, 150, 400])
def test_of_a_long_sentence_a_target_is_judged_by_the_pieces_around_it(reader, before):
    filler = "and they walked on along the river "
    text = filler * (before // 7) + PRAISE[:-1] + " " + filler * 60
    start = text.index("Alma")
    marked, pool = reader._marked(*pieces(reader, text, (start, start + 10)))
    assert len(marked) == LONGEST + 2
    assert marked[0] == reader._tokenizer.token_to_id("<s>")
    assert pool.sum() == pytest.approx(1)
    own = [reader._tokenizer.id_to_token(int(piece)).removeprefix("##") for piece in marked[pool > 0]]
    assert "".join(own) == "almareyes"
    assert reader._mark in (marked[np.flatnonzero(pool)[0] - 1], marked[np.flatnonzero(pool)[-1] + 1])


def pieces(reader: BaseReader, text: str, span: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
    encoded = reader._tokenizer.encode(text)
    offsets = np.array(encoded.offsets)
    there = (offsets[:, 1] > span[0]) & (offsets[:, 0] < span[1]) & (offsets[:, 1] > offsets[:, 0])
    return np.array(encoded.ids), there


def test_a_short_sentence_stays_whole_between_its_ends_with_two_marks(reader):
    ids, there = pieces(reader, PRAISE, (0, 10))
    marked, pool = reader._marked(ids, there)
    assert len(marked) == len(ids) + 2
    assert [piece for piece in marked if piece != reader._mark] == ids.tolist()
    assert [marked[pool > 0].tolist()] == [ids[there].tolist()]


@given(st.text(max_size=40), st.integers(0, 30), st.integers(1, 9))
@settings(max_examples=30, deadline=None)
def test_any_text_gives_chances_and_a_bounded_rating(text, start, length):
    judged = base_reader().judge(text, [(start, start + length)])
    assert judged.targets.sum() == pytest.approx(1, abs=1e-5)
    assert ((judged.roles >= 0) & (judged.roles <= 1)).all()
    assert -1 <= judged.rating <= 1


def test_sums_of_products_stay_in_the_16_bits_that_processors_without_vnni_have(reader):
    options = onnxruntime.SessionOptions()
    options.add_session_config_entry("session.x64quantprecision", "1")
    exact = BaseReader()
    exact._session = onnxruntime.InferenceSession(
        FOLDER / "base.onnx", options, disabled_optimizers=["SkipLayerNormFusion"]
    )
    for text in (PRAISE, BLAME):
        one, other = (each.judge(text, [(0, 10)]) for each in (reader, exact))
        assert np.allclose(one.targets, other.targets, atol=1e-4)
        assert np.allclose(one.roles, other.roles, atol=1e-4)
