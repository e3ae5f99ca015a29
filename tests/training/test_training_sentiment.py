"""The parts of sentiment's training: data, losses, export and temperature; they need the `train` extras."""

import json

import numpy as np
import pytest

pytestmark = pytest.mark.slow

torch = pytest.importorskip("torch")
pytest.importorskip("safetensors")
data = pytest.importorskip("analysis.training.sentence_data")
sentiment = pytest.importorskip("analysis.training.sentiment")

TEXT = "Ms. Okafor praised the mill, but Tom Lind blamed Okafor."


def target(words: str, label: int = 1, soft=None, kind: str = "PERSON"):
    start = TEXT.index(words)
    return data.Target(start, start + len(words), kind, label, soft)


@pytest.fixture
def sentence():
    return data.Sentence(TEXT, (target("Tom Lind", 0), target("the mill", 2, kind="DESC")), 0.5)


@pytest.fixture
def folder(tmp_path):
    row = {"sentence": TEXT, "start": 33, "end": 41, "label": -1}
    other = row | {"start": 19, "end": 27, "label": 1}
    many = [row | {"sentence": f"{TEXT} {n}"} for n in range(40)]
    for name, rows in {
        "newsmtsc/train": [row, other, *many],
        "sentfin/train": many,
        "finentity/train": [{"text": "Acme rose.", "targets": [{"start": 0, "end": 4, "label": 1}]}],
        "nyt_editorials/train": [{"text": "A good day.", "rating": 2.0}],
    }.items():
        path = tmp_path / f"{name}.jsonl"
        path.parent.mkdir()
        path.write_text("".join(f"{json.dumps(each)}\n" for each in rows))
    return tmp_path


def test_sentences_are_read_with_all_their_targets_and_some_held_out(folder):
    kept, out = data.labelled(folder)
    both = next(each for each in kept + out if each.text == TEXT)
    assert [(TEXT[t.start : t.end], t.label) for t in both.targets] == [("Tom Lind", 0), ("the mill", 2)]
    assert len(out) == round(0.05 * 41) + round(0.1 * 40)
    assert not {each.text for each in out if each.targets[0].kind == "PERSON"} & {
        each.text for each in kept if each.targets and each.targets[0].kind == "PERSON"
    }
    assert [each.rating for each in kept if each.rating is not None] == [0.5]
    assert [each.targets for each in kept if each.text == "Acme rose."] == [(data.Target(0, 4, "FIRM", 2),)]


def test_a_teachers_labels_join_sentences_and_add_new_ones(tmp_path, sentence):
    path = tmp_path / "labels.jsonl"
    spans = [(t.start, t.end, t.kind) for t in sentence.targets]
    lines = [
        {"text": TEXT, "spans": spans, "soft": [[0.9, 0.1, 0], [0, 0.2, 0.8]], "rating": 0.1},
        {"text": "Anna left.", "spans": [[0, 4, "PERSON"]], "soft": [[0, 1, 0]], "rating": 0.0},
    ]
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    joined, new = data.taught([sentence], path)
    assert [t.soft for t in joined.targets] == [(0.9, 0.1, 0), (0, 0.2, 0.8)]
    assert [t.label for t in joined.targets] == [0, 2]
    assert (joined.rating, joined.soft_rating) == (0.5, 0.1)
    assert (new.text, new.targets[0].label) == ("Anna left.", data.UNKNOWN)


def test_names_are_swapped_for_others_alike_and_nothing_else(sentence):
    other = data.Sentence("Ada Brown left.", (data.Target(0, 9, "PERSON", 1),))
    swapper = data.Swapper([sentence, other], 0)
    seen = {swapper.swap(sentence, 1.0).text for _ in range(20)}
    assert seen == {TEXT, TEXT.replace("Tom Lind", "Ada Brown")}
    for text, swapped in ((each.text, each) for each in [swapper.swap(sentence, 1.0) for _ in range(9)]):
        assert [text[t.start : t.end] for t in swapped.targets][1] == "the mill"
        assert [t.label for t in swapped.targets] == [0, 2]
    assert swapper.swap(sentence, 0.0) == sentence


