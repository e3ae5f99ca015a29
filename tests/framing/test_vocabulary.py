"""The bag of words of a text, weighed by how rare they are in the news."""

import numpy as np
import pytest

from analysis.annotation.parsing import parse
from analysis.framing import heads
from analysis.training.vocabulary import LEAST, count, main


def bag(text: str) -> heads.Bag:
    doc = parse(text)
    return heads.bag(doc, [sentence.start for sentence in doc.sents])


def test_sentences_have_their_own_counts():
    found = bag("Inflation fell. Inflation and unemployment rose.")
    assert found.counts.shape[0] == 2
    assert found.counts.sum(axis=1).tolist() == [2, 3]  # "and" is too common to say anything
    assert found.counts.sum(axis=0).max() == 2


def test_a_text_without_known_words_has_an_empty_bag():
    found = bag("Xyzzyx qwv.")
    assert found.counts.shape == (1, 0)
    assert heads.weigh(found.places, found.counts).shape == (1, 0)


def test_weights_have_length_one_and_rare_words_weigh_more():
    found = bag("The court heard of arson.")
    weights = heads.weigh(found.places, found.counts)
    assert np.linalg.norm(weights) == pytest.approx(1)
    assert heads.commonness("arson") < heads.commonness("court")
    assert heads.weigh(found.places, 0 * found.counts).sum() == 0


def test_words_are_counted_once_an_article_and_kept_when_enough_have_them():
    texts = ["Rain, rain and 3 umbrellas"] * LEAST + ["Snow"]
    counted = count(texts)
    assert counted["articles"] == LEAST + 1
    assert counted["words"] == {"and": LEAST, "rain": LEAST, "umbrellas": LEAST}


def test_missing_articles_are_told_in_one_sentence(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["vocabulary", "--data", str(tmp_path)])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert capsys.readouterr().err == f"The articles background_articles.jsonl.gz are not in {tmp_path}.\n"
