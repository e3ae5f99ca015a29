"""Samples: a sheet with the units' places and contexts, and each stratum's share of them."""

import numpy as np
import pandas as pd
import pytest

from analysis.annotation import annotate
from analysis.articles import Article
from analysis.coding import draw
from analysis.coding.sample import stratified
from analysis.coding.units import Text, of_document
from analysis.errors import CodingError
from analysis.schemas import TABLES


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
    sampled = strata.loc[stratified(strata, 20, generator)]
    assert sampled.value_counts().to_dict() == {"a": 12, "b": 6, "c": 2}
    assert len(set(sampled.index)) == 20
    assert stratified(strata, 1000, generator) == list(range(100))


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


def test_a_pronoun_of_several_is_coded_once():
    text = "Maria Lopez and John Miller opened a shelter. The crook of a mayor slandered them."
    document = annotate(Article(text=text, id="pair"))
    sheet = draw(of_document(document), 8, tasks=["sentiment"])
    assert sorted(sheet["text"]) == ["John Miller", "Maria Lopez", "them"]