def test_a_row_pools_the_pieces_of_each_target(sentence):
    (row,) = sentiment.rows([sentence])
    assert row.pool.shape == (3, len(row.ids))
    assert np.allclose(row.pool.sum(1), 1)
    assert (row.pool[0] > 0).all()
    words = sentiment.tokenizer().decode(row.ids[row.pool[1] > 0].tolist())
    assert words == "tom lind"


def test_targets_that_are_not_there_cost_nothing(sentence):
    network = sentiment.ToneNetwork(sentiment.Body()).eval()
    settings = sentiment.SentimentSettings()
    short = data.Sentence("Anna left.", (data.Target(0, 4, "PERSON", 1),))
    with torch.no_grad():
        alone = [
            float(sentiment.loss(network, sentiment.rows([each]), settings)) for each in (sentence, short)
        ]
        both = float(sentiment.loss(network, sentiment.rows([sentence, short]), settings))
        rated = float(sentiment.loss(network, sentiment.rows([data.Sentence(TEXT, rating=0.5)]), settings))
    assert both == pytest.approx((2 * (alone[0] - rated) + alone[1]) / 3 + rated, rel=1e-4)


def test_a_teacher_counts_in_part_or_alone(sentence):
    network = sentiment.ToneNetwork(sentiment.Body()).eval()
    soft = (0.0, 0.0, 1.0)
    labels = {"people": target("Tom Lind", 2), "both": target("Tom Lind", 2, soft)}
    labels["teacher"] = target("Tom Lind", data.UNKNOWN, soft)
    with torch.no_grad():
        costs = {
            name: float(
                sentiment.loss(
                    network, sentiment.rows([data.Sentence(TEXT, (each,))]), sentiment.SentimentSettings()
                )
            )
            for name, each in labels.items()
        }
    assert costs["both"] == pytest.approx(costs["people"], rel=1e-4)
    assert costs["teacher"] == pytest.approx(costs["people"], rel=1e-4)


@pytest.mark.filterwarnings("ignore")
def test_what_is_exported_reads_as_the_network_does(tmp_path, sentence):
    from analysis.models.readers import calibration_of
    from analysis.models.small import SmallReader
    from analysis.training.calibration import calibrate_reader

    torch.manual_seed(0)
    network = sentiment.ToneNetwork(sentiment.Body()).eval()
    sentiment.export_tone(network, tmp_path, int8=False)
    calibrate_reader([sentence], tmp_path, SmallReader)
    reader = SmallReader(tmp_path)
    (row,) = sentiment.rows([sentence])
    with torch.no_grad():
        scores, roles, rating, features = network(
            torch.from_numpy(row.ids)[None], torch.from_numpy(row.pool)[None]
        )
    judged = reader.judge(TEXT, [(t.start, t.end) for t in sentence.targets])
    assert judged.rating == pytest.approx(float(rating.clip(-1, 1)), abs=1e-4)
    expected = (scores[0, 1:] / calibration_of(tmp_path).temperature).softmax(-1).numpy()
    assert np.allclose(judged.targets, expected, atol=1e-4)
    assert np.allclose(judged.roles, roles[0, 1:].sigmoid().numpy(), atol=1e-4)
    assert np.allclose(judged.features, features[0].numpy(), atol=1e-4)


def test_the_temperature_undoes_what_was_done_to_the_scores():
    from analysis.training.calibration import temperature

    rng = np.random.default_rng(0)
    scores = rng.normal(size=(4000, 3)) * 2
    chances = np.exp(scores) / np.exp(scores).sum(1, keepdims=True)
    labels = np.array([rng.choice(3, p=chance) for chance in chances])
    assert temperature(scores * 3, labels) == pytest.approx(3, rel=0.1)


def test_data_that_is_missing_is_one_sentence(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["sentiment", "--data", str(tmp_path), "--out", str(tmp_path)])
    with pytest.raises(SystemExit) as stopped:
        sentiment.main()
    assert stopped.value.code == 2
    assert "is not in" in capsys.readouterr().err
