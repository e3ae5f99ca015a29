"""Cutting the attribution network down and training what is left; they need the `train` extras."""

import random

import numpy as np
import pytest

from analysis.annotation import annotate
from analysis.articles import Article
from analysis.attribution.hints import prepare, sizes
from analysis.models.attribution import TAGS
from analysis.models.encoder import Encoder
from analysis.training.data import IGNORED, Example
from analysis.validation.data import CodedArticle, CodedAttribution

pytestmark = pytest.mark.slow

torch = pytest.importorskip("torch")
safetensors = pytest.importorskip("safetensors.torch")
network = pytest.importorskip("analysis.training.network")
export = pytest.importorskip("analysis.training.export")
quotes = pytest.importorskip("analysis.training.quotes")
pruning = pytest.importorskip("analysis.training.quotes_pruning")
distillation = pytest.importorskip("analysis.training.quotes_distillation")

TEXT = "Ms. Okafor said the mill would close.\n\n“It is too old,” Tom Lind told the council."
WEIGHT = 0.3


@pytest.fixture(scope="module")
def prepared():
    return prepare(annotate(Article(text=TEXT)))


@pytest.fixture(scope="module")
def labelled(prepared):
    said = CodedAttribution(((0, 10),), ((11, 15),), ((16, 36),))
    return Example(CodedArticle("mill", TEXT, ((said,),)), prepared)


@pytest.fixture(scope="module")
def unlabelled(prepared):
    return Example(CodedArticle("mill", TEXT, ()), prepared)


@pytest.fixture
def full():
    torch.manual_seed(3)
    made = network.Network(network.Body(sizes()), network.Head()).eval()
    for parameter in made.parameters():  # where some are equal, they are exported once
        parameter.data += 0.01 * torch.randn_like(parameter)
    return made


@pytest.fixture
def exported(tmp_path, full):
    export.export(full, tmp_path / "full")
    return tmp_path / "full"


@pytest.fixture
def row(labelled):
    return quotes.rows([labelled], 0, 0.0, random.Random(0))[0]


def answers(of, row):
    ids, hints, mask, _, _ = quotes.batch([row])
    with torch.no_grad():
        tags, arcs = of(ids, hints, mask)
    return tags.softmax(-1), arcs.softmax(-1)


def test_what_adds_nothing_is_worth_nothing_and_cut_without_loss(full, row, monkeypatch):
    monkeypatch.setattr(pruning, "KEPT", [pruning.Kept(number, 7, 1000) for number in range(6)])
    for number, layer in enumerate(full.body.layers):
        layer.mixed.weight.data[:, number * 32 : (number + 5) * 32] = 0
        layer.outer.weight.data[:, 50 * number : 50 * number + 536] = 0
    heads, neurons = pruning.worth(full, [row], WEIGHT)
    for number in range(6):
        assert (heads[number] == 0).nonzero().flatten().tolist() == list(range(number, number + 5))
        assert int((neurons[number] == 0).sum()) == 536
    small = pruning.prune(full, [row], WEIGHT, 0.1).eval()
    assert small.body.layers[0].query.out_features == 7 * 32
    for whole, left in zip(answers(full, row), answers(small, row), strict=True):
        assert torch.allclose(whole, left, atol=1e-5)


def test_a_cut_network_has_the_shape_that_ships(full, row):
    small = pruning.prune(full, [row], WEIGHT, 0.1)
    shape = [(layer.heads, layer.inner.out_features) for layer in small.body.layers]
    assert shape == [(kept.heads, kept.inner) for kept in pruning.KEPT]
    again = network.network_of(small.state_dict(), sizes())
    assert [layer.heads for layer in again.body.layers] == [heads for heads, _ in shape]


def test_nothing_is_hooked_to_a_network_after_its_parts_were_judged(full, row):
    pruning.worth(full, [row], WEIGHT)
    assert all(not layer.mixed._forward_pre_hooks for layer in full.body.layers)
    assert all(parameter.grad is None for parameter in full.parameters())


def test_arcs_lead_from_the_pieces_of_their_role():
    tags = torch.tensor([TAGS.index("B-cue"), TAGS.index("E-content"), IGNORED, 0])
    assert pruning.origin(tags, "cue to source").tolist() == [True, False, False, False]
    assert pruning.origin(tags, "content to cue").tolist() == [False, True, False, False]


