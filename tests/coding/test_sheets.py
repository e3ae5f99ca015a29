"""Samples, sheets and what coders write on them."""

import numpy as np
import openpyxl
import pandas as pd
import pytest

from analysis import presentation
from analysis.annotation import annotate
from analysis.articles import Article
from analysis.coding import draw, read, read_folder, write
from analysis.coding.answers import Answer, understand
from analysis.coding.sample import _drawn
from analysis.coding.units import Text, of_document
from analysis.errors import CodingError
from analysis.files import as_csv
from analysis.schemas import TABLES

HOSTILE = ["=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "\tx", "plain", "bell\a", "'=kept", "x" * 40_000]


@pytest.fixture(scope="module")
def material(example):
    return of_document(example)


@pytest.fixture(scope="module")
def sheet(material):
    return draw(material, 8)


def test_a_sheet_tells_where_units_stand_and_not_what_the_machine_found(example, sheet):
    assert list(sheet.columns) == list(TABLES["sheet"].columns)
    assert sheet.groupby("task").size().to_dict() == {"quotes": 8, "sentiment": 8, "generic": 8}
    for row in sheet.itertuples():
        assert example.article.text[row.start : row.end] == row.text
        assert example.sentences[row.sentence - 1].start <= row.start
    assert set(sheet["labels"]) == {"hidden"}
    assert not sheet[["answer", "speaker", "words"]].to_numpy().any()


def test_the_same_seed_draws_the_same(material, sheet):
    assert draw(material, 8).equals(sheet)
    assert not draw(material, 8, seed=1).equals(sheet)


def test_strata_have_their_shares():
    strata = pd.Series(["a"] * 60 + ["b"] * 30 + ["c"] * 10)
    generator = np.random.default_rng(0)
    drawn = strata.loc[_drawn(strata, 20, generator)]
    assert drawn.value_counts().to_dict() == {"a": 12, "b": 6, "c": 2}
    assert len(set(drawn.index)) == 20
    assert _drawn(strata, 1000, generator) == list(range(100))


@pytest.mark.parametrize(
    "size, tasks, message",
    [
        (0, ["quotes"], "at least one unit"),
        (5, ["qutes"], "There is no task “qutes” to code; there are quotes,"),
    ],
)
def test_what_cannot_be_drawn_is_said(material, size, tasks, message):
    with pytest.raises(CodingError, match=message):
        draw(material, size, tasks=tasks)


def test_a_text_without_sentences_has_nothing_to_code():
    with pytest.raises(CodingError, match="There is nothing to code"):
        draw(of_document(annotate(Article("", id="empty"))))


def test_the_context_is_the_sentence_before_and_after():
    text = Text(pd.DataFrame({"start": [0, 5, 10], "end": [4, 9, 14], "text": ["One.", "Two.", "Six."]}))
    assert text.context(5, 9) == ("One.", "Two.", "Six.")
    assert text.context(0, 4) == ("", "One.", "Two.")
    assert text.context(11, 12) == ("Two. S", "i", "x.")


def test_sheets_are_written_once_with_instructions(sheet, tmp_path):
    paths = write(sheet, tmp_path, "drawn")
    assert [path.name for path in paths] == ["drawn.csv", "drawn.xlsx", "drawn-instructions.txt"]
    book = openpyxl.load_workbook(paths[1])
    assert book.sheetnames == ["Instructions", "quotes", "sentiment", "generic"]
    assert book["sentiment"].data_validations.dataValidation[0].formula1 == '"negative,neutral,positive"'
    assert not read(paths[:2]).rows
    with pytest.raises(CodingError, match="is there already and may hold somebody's coding"):
        write(sheet, tmp_path, "drawn")


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
    assert one.rows[-1].answer.label == {"conflict", "morality"}


@pytest.mark.parametrize(
    "task, given, label",
    [
        ("quotes", "N", "no"),
        ("quotes", " yes ", "yes"),
        ("quotes", "indir.", "indirect"),
        ("sentiment", "−1", "negative"),
        ("sentiment", "0", "neutral"),
        ("sentiment", "+", "positive"),
        ("generic", "None", frozenset()),
        ("generic", "econ;Conflict", frozenset({"economic", "conflict"})),
        ("policy", "Legality, constitutionality and jurisprudence", None),
        ("policy", "Security and defense; political", frozenset({"Security and defense", "Political"})),
    ],
)
def test_answers_are_understood_as_people_write_them(task, given, label):
    expected = frozenset({given}) if label is None else label
    assert understand(task, given).label == expected


@pytest.mark.parametrize("task", ["quotes", "sentiment", "generic"])
def test_a_blank_answer_is_no_answer(task):
    assert understand(task, "  ") is None


@pytest.mark.parametrize(
    "task, given, message",
    [
        ("sentiment", "n", "“n” is no answer for sentiment; write negative, neutral or positive"),
        ("sentiment", "postive", "“postive” is no answer for sentiment"),
        ("generic", "conflict; mor; money", "“money” is no generic frame; write conflict,"),
    ],
)
def test_an_answer_that_nobody_understands_is_refused(task, given, message):
    with pytest.raises(ValueError, match=message):
        understand(task, given)


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


def test_tables_are_saved_in_three_forms_and_never_as_formulas(tmp_path):
    frame = pd.DataFrame({"text": HOSTILE, "number": range(len(HOSTILE)), "spans": [[[0, 1]]] * len(HOSTILE)})
    paths = {
        kind: presentation.save_table(frame, tmp_path / f"t.{kind}") for kind in ("csv", "parquet", "xlsx")
    }
    assert pd.read_parquet(paths["parquet"])["text"].tolist() == HOSTILE
    assert pd.read_csv(paths["csv"])["text"].tolist()[:4] == ["'=HYPERLINK(1)", "'+1", "'-1", "'@SUM(1)"]
    rows = list(openpyxl.load_workbook(paths["xlsx"]).active.iter_rows(min_row=2))
    assert [row[0].value for row in rows][:5] == HOSTILE[:5]
    assert {row[0].data_type for row in rows} == {"s"} and {row[1].data_type for row in rows} == {"n"}
    assert [row[0].quotePrefix for row in rows][:6] == [True] * 5 + [False]
    assert rows[0][2].value == "[[0, 1]]"


def test_a_table_of_another_kind_is_refused(tmp_path):
    with pytest.raises(ValueError, match=r"as \.csv, \.parquet, \.xlsx, and not as “t\.doc”"):
        presentation.save_table(pd.DataFrame(), tmp_path / "t.doc")


def test_a_very_long_sentence_is_read_back(sheet, tmp_path):
    coded = sheet.head(1).astype(object)
    coded.loc[coded.index[0], ["text", "answer"]] = ["word " * 60_000, "no"]
    path, *_ = write(coded, tmp_path, "coded", [".csv"])
    (row,) = read([path]).rows
    assert row.text == "word " * 60_000
