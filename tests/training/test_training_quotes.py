"""The training loop's parts; they need the `train` extras."""

import random

import numpy as np
import pytest

from analysis.annotation import annotate
from analysis.articles import Article
from analysis.attribution.hints import COLUMNS, prepare
from analysis.models.attribution import ARCS, TAGS, TARGETS
from analysis.models.encoder import LONGEST_WINDOW
from analysis.training.data import IGNORED, NOWHERE, Example
from analysis.validation.data import CodedArticle, CodedAttribution

pytestmark = pytest.mark.slow

torch = pytest.importorskip("torch")
pytest.importorskip("safetensors")
network = pytest.importorskip("analysis.training.network")
parallel = pytest.importorskip("analysis.training.parallel")
quotes = pytest.importorskip("analysis.training.quotes")


@pytest.fixture(scope="module")
def example():
    sentence = "Ms. Okafor said the mill would close. "
    paragraph = sentence * 8 + "\n\n"
    text = paragraph * 6
    said = [
        CodedAttribution(((at, at + 10),), ((at + 11, at + 15),), ((at + 16, at + 36),))
        for at in range(len(text))
        if text.startswith(sentence, at)
    ]
    return Example(CodedArticle("mill", text, (tuple(said),)), prepare(annotate(Article(text=text))))


@pytest.fixture(scope="module")
def made(example):
    return quotes.rows([example], 0, 0.0, random.Random(0))


def test_rows_are_windows_with_their_labels(made):
    for row in made:
        assert len(row.ids) == len(row.hints) == len(row.tags) == row.arcs.shape[1] <= LONGEST_WINDOW
        assert row.tags[0] == IGNORED
        starts = {"content to cue": "S-cue", "cue to source": "B-source", "content to source": "B-source"}
        for arc, places in zip(ARCS, row.arcs, strict=True):
            targets = places[places != IGNORED]
            assert targets.size and set(row.tags[targets]) == {TAGS.index(starts[arc])}


def test_epochs_cut_an_article_in_other_places(example):
    rng = random.Random(0)
    cuts = {tuple(len(row.ids) for row in quotes.rows([example], epoch, 0.0, rng)) for epoch in range(5)}
    assert len(cuts) > 1


def test_a_share_of_the_windows_is_shown_without_hints(example):
    parsed, ruled = quotes.PARSED, quotes.RULED
    seen = quotes.rows([example], 0, 0.0, random.Random(0))
    blind = quotes.rows([example], 0, 1.0, random.Random(0))
    assert all(row.hints[:, parsed].any() and row.hints[:, ruled].any() for row in seen)
    assert not any(row.hints[:, parsed].any() or row.hints[:, ruled].any() for row in blind)
    assert example.prepared.hints[:, ruled].any()


def test_a_target_outside_the_window_teaches_nothing():
    arcs = np.array([[NOWHERE, IGNORED, 3, 12]])
    assert quotes._inside(arcs, slice(10, 14)).tolist() == [[0, IGNORED, IGNORED, 3]]


def test_batches_hold_every_window_once_and_pad_with_what_is_ignored(made):
    grouped = parallel.batches(made, 2, lambda row: len(row.ids), random.Random(0))
    assert sorted(id(row) for group in grouped for row in group) == sorted(map(id, made))
    ids, hints, mask, tags, arcs = quotes.batch(grouped[0])
    assert ids.shape == tags.shape == mask[:, 0, 0].shape
    assert hints.shape == (*ids.shape, len(COLUMNS))
    assert (tags[ids == 0] == IGNORED).all()
    assert (arcs.transpose(1, 2)[ids == 0] == IGNORED).all()
    assert not mask[:, 0, 0][ids == 0].any()


def test_the_rate_goes_up_stays_and_goes_down():
    rate = parallel.trapezium(100, 0.1, 0.4)
    factors = [rate(step) for step in range(101)]
    assert factors[0] == pytest.approx(0.1)
    assert factors[9:60] == [1.0] * 51
    assert factors[80] == pytest.approx(0.5)
    assert factors[100] == 0


def test_right_scores_cost_less_than_wrong_ones(made):
    _, _, mask, tags, arcs = quotes.batch(made[:2])
    length = tags.shape[1]
    right = torch.nn.functional.one_hot(tags.clamp_min(0), len(TAGS)) * 9.0
    arrows = torch.nn.functional.one_hot(arcs.clamp_min(0), length) * 9.0
    good = quotes.loss((right, arrows), mask, tags, arcs, 0.3)
    assert good < 0.2
    assert quotes.loss((-right, arrows), mask, tags, arcs, 0.3) > good + 1
    assert quotes.loss((right, -arrows), mask, tags, arcs, 0.3) > good + 0.5


def test_the_exported_head_gives_distributions():
    export = pytest.importorskip("analysis.training.export")
    tags, targets, weights = export.ExportedReader(network.Head().eval())(torch.randn(1, 9, network.WIDTH))
    assert tags.exp().sum(-1).allclose(torch.ones(1, 9))
    assert targets.shape == weights.shape == (1, 9, len(ARCS), TARGETS)
    assert (weights.sum(-1) <= 1.0001).all() and (weights.diff(dim=-1) <= 0).all()


def test_data_that_is_missing_is_one_sentence(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["quotes", "--data", str(tmp_path), "--out", str(tmp_path)])
    with pytest.raises(SystemExit) as stopped:
        quotes.main()
    assert stopped.value.code == 2
    assert capsys.readouterr().err.startswith("PolNeAR is not in")
