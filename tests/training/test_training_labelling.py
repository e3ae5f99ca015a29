"""Labels of base networks; they need the `train` extras."""

import numpy as np
import pytest
from tokenizers import Tokenizer, models, pre_tokenizers, processors

from analysis.models.base import BaseReader
from analysis.validation import ValidationError

pytestmark = pytest.mark.slow

torch = pytest.importorskip("torch")
pytest.importorskip("safetensors")
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


def network(seed):
    torch.manual_seed(seed)
    return mpnet.MarkedNetwork(1, words=len(WORDS)).eval()


@pytest.fixture
def sets(monkeypatch):
    """Sets with a sentence that people have judged, a headline, one that is held out, and coded ones."""
    coded = data.Sentence("bo fell .", (data.Target(0, 2, "CODED", 1, roles=(1.0, 0.0, 0.0)),))
    monkeypatch.setattr(labelling, "labelled", lambda data: ([ANA, HEADLINE], [MINED[1]]))
    monkeypatch.setattr(labelling, "coded", lambda data: ([coded], [MINED[2]]))
    monkeypatch.setattr(labelling, "mine", lambda data, seed: MINED)


@pytest.mark.filterwarnings("ignore")
def test_labels_are_the_means_of_what_the_readers_say_and_stand_in_order(tmp_path, weights):
    folders = [labelling.as_reader(network(n), weights, tmp_path / str(n)) for n in range(2)]
    ana, headline, mined = labelling.label(folders, [ANA, HEADLINE, MINED[0]])
    said = [BaseReader(folder).judge(ANA.text, [(0, 3), (12, 14)]) for folder in folders]
    assert (ana["text"], ana["spans"]) == (ANA.text, [(0, 3, "PERSON"), (12, 14, "PERSON")])
    assert np.allclose(ana["soft"], (said[0].targets + said[1].targets) / 2, atol=1e-4)
    assert np.allclose(ana["roles"], (said[0].roles + said[1].roles) / 2, atol=1e-4)
    assert ana["rating"] is None and headline["rating"] is None
    rated = np.mean([BaseReader(folder).judge(MINED[0].text).rating for folder in folders])
    assert mined["rating"] == pytest.approx(rated, abs=1e-4)


@pytest.mark.filterwarnings("ignore")
def test_as_a_reader_a_network_says_nearly_the_same(tmp_path, weights):
    made = network(0)
    judged = BaseReader(labelling.as_reader(made, weights, tmp_path / "0")).judge(ANA.text, [(12, 14)])
    ids, marked = torch.tensor([[0, 5, 7, 4, 6, 4, 12, 2]]), torch.zeros(1, 8, dtype=torch.bool)
    marked[0, 4] = True
    with torch.no_grad():
        classes, roles, _ = made(ids, marked)
    assert np.allclose(judged.targets, classes.softmax(-1), atol=0.02)
    assert np.allclose(judged.roles, roles.sigmoid(), atol=0.02)


def test_news_comes_first_and_mined_sentences_stop_at_the_targets_wanted(tmp_path, sets):
    plan = labelling.planned(tmp_path, MINED, labelling.LabellingSettings(targets=3))
    assert {each.text for each in plan[:2]} == {ANA.text, "bo fell ."}
    assert plan[2:] == [HEADLINE, MINED[0], MINED[3], MINED[4]]


def test_mined_sentences_are_kept(tmp_path, sets, monkeypatch):
    path = tmp_path / "mined.jsonl"
    assert labelling.mined_once(tmp_path, path, 1) == MINED
    monkeypatch.setattr(labelling, "mine", None)
    assert labelling.mined_once(tmp_path, path, 1) == MINED


def test_a_run_goes_on_where_another_stopped(tmp_path, sets, monkeypatch):
    asked = []

    def label(readers, sentences, workers):
        asked.append([each.text for each in sentences])
        return ({"text": text, "spans": [], "soft": [], "roles": [], "rating": 0.5} for text in asked[-1])

    monkeypatch.setattr(labelling, "label", label)
    out = tmp_path / "labels.jsonl"

    def run():
        labelling.make(tmp_path, tmp_path, [], out, None, labelling.LabellingSettings(targets=4))
        return [each.text for each in data.read_labels(out)]

    texts = run()
    assert texts == asked[0] and len(set(texts)) == 7
    lines = out.read_text().splitlines()
    out.write_text("\n".join([*lines[:3], lines[3][:20]]))
    assert run() == texts
    assert asked[1] == texts[3:]


def test_a_network_that_is_missing_is_one_sentence(tmp_path):
    with pytest.raises(ValidationError, match="holds no network"):
        labelling.load(tmp_path / "none.safetensors")
