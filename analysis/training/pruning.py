"""Cutting networks down: the heads and neurons that stay of a layer, and what is left of the small reader.

The small reader was cut from six layers: a head's worth was how much the answers change without it (Michel et
al. 2019), a neuron's how much it adds to the states. How much of each layer stays was found in the same way:
the fifth layer and the first look can be spared most easily, and later layers need fewer heads and neurons
than early ones.
"""

from typing import NamedTuple

import torch
from torch import Tensor, nn

from analysis.training.network import PART, Body, ToneNetwork


class Kept(NamedTuple):
    """A layer that stays, by its number in the full network, and how much of it."""

    layer: int
    heads: int
    inner: int


KEPT = (Kept(0, 12, 448), Kept(1, 10, 448), Kept(2, 8, 448), Kept(3, 6, 256), Kept(5, 4, 128))


def pruned(dropout: float = 0.1) -> ToneNetwork:
    """Return a network of the shape that is left, with weights that mean nothing yet."""
    return ToneNetwork(Body(dropout=dropout, shape=[(kept.heads, kept.inner) for kept in KEPT]), dropout)


def cut_layer(layer: nn.Module, kept: Kept, heads: Tensor, neurons: Tensor) -> dict[str, Tensor]:
    """Return the weights of what stays of a layer, by the worth of heads (heads,) and neurons (inner,)."""
    chosen, inner = _most(heads, kept.heads), _most(neurons, kept.inner)
    channels = (chosen[:, None] * PART + torch.arange(PART)).flatten()
    return {name: _cut(name, value, channels, inner) for name, value in layer.state_dict().items()}


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
