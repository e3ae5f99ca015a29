"""MPNet in PyTorch (Song et al. 2020), cut in two: the lower half stays, the upper half learns.

What the lower half makes of a sentence is computed once, so an epoch costs half; the target is marked
between the halves.
"""

import math
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from analysis.errors import ValidationError
from analysis.training.network import CLASSES, Layer

WIDTH, INNER, HEADS, PART, LAYERS, LOWER = 768, 3072, 12, 64, 12, 6
VOCABULARY, PLACES, PADDING = 30527, 514, 1
BUCKETS, FARTHEST = 32, 128
NEVER = -1e4


class Relative(nn.Module):
    """What a place adds to another's attention, by the distance between them (Raffel et al. 2020)."""

    def __init__(self) -> None:
        super().__init__()
        self.table = nn.Embedding(BUCKETS, HEADS)

    def forward(self, mask: Tensor) -> Tensor:
        """Map a mask (batch, length) to what is added, (batch, heads, length, length)."""
        places = torch.arange(mask.shape[1])
        added = self.table(_bucket(places[None] - places[:, None])).permute(2, 0, 1)[None]
        return added.masked_fill(~mask[:, None, None], NEVER)


class Lower(nn.Module):
    """Embeddings and the lower layers."""

    def __init__(self) -> None:
        super().__init__()
        self.words, self.places = nn.Embedding(VOCABULARY, WIDTH), nn.Embedding(PLACES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-5)
        self.relative = Relative()
        self.layers = _layers(LOWER)

    def forward(self, ids: Tensor) -> Tensor:
        """Map ids (batch, length), padded with PADDING, to states (batch, length, width)."""
        mask = ids != PADDING
        states = self.norm(self.words(ids) + self.places(mask.cumsum(1) * mask + PADDING))
        added = self.relative(mask)
        for layer in self.layers:
            states = layer(states, added)
        return states


class Upper(nn.Module):
    """The upper layers, with scores of a marked target and the rating of the sentence."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.relative = Relative()
        self.layers = _layers(LAYERS - LOWER, dropout)
        self.mark = nn.Parameter(torch.randn(WIDTH) * 0.02)
        self.hidden = nn.Linear(2 * WIDTH, WIDTH)
        self.towards, self.rating = nn.Linear(WIDTH, CLASSES), nn.Linear(WIDTH, 1)
        self.dropout = nn.Dropout(dropout)

    def forward(self, states: Tensor, mask: Tensor, marked: Tensor) -> tuple[Tensor, Tensor]:
        """Return scores (batch, 3) and ratings (batch,) from the lower half's states (batch, length, width).

        `mask` and `marked` (batch, length) say what is text and what is the target; none for a rating.
        """
        states = states + marked[..., None] * self.mark
        added = self.relative(mask)
        for layer in self.layers:
            states = layer(states, added)
        both = torch.cat([_mean(states, marked), _mean(states, mask)], -1)
        hidden = self.dropout(torch.tanh(self.hidden(self.dropout(both))))
        return self.towards(hidden), self.rating(hidden)[:, 0]


def pretrained(folder: Path) -> tuple[Lower, Upper]:
    """Return both halves with the weights of a folder that holds MPNet's model.safetensors."""
    try:
        source = load_file(folder / "model.safetensors")
    except OSError as problem:
        raise ValidationError(f"There is no model.safetensors of MPNet in {folder}.") from problem
    lower, upper = Lower().eval(), Upper()
    for index in range(LAYERS):
        half = lower.layers[index] if index < LOWER else upper.layers[index - LOWER]
        half.load_state_dict(_layer(source, index))
    relative = {"table.weight": source["encoder.relative_attention_bias.weight"]}
    lower.relative.load_state_dict(relative)
    upper.relative.load_state_dict(relative)
    lower.words.weight.data = source["embeddings.word_embeddings.weight"]
    lower.places.weight.data = source["embeddings.position_embeddings.weight"]
    lower.norm.load_state_dict({kind: source[f"embeddings.LayerNorm.{kind}"] for kind in ("weight", "bias")})
    return lower, upper


def _layers(number: int, dropout: float = 0.1) -> nn.ModuleList:
    return nn.ModuleList(Layer(dropout, WIDTH, INNER, HEADS, PART, 1e-5) for _ in range(number))


def _layer(source: dict[str, Tensor], index: int) -> dict[str, Tensor]:
    names = {
        "query": "attention.attn.q",
        "key": "attention.attn.k",
        "value": "attention.attn.v",
        "mixed": "attention.attn.o",
        "attention_norm": "attention.LayerNorm",
        "inner": "intermediate.dense",
        "outer": "output.dense",
        "norm": "output.LayerNorm",
    }
    return {
        f"{ours}.{kind}": source[f"encoder.layer.{index}.{theirs}.{kind}"]
        for ours, theirs in names.items()
        for kind in ("weight", "bias")
    }


def _mean(states: Tensor, where: Tensor) -> Tensor:
    weights = where.float()
    return functional.normalize(weights, p=1, dim=1)[:, None].bmm(states)[:, 0]


def _bucket(distance: Tensor) -> Tensor:
    """Return the bucket of a distance: near ones each have one, farther ones share, by its logarithm."""
    half = BUCKETS // 2
    near = half // 2
    size = distance.abs()
    far = near + (torch.log(size.clamp_min(1) / near) / math.log(FARTHEST / near) * (half - near)).long()
    return half * (distance > 0) + torch.where(size < near, size, far.clamp_max(half - 1))
