"""A researcher's own frames: what a file gives, and what is said when it cannot be used."""

import hashlib

import numpy as np
import pytest

from analysis import Resampling, framing
from analysis.annotation import annotate
from analysis.articles import Article
from analysis.errors import FramesError
from analysis.framing import read_frames
from analysis.framing.typologies import own
from analysis.paths import ROOT
from analysis.presentation.tables import framing as tables

EXAMPLE = ROOT / "data" / "frames" / "example.yaml"
WATER = """
name: water
frames:
  scarcity:
    definition: Water runs short.
    cues: [drought, run dry]
    weak: [reservoir, dry/ADJ]
    examples: ["The wells are empty."]
  sharing:
    definition: Water is shared.
    cues: [water right]
"""
TEXT = "The river ran dry. The reservoir is dry. A reservoir lies there. They fought over water rights."
WELLS = "All the wells are empty."


def bags_of_words(sentences):
    """Return unit vectors by which sentences with the same words are alike: hashed bags of words."""
    sentences = list(sentences)
    rows = np.full((len(sentences), 64), 1e-3)
    for row, sentence in zip(rows, sentences, strict=True):
        for word in sentence.lower().strip(".").split():
            row[int(hashlib.sha256(word.encode()).hexdigest(), 16) % 64] += 1
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@pytest.fixture
def by_words(monkeypatch):
    """Sentences are near when they share their words, whatever the model makes of them."""
    monkeypatch.setattr(own, "embed", bags_of_words)


@pytest.fixture
def water(tmp_path):
    path = tmp_path / "frames.yaml"
    path.write_text(WATER, encoding="utf-8")
    return path


def read(text: str):
    return annotate(Article(text=text, id="x"))


def sentences_of(table, frame: str) -> list[int]:
    rows = table[(table["typology"] == "water") & (table["frame"] == frame)]
    return rows["sentence"].dropna().tolist()


def test_own_frames_are_found_by_their_cues(water, by_words):
    typologies = read_frames(water)
    table = framing.frames(read(TEXT), Resampling(100), typologies)
    assert typologies[0].name == "water" and typologies[0].frames == ("scarcity", "sharing")
    assert sentences_of(table, "scarcity") == [1, 2] and sentences_of(table, "sharing") == [4]
    whole = table[(table["typology"] == "water") & table["sentence"].isna()]
    assert whole["score"].tolist() == [0.5, 0.25] and whole["percentile"].isna().all()
    assert (whole["low"] <= whole["score"]).all() and (whole["score"] <= whole["high"]).all()


def test_nothing_given_is_nothing_found():
    assert read_frames("") == ()
    assert not tables.own_frames(framing.frames(read("It rained.")), ()).markup.striptags()


def test_sentences_near_to_an_example_in_meaning_carry_the_frame(water):
    text = "Every well in the village has dried up. He plays the piano. A drought came."
    table = framing.frames(read(text), Resampling(100), read_frames(water))
    assert sentences_of(table, "scarcity") == [1, 3] and sentences_of(table, "sharing") == []


def test_the_model_is_not_asked_before_there_is_a_text(water, monkeypatch):
    monkeypatch.setattr(own, "embed", None)
    assert read_frames(water)[0].frames == ("scarcity", "sharing")


def test_a_frame_without_cues_is_found_by_meaning_alone(water):
    water.write_text(
        WATER.replace("cues: [water right]", 'examples: ["The pianist played."]'), encoding="utf-8"
    )
    table = framing.frames(read("It rained. The pianist played."), Resampling(100), read_frames(water))
    assert sentences_of(table, "sharing") == [2]


def test_the_nearness_asked_for_is_the_file_s(water, by_words):
    assert sentences_of(framing.frames(read(WELLS), Resampling(100), read_frames(water)), "scarcity") == [1]
    water.write_text(WATER + "similarity: 0.99\n", encoding="utf-8")
    table = framing.frames(read(WELLS), Resampling(100), read_frames(water))
    assert sentences_of(table, "scarcity") == []


def test_the_meaning_of_nothing_is_not_asked_for(water, monkeypatch):
    monkeypatch.setattr(own, "embed", None)
    table = framing.frames(read(""), Resampling(100), read_frames(water))
    assert sentences_of(table, "scarcity") == []


def test_the_example_file_finds_its_frames_in_the_example_article(example):
    typologies = read_frames(EXAMPLE)
    table = tables.own_frames(framing.frames(example, Resampling(100), typologies), typologies)
    assert "quagmire" in table.markup and "sucked up" in table.markup and 'href="#s20"' in table.markup


def test_the_file_s_name_stands_for_a_missing_one(water):
    water.write_text(WATER.replace("name: water", ""), encoding="utf-8")
    assert read_frames(water)[0].name == "frames"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("frames:", "frame:", "has no frames"),
        (WATER, "", "has no frames"),
        (WATER, "- a list", "has no frames"),
        (WATER, "frames: [", "is not YAML, line"),
        ("definition: Water is shared.", "", "frame “sharing”, there is no definition"),
        ("definition: Water is shared.", "definition: [a]", "there is no definition"),
        ("cues: [water right]", "cues: water right", "“cues” has to be a list of texts"),
        ("cues: [water right]", "cues: [1]", "“cues” has to be a list of texts"),
        ("cues: [water right]", "words: [water right]", "“words” is not known: there is cues"),
        ("name: water", "title: water", "“title” is not known"),
        ("name: water", "similarity: 2", "“similarity” has to be a number"),
        ("name: water", "similarity: near", "“similarity” has to be a number"),
        ("name: water", "name: policy", "there is a typology policy already"),
        ("  sharing:", "  2020:", "a frame's name has to be text"),
    ],
)
def test_what_cannot_be_used_is_said_in_one_sentence(water, old, new, message):
    water.write_text(WATER.replace(old, new), encoding="utf-8")
    with pytest.raises(FramesError, match=message) as raised:
        read_frames(water)
    assert str(raised.value).endswith(".") and "\n" not in str(raised.value)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(FramesError, match=r"There is no file of frames “\S+nowhere\.yaml”;"):
        read_frames(tmp_path / "nowhere.yaml")
