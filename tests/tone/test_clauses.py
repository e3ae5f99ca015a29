"""Sentiment towards whom by a word list: the clause decides, and so do the limits of a lexicon."""

import pytest

from analysis.annotation import annotate
from analysis.annotation.parsing import pipeline
from analysis.articles import Article
from analysis.tone import score_clauses, target_clauses
from analysis.tone.clauses import clause, scored_text, shown_text
from analysis.tone.lexicons import polarity

CASES = [
    # A clause for each of two, coordinated, contrasted or said.
    ("Iran praised the deal but the US condemned it.", "Iran", "Iran praised the deal", 1),
    ("Iran praised the deal but the US condemned it.", "US", "the US condemned it.", -1),
    ("The guards beat the prisoner, and the judge praised them.", "judge", "the judge praised them.", 1),
    ("Kenya will prosper, while Uganda faces a crisis.", "Uganda", "while Uganda faces a crisis", -1),
    ("The minister said the court had betrayed its voters.", "minister", "The minister said", 0),
    (
        "The minister said the court had betrayed its voters.",
        "court",
        "the court had betrayed its voters",
        -1,
    ),
    ("“The mayor is a brilliant leader,” said Anna Weber.", "mayor", "The mayor is a brilliant leader", 1),
    ("“The mayor is a brilliant leader,” said Anna Weber.", "Anna Weber", "said Anna Weber.", 0),
    # What stays together: common subjects, relative and adverbial clauses.
    ("Chile won the final and celebrated a happy night.", "Chile", "Chile won … night.", 1),
    ("Rossi, who had cheated his partners, left the firm.", "Rossi", "Rossi, who had cheated … firm.", -1),
    # Names are no praise.
    ("The Justice Department sent a letter to Brown.", "Brown", "The Justice Department … Brown.", 0),
]


@pytest.mark.parametrize(("sentence", "target", "text", "side"), CASES)
def test_the_clause_and_its_side(sentence, target, text, side):
    start = sentence.index(target)
    assert polarity(score_clauses([sentence], [(start, start + len(target))])[0]) == side
    token = pipeline()(sentence).char_span(start, start + len(target)).root
    first, _, last = text.partition(" … ")
    shown = shown_text(clause(token))
    assert shown.lstrip("“").startswith(first)
    assert shown.endswith(last or first)


def test_a_clause_shows_where_another_stands_inside_it():
    doc = pipeline()("The strike, she said, was a success.")
    assert shown_text(clause(doc[1])) == "The strike … was a success."
    assert scored_text(clause(pipeline()("Justice Department staff won.")[0])) == "_ _ staff won."


def test_a_lexicon_does_not_know_whom_a_clause_is_bad_for():
    sentence = "The merger is a great victory for Alba over Borea."
    one, other = score_clauses([sentence] * 2, [(34, 38), (44, 49)])
    assert one == other > 0


def test_rows_follow_the_input_also_when_sentences_repeat():
    good, bad = "Anna won a great prize.", "Anna was killed."
    scores = score_clauses(iter([good, bad, good]), iter([(0, 4)] * 3))
    assert [polarity(score) for score in scores] == [1, -1, 1]
    assert score_clauses([], []) == []


def test_document_and_bare_sentences_agree(example):
    clauses = target_clauses(example)
    sentence = next(s for s in example.sentences if "enormous win" in s.text)
    at = sentence.text.index("Iran")
    bare = score_clauses([sentence.text], [(at, at + 4)])
    row = clauses[clauses["start"] == sentence.start + at].iloc[0]
    assert row["entity"] == "Iran"
    assert row["vader"] == bare[0] > 0


@pytest.mark.parametrize("text", ["", "It rained all day, and nobody came."])
def test_no_mentions_give_an_empty_table(text):
    clauses = target_clauses(annotate(Article(text=text)))
    assert clauses.empty
    assert list(clauses.columns) == ["article_id", "entity", "sentence", "start", "end", "clause", "vader"]
