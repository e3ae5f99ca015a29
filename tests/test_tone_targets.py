"""Sentiment towards whom: the clause decides, and so do the limits of a lexicon."""

import pytest

from analysis.annotation import annotate
from analysis.annotation.parsing import pipeline
from analysis.article import Article
from analysis.tone import classify_targets, target_clauses, target_sentiment
from analysis.tone.clauses import clause, scored_text, shown_text

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
    judged = classify_targets([sentence], [(start, start + len(target))]).iloc[0]
    assert judged["positive"] - judged["negative"] == side
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
    judged = classify_targets([sentence] * 2, [(34, 38), (44, 49)])
    assert judged["positive"].tolist() == [1, 1]


def test_rows_follow_the_input_also_when_sentences_repeat():
    good, bad = "Anna won a great prize.", "Anna was killed."
    judged = classify_targets(iter([good, bad, good]), iter([(0, 4)] * 3))
    assert list(judged.columns) == ["negative", "neutral", "positive"]
    assert judged["positive"].tolist() == [1, 0, 1]
    assert judged["negative"].tolist() == [0, 1, 0]


def test_no_sentences_give_an_empty_frame():
    judged = classify_targets([], [])
    assert judged.empty
    assert judged.dtypes.map(str).to_dict() == dict.fromkeys(["negative", "neutral", "positive"], "float64")


@pytest.mark.parametrize("span", [(0, 0), (3, 2), (-1, 2), (0, 99)])
def test_spans_outside_their_sentence_are_refused(span):
    with pytest.raises(ValueError, match=r"Span 1, .* lies outside its sentence of 9 characters"):
        classify_targets(["Anna won.", "Anna won."], [(0, 4), span])


def test_lists_of_different_lengths_are_refused():
    with pytest.raises(ValueError, match="2 sentences but 1 spans"):
        classify_targets(["Anna won.", "Anna won."], [(0, 4)])


def test_a_row_a_mention(example):
    targets = target_sentiment(example)
    spans = list(zip(targets["start"], targets["end"], strict=True))
    assert spans == [(mention.start, mention.end) for mention in example.mentions]
    assert targets["sentence"].tolist() == [m.sentence for m in example.mentions]
    assert set(targets["voice"]) <= {"author", "quoted", "reported"}
    assert targets[["negative", "neutral", "positive"]].sum(axis=1).eq(1).all()


def test_document_and_bare_sentences_agree(example):
    clauses = target_clauses(example)
    sentence = next(s for s in example.sentences if "enormous win" in s.text)
    at = sentence.text.index("Iran")
    bare = classify_targets([sentence.text], [(at, at + 4)])
    row = clauses[clauses["start"] == sentence.start + at].iloc[0]
    assert row["entity"] == "Iran"
    assert row["vader"] > 0
    assert bare["positive"][0] == 1


@pytest.mark.parametrize("text", ["", "It rained all day, and nobody came."])
def test_no_mentions_give_an_empty_table(text):
    targets = target_sentiment(annotate(Article(text=text)))
    assert targets.empty
    assert list(targets.columns) == [
        *["article_id", "entity", "sentence", "start", "end", "voice"],
        *["negative", "neutral", "positive"],
    ]
    assert targets["sentence"].dtype == "int64"
    assert targets["positive"].dtype == "float64"
