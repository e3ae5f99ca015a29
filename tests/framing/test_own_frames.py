"""A researcher's own frames: what a file gives, and what is said when it cannot be used."""

import hashlib

import numpy as np
import pytest

from analysis import Resampling, framing
from analysis.annotation import annotate
from analysis.articles import Article
from analysis.errors import FramesError
from analysis.framing import TYPOLOGIES, read_frames
from analysis.paths import ROOT
from analysis.presentation.tables import framing as framing_usual

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


def similar(sentences):
    """Return unit vectors by which sentences with the same words are alike: hashed bags of words."""
    rows = np.full((len(sentences), 64), 1e-3)
    for row, sentence in zip(rows, sentences, strict=True):
        for word in sentence.lower().strip(".").split():
            row[int(hashlib.sha256(word.encode()).hexdigest(), 16) % 64] += 1
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


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


def test_own_frames_are_found_by_their_cues(water):
    own = read_frames(water)
    table = framing.frames(read(TEXT), Resampling(100), own)
    assert own[0].name == "water" and own[0].frames == ("scarcity", "sharing")
    assert sentences_of(table, "scarcity") == [1, 2] and sentences_of(table, "sharing") == [4]
    whole = table[(table["typology"] == "water") & table["sentence"].isna()]
    assert whole["score"].tolist() == [0.5, 0.25] and whole["percentile"].isna().all()
    assert (whole["low"] <= whole["score"]).all() and (whole["score"] <= whole["high"]).all()


def test_nothing_given_is_nothing_found():
    assert read_frames("") == ()
    assert "No frames of your own" in framing_usual.own_frames(framing.frames(read("It rained.")), ()).markup


def test_sentences_near_to_an_example_carry_the_frame(water):
    text = "All the wells are empty. It rained. A drought came."
    table = framing.frames(read(text), Resampling(100), read_frames(water, similar))
    assert sentences_of(table, "scarcity") == [1, 3] and sentences_of(table, "sharing") == []
    assert sentences_of(framing.frames(read(text), Resampling(100), read_frames(water)), "scarcity") == [3]


def test_the_nearness_asked_for_is_the_file_s(water):
    water.write_text(WATER + "similarity: 0.99\n", encoding="utf-8")
    table = framing.frames(read("All the wells are empty."), Resampling(100), read_frames(water, similar))
    assert sentences_of(table, "scarcity") == []


def test_the_meaning_of_nothing_is_not_asked_for(water):
    table = framing.frames(read(""), Resampling(100), read_frames(water, similar))
    assert sentences_of(table, "scarcity") == []


def test_the_example_file_finds_its_frames_in_the_example_article(example):
    table = framing_usual.own_frames(
        framing.frames(example, Resampling(100), own := read_frames(EXAMPLE, taken=TYPOLOGIES)), own
    )
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
        ("cues: [water right]", "", "no cue words"),
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
        read_frames(water, taken=TYPOLOGIES)
    assert str(raised.value).endswith(".") and "\n" not in str(raised.value)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(FramesError, match=r"There is no file of frames “\S+nowhere\.yaml”;"):
        read_frames(tmp_path / "nowhere.yaml")
