"""Voices as framing: who has which share of the words, who only is mentioned, and where others speak."""

import numpy as np
import pytest

from analysis import Resampling, framing
from analysis.annotation import annotate
from analysis.articles import Article
from analysis.framing.sourcing import UNKNOWN
from analysis.presentation.charts import quotes as charts

TEXT = """Council closes old bridge

The council closed the old bridge on Monday. Engineers had found cracks in two of its pillars.

“The bridge is not safe any more, and nobody should use it,” said Mrs. Ines Okafor, the mayor. She left.

Tom Reyes runs a bakery beside the bridge. The state has not answered. The bakers asked Tom Reyes for help.

“I will lose half of my customers,” said Lena Brandt, a florist.
"""


@pytest.fixture(scope="module")
def document():
    return annotate(Article(text=TEXT, id="bridge"))


def by(document, group: str, **options) -> dict[str, float]:
    table = framing.shares(document, group, **options)
    return dict(zip(table["group"], table["share"], strict=True))


def test_shares_sum_to_one_and_lead_to_sentences(document, example):
    for read in (document, example):
        for group in ("speaker", "role", "affiliation", "gender"):
            table = framing.shares(read, group)
            assert table["share"].sum() == pytest.approx(1)
            assert (table["words"].diff().dropna() <= 0).all()
            numbers = {number for numbers in table["sentences"] for number in numbers}
            assert numbers <= {sentence.number for sentence in read.sentences}


def test_one_expert_has_nine_tenths_of_the_quoted_words_of_the_example(example):
    table = framing.shares(example, quoted_only=True)
    first = table.iloc[0]
    assert (first["group"], first["words"], table["words"].sum()) == ("Fawaz Gerges", 59, 65)
    assert np.isnan(first["low"])  # fewer than five statements
    whole = framing.shares(example).iloc[0]
    assert whole["low"] < whole["share"] < whole["high"]


def test_gender_is_the_text_s_own_and_never_guessed_from_a_name(document):
    shares = by(document, "gender", quoted_only=True)
    assert set(shares) == {"feminine", UNKNOWN}  # “Mrs.” says it of Okafor, nothing of Lena
    rows = framing.presence(document).set_index("entity")
    assert rows.loc["Lena Brandt", "gender"] == UNKNOWN


def test_some_are_mentioned_and_never_speak(document):
    rows = framing.presence(document).set_index("entity")
    assert rows.loc["Tom Reyes", ["mentions", "statements", "words"]].tolist() == [2, 0, 0]
    assert rows.loc["Lena Brandt", "statements"] == 1 and rows.loc["Lena Brandt", "words"] == 7


def test_several_who_are_meant_are_present_each_by_their_own_name():
    text = "Maria Lopez and John Miller opened a shelter. They helped 40 families. “We are glad,” they said."
    table = framing.presence(annotate(Article(text=text))).set_index("entity")
    assert set(table.index) == {"Maria Lopez", "John Miller"}
    assert (table["mentions"] == 3).all()
    assert (table["statements"] == 1).all()


def test_positions_part_the_text(document):
    rows = framing.positions(document).set_index("part")
    assert list(rows.index) == list(framing.PARTS)
    assert rows.loc["headline", "sentences"] == [1] and rows.loc["lead", "sentences"] == [2, 3]
    assert rows.loc[["headline", "lead", "body"], "words"].sum() == rows["words"].iloc[3:].sum()
    assert rows[["author", "quoted", "reported"]].sum(axis=1).to_numpy() == pytest.approx(1)
    assert rows.loc["body", "speakers"][-1] == "Lena Brandt"
    assert rows.loc["headline", "author"] == 1 and np.isnan(rows.loc["headline", "low"])


def test_a_first_paragraph_with_a_stop_is_no_headline(example):
    assert "headline" not in set(framing.positions(example)["part"])


@pytest.mark.parametrize("text", ["", "  \n ", "Rain.", "“No.”"])
def test_little_text_has_tables(text):
    document = annotate(Article(text=text, id="x"))
    shares, parts = framing.all_shares(document, Resampling(50)), framing.positions(document, Resampling(50))
    assert shares["share"].notna().all() and parts["author"].notna().all()


def test_the_chart_of_the_example_tells_whose_words_stand_where(example):
    drawing = charts.positions(framing.positions(example, Resampling(50)))
    assert drawing.answer == "Whose words make up each part of the text"
    assert "lead: 86% the author" in drawing.alt
