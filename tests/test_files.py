"""Tables as files: what is saved is never a formula, and what people hand over is read as they saved it."""

import openpyxl
import pandas as pd
import pytest

from analysis.files import TableError, read_table, save_table

HOSTILE = ["=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "\tx", "plain", "bell\a", "'=kept", "x" * 40_000]


def test_tables_are_saved_in_three_forms_and_never_as_formulas(tmp_path):
    frame = pd.DataFrame({"text": HOSTILE, "number": range(len(HOSTILE)), "spans": [[[0, 1]]] * len(HOSTILE)})
    paths = {kind: save_table(frame, tmp_path / f"t.{kind}") for kind in ("csv", "parquet", "xlsx")}
    assert pd.read_parquet(paths["parquet"])["text"].tolist() == HOSTILE
    assert pd.read_csv(paths["csv"])["text"].tolist()[:4] == ["'=HYPERLINK(1)", "'+1", "'-1", "'@SUM(1)"]
    rows = list(openpyxl.load_workbook(paths["xlsx"]).active.iter_rows(min_row=2))
    assert [row[0].value for row in rows][:5] == HOSTILE[:5]
    assert {row[0].data_type for row in rows} == {"s"} and {row[1].data_type for row in rows} == {"n"}
    assert [row[0].quotePrefix for row in rows][:6] == [True] * 5 + [False]
    assert rows[0][2].value == "[[0, 1]]"


def test_a_table_of_another_kind_is_refused(tmp_path):
    with pytest.raises(ValueError, match=r"as \.csv, \.parquet, \.xlsx, and not as “t\.doc”"):
        save_table(pd.DataFrame(), tmp_path / "t.doc")


@pytest.mark.parametrize(
    "data",
    [
        "Term ,score\n\nbös,1\n".encode(),
        "\ufeffterm;score\r\n\r\nbös;1\r\n".encode(),
        "term\tscore\n\nbös\t1\n".encode("utf-16"),
        "term;score\n\nbös;1\n".encode("cp1252"),
        "term|score\n\nbös|1\n".encode(),
    ],
)
def test_separated_values_are_read_in_every_form_that_spreadsheets_save(tmp_path, data):
    (tmp_path / "t.csv").write_bytes(data)
    (tab,) = read_table(tmp_path / "t.csv")
    assert tab == ("", ("term", "score"), [(3, {"term": "bös", "score": "1"})])


def test_a_workbook_is_read_tab_by_tab_as_texts(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "One"
    for row in (["Term", "score"], [None, None], ["good", 2.0]):
        book.active.append(row)
    book.create_sheet("Empty")
    book.save(tmp_path / "t.xlsx")
    assert read_table(tmp_path / "t.xlsx") == [
        ("One", ("term", "score"), [(3, {"term": "good", "score": "2"})])
    ]


@pytest.mark.parametrize(
    "name, data, why",
    [
        ("t.csv", b"term,score\ng\0od,1\n", "NUL bytes"),
        ("t.csv", b'term,score\n"good,1\n', "unexpected end of data"),
        ("t.csv", b"term,score\n" + b"x" * 5_000_001, "field larger than"),
        ("t.xlsx", b"term,score\n", "it is no workbook"),
    ],
)
def test_a_file_that_is_no_table_says_why(tmp_path, name, data, why):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(TableError, match=why):
        read_table(tmp_path / name)


def test_a_file_that_is_too_large_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr("analysis.files.LARGEST", 20)
    (tmp_path / "t.csv").write_text("term,score\ngood,1\nbad,-1\n")
    with pytest.raises(TableError, match="it is larger than"):
        read_table(tmp_path / "t.csv")
