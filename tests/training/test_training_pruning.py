"""Cutting layers down; it needs the `train` extras."""

import pytest

torch = pytest.importorskip("torch")
network = pytest.importorskip("analysis.training.network")
pruning = pytest.importorskip("analysis.training.pruning")


def test_of_a_layer_what_is_worth_most_stays_and_what_adds_nothing_is_not_missed():
    torch.manual_seed(0)
    layer = network.Layer(0.0, inner=64)
    for head in range(5):
        layer.mixed.weight.data[:, head * 32 : (head + 1) * 32] = 0
    layer.outer.weight.data[:, 10:30] = 0
    heads, neurons = layer.mixed.weight.abs().sum(0).reshape(12, 32).sum(1), layer.outer.weight.abs().sum(0)
    small = network.Layer(0.0, inner=44, heads=7)
    small.load_state_dict(pruning.cut_layer(layer, pruning.Kept(0, 7, 44), heads, neurons))
    states = torch.randn(2, 9, 384)
    with torch.no_grad():
        assert torch.allclose(small(states, None), layer(states, None), atol=1e-5)


def test_the_small_readers_shape_is_what_was_kept():
    layers = pruning.pruned().body.layers
    assert [(each.heads, each.inner.out_features) for each in layers] == [kept[1:] for kept in pruning.KEPT]
