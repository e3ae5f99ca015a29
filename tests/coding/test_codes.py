"""Completed sheets are read as codings, from CSV and workbooks, with a sentence for what cannot be used."""

import openpyxl
import pandas as pd
import pytest

from analysis.coding import read, read_folder, write
from analysis.coding.answers import Answer
from analysis.errors import CodingError
from analysis.files import as_csv
from analysis.schemas import TABLES


def test_the_csv_and_the_workbook_are_read_alike(sheet, tmp_path):
    coded = sheet.copy()
    coded["answer"] = coded["task"].map(
        {"quotes": " Direct", "sentiment": "NEG", "generic": "conflict ; Morality"}
    )
    coded.loc[0, ["speaker", "coder", "comment"]] = ["Ann  Lee", "Kim", "=1+1"]
    paths = write(coded, tmp_path, "coded")
    one, other = (read([path]) for path in paths[:2])
    assert not one.problems and not other.problems and one.coders == other.coders == ("Kim",)
    for a, b in zip(one.rows, other.rows, strict=True):
        assert (a.answer, a.start, a.end, a.text, a.who) == (b.answer, b.start, b.end, b.text, b.who)
    assert one.rows[0].answer == Answer("direct", "Ann Lee")
    assert one.rows[-1].answer.frames == {"conflict", "morality"}


def test_a_row_is_named_in_its_problem_and_the_others_count(sheet, tmp_path):
    coded = sheet[sheet["task"] == "sentiment"].copy()
    coded["answer"] = ["positive", "bad luck", *["neutral"] * 6]
    path, *_ = write(coded, tmp_path, "coded")
    found = read([path])
    assert len(found.rows) == 7
    assert found.problems == (
        "Row 3 of coded.csv: “bad luck” is no answer for sentiment; write negative, neutral or positive.",
    )


def test_a_coder_who_contradicts_herself_is_told(sheet, tmp_path):
    coded = pd.concat([sheet[sheet["task"] == "sentiment"].head(1)] * 2)
    coded["answer"], coded["coder"] = ["positive", "negative"], "Ann"
    path, *_ = write(coded, tmp_path, "coded")
    found = read([path])
    assert [row.answer.label for row in found.rows] == ["positive"]
    assert found.problems == (
        "Row 3 of coded.csv: Ann gave another answer in row 2 of coded.csv, which counts.",
    )


@pytest.mark.parametrize(
    "name, data, message",
    [
        ("a.csv", b"", "The coding sheet .*a.csv is empty"),
        (
            "a.csv",
            b"task,text\nquotes,x\n",
            "a.csv is no coding sheet: it has no column article_id, start, end or",
        ),
        ("a.xlsx", b"PK nonsense", "cannot be read as XLSX; save it anew"),
    ],
)
def test_a_file_that_is_no_sheet_is_refused_in_a_sentence(tmp_path, name, data, message):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(CodingError, match=message):
        read([tmp_path / name])


@pytest.mark.parametrize(
    "columns, message",
    [
        ({"speaker": "speeker"}, "it has no column speaker; is “speeker” meant?"),
        ({"words": "word"}, "it has no column words; is “word” meant?"),
        ({"answer": "anwser"}, "it has no column answer; is “anwser” meant?"),
        ({"labels": "Label"}, "it has no column labels; is “label” meant?"),
        (
            {"coder": "codr", "date": "dates"},
            "it has no column coder or date; are “codr” and “dates” meant?",
        ),
        ({"coder": "by"}, "it has no column coder; begin with a sheet that Presslens wrote."),
    ],
)
def test_a_sheet_that_lost_a_column_is_refused(sheet, tmp_path, columns, message):
    path = tmp_path / "coded.csv"
    path.write_bytes(as_csv(sheet.rename(columns=columns)))
    for reading in (lambda: read([path]), lambda: read_folder(tmp_path)):
        with pytest.raises(CodingError) as error:
            reading()
        assert str(error.value) == f"coded.csv is no longer a whole coding sheet: {message}"


def test_a_tab_that_lost_a_column_is_named(sheet, tmp_path):
    coded = sheet.assign(answer="no", speaker="").rename(columns={"speaker": "speeker"})
    (path, *_) = write(coded, tmp_path, "coded", [".xlsx"])
    with pytest.raises(CodingError) as error:
        read([path])
    assert str(error.value).startswith("coded.xlsx, tab “quotes”, is no longer a whole coding sheet: ")


def test_columns_and_tabs_of_the_coders_own_are_left_alone(sheet, tmp_path):
    coded = sheet.assign(answer=sheet["task"].map({"quotes": "no", "sentiment": "0", "generic": "none"}))
    paths = write(coded.assign(note="mine", speakers="2"), tmp_path, "coded")
    book = openpyxl.load_workbook(paths[1])
    book.create_sheet("Notes").append(["what", "when"])
    book["Notes"].append(["a thought", "today"])
    book.save(paths[1])
    assert len(read([paths[0]]).rows) == len(read([paths[1]]).rows) == len(sheet)


def test_speaker_and_words_are_for_quotes_alone(sheet, tmp_path):
    coded = sheet[sheet["task"] == "sentiment"].assign(answer="neutral").drop(columns=["speaker", "words"])
    path, *_ = write(coded, tmp_path, "coded", [".csv"])
    assert len(read([path]).rows) == len(coded)


def test_cells_that_a_spreadsheet_left_off_at_the_end_of_rows_are_empty(sheet, tmp_path):
    columns = sorted(TABLES["sheet"].columns, key=lambda column: column == "date")
    coded = sheet.assign(answer="none")[columns]
    path, *_ = write(coded[coded["task"] == "generic"], tmp_path, "coded", [".csv"])
    head, *rows = path.read_text("utf-8-sig").splitlines()
    path.write_text("\n".join([head, *(row.removesuffix(",") for row in rows)]))
    assert {row.date for row in read([path]).rows} == {""}


def test_other_tables_in_the_folder_are_left_alone(tmp_path):
    (tmp_path / "notes.csv").write_text("a,b\n1,2\n")
    (tmp_path / "sentences.csv").write_text("article_id,sentence,start,end,text\na,1,0,4,One.\n")
    assert read_folder(tmp_path).rows == read_folder(tmp_path / "gone").rows == ()


def test_a_very_long_sentence_is_read_back(sheet, tmp_path):
    coded = sheet.head(1).astype(object)
    coded.loc[coded.index[0], ["text", "answer"]] = ["word " * 60_000, "no"]
    path, *_ = write(coded, tmp_path, "coded", [".csv"])
    (row,) = read([path]).rows
    assert row.text == "word " * 60_000
