"""A classifier of one's own behind the same functions, on a tiny random one made here; it needs the `larger` extra."""

import pytest

from analysis import schemas
from analysis.annotation import annotate
from analysis.articles import Article
from analysis.errors import ModelError
from analysis.models.readers import LABELS, ROLES, SMALL, reader_of
from analysis.tone import classify_targets, entity_sentiment, rate_sentences, target_sentiment

SENTENCE = "Critics praised Alma Reyes and blamed Tom Becker."


def test_without_the_packages_one_sentence_says_what_to_install(monkeypatch):
    monkeypatch.setattr("analysis.models.larger.find_spec", lambda name: None)
    reader_of.cache_clear()
    with pytest.raises(ModelError, match=r"run `python -m pip install --editable '\.\[larger\]'`"):
        classify_targets([SENTENCE], [(16, 26)], reader="some/model")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Return a function that writes a random model with these labels and returns its folder."""
    torch = pytest.importorskip("torch")
    transformers = pytest.importorskip("transformers")

    def make(*labels: str) -> str:
        folder = tmp_path_factory.mktemp("model")
        words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *sorted(set(SENTENCE.lower().rstrip(".").split())), "."]
        (folder / "vocab.txt").write_text("\n".join(words))
        torch.manual_seed(0)
        config = transformers.BertConfig(
            vocab_size=len(words),
            hidden_size=16,
            num_hidden_layers=1,
            num_attention_heads=2,
            intermediate_size=16,
            num_labels=len(labels),
            id2label=dict(enumerate(labels)),
            label2id={label: place for place, label in enumerate(labels)},
        )
        transformers.BertForSequenceClassification(config).save_pretrained(folder)
        transformers.BertTokenizer(str(folder / "vocab.txt")).save_pretrained(folder)
        return str(folder)

    return make


def test_its_labels_may_come_in_any_order(made):
    folder = made("Positive", "Negative", "Neutral")
    judged = classify_targets([SENTENCE] * 2, [(16, 26), (38, 48)], reader=folder)
    assert tuple(judged.columns) == LABELS
    assert judged.sum(axis=1).tolist() == pytest.approx([1, 1])
    assert not judged.equals(classify_targets([SENTENCE] * 2, [(16, 26), (38, 48)], SMALL))
    assert judged.iloc[0].tolist() != judged.iloc[1].tolist()
    assert -1 <= rate_sentences([SENTENCE, ""], reader=folder)["model"].iloc[0] <= 1


def test_documents_take_it_too(made):
    document = annotate(Article(text=SENTENCE * 6))
    folder = made("neg", "neu", "pos")
    own, larger = target_sentiment(document, SMALL), target_sentiment(document, reader=folder)
    assert larger["start"].tolist() == own["start"].tolist()
    assert not larger["positive"].equals(own["positive"])
    assert larger[list(ROLES)].isna().all(axis=None)
    schemas.check("targets", larger)
    assert not entity_sentiment(document, reader=folder).equals(entity_sentiment(document, reader=SMALL))


def test_other_labels_are_refused_by_name(made):
    with pytest.raises(ModelError, match="has the labels joy, anger, fear; it needs negative, neutral"):
        rate_sentences([SENTENCE], reader=made("joy", "anger", "fear"))


def test_a_folder_without_a_model_is_refused_in_one_sentence(tmp_path):
    pytest.importorskip("transformers")
    with pytest.raises(ModelError, match="There is no sequence classifier") as refusal:
        rate_sentences([SENTENCE], reader=str(tmp_path))
    assert "\n" not in str(refusal.value)
