"""MPNet and the base reader on it; they need the `train` extras."""

import pytest

from analysis.validation import ValidationError

pytestmark = pytest.mark.slow

torch = pytest.importorskip("torch")
pytest.importorskip("safetensors")
mpnet = pytest.importorskip("analysis.training.mpnet")


def test_weights_that_are_missing_are_one_sentence(tmp_path):
    with pytest.raises(ValidationError, match=r"no model\.safetensors of MPNet"):
        mpnet.pretrained(tmp_path)


def test_distances_share_buckets_the_farther_they_are():
    buckets = mpnet._bucket(torch.arange(-200, 201))
    assert buckets[200] == 0
    assert len(set(buckets[193:208].tolist())) == 15
    assert buckets[0] == mpnet.BUCKETS // 2 - 1 and buckets[-1] == mpnet.BUCKETS - 1
    assert buckets.max() < mpnet.BUCKETS


def test_padding_is_not_read_and_the_target_is():
    torch.manual_seed(0)
    network = mpnet.MarkedNetwork(1, words=20).eval()
    ids = torch.tensor([[0, 5, 9, 7, 2]])
    marked = torch.tensor([[False, False, True, False, False]])
    padded = torch.nn.functional.pad(ids, (0, 2), value=mpnet.PADDING)
    with torch.no_grad():
        plain = network(ids, marked)
        other = network(padded, torch.nn.functional.pad(marked, (0, 2)))
        elsewhere = network(ids, marked.roll(1, 1))
    for alone, beside in zip(plain, other, strict=True):
        assert torch.allclose(alone, beside, atol=1e-5)
    assert not torch.allclose(plain[0], elsewhere[0], atol=1e-5)
    assert torch.allclose(plain[2], elsewhere[2])


def test_a_cut_network_has_the_layers_and_words_that_are_named():
    torch.manual_seed(0)
    network = mpnet.MarkedNetwork(3, words=20).eval()
    cut = network.cut([0, 2], [0, 1, 2, 5, 7, 9]).eval()
    network.body.layers = torch.nn.ModuleList([network.body.layers[0], network.body.layers[2]])
    with torch.no_grad():
        told = cut(torch.tensor([[0, 3, 5, 2]]), torch.ones(1, 4, dtype=torch.bool))
        expected = network(torch.tensor([[0, 5, 9, 2]]), torch.ones(1, 4, dtype=torch.bool))
    for ours, theirs in zip(told, expected, strict=True):
        assert torch.allclose(ours, theirs, atol=1e-6)
