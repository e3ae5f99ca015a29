"""The network of sentiment in PyTorch: the encoder, and attention from targets to the sentence.

A sentence is read once for its rating and all its targets. Each target is the mean of its pieces' states; it
then looks at the whole sentence through attention of its own, so that what is said of it need not be in its
own state (Vaswani et al. 2017). The sentence itself is a target, too: the one that is rated.
"""

import torch
from torch import Tensor, nn

from analysis.training.network import LAYERS, WIDTH, Body, Layer

CLASSES = 3
FULL, LOOKS, LOOK_INNER = LAYERS, 2, 384


class ToneNetwork(nn.Module):
    """Word pieces and targets in; a score for each class towards each target and the rating out.

    All word pieces pass through the first `full` layers of the body, in the others only targets do.
    """

    def __init__(self, body: Body, full: int = FULL, dropout: float = 0.1) -> None:
        super().__init__()
        self.body, self.full = body, full
        self.looks = nn.ModuleList(Layer(dropout, inner=LOOK_INNER) for _ in range(LOOKS))
        self.towards, self.rating = nn.Linear(2 * WIDTH, CLASSES), nn.Linear(2 * WIDTH, 1)
        self.dropout = nn.Dropout(dropout)

    def forward(self, ids: Tensor, pool: Tensor, mask: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """Return class scores (batch, rows, 3) and ratings (batch,), about -1..1.

        `ids` are (batch, length), `pool` (batch, rows, length) the weights that make a mean: in row 0 of the
        whole sentence, which is rated, in the others of a target's pieces; `mask` is (batch, 1, 1, length).
        """
        states = self.body(ids, mask=mask, layers=self.full)
        means = pool @ states
        looked = means
        for look in (*self.body.layers[self.full :], *self.looks):
            looked = look(states, mask, looked)
        features = self.dropout(torch.cat([looked, means], -1))
        return self.towards(features), self.rating(features[:, 0])[:, 0]
