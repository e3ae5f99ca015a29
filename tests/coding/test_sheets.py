"""Sheets as files: written once, with instructions, into a folder that keeps what coders wrote."""

import re

import openpyxl
import pytest

from analysis.coding import lay_out, read, to_correct, write
from analysis.coding.sheets import instructions
from analysis.errors import CodingError
from analysis.presentation.tables import coding as tables


def test_sheets_are_written_once_with_instructions(sheet, tmp_path):
    paths = write(sheet, tmp_path, "drawn")
    assert [path.name for path in paths] == ["drawn.csv", "drawn.xlsx", "drawn-instructions.txt"]
    book = openpyxl.load_workbook(paths[1])
    assert book.sheetnames == ["Instructions", "quotes", "sentiment", "generic"]
    assert book["sentiment"].data_validations.dataValidation[0].formula1 == '"negative,neutral,positive"'
    assert not read(paths[:2]).rows
    with pytest.raises(CodingError, match="is there already and may hold somebody's coding"):
        write(sheet, tmp_path, "drawn")


def test_instructions_define_the_frames_that_are_asked_for():
    assert "The generic frames:" in instructions(["quotes", "generic"])
    assert "frames:" not in instructions(["quotes"])


def test_instructions_for_corrections_are_their_own(example, tmp_path):
    whole = to_correct(example)
    paths = write(whole, tmp_path, "story")
    told = paths[-1].read_text(encoding="utf-8")
    assert told == instructions(whole["task"], correcting=True)
    assert told.startswith("HOW TO CORRECT") and "The generic frames:" in told
    assert not any(said in told for said in ("Code alone", "a name of its own"))
    assert set(re.findall(r"[a-z_]+", told)) >= set(whole.columns)
    code_alone = instructions(["quotes"])
    assert "Code alone" in code_alone and "  mixed     somebody's, a part in" in code_alone
    assert "  mixed     somebody's, a part in" in told


def test_a_folder_is_laid_out_once_and_leaves_others_alone(tmp_path, material, sheet):
    folder = lay_out(material, tmp_path, 5)
    assert [path.name for path in folder.files] == ["us-iraq-withdrawal.csv", "us-iraq-withdrawal.xlsx"]
    assert folder.codings.rows == ()
    before = folder.files[0].read_bytes()
    write(sheet.head(3).assign(article_id="other", answer="no"), tmp_path, "other", [".csv"])
    again = lay_out(material, tmp_path, 9)
    assert again.files[0].read_bytes() == before
    assert again.codings.rows == () and again.codings.problems == (
        "3 rows in this folder about other texts, left alone.",
    )
    assert "Nothing is coded yet" in tables.next_step(again.files, again.codings)[0].text
