"""What every reader tells of sentences and targets, and how scores become chances."""

import numpy as np
import pytest

from analysis.annotation import annotate
from analysis.articles import Article
from analysis.models.base import base_reader
from analysis.models.readers import (
    BASE,
    ROLES,
    SMALL,
    Calibration,
    nothing_judged,
    read,
    reader_of,
    softmax,
    touched,
)
from analysis.models.small import small_reader


def test_readers_go_by_name():
    assert reader_of(BASE) is base_reader()
    assert reader_of(SMALL) is small_reader()


@pytest.mark.parametrize("reader", [BASE, SMALL])
def test_a_document_is_read_sentence_by_sentence_with_its_mentions(reader):
    document = annotate(Article(text="Anna Weber praised Tom Lind. It rained. Tom Lind thanked her."))
    judged = read(document, reader)
    assert [len(each.targets) for each in judged] == [2, 0, 2]
    assert [each.roles.shape for each in judged] == [(2, 3), (0, 3), (2, 3)]
    assert read(document, reader) is judged


def test_a_temperature_flattens_and_keeps_the_order():
    scores = np.array([[2.0, 0.0, -1.0]])
    hot, cold = softmax(scores / 2), softmax(scores)
    assert hot.max() < cold.max()
    assert hot.argsort().tolist() == cold.argsort().tolist()


def test_each_role_has_a_factor_and_a_shift_of_its_own():
    calibration = Calibration(2.0, np.array([1.0, 2.0, 0.5]), np.array([0.0, 1.0, -1.0]))
    chances = calibration.roles(np.array([[0.0, 0.0, 2.0]]))
    assert chances[0] == pytest.approx([0.5, 1 / (1 + np.exp(-1)), 0.5])
    assert calibration.labels(np.array([[2.0, 0.0, 0.0]]))[0] == pytest.approx(softmax(np.array([1.0, 0, 0])))


def test_where_nothing_is_read_all_is_neutral_and_nobody_has_a_role():
    labels, roles = nothing_judged(2)
    assert labels.tolist() == [[0, 1, 0]] * 2
    assert roles.shape == (2, len(ROLES)) and not roles.any()


def test_a_span_touches_the_pieces_that_share_a_character():
    offsets = np.array([(0, 3), (3, 5), (6, 9)])
    assert touched(offsets, [(4, 7), (5, 6)]).tolist() == [[False, True, True], [False, False, False]]
