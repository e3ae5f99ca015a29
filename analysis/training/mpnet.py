"""MPNet in PyTorch (Song et al. 2020), which reads a sentence with a mark before and after its target."""

import math
from collections.abc import Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from analysis.errors import ValidationError
from analysis.training.network import CLASSES, Dropout, Layer

WIDTH, INNER, HEADS, PART, LAYERS = 768, 3072, 12, 64, 12
VOCABULARY, PLACES, PADDING = 30527, 514, 1
BUCKETS, FARTHEST = 32, 128
NEVER = -1e4


class Relative(nn.Module):
    """What a place adds to another's attention, by the distance between them (Raffel et al. 2020)."""

    def __init__(self) -> None:
        super().__init__()
        self.table = nn.Embedding(BUCKETS, HEADS)

    def forward(self, mask: Tensor) -> Tensor:
        """Map a mask (batch, length) to what is added, (batch, heads, length, length).

        Graphs that ship read sentences of one length, without a mask: (1, heads, length, length).
        """
        places = torch.arange(mask.shape[1])
        added = self.table(_bucket(places[None] - places[:, None])).permute(2, 0, 1)[None]
        if torch.onnx.is_in_onnx_export():
            return added
        return added.masked_fill(~mask[:, None, None], NEVER)


class Mpnet(nn.Module):
    """The encoder; the embeddings of words and places stay as they are."""

    def __init__(self, layers: int = LAYERS, dropout: float = 0.1, words: int = VOCABULARY) -> None:
        super().__init__()
        self.words, self.places = nn.Embedding(words, WIDTH), nn.Embedding(PLACES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-5)
        self.relative = Relative()
        self.layers = _layers(layers, dropout)
        self.dropout = Dropout(dropout)
        self.words.requires_grad_(False)
        self.places.requires_grad_(False)

    def forward(self, ids: Tensor) -> Tensor:
        """Map ids (batch, length), padded with PADDING, to states (batch, length, width)."""
        return self.after_each(ids)[-1]

    def after_each(self, ids: Tensor) -> list[Tensor]:
        """Return the states after each layer."""
        mask = ids != PADDING
        states = self.dropout(
            self.norm(self.words(ids) + self.places(mask.long().cumsum(1) * mask.long() + PADDING))
        )
        added, after = self.relative(mask), []
        for layer in self.layers:
            states = layer(states, added)
            after.append(states)
        return after


class MarkedNetwork(nn.Module):
    """MPNet that reads a sentence with a marked target: how it is judged, its roles, and the rating."""

    def __init__(self, layers: int = LAYERS, dropout: float = 0.1, words: int = VOCABULARY) -> None:
        super().__init__()
        self.body = Mpnet(layers, dropout, words)
        self.hidden, self.rated = nn.Linear(2 * WIDTH, WIDTH), nn.Linear(WIDTH, WIDTH)
        self.towards, self.roles = nn.Linear(WIDTH, CLASSES), nn.Linear(WIDTH, CLASSES)
        self.rating = nn.Linear(WIDTH, 1)
        self.dropout = nn.Dropout(dropout)

    def forward(self, ids: Tensor, marked: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return scores of classes (batch, 3), of roles (batch, 3), and ratings (batch,).

        `marked` (batch, length) are the places of the target's pieces, none for a rating.
        """
        return self.told(self.body(ids), marked)

    def told(self, states: Tensor, marked: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return the same from the body's states (batch, length, width)."""
        both = self.dropout(torch.cat([states[:, 0], _mean(states, marked)], -1))
        hidden = self.dropout(functional.gelu(self.hidden(both)))
        rated = self.dropout(functional.gelu(self.rated(self.dropout(states[:, 0]))))
        return self.towards(hidden), self.roles(hidden), self.rating(rated)[:, 0]

    def cut(self, layers: Sequence[int], words: Sequence[int], dropout: float = 0.1) -> "MarkedNetwork":
        """Return a network of these layers of its, and of these words, in their order."""
        shorter = MarkedNetwork(len(layers), dropout, len(words))
        own = self.state_dict()
        own["body.words.weight"] = own["body.words.weight"][torch.tensor(words)]
        kept = {f"body.layers.{old}.": f"body.layers.{new}." for new, old in enumerate(layers)}
        for name in shorter.state_dict():
            source = next((name.replace(new, old) for old, new in kept.items() if name.startswith(new)), name)
            shorter.state_dict()[name].copy_(own[source])
        return shorter


def pretrained(folder: Path) -> Mpnet:
    """Return the encoder with the weights of a folder that holds MPNet's model.safetensors."""
    try:
        source = load_file(folder / "model.safetensors")
    except OSError as problem:
        raise ValidationError(f"There is no model.safetensors of MPNet in {folder}.") from problem
    body = Mpnet()
    for index, layer in enumerate(body.layers):
        layer.load_state_dict(_layer(source, index))
    body.relative.load_state_dict({"table.weight": source["encoder.relative_attention_bias.weight"]})
    body.words.weight.data = source["embeddings.word_embeddings.weight"]
    body.places.weight.data = source["embeddings.position_embeddings.weight"]
    body.norm.load_state_dict({kind: source[f"embeddings.LayerNorm.{kind}"] for kind in ("weight", "bias")})
    return body


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
