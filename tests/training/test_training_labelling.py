"""Labels of base networks; they need the `train` extras."""

import json
import random

import numpy as np
import pytest
from tokenizers import Tokenizer, models, pre_tokenizers, processors

from analysis.validation import ValidationError

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]

torch = pytest.importorskip("torch")
safetensors = pytest.importorskip("safetensors.torch")
data = pytest.importorskip("analysis.training.sentence_data")
mpnet = pytest.importorskip("analysis.training.mpnet")
labelling = pytest.importorskip("analysis.training.labelling")

WORDS = ("<s>", "<pad>", "</s>", "<unk>", "*", "ana", "bo", "praised", "blamed", "the", "mill", "fell", ".")
ANA = data.Sentence("ana praised bo .", (data.Target(0, 3, "PERSON", 2), data.Target(12, 14, "PERSON")))
HEADLINE = data.Sentence("mill fell", (data.Target(0, 4, "ORG", 0),))
MINED = [data.Sentence(f"bo blamed the mill{' .' * n}", (data.Target(0, 2, "PERSON"),)) for n in range(6)]


@pytest.fixture
def weights(tmp_path):
    tokenizer = Tokenizer(models.WordLevel({word: n for n, word in enumerate(WORDS)}, "<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.RobertaProcessing(("</s>", 2), ("<s>", 0), add_prefix_space=False)
    tokenizer.save(str(tmp_path / "tokenizer.json"))
    return tmp_path


@pytest.fixture
def networks():
    made = []
    for seed in range(2):
        torch.manual_seed(seed)
        made.append(mpnet.MarkedNetwork(1, words=len(WORDS)).eval())
    return made


@pytest.fixture
def readers(weights, networks, tmp_path):
    return [
        labelling.as_reader(network, weights, tmp_path / str(number))
        for number, network in enumerate(networks)
    ]


@pytest.fixture
def sets(monkeypatch):
    """Sets with a sentence that people have judged, a headline, one that is held out, and coded ones."""
    coded = data.Sentence("bo fell .", (data.Target(0, 2, "CODED", 1, roles=(1.0, 0.0, 0.0)),))
    monkeypatch.setattr(labelling, "labelled", lambda data: ([ANA, HEADLINE], [MINED[1]]))
    monkeypatch.setattr(labelling, "coded", lambda data: ([coded], [MINED[2]]))
    monkeypatch.setattr(labelling, "mine", lambda data, seed: MINED)


def test_labels_are_the_means_of_what_the_networks_say_of_each_target(networks, readers):
    ana, headline, mined = labelling.label(readers, [ANA, HEADLINE, MINED[0]])
    assert ana["spans"] == [(0, 3, "PERSON"), (12, 14, "PERSON")]
    ids = torch.tensor([[0, 5, 7, 4, 6, 4, 12, 2]])
    marked = torch.zeros(1, 8, dtype=torch.bool)
    marked[0, 4] = True
    with torch.no_grad():
        told = [network(ids, marked) for network in networks]
    classes = torch.stack([of[0].softmax(-1) for of in told]).mean(0)[0]
    roles = torch.stack([of[1].sigmoid() for of in told]).mean(0)[0]
    assert np.allclose(ana["soft"][1], classes, atol=0.03)
    assert np.allclose(ana["roles"][1], roles, atol=0.03)
    assert ana["rating"] is None and headline["rating"] is None
    assert -1 <= mined["rating"] <= 1


def test_answers_stand_where_their_sentences_do(readers):
    sentences = [ANA, *MINED]
    random.Random(0).shuffle(sentences)
    together = list(labelling.label(readers, sentences))
    alone = [next(labelling.label(readers, [each])) for each in sentences]
    assert together == alone


def test_news_comes_first_and_mined_sentences_stop_at_the_targets_wanted(tmp_path, sets):
    plan = labelling.planned(tmp_path, MINED, labelling.LabellingSettings(targets=3))
    assert {each.text for each in plan[:2]} == {ANA.text, "bo fell ."}
    assert plan[2:] == [MINED[0], MINED[3], MINED[4], HEADLINE]


def test_mined_sentences_are_kept(tmp_path, sets, monkeypatch):
    path = tmp_path / "mined.jsonl"
    assert labelling.mined_once(tmp_path, path, 1) == MINED
    monkeypatch.setattr(labelling, "mine", None)
    assert labelling.mined_once(tmp_path, path, 1) == MINED


def test_a_run_goes_on_where_another_stopped(tmp_path, weights, networks, sets, monkeypatch):
    network, out = tmp_path / "base.safetensors", tmp_path / "labels.jsonl"
    safetensors.save_file(networks[0].state_dict(), network)
    monkeypatch.setattr(labelling, "PORTION", 2)

    def run():
        settings = labelling.LabellingSettings(targets=4, workers=1)
        labelling.make(tmp_path, weights, [network], out, None, settings)
        return out.read_text().splitlines()

    whole = run()
    assert len({json.loads(line)["text"] for line in whole}) == len(whole) == 7
    assert len(list(data.read_labels(out))) == 7
    out.write_text("\n".join([*whole[:3], whole[3][:20]]))
    read = []
    label = labelling.label
    monkeypatch.setattr(
        labelling,
        "label",
        lambda readers, asked, workers: read.extend(asked) or label(readers, asked, workers),
    )
    again = run()
    assert again[:3] == whole[:3]
    assert [json.loads(line)["text"] for line in again] == [json.loads(line)["text"] for line in whole]
    assert len(read) == 4


def test_a_network_that_is_missing_is_one_sentence(tmp_path):
    with pytest.raises(ValidationError, match="holds no network"):
        labelling.load(tmp_path / "none.safetensors")
