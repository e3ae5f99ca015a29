"""Mistakes in what is given beside an article are said in one sentence, before anything runs."""

import pytest

from analysis.cli import main
from analysis.commands.options import REFUSED

STORY = "The mayor left the town on Monday. The council said that it was glad. Nobody else was asked." * 3


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "story.txt").write_text(STORY)
    return tmp_path


def said(capsys, *arguments) -> str:
    assert main(["report", "story.txt", "--reports-dir", "out", *arguments]) == REFUSED
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1
    return err


@pytest.mark.parametrize(
    "parameter, content, message",
    [
        ("own_frames", None, "There is no file of frames “given”; check the spelling of its path."),
        ("own_frames", "frames: [", "is not YAML, line 1; compare data/frames/example.yaml."),
        ("own_frames", "frames: {Ferry: {cues: [boat]}}", "there is no definition: give one sentence."),
        ("lexicon", "word,value\n", "needs a first line with the columns term and score."),
    ],
)
def test_a_file_that_cannot_be_used_is_refused(place, capsys, parameter, content, message):
    if content is not None:
        (place / "given").write_text(content)
    assert message in said(capsys, "-p", f"{parameter}=given")


@pytest.mark.parametrize(
    "parameter, message",
    [
        ("topic=ferries", "There is no topic “ferries”; "),
        ("bootstrap_samples=0", "has to be a whole number from 1 on, not “0”."),
        ("seed=-1", "has to be a whole number from 0 on, not “-1”."),
        ("codings=gone.csv", "There is no coding sheet “gone.csv”; check the spelling of its path."),
        ("codings=/nope", "There is no folder of codings “/nope”; check the spelling of its path."),
        ("codings=story.txt", "There is no folder of codings “story.txt”; check the spelling of its path."),
    ],
)
def test_a_value_that_cannot_be_used_is_refused(place, capsys, parameter, message):
    assert message in said(capsys, "-p", parameter)


def test_a_larger_model_that_cannot_be_loaded_is_refused(place, capsys, monkeypatch):
    monkeypatch.setattr("analysis.models.larger.find_spec", lambda name: None)
    assert "A larger model needs further packages: " in said(capsys, "-p", "model=anything")


@pytest.mark.parametrize(
    "files, message",
    [
        ({"story.csv": "task,Antwort\nquotes,no\n"}, "story.csv is no coding sheet: it has no column "),
        ({"story.ann": "T1 broken\n"}, "“story.ann” cannot be taken over: Line 1 of the annotations is no"),
        (
            {"story.csv": "task\n", "story.ann": ""},
            "two codings of one article, story.csv and story.ann;",
        ),
    ],
)
def test_a_coding_that_is_none_is_refused(place, capsys, files, message):
    (place / "data" / "codings").mkdir(parents=True)
    for name, content in files.items():
        (place / "data" / "codings" / name).write_text(content)
    assert message in said(capsys)
