"""Word pieces, windows and the encoder."""

from itertools import pairwise

import numpy as np
import onnxruntime
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.attribution.hints import COLUMNS
from analysis.models import encoder
from analysis.models.encoder import FOLDER, LONGEST_WINDOW, START, STOP, pieces, windows

TEXT = "“Prices fell,” Ms. Okafor told Reuters.\n\nNobody unanticipatedly disagreed."
PARAGRAPHS = [(0, 39), (41, 74)]


@pytest.fixture(scope="module")
def cut():
    return pieces(TEXT, PARAGRAPHS)


def test_pieces_are_stretches_of_the_text(cut):
    words = [TEXT[a:b].lower() for a, b in cut.offsets[:6]]
    assert words == ["“", "prices", "fell", ",", "”", "ms"]


def test_each_unit_ends_with_an_empty_separator(cut):
    assert len(cut.units) == 2
    for _, end in cut.units:
        assert cut.ids[end - 1] == STOP
        assert cut.offsets[end - 1, 0] == cut.offsets[end - 1, 1]


def test_later_pieces_of_a_word_continue_it(cut):
    first, end = cut.covering(TEXT.index("unanticipatedly"), TEXT.index(" disagreed"))
    assert end - first > 1
    assert cut.continues[first:end].tolist() == [False] + [True] * (end - first - 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Okafor", "Okafor"), ("fell,” Ms", "fell,” Ms"), ("kafo", "Okafor"), ("Nobody", "Nobody")],
)
def test_covering_finds_the_pieces_that_touch_a_stretch(cut, text, expected):
    start = TEXT.index(text)
    first, end = cut.covering(start, start + len(text))
    assert TEXT[cut.offsets[first, 0] : cut.offsets[end - 1, 1]] == expected


def test_covering_white_space_finds_nothing(cut):
    first, end = cut.covering(39, 41)
    assert all(a == b for a, b in cut.offsets[first:end])


@pytest.mark.parametrize("text", ["", "  \n ", "\n\n"])
def test_a_text_without_words_has_no_pieces(text):
    cut = pieces(text, [(0, len(text))])
    assert len(cut) == 0 and cut.units == () and windows(cut.units) == []


def test_a_paragraph_longer_than_a_window_is_cut_at_sentences():
    text = "The council met again on Monday. " * 120
    cut = pieces(text, [(0, len(text))])
    assert len(cut.units) > 2
    for first, end in cut.units:
        assert end - first < LONGEST_WINDOW
        assert text[cut.offsets[end - 2, 0]] == "."


def test_a_paragraph_without_any_sentence_end_is_cut_all_the_same():
    text = "word " * 1000
    cut = pieces(text, [(0, len(text))])
    assert max(end - first for first, end in cut.units) < LONGEST_WINDOW
    assert len(cut) == 1000 + len(cut.units)


@given(st.lists(st.integers(2, LONGEST_WINDOW - 1), max_size=40), st.integers(1, LONGEST_WINDOW))
@settings(max_examples=100, deadline=None)
def test_windows_own_every_piece_once_and_hold_whole_units(lengths, first):
    ends = np.cumsum(lengths).tolist()
    units = list(pairwise([0, *ends]))
    found = windows(units, first=first)
    assert [i for w in found for i in range(w.own, w.end)] == list(range(sum(lengths)))
    borders = {0, *ends}
    for window in found:
        assert {window.first, window.own, window.end} <= borders
        assert window.end - window.first < LONGEST_WINDOW


def test_a_window_starts_with_a_short_paragraph_before_it():
    units = [(0, 120), (120, 150), (150, 280)]
    assert windows(units)[-1] == (120, 150, 280)


def test_a_long_paragraph_is_no_context():
    assert windows([(0, 200), (200, 300)])[-1].first == 200


def test_the_encoder_reads_every_window(cut):
    read = list(encoder.Encoder().read(cut, np.zeros((len(cut), len(COLUMNS)), dtype=np.int64)))
    assert [window for window, _ in read] == windows(cut.units)
    for window, states in read:
        assert states.shape == (1 + window.end - window.first, 384)
        assert np.isfinite(states).all()


def test_sums_of_products_stay_in_the_16_bits_that_processors_without_vnni_have(cut):
    inputs = {
        "ids": np.concatenate([[START], cut.ids])[None],
        "hints": np.zeros((1, len(cut) + 1, len(COLUMNS)), dtype=np.int64),
    }
    states = []
    for exact in ("0", "1"):
        options = onnxruntime.SessionOptions()
        options.add_session_config_entry("session.x64quantprecision", exact)
        path = FOLDER / "encoder.onnx"
        session = onnxruntime.InferenceSession(path, options, disabled_optimizers=["SkipLayerNormFusion"])
        states.append(session.run(None, inputs)[0])
    assert np.allclose(*states, atol=1e-4)
