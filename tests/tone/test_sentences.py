"""The sentences and their scores: one row each, whose words they are, and what moved the lexicons."""

import pandas as pd
import pytest

from analysis.annotation import Document, annotate
from analysis.articles import Article
from analysis.attribution import voices
from analysis.tone import disagreements, moving_words, sentences, sentiment, strongest, textblob_words
from analysis.tone.lexicons import polarity

COLUMNS = [
    *["article_id", "sentence", "paragraph", "part", "start", "end", "text"],
    *["quoted_share", "reported_share"],
    *["textblob", "subjectivity", "vader", "model"],
]


def read(text: str) -> Document:
    return annotate(Article(text=text))


@pytest.fixture(scope="module")
def scores(example) -> pd.DataFrame:
    return sentiment(example)


def test_one_row_a_sentence_with_the_designs_columns(example, scores):
    assert list(scores.columns) == COLUMNS
    assert scores["sentence"].tolist() == [sentence.number for sentence in example.sentences]
    text = example.article.text
    assert [text[row.start : row.end] for row in scores.itertuples()] == scores["text"].tolist()
    assert sentences(example).equals(scores[COLUMNS[:9]])


def test_bounds(scores):
    assert scores[["textblob", "vader", "model"]].abs().le(1).all(axis=None)
    assert scores[["quoted_share", "reported_share", "subjectivity"]].stack().between(0, 1).all()
    assert (scores["quoted_share"] + scores["reported_share"]).le(1).all()
    assert scores["model"].nunique() == len(scores)


def test_shares_are_of_words():
    text = "“We will win,” the coach said. It rained."
    document = read(text)
    table = sentences(document)
    words = [t.i for t in document.sentences[0].span if t.text.isalpha()]
    quoted = sum(voices(document)[i] == "quoted" for i in words)
    assert table["quoted_share"].tolist() == [quoted / len(words), 0]
    assert table["quoted_share"][0] == pytest.approx(0.5)


def test_an_article_without_sentences_gives_the_same_columns_and_types(scores):
    empty = sentiment(read(" \n"))
    assert empty.empty
    assert empty.dtypes.equals(scores.dtypes)
    words = moving_words(read(""))
    assert words.dtypes.equals(moving_words(read("A great day.")).dtypes)


def test_an_own_lexicon_adds_a_column(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text("term,score\nrain,-2\nsun,3\n")
    table = sentiment(read("Rain fell. Sun and rain. Nothing."), lexicon=path)
    assert table["lexicon"].tolist() == [-2, 0.5, 0]
    assert list(table.columns) == [*COLUMNS, "lexicon"]


def test_moving_words_have_the_articles_offsets(example):
    words = moving_words(example)
    text = example.article.text
    assert [text[row.start : row.end] for row in words.itertuples()] == words["text"].tolist()
    assert set(words["method"]) == {"textblob", "vader"}
    win = words[(words["text"] == "win") & (words["method"] == "vader")].iloc[0]
    assert win["sentence"] == 3
    assert win["value"] > 2.5


def test_the_strongest_sentences_come_first_and_the_neutral_ones_never(scores):
    rows = strongest(scores, count=5)
    rest = scores.drop(index=rows.index)
    assert len(rows) == 5
    assert rows["model"].abs().is_monotonic_decreasing
    assert rows["model"].abs().min() >= rest["model"].abs().max()
    assert len(strongest(scores, count=99)) == (scores["model"].map(polarity) != 0).sum()


def test_the_example_is_negative_where_it_speaks_of_humiliation_and_textblob_hardly_hears_it(scores):
    row = strongest(scores, count=1, method="vader").iloc[0]
    assert "humiliating" in row["text"]
    assert "dead\N{NO-BREAK SPACE}−" in row["vader_words"]
    assert polarity(row["textblob"]) == 0
    assert scores["textblob"].mean() > 0.1


def test_disagreements_have_opposite_signs_and_their_reasons(scores):
    rows = disagreements(scores)
    assert len(rows) > 0
    scored = rows[["model", "vader", "textblob"]]
    assert (scored.min(axis=1) * scored.max(axis=1) < 0).all()
    assert (rows["positive"] != rows["negative"]).all()
    trouble = rows[rows["text"].str.contains("trouble")].iloc[0]
    assert "more\N{NO-BREAK SPACE}+0.5" in trouble["textblob_words"]
    assert "trouble\N{NO-BREAK SPACE}−" in trouble["vader_words"]
    assert {moved.text for moved in textblob_words(trouble["text"])} >= {"more", "trouble"}


def test_nothing_to_select_from_nothing():
    empty = sentiment(read(""))
    assert strongest(empty).empty
    assert disagreements(empty).empty
    assert "vader_words" in disagreements(empty).columns
