"""As a user does it: a sheet, two quotes corrected, the reports changed; errors in a sentence."""

import os
import shutil
import subprocess
import sys

import pandas as pd
import pytest

from analysis.paths import EXAMPLE

pytestmark = pytest.mark.slow


def run(place, *arguments):
    command = [sys.executable, "-m", "analysis", *map(str, arguments)]
    environment = os.environ | {"SOURCE_DATE_EPOCH": "0"}
    return subprocess.run(
        command, cwd=place, capture_output=True, text=True, timeout=600, env=environment, check=False
    )


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder with an article, and the sheet of corrections that the command wrote for it."""
    place = tmp_path_factory.mktemp("user")
    shutil.copy(EXAMPLE, place / "story.txt")
    made = run(place, "code", "story.txt", "--correct", "--tasks", "quotes")
    assert made.returncode == 0, made.stderr
    assert made.stdout == "data/codings/story.csv\ndata/codings/story-instructions.txt\n"
    assert (place / "data" / "codings" / "story-instructions.txt").read_text().startswith("HOW TO CORRECT")
    return place


def test_two_corrected_quotes_change_the_reports(place):
    path = place / "data" / "codings" / "story.csv"
    sheet = pd.read_csv(path, dtype="str", keep_default_na=False)
    taken_out = sheet.index[sheet["sentence"] == "6"][0]
    renamed = sheet.index[sheet["speaker"] == "Fawaz Gerges"][0]
    sheet.loc[taken_out, "answer"] = "no"
    sheet.loc[renamed, ["speaker", "coder", "date"]] = ["Pompeo", "Ann Lee", "2026-11-22"]
    sheet.to_csv(path, index=False, encoding="utf-8-sig")

    made = run(place, "report", "story.txt", "--reports-dir", "out", "--only", "quotes")

    assert made.returncode == 0, made.stderr
    quotes = pd.read_csv(place / "out" / "story" / "tables" / "quotes.csv")
    assert sheet.loc[taken_out, "text"] not in set(quotes["text"])
    assert quotes.loc[quotes["text"].str.startswith("“Iran is that"), "speaker"].tolist() == ["Mike Pompeo"]
    said = (
        "Corrected by hand by Ann Lee on 2026-11-22 (data/codings/story.csv): "
        "1 statement changed and 1 statement taken out."
    )
    assert said in (place / "out" / "story" / "quotes.html").read_text()
    assert "corrected by hand" in (place / "out" / "story" / "index.html").read_text()


@pytest.mark.parametrize(
    "arguments, message",
    [
        (["story.txt", "--correct"], "is there already and may hold somebody's coding"),
        (["story.txt", "--tasks", "tone"], "There is no task “tone” to code; there are quotes, sentiment,"),
        (["gone.txt"], "gone.txt"),
    ],
)
def test_what_cannot_be_coded_is_said_in_a_sentence(place, capsys, monkeypatch, arguments, message):
    from analysis.cli import main

    monkeypatch.chdir(place)
    assert main(["code", *arguments]) == 2
    said = capsys.readouterr().err
    assert message in said and said.count("\n") == 1


def test_quotes_corrected_in_brat_change_the_report(place):
    made = run(place, "code", "story.txt", "--correct", "--brat", "--out", "brat")
    assert (made.returncode, made.stdout) == (0, "brat/story.ann\n"), made.stderr
    path = place / "brat" / "story.ann"
    content = next(line for line in path.read_text().splitlines() if "Iran is that" in line)
    name = content.partition("\t")[0]
    path.write_text(
        "".join(f"{line}\n" for line in path.read_text().splitlines() if name not in line.split())
        .replace(content + "\n", "")
        .replace(f"Arg1:{name} ", "Arg1:T0 ")
        + "#99\tAnnotatorNotes T2\tcoder: Ann Lee\n"
    )
    given = ("report", "story.txt", "--reports-dir", "drawn", "--only", "quotes", "-p", "codings=brat")
    made = run(place, *given)
    assert made.returncode == 0, made.stderr
    quotes = pd.read_csv(place / "drawn" / "story" / "tables" / "quotes.csv")
    assert not quotes["text"].str.startswith("“Iran is that").any()
    said = "Corrected by hand by Ann Lee (brat/story.ann): 1 statement taken out."
    assert said in (place / "drawn" / "story" / "quotes.html").read_text()


@pytest.mark.parametrize(
    "arguments, message",
    [
        (["--correct", "--brat", "--out", "brat"], "is there already and may hold somebody's coding"),
        (["--brat"], "Only corrections can be written for brat; give --correct beside --brat."),
    ],
)
def test_brat_files_are_never_overwritten(place, capsys, monkeypatch, arguments, message):
    from analysis.cli import main

    monkeypatch.chdir(place)
    assert main(["code", "story.txt", *arguments]) == 2
    said = capsys.readouterr().err
    assert message in said and said.count("\n") == 1
