"""Cutting the network of sentiment down and training what is left; they need the `train` extras."""

import numpy as np
import pytest

pytestmark = pytest.mark.slow

torch = pytest.importorskip("torch")
safetensors = pytest.importorskip("safetensors.torch")
data = pytest.importorskip("analysis.training.sentence_data")
distillation = pytest.importorskip("analysis.training.distillation")
pruning = pytest.importorskip("analysis.training.pruning")
sentiment = pytest.importorskip("analysis.training.sentiment")

TEXTS = ("Ms. Okafor praised the mill.", "Tom Lind blamed the council for it.", "It rained.")


@pytest.fixture
def sentences():
    return [
        data.Sentence(TEXTS[0], (data.Target(4, 10, "PERSON", 2), data.Target(19, 27, "DESC"))),
        data.Sentence(TEXTS[1], (data.Target(0, 8, "PERSON", 0, (0.0, 0.0, 1.0)),), None, 0.5),
        data.Sentence(TEXTS[2], rating=-0.25),
    ]


@pytest.fixture
def shown(sentences):
    return [sentiment.batch(sentiment.rows([each])) for each in sentences]


@pytest.fixture
def full():
    torch.manual_seed(3)
    return sentiment.ToneNetwork(sentiment.Body()).eval()


@pytest.fixture
def kept(tmp_path, full):
    path = tmp_path / "full.safetensors"
    safetensors.save_file(full.state_dict(), path)
    return path


def idle(layer, heads, neurons):
    """Make some heads and neurons of a layer add nothing."""
    for head in heads:
        layer.mixed.weight.data[:, head * 32 : (head + 1) * 32] = 0
    layer.outer.weight.data[:, neurons] = 0


def test_what_adds_nothing_is_cut_and_nothing_is_lost(full, shown, monkeypatch):
    monkeypatch.setattr(pruning, "KEPT", [pruning.Kept(number, 7, 1000) for number in range(6)])
    for number, layer in enumerate(full.body.layers):
        idle(layer, range(number, number + 5), range(50 * number, 50 * number + 536))
    full.looks = full.looks[1:]
    whole = pruning.answers(full, shown)
    full.looks.insert(0, full.looks[0])
    small = pruning.prune(full, shown).eval()
    assert small.body.layers[0].query.out_features == 7 * 32
    assert small.body.layers[0].inner.out_features == 1000
    assert pruning.change(whole, pruning.answers(small, shown)) == pytest.approx(0, abs=1e-6)


def test_a_head_is_put_back_after_it_was_left_out(full, shown):
    before = full.body.layers[2].mixed.weight.clone()
    worth = pruning.head_worth(full, full.body.layers[2], shown)
    assert (worth > 0).all() and len(worth) == 12
    assert torch.equal(full.body.layers[2].mixed.weight, before)


def test_layers_that_are_not_kept_are_gone(full, shown):
    small = pruning.prune(full, shown)
    assert len(small.body.layers) == len(pruning.KEPT)
    for layer, (number, heads, inner) in zip(small.body.layers, pruning.KEPT, strict=True):
        assert (layer.heads, layer.inner.out_features) == (heads, inner)
        assert torch.equal(layer.norm.weight, full.body.layers[number].norm.weight)


def test_lessons_hold_the_full_networks_answers_and_states(tmp_path, full, kept, sentences):
    settings = distillation.DistillationSettings(workers=1, larger=0.25)
    path = tmp_path / "states"
    learned = distillation.lessons(sentences, kept, path, settings)
    states = np.fromfile(path, np.float16).reshape(-1, 384)
    assert sum(len(lesson.row.ids) for lesson in learned) == len(states)
    by_length = {len(each.row.pool): each for each in learned}
    alone, one, two = (by_length[1 + targets] for targets in (0, 1, 2))
    with torch.no_grad():
        for lesson in learned:
            row = lesson.row
            ids, pool = torch.from_numpy(row.ids)[None], torch.from_numpy(row.pool)[None]
            scores, rating, read = distillation.Shown(full)(ids, pool)
            there = states[lesson.first :][: len(row.ids)]
            assert np.allclose(there, read[0].numpy(), atol=0.01)
            chances = scores[0, 1:].softmax(-1).numpy()
            if lesson is one:
                assert np.allclose(row.soft, 0.25 * np.array([0, 0, 1]) + 0.75 * chances, atol=1e-4)
                assert row.ratings[1] == pytest.approx(0.25 * 0.5 + 0.75 * float(rating), abs=1e-4)
            else:
                assert np.allclose(row.soft, chances, atol=1e-4)
                assert row.ratings[1] == pytest.approx(float(rating), abs=1e-4)
    assert alone.row.ratings[0] == -0.25
    assert two.row.labels.tolist() == [2, data.UNKNOWN]


def test_a_network_like_the_full_one_costs_only_what_it_answers_otherwise(tmp_path, full, kept, sentences):
    settings = distillation.DistillationSettings(workers=1, from_teacher=1.0)
    path = tmp_path / "states"
    learned = distillation.lessons(sentences[:1], kept, path, settings)
    states = np.memmap(path, np.float16).reshape(-1, 384)
    shown = distillation.Shown(full)
    with torch.no_grad():
        counted = distillation.Loss(states, 2, settings)
        with_states = [float(counted(shown, learned)) for _ in range(2)]
        moved = distillation.Loss(states + np.float16(1), 2, settings)
        farther = [float(moved(shown, learned)) for _ in range(2)]
    row = learned[0].row
    entropy = -(row.soft * np.log(row.soft)).sum(1).mean()
    assert with_states == pytest.approx([entropy] * 2, abs=1e-3)
    assert farther[0] - entropy > 3 * (farther[1] - entropy) > 0.1


def test_training_leaves_what_was_read_nearer_to_the_full_network(tmp_path, full, kept, sentences, shown):
    settings = distillation.DistillationSettings(
        workers=1, epochs=12, batch=2, rate=2e-5, average=0.0, dropout=0.0, larger=0.0, from_teacher=1.0
    )
    path = tmp_path / "states"
    learned = distillation.lessons(sentences[:2], kept, path, settings)
    small = pruning.prune(full, shown)
    whole = pruning.answers(full, shown[:2])
    before = pruning.change(whole, pruning.answers(small.eval(), shown[:2]))
    trained = distillation.distil(small, learned, path, settings)
    assert pruning.change(whole, pruning.answers(trained.eval(), shown[:2])) < before


def test_a_network_that_is_missing_is_one_sentence(tmp_path, monkeypatch, capsys):
    given = ["distillation", "--data", str(tmp_path), "--network", str(tmp_path / "none.safetensors")]
    monkeypatch.setattr("sys.argv", given)
    with pytest.raises(SystemExit) as stopped:
        distillation.main()
    assert stopped.value.code == 2
    assert "holds no network" in capsys.readouterr().err
