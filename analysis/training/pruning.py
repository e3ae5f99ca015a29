"""Cut a trained network of sentiment down: the layers, heads and neurons that its answers need most.

A head's worth is how much the answers change without it (Michel et al. 2019), a neuron's is how much it adds
to the states. How much of each layer stays was found in the same way: the fifth layer and the first look can
be spared most easily, and later layers need fewer heads and neurons than early ones.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

import torch
from torch import Tensor, nn

from analysis.training.network import PART, Body, ToneNetwork
from analysis.training.sentiment import Batch


class Kept(NamedTuple):
    """A layer that stays, by its number in the full network, and how much of it."""

    layer: int
    heads: int
    inner: int


KEPT = (Kept(0, 12, 448), Kept(1, 10, 448), Kept(2, 8, 448), Kept(3, 6, 256), Kept(5, 4, 128))
LOOK = 1
RATING_WEIGHT = 4.0


def pruned(dropout: float = 0.1) -> ToneNetwork:
    """Return a network of the shape that is left, with weights that mean nothing yet."""
    return ToneNetwork(
        Body(dropout=dropout, shape=[(kept.heads, kept.inner) for kept in KEPT]), dropout, looks=1
    )


def prune(network: ToneNetwork, shown: Sequence[Batch]) -> ToneNetwork:
    """Cut a full network down by what it answers to the sentences shown."""
    weights = network.state_dict()
    cut = {
        name.replace(f"looks.{LOOK}.", "looks.0."): value
        for name, value in weights.items()
        if not name.startswith(("body.layers.", "looks.")) or name.startswith(f"looks.{LOOK}.")
    }
    for place, kept in enumerate(KEPT):
        layer = network.body.layers[kept.layer]
        worth = head_worth(network, layer, shown), neuron_worth(network, layer, shown)
        for name, value in cut_layer(layer, kept, *worth).items():
            cut[f"body.layers.{place}.{name}"] = value
    made = pruned()
    made.load_state_dict(cut)
    return made


def cut_layer(layer: nn.Module, kept: Kept, heads: Tensor, neurons: Tensor) -> dict[str, Tensor]:
    """Return the weights of what stays of a layer, by the worth of heads (heads,) and neurons (inner,)."""
    chosen, inner = _most(heads, kept.heads), _most(neurons, kept.inner)
    channels = (chosen[:, None] * PART + torch.arange(PART)).flatten()
    return {name: _cut(name, value, channels, inner) for name, value in layer.state_dict().items()}


def head_worth(network: ToneNetwork, layer: nn.Module, shown: Sequence[Batch]) -> Tensor:
    """Return for each head of a layer how much the answers change without it, (heads,)."""
    whole = answers(network, shown)
    changes = []
    for head in range(layer.heads):
        with _without(layer, slice(head * PART, (head + 1) * PART)):
            changes.append(change(whole, answers(network, shown)))
    return torch.tensor(changes)


def neuron_worth(network: ToneNetwork, layer: nn.Module, shown: Sequence[Batch]) -> Tensor:
    """Return for each inner neuron of a layer the energy of what it adds to the states, (inner,)."""
    energies: list[Tensor] = []
    seen = layer.outer.register_forward_hook(
        lambda _, given, __: energies.append((given[0] ** 2).flatten(0, -2).sum(0))
    )
    answers(network, shown)
    seen.remove()
    return torch.stack(energies).sum(0) * (layer.outer.weight.detach() ** 2).sum(0)


def answers(network: ToneNetwork, shown: Sequence[Batch]) -> tuple[Tensor, Tensor]:
    """Return what a network says: probabilities (targets, 3) and ratings (sentences,)."""
    chances, ratings = [], []
    with torch.no_grad():
        for batch in shown:
            scores, _, rating, _ = network(batch.ids, batch.pool, batch.mask)
            there = batch.pool[:, 1:].sum(-1) > 0
            chances.append(scores[:, 1:][there].softmax(-1))
            ratings.append(rating)
    return torch.cat(chances), torch.cat(ratings)


def change(before: tuple[Tensor, Tensor], after: tuple[Tensor, Tensor]) -> float:
    """Return how far answers moved: Kullback-Leibler divergence a target, and squared error of the rating."""
    (was, rated), (now, rates) = before, after
    moved = (was * (was.clamp_min(1e-6).log() - now.clamp_min(1e-6).log())).sum(-1).mean()
    return float(moved + RATING_WEIGHT * ((rated - rates) ** 2).mean())


@contextmanager
def _without(layer: nn.Module, channels: slice) -> Iterator[None]:
    weight = layer.mixed.weight.data
    kept = weight[:, channels].clone()
    weight[:, channels] = 0
    yield
    weight[:, channels] = kept


def _most(worth: Tensor, number: int) -> Tensor:
    return worth.topk(number).indices.sort().values


def _cut(name: str, value: Tensor, channels: Tensor, inner: Tensor) -> Tensor:
    part = name.split(".")[0]
    if part in {"query", "key", "value"}:
        return value[channels]
    if part == "inner":
        return value[inner]
    if name == "mixed.weight":
        return value[:, channels]
    if name == "outer.weight":
        return value[:, inner]
    return value
