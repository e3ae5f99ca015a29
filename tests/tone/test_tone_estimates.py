"""Means with intervals: entities, voices, and the course over the text."""

import numpy as np
import pandas as pd
import pytest

from analysis import Resampling
from analysis.annotation import Document, annotate
from analysis.articles import Article
from analysis.tone import (
    METHODS,
    MINIMUM_SENTENCES,
    arc,
    entity_sentiment,
    passages,
    sentiment,
    target_sentiment,
    voice_gap,
    voice_sentiment,
)
from analysis.wording import listed, signed

GRIM = "Kenya told terrible lies and waged a brutal war. "
GLAD = "Peru won a great victory and the happy people cheered. "


def read(text: str) -> Document:
    return annotate(Article(text=text))


@pytest.fixture(scope="module")
def two_sided() -> Document:
    return read(GRIM * 6 + GLAD * 6)


@pytest.fixture(scope="module")
def entities(example) -> pd.DataFrame:
    return entity_sentiment(example)


def known(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[frame["mean"].notna()]


def test_entities_have_a_row_a_voice_in_order(entities, example):
    assert list(entities.columns) == ["article_id", "entity", "voice", "sentences", "mean", "low", "high"]
    assert not entities.duplicated(["entity", "voice"]).any()
    totals = entities[entities["voice"] == "all"].set_index("entity")["sentences"]
    assert totals.is_monotonic_decreasing
    mentioned = target_sentiment(example).groupby("entity")["sentence"].nunique()
    assert totals.to_dict() == mentioned.to_dict()


def test_too_few_sentences_are_not_enough_text(entities):
    few = entities["sentences"] < MINIMUM_SENTENCES
    assert few.any()
    assert entities.loc[few, ["mean", "low", "high"]].isna().all(axis=None)
    assert entities.loc[~few, ["mean", "low", "high"]].notna().all(axis=None)


def test_intervals_contain_the_mean_within_bounds(entities, example):
    for frame in (known(entities), known(voice_sentiment(example)), arc(sentiment(example))):
        assert len(frame) > 0
        assert (frame["low"] <= frame["mean"]).all()
        assert (frame["mean"] <= frame["high"]).all()
        assert frame[["low", "high"]].abs().le(1).all(axis=None)


def test_estimates_repeat_with_their_seed_and_change_with_it(example):
    scores = sentiment(example)
    for make in (
        lambda seed: entity_sentiment(example, resampling=Resampling(200, seed)),
        lambda seed: voice_sentiment(example, resampling=Resampling(200, seed)),
        lambda seed: arc(scores, resampling=Resampling(200, seed)),
    ):
        pd.testing.assert_frame_equal(make(1), make(1))
        assert not make(1)["low"].equals(make(2)["low"])


def test_a_clear_tone_is_told(two_sided):
    rows = entity_sentiment(two_sided).set_index(["entity", "voice"])
    assert rows.loc[("Kenya", "all"), "high"] < 0 < rows.loc[("Peru", "all"), "low"]


def test_several_mentions_in_a_sentence_count_as_one_sentence():
    document = read("Kenya praised Kenya’s great team, but Kenya was attacked by brutal thugs. " * 5)
    row = entity_sentiment(document).iloc[0]
    assert (row["entity"], row["sentences"]) == ("Kenya", 5)
    assert -1 < row["mean"] < 1


def test_voices_always_have_their_rows(example, two_sided):
    voices = ("all", "author", "others", "quoted", "reported")
    expected = [(voice, method) for voice in voices for method in METHODS]
    for document in (example, two_sided, read("")):
        table = voice_sentiment(document)
        assert list(zip(table["voice"], table["method"], strict=True)) == expected
    assert voice_sentiment(read("")).dtypes.equals(voice_sentiment(example).dtypes)


def test_passages_take_each_voices_own_words():
    text = "“This is a terrible and brutal mistake,” the senator said on a wonderful evening."
    spoken = passages(read(text)).set_index("voice")
    assert spoken.loc["quoted", "text"].strip("“”, ") == "This is a terrible and brutal mistake"
    assert spoken.loc["author", "vader"] > 0 > spoken.loc["quoted", "vader"]
    assert spoken.loc["all", "text"] == text


def test_two_words_are_no_passage():
    assert "author" not in set(passages(read("“The roof fell down,” he said."))["voice"])


def test_the_gap_is_authors_minus_others():
    said = "“We are happy, it is a great success,” said Mayor Anna Weber in the dull old hall of the town. "
    document = read((said + GRIM) * 6)
    gap = voice_gap(document)
    means = voice_sentiment(document).set_index(["voice", "method"])["mean"]
    assert gap["mean"] == pytest.approx(means["author", "model"] - means["others", "model"])
    assert gap["low"] <= gap["mean"] <= gap["high"] < 0
    assert np.isnan(voice_gap(read(GRIM))["mean"])


def test_the_course_follows_the_tone(two_sided):
    course = arc(sentiment(two_sided))
    assert course["sentence"].tolist() == list(range(1, 13))
    assert course["mean"].iloc[0] < -0.2 < 0.2 < course["mean"].iloc[-1]
    assert course["mean"].is_monotonic_increasing


def test_long_texts_have_two_hundred_points():
    scores = pd.DataFrame({"article_id": "x", "model": np.sin(np.arange(1000))})
    course = arc(scores, resampling=Resampling(20))
    assert len(course) == 200
    assert course["sentence"].iloc[[0, -1]].tolist() == [1, 1000]


def test_a_short_text_has_no_course():
    course = arc(sentiment(read(GRIM * (MINIMUM_SENTENCES - 1))))
    assert course.empty
    assert course.dtypes.equals(arc(sentiment(read(GRIM * MINIMUM_SENTENCES))).dtypes)


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (signed(-0.256), "−0.26"),
        (signed(0.5, 1), "+0.5"),
        (signed(-0.001), "0.00"),
        (signed(float("nan")), "not enough text"),
        (listed(["a"]), "a"),
        (listed([]), ""),
    ],
)
def test_wording(shown, expected):
    assert shown == expected