def test_an_article_that_nobody_coded_teaches_no_labels(unlabelled):
    (row,) = quotes.rows([unlabelled], 3, 0.0, random.Random(0))
    assert (row.tags == IGNORED).all() and (row.arcs == IGNORED).all()
    _, _, mask, tags, arcs = quotes.batch([row])
    length = tags.shape[1]
    scores = torch.randn(1, length, len(TAGS)), torch.randn(1, 3, length, length)
    assert quotes.loss(scores, mask, tags, arcs, WEIGHT) == 0


def test_to_answer_otherwise_costs_more_than_to_answer_alike(row):
    ids, _, mask, _, _ = quotes.batch([row])
    length = ids.shape[1]
    told = 3 * torch.randn(1, length, len(TAGS)), 3 * torch.randn(1, 3, length, length)
    alike = distillation.unlike(told, told, mask, WEIGHT)
    assert distillation.unlike(told, (-told[0], told[1]), mask, WEIGHT) > alike + 1
    assert distillation.unlike(told, (told[0], -told[1]), mask, WEIGHT) > alike + 0.1


def test_missed_states_are_told_in_parts_of_the_variance():
    told = torch.randn(50, 8) * 7
    assert distillation.missed(told, told) == 0
    mean = told.mean() * torch.ones_like(told)
    assert distillation.missed(told, mean) == pytest.approx(1, abs=0.01)


@pytest.mark.filterwarnings("ignore")
def test_the_teacher_answers_as_the_network_that_was_exported(full, exported, row):
    ids, hints, mask, _, _ = quotes.batch([row, row._replace(ids=row.ids[:9], hints=row.hints[:9])])
    tags, _, states = distillation.Teacher(exported)(ids, hints, mask)
    with torch.no_grad():
        expected, _, layered = distillation.Layered(full)(ids, hints, mask)
    there = mask[:, 0, 0]
    assert (tags - expected)[there].abs().mean() < 0.05
    for kept, each in zip(pruning.KEPT, states, strict=True):
        assert (each - layered[kept.layer])[there].abs().mean() < 0.05


@pytest.mark.filterwarnings("ignore")
def test_training_brings_answers_nearer_and_goes_on(tmp_path, full, exported, labelled, monkeypatch):
    monkeypatch.setattr(distillation, "SHOWN", 1)
    monkeypatch.setattr("analysis.training.parallel.SAVED", 4)
    row = quotes.rows([labelled], 0, 0.0, random.Random(0))[0]
    settings = distillation.QuotesDistillationSettings(
        workers=1, epochs=8, parts=1, batch=2, average=0.0, dropout=0.0, blind=0.0, from_teacher=1.0
    )
    small = distillation.cut(exported, [labelled], settings)
    saved = tmp_path / "saved"

    def missed(of):
        return sum(
            float((a - b).abs().sum()) for a, b in zip(answers(full, row), answers(of, row), strict=True)
        )

    before = missed(small.eval())
    trained = distillation.distil(small, exported, [labelled], [labelled], settings, saved)
    assert missed(trained) < before
    assert torch.load(saved, weights_only=True)["step"] == 8
    again = distillation.distil(small, exported, [labelled], [labelled], settings, saved)
    for one, other in zip(trained.parameters(), again.parameters(), strict=True):
        assert torch.equal(one, other)


@pytest.mark.filterwarnings("ignore")
def test_a_network_comes_back_from_its_int8_files(exported, full, prepared):
    again = export.load_network(exported)
    export.export(again, exported / "again")
    for name, weight in full.state_dict().items():
        if name != "body.places.weight":
            step = weight.abs().max() / 60
            assert torch.allclose(weight, again.state_dict()[name], atol=float(step) + 1e-6), name
    read = [
        [states for _, states in Encoder(folder / "encoder.onnx").read(prepared.pieces, prepared.hints)]
        for folder in (exported, exported / "again")
    ]
    for one, other in zip(*read, strict=True):
        assert np.abs(one - other).mean() < 0.02


def test_a_network_that_is_missing_is_one_sentence(tmp_path, monkeypatch, capsys):
    given = ["export", "--network", str(tmp_path / "none.safetensors"), "--out", str(tmp_path)]
    monkeypatch.setattr("sys.argv", given)
    with pytest.raises(SystemExit) as stopped:
        export.main()
    assert stopped.value.code == 2
    assert "holds no network" in capsys.readouterr().err
