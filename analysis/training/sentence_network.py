"""The network of sentiment in PyTorch: the encoder, and attention from targets to the sentence.

A sentence is read once for its rating and all its targets. Each target is the mean of its pieces' states; it
then looks at the whole sentence through attention of its own, so that what is said of it need not be in its
own state (Vaswani et al. 2017). The sentence itself is a target, too: the one that is rated.
"""

import torch
from torch import Tensor, nn

from analysis.training.network import WIDTH, Body, Layer

CLASSES = 3
LOOK_INNER = 384
FEATURE_LAYERS = (1, 3, -1)


class ToneNetwork(nn.Module):
    """Word pieces and targets in; a score for each class towards each target, the rating and features out."""

    def __init__(self, body: Body, dropout: float = 0.1, looks: int = 2) -> None:
        super().__init__()
        self.body = body
        self.looks = nn.ModuleList(Layer(dropout, inner=LOOK_INNER) for _ in range(looks))
        self.towards, self.rating = nn.Linear(2 * WIDTH, CLASSES), nn.Linear(2 * WIDTH, 1)
        self.dropout = nn.Dropout(dropout)

    def forward(self, ids: Tensor, pool: Tensor, mask: Tensor | None = None) -> tuple[Tensor, Tensor, Tensor]:
        """Return class scores (batch, rows, 3), ratings (batch,), about -1..1, and features of the sentence
        (batch, 3 * width): the means of the states after the second, fourth and last layer.

        `ids` are (batch, length), `pool` (batch, rows, length) the weights that make a mean: in row 0 of the
        whole sentence, which is rated, in the others of a target's pieces; `mask` is (batch, 1, 1, length).
        """
        layered = self.body.layered(ids, mask=mask)
        features = torch.cat([(pool[:, :1] @ layered[layer])[:, 0] for layer in FEATURE_LAYERS], -1)
        return *self.judge(layered[-1], pool, mask), features

    def judge(self, states: Tensor, pool: Tensor, mask: Tensor | None) -> tuple[Tensor, Tensor]:
        """Return class scores and ratings from the body's states (batch, length, width)."""
        looked = means = pool @ states
        for look in self.looks:
            looked = look(states, mask, looked)
        seen = self.dropout(torch.cat([looked, means], -1))
        return self.towards(seen), self.rating(seen[:, 0])[:, 0]
