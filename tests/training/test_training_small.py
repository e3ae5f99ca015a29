"""Teaching the small reader: rows, losses and what ships; they need the `train` extras."""

import math

import numpy as np
import pytest

from analysis.models.small import SmallReader

pytestmark = pytest.mark.slow

torch = pytest.importorskip("torch")
pytest.importorskip("safetensors")
data = pytest.importorskip("analysis.training.sentence_data")
network = pytest.importorskip("analysis.training.network")
small = pytest.importorskip("analysis.training.small")
export = pytest.importorskip("analysis.training.export")
calibration = pytest.importorskip("analysis.training.calibration")

TEXT = "Ms. Okafor praised the mill, but Tom Lind blamed Okafor."
SHARE = 0.75
SETTINGS = small.SmallSettings(workers=1, batch=2, dropout=0.0, average=0.0, swapped=0.0, from_teacher=SHARE)


def target(words: str, label: int = data.UNKNOWN, **known):
    start = TEXT.index(words)
    return data.Target(start, start + len(words), "PERSON", label, **known)


@pytest.fixture
def sentence():
    by_both = target("Tom Lind", 0, soft=(0.6, 0.4, 0.0), roles=(0, 1, 0), soft_roles=(0.2, 0.8, 0.4))
    return data.Sentence(TEXT, (by_both, target("the mill", 2)), 0.5, 0.1)


def tiny():
    torch.manual_seed(0)
    made = network.ToneNetwork(network.Body(shape=[(1, 8)] * 4, dropout=0.0), 0.0).eval()
    for name, values in made.named_parameters():
        if "norm." in name:  # graphs hold equal values once
            values.data += 0.01 * torch.randn_like(values)
    return made


@pytest.fixture
def meaning():
    rng = np.random.default_rng(0)
    return small.Meaning(rng.normal(size=(384, 1152)), np.zeros(384)).requires_grad_(False)


def answers(towards, roles, rating):
    """Answers to a batch of one sentence, as if a network had given them."""
    sentence = torch.zeros(1, 1, 3)
    scores, parts = (torch.cat([sentence, torch.tensor([of])], 1) for of in (towards, roles))
    return scores, parts, torch.tensor([rating])


def test_a_row_pools_the_pieces_of_each_target(sentence):
    (row,) = small.rows([sentence], SHARE)
    assert row.pool.shape == (3, len(row.ids))
    assert np.allclose(row.pool.sum(1), 1)
    assert (row.pool[0] > 0).all()
    words = small.tokenizer().decode(row.ids[row.pool[1] > 0].tolist())
    assert words == "tom lind"


def test_a_teacher_counts_in_part_or_alone_and_nobody_is_nan(sentence):
    (row,) = small.rows([sentence], SHARE)
    assert np.allclose(row.classes, [[0.25 + 0.75 * 0.6, 0.75 * 0.4, 0], [0, 0, 1]])
    assert np.allclose(row.roles[0], [0.75 * 0.2, 0.25 + 0.75 * 0.8, 0.75 * 0.4])
    assert np.isnan(row.roles[1]).all()
    assert row.rating == pytest.approx(0.25 * 0.5 + 0.75 * 0.1)
    told = data.Sentence(TEXT, (target("Tom Lind", soft=(0, 0, 1)),), None, 0.1)
    (row,) = small.rows([told], SHARE)
    assert (row.classes.tolist(), row.rating) == ([[0, 0, 1]], pytest.approx(0.1))


def test_sentences_without_targets_or_beyond_the_longest_are_read_or_left_out():
    rated, endless = data.Sentence("A fine day.", rating=0.5), data.Sentence("day " * 200, rating=0.5)
    (row,) = small.rows([rated, endless], SHARE)
    assert row.classes.shape == row.roles.shape == (0, 3)
    assert small.batch([row]).classes.isnan().all()


def test_a_loss_is_what_each_answer_costs(sentence):
    given = small.batch(small.rows([sentence], 0.0))
    told = answers([[2.0, 0.0, 0.0], [0.0, 0.0, 0.0]], [[0.0, 1.0, 0.0], [5.0, 5.0, 5.0]], 0.25)
    of_classes = math.log(math.exp(2) + 2) - 2 + math.log(3)
    of_roles = 2 * math.log(2) + math.log(1 + math.exp(-1))
    expected = (of_classes + of_roles) / 2 + 4 * 0.25**2
    assert float(small.wrong(*told, given, SETTINGS)) == pytest.approx(expected, rel=1e-5)


