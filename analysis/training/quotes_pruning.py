"""Cut the attribution network down: the layers, heads and neurons that its answers need most.

A head's or a neuron's worth is the Fisher information of a switch at it: the square of what the likelihood
of the network's own answers gains or loses where it is turned a little (Kwon et al. 2022). By it the sixth
layer's attention says nothing, and early layers need most. A head takes the time of 130 neurons.
"""

from collections.abc import Iterable, Sequence

import torch
from torch import Tensor, nn
from torch.distributions import Categorical

from analysis.models.attribution import ARCS, TAGS
from analysis.training.data import IGNORED
from analysis.training.network import PART, Network, network_of
from analysis.training.pruning import Kept, cut_layer
from analysis.training.quotes import QuotesRow, batch, loss

KEPT = (Kept(0, 6, 768), Kept(1, 10, 768), Kept(2, 7, 512), Kept(3, 5, 256), Kept(4, 5, 128))


def prune(network: Network, shown: Iterable[QuotesRow], arc_weight: float, dropout: float) -> Network:
    """Cut a full network down by what it answers to the windows shown.

    `arc_weight` is what an arc counts in the answers, a tag being 1.
    """
    heads, neurons = worth(network, shown, arc_weight)
    weights = network.state_dict()
    cut = {name: value for name, value in weights.items() if not name.startswith("body.layers.")}
    for place, kept in enumerate(KEPT):
        layer = network.body.layers[kept.layer]
        for name, value in cut_layer(layer, kept, heads[kept.layer], neurons[kept.layer]).items():
            cut[f"body.layers.{place}.{name}"] = value
    return network_of(cut, [len(table.weight) for table in network.body.hints], dropout)


def worth(
    network: Network, shown: Iterable[QuotesRow], arc_weight: float
) -> tuple[list[Tensor], list[Tensor]]:
    """Return the worth of each layer's heads, (heads,), and neurons, (inner,)."""
    layers = list(network.body.layers)
    seen: dict[nn.Module, Tensor] = {}
    hooks = [
        product.register_forward_pre_hook(lambda module, given: seen.update({module: _watched(given[0])}))
        for layer in layers
        for product in (layer.mixed, layer.outer)
    ]
    heads = [torch.zeros(layer.heads) for layer in layers]
    neurons = [torch.zeros(layer.inner.out_features) for layer in layers]
    for row in shown:
        _surprise(network, row, arc_weight).backward()
        for place, layer in enumerate(layers):
            heads[place] += _turned(seen[layer.mixed]).view(-1, PART).sum(1) ** 2
            neurons[place] += _turned(seen[layer.outer]) ** 2
        network.zero_grad()
    for hook in hooks:
        hook.remove()
    return heads, neurons


def _watched(given: Tensor) -> Tensor:
    given.retain_grad()
    return given


def _turned(given: Tensor) -> Tensor:
    """Return what the loss would change if each channel were turned up, (channels,)."""
    if given.grad is None:
        raise ValueError("Nothing was learned of what this part was given.")
    return (given.detach() * given.grad).sum((0, 1))


def _surprise(network: Network, row: QuotesRow, arc_weight: float) -> Tensor:
    """Return the loss of a window under tags and arcs that are drawn from the network's own answers."""
    ids, hints, mask, _, _ = batch([row])
    tag_scores, arc_scores = network(ids, hints, mask)
    tags = Categorical(logits=tag_scores).sample()
    tags[:, 0] = IGNORED
    drawn = Categorical(logits=arc_scores).sample()
    arcs = torch.where(torch.stack([origin(tags, arc) for arc in ARCS], 1), drawn, IGNORED)
    return loss((tag_scores, arc_scores), mask, tags, arcs, arc_weight) * tags.numel()


def origin(tags: Tensor, arc: str) -> Tensor:
    """Tell which places, by their tags, an arc leads from; as tags (...) are."""
    return torch.isin(tags, torch.tensor(origins(arc)))


def origins(arc: str) -> Sequence[int]:
    """Return the tags of the role that an arc leads from."""
    role = arc.split(" to ")[0]
    return [number for number, tag in enumerate(TAGS) if tag.endswith(f"-{role}")]
