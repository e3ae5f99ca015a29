"""A DataFrame of texts as articles."""

import pandas as pd
import pytest

from analysis.articles.dataframes import collect_rows
from analysis.errors import CorpusError

TEXT = "The council said on Monday that it would close the library, and many people were angry."


def test_columns_are_found_by_name_and_cells_read_as_a_table_s():
    frame = pd.DataFrame(
        {
            "Headline": ["One", None, "Three"],
            "body": [TEXT, TEXT + " Nobody knew.", TEXT],
            "date": [pd.Timestamp("2024-05-06"), pd.NaT, pd.Timestamp("2024-05-07 08:30")],
            "article_id": [7, 8, 9],
        },
        index=["x", "y", "z"],
    )
    found = collect_rows(frame)
    assert [(each.source, each.article.id, each.article.title) for each in found.items] == [
        ("row 1 of a DataFrame", "7", "One"),
        ("row 2 of a DataFrame", "8", None),
        ("row 3 of a DataFrame", "9", "Three"),
    ]
    assert [each.article.published for each in found.items] == ["2024-05-06", None, "2024-05-07T08:30:00"]
    assert (found.refused, found.notes) == ((), ())


def test_a_column_can_be_chosen():
    frame = pd.DataFrame({"text": ["Only a note."], 5: [TEXT]})
    (item,) = collect_rows(frame, {"text": "5"}).items
    assert TEXT in item.article.text


def test_rows_that_cannot_be_used_are_said_and_names_that_are_taken_numbered():
    frame = pd.DataFrame({"text": [TEXT, "", None, TEXT], "title": ["Same", "a", "b", "Same"]})
    found = collect_rows(frame)
    assert [each.article.id for each in found.items] == ["Same", "Same-2"]
    assert [sentence[:24] for sentence in found.refused] == [
        "Row 2 of the DataFrame h",
        "Row 3 of the DataFrame h",
    ]
    assert len(found.notes) == 1


@pytest.mark.parametrize(
    "columns, sentence",
    [
        (
            None,
            'No column of the DataFrame is known to hold the text; name it: columns={"text": ...} (words).',
        ),
        ({"text": "word"}, "There is no column “word” in the DataFrame; there are words."),
        ({"body": "words"}, "There is no field “body” for a column; "),
    ],
)
def test_wrong_columns_are_one_sentence(columns, sentence):
    with pytest.raises(CorpusError) as error:
        collect_rows(pd.DataFrame({"words": [TEXT]}), columns)
    assert str(error.value).startswith(sentence)