def test_what_nobody_knows_costs_nothing():
    given = small.batch(small.rows([data.Sentence(TEXT, (target("Tom Lind"),))], SHARE))
    told = answers([[9.0, 0.0, 0.0]], [[9.0, -9.0, 9.0]], 1.0)
    assert float(small.wrong(*told, given, SETTINGS)) == 0


def test_features_that_have_not_moved_cost_nothing(sentence, meaning):
    first = tiny()
    short = data.Sentence("It rained.")
    (one, other) = small.rows([sentence, short], SHARE)
    loss = small.Loss(first, meaning, [one, other], SETTINGS)
    given = small.batch([one, other])
    with torch.no_grad():
        features = first(given.ids, given.pool, given.mask)[-1]
        spread = features.var(0).sqrt()
        assert float(loss.moved(features, features)) == pytest.approx(0, abs=1e-6)
        moved = float(loss.moved(features + 2 * spread, features))
        unbound = small.Loss(first, meaning, [one, other], small.SmallSettings(meaning_weight=0.0))
        assert float(unbound.moved(features + 2 * spread, features)) == pytest.approx(0.5 * 4, rel=1e-4)
        longer = float(loss.moved(2 * features, features)) - float(unbound.moved(2 * features, features))
    assert moved > 2
    assert longer == pytest.approx(0, abs=1e-5)


@pytest.mark.filterwarnings("ignore")
def test_the_map_of_what_a_sentence_is_about_is_read(tmp_path, meaning):
    path = tmp_path / "embedding.onnx"
    export.write(meaning, (torch.zeros(2, 1152),), path, ["features"], ["vectors"])
    found = small.meaning_of(path)
    assert torch.equal(found.map.weight, meaning.map.weight)
    assert torch.equal(found.map.bias, meaning.map.bias)


@pytest.mark.filterwarnings("ignore")
def test_what_ships_reads_as_the_network_does_and_can_be_gone_on_from(tmp_path, sentence, monkeypatch):
    made = tiny()
    export.export_tone(made, tmp_path, int8=False)
    kept = '{"temperature": 1.0, "factors": [1, 1, 1], "shifts": [0, 0, 0]}'
    (tmp_path / "calibration.json").write_text(kept)
    (row,) = small.rows([sentence], SHARE)
    with torch.no_grad():
        scores, roles, rating, features = made(
            torch.from_numpy(row.ids)[None], torch.from_numpy(row.pool)[None]
        )
    judged = SmallReader(tmp_path).judge(TEXT, [(t.start, t.end) for t in sentence.targets])
    assert judged.rating == pytest.approx(float(rating.clip(-1, 1)), abs=1e-4)
    assert np.allclose(judged.targets, scores[0, 1:].softmax(-1), atol=1e-4)
    assert np.allclose(judged.roles, roles[0, 1:].sigmoid(), atol=1e-4)
    assert np.allclose(judged.features, features[0], atol=1e-4)


@pytest.mark.filterwarnings("ignore")
def test_training_starts_from_a_folder_and_learns_what_it_is_taught(tmp_path, sentence, monkeypatch):
    monkeypatch.setattr(small, "pruned", lambda dropout: tiny())
    export.export_tone(tiny(), tmp_path)
    settings = small.SmallSettings(**{**vars(SETTINGS), "steps": 12, "rate": 3e-4, "features_weight": 0.0})
    first = small.shipped(tmp_path)
    taught = small.train([sentence, data.Sentence("It rained.", (), -0.25)], tmp_path, settings)
    given = small.batch(small.rows([sentence], SHARE))
    with torch.no_grad():
        before, after = (
            small.wrong(*each.eval()(given.ids, given.pool, given.mask)[:3], given, settings)
            for each in (first, taught)
        )
    assert float(after) < float(before)


def test_what_is_missing_is_one_sentence(tmp_path, monkeypatch, capsys):
    with pytest.raises(small.ValidationError, match=r"no small\.onnx"):
        small.shipped(tmp_path)
    given = ["small", "--data", str(tmp_path), "--labels", str(tmp_path / "none"), "--out", str(tmp_path)]
    monkeypatch.setattr("sys.argv", given)
    with pytest.raises(SystemExit) as stopped:
        small.main()
    assert stopped.value.code == 2
    assert "is not in" in capsys.readouterr().err
