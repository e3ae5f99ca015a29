"""Where a path is looked up."""

import subprocess
import sys

import pytest

from analysis import paths


def test_the_current_folder_comes_before_the_callers_and_the_project(tmp_path, monkeypatch):
    here, there = tmp_path / "here", tmp_path / "there"
    for folder in (here, there):
        folder.mkdir()
        (folder / "both.csv").touch()
    (there / "one.csv").touch()
    monkeypatch.chdir(here)
    monkeypatch.setenv(paths.CALLER, str(there))
    assert paths.find("both.csv").resolve() == here / "both.csv"
    assert paths.find("one.csv") == there / "one.csv"
    assert paths.find("data/articles/us-iraq-withdrawal.txt") == paths.EXAMPLE
    assert paths.find("none.csv").name == "none.csv"


@pytest.mark.slow
def test_a_relative_path_among_the_parameters_is_the_callers(tmp_path):
    (tmp_path / "mine.csv").write_text("term,score\nwin,1\nhumiliating,-1\n", encoding="utf-8")
    command = [
        "report",
        paths.EXAMPLE,
        "--reports-dir",
        "out",
        "--only",
        "sentiment",
        "-p",
        "lexicon=mine.csv",
    ]
    run = subprocess.run(
        [sys.executable, "-m", "analysis", *command],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert (run.returncode, run.stderr) == (0, "")
    table = tmp_path / "out" / paths.EXAMPLE.stem / "tables" / "sentences.csv"
    assert '"lexicon"' in table.read_text(encoding="utf-8-sig").splitlines()[0]
