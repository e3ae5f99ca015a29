"""Sentiment towards whom: probabilities for each mention, the same for a document and for bare sentences."""

import numpy as np
import pytest

from analysis.annotation import annotate
from analysis.articles import Article
from analysis.models.readers import BASE, LABELS, ROLES, SMALL
from analysis.tone import classify_targets, target_sentiment

DEAL = "Critics praised Alma Reyes for her courage and called her rival Tom Becker a shameless liar."


def span(text: str, words: str) -> tuple[int, int]:
    return text.index(words), text.index(words) + len(words)


def values(sentences, spans) -> list[float]:
    judged = classify_targets(sentences, spans)
    return list(judged["positive"] - judged["negative"])


def test_two_targets_of_one_sentence_are_told_apart():
    good, bad = values([DEAL] * 2, [span(DEAL, "Alma Reyes"), span(DEAL, "Tom Becker")])
    assert good > 0.1
    assert bad < -0.5


def test_probabilities_add_up_in_the_order_of_the_input():
    plain = "Anna Weber arrived on Tuesday."
    judged = classify_targets(iter([DEAL, plain, DEAL]), iter([span(DEAL, "Tom Becker"), (0, 10), (16, 26)]))
    assert tuple(judged.columns) == LABELS
    assert np.allclose(judged.sum(axis=1), 1)
    assert list(judged.idxmax(axis=1)) == ["negative", "neutral", "positive"]


@pytest.mark.parametrize("reader", [BASE, SMALL])
def test_roles_are_chances_of_their_own_beside_the_same_classes(reader):
    asked = [DEAL] * 2, [span(DEAL, "Alma Reyes"), span(DEAL, "Tom Becker")]
    judged = classify_targets(*asked, reader, roles=True)
    assert tuple(judged.columns) == (*LABELS, *ROLES)
    assert judged[list(LABELS)].equals(classify_targets(*asked, reader))
    assert judged[list(ROLES)].stack().between(0, 1).all()
    assert not np.allclose(judged[list(ROLES)].sum(axis=1), 1)


@pytest.mark.parametrize("reader", [BASE, SMALL])
def test_who_suffers_is_told_from_who_harms_and_who_helps(reader):
    text = "The militia attacked her brother, and an aid group rescued forty of the wounded."
    asked = [span(text, words) for words in ("her brother", "The militia", "an aid group")]
    judged = classify_targets([text] * 3, asked, reader, roles=True)
    assert list(judged[list(ROLES)].idxmax(axis=1)) == ["suffers", "harms", "helps"]


@pytest.mark.parametrize(("roles", "columns"), [(False, LABELS), (True, (*LABELS, *ROLES))])
def test_no_sentences_give_an_empty_frame(roles, columns):
    judged = classify_targets([], [], roles=roles)
    assert judged.empty
    assert judged.dtypes.map(str).to_dict() == dict.fromkeys(columns, "float64")


@pytest.mark.parametrize("span", [(0, 0), (3, 2), (-1, 2), (0, 99)])
def test_spans_outside_their_sentence_are_refused(span):
    with pytest.raises(ValueError, match=r"Span 1, .* lies outside its sentence of 9 characters"):
        classify_targets(["Anna won.", "Anna won."], [(0, 4), span])


def test_lists_of_different_lengths_are_refused():
    with pytest.raises(ValueError, match="2 sentences but 1 span"):
        classify_targets(["Anna won.", "Anna won."], [(0, 4)])


def test_who_is_one_of_several_is_judged_where_they_are_meant():
    text = "Maria Lopez and John Miller opened a shelter. The crook of a mayor slandered them."
    targets = target_sentiment(annotate(Article(text=text)))
    both = targets[targets["sentence"] == 2]
    assert set(both["entity"]) == {"Maria Lopez", "John Miller"}
    assert len(both.drop_duplicates(["start", "end", *LABELS])) == 1


def test_a_row_a_mention(example):
    targets = target_sentiment(example)
    spans = list(zip(targets["start"], targets["end"], strict=True))
    assert spans == [(mention.start, mention.end) for mention in example.mentions]
    assert targets["sentence"].tolist() == [m.sentence for m in example.mentions]
    assert set(targets["voice"]) <= {"author", "quoted", "reported"}
    assert np.allclose(targets[list(LABELS)].sum(axis=1), 1)


def test_document_and_bare_sentences_agree(example):
    targets = target_sentiment(example)
    row = targets[targets["entity"] == "Iran"].iloc[0]
    sentence = example.sentences[row["sentence"] - 1]
    at = targets[targets["sentence"] == row["sentence"]]
    bare = classify_targets(
        [sentence.text] * len(at),
        [
            (start - sentence.start, end - sentence.start)
            for start, end in zip(at["start"], at["end"], strict=True)
        ],
    )
    assert np.allclose(bare, at[list(LABELS)])


@pytest.mark.parametrize("text", ["", "It rained all day, and nobody came."])
def test_no_mentions_give_an_empty_table(text):
    targets = target_sentiment(annotate(Article(text=text)))
    assert targets.empty
    assert list(targets.columns) == [
        *["article_id", "entity", "sentence", "start", "end", "voice"],
        *["negative", "neutral", "positive"],
        *["suffers", "harms", "helps"],
    ]
    assert targets["sentence"].dtype == "int64"
    assert targets["positive"].dtype == "float64"
