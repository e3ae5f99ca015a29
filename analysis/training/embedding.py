"""Fit the map from the small reader's features to what a sentence is about.

    python -m analysis.training.embedding --data DIR

Ridge regression on sentences of unlabelled articles (see `sentence_data.mine`): from the features of
the model that ships, in int8, to the embedding of all-MiniLM-L6-v2 as it was published. It has to be fitted
anew whenever the model changes.
"""

import argparse
from pathlib import Path

import numpy as np
import torch
from sklearn.linear_model import Ridge
from sklearn.preprocessing import StandardScaler
from torch import Tensor, nn
from torch.nn import functional

from analysis.models.embedding import FILE
from analysis.models.encoder import START, STOP, tokenizer
from analysis.models.small import FEATURES, ROOM, small_reader
from analysis.training.export import write
from analysis.training.network import WIDTH, Body, pretrained
from analysis.training.options import run
from analysis.training.sentence_data import mine

SENTENCES = 16000
HELD_OUT = 1000
STRENGTH = 1000.0


class Meaning(nn.Module):
    """A linear map and a division by the length."""

    def __init__(self, weights: np.ndarray, bias: np.ndarray) -> None:
        super().__init__()
        self.map = nn.Linear(FEATURES, WIDTH)
        self.map.weight.data = torch.from_numpy(weights.astype(np.float32))
        self.map.bias.data = torch.from_numpy(bias.astype(np.float32))

    def forward(self, features: Tensor) -> Tensor:
        """Map (n, FEATURES) to unit vectors (n, WIDTH)."""
        return functional.normalize(self.map(features), dim=-1)


def published(body: Body, sentence: str) -> np.ndarray:
    """Return the embedding of a sentence by the pretrained encoder: the mean of its states, of length 1."""
    ids = tokenizer().encode(sentence, add_special_tokens=False).ids[:ROOM]
    with torch.inference_mode():
        states = body(torch.tensor([[START, *ids, STOP]]))[0]
    return functional.normalize(states.mean(0), dim=-1).numpy()


def fit(features: np.ndarray, embeddings: np.ndarray) -> Meaning:
    """Fit the map from features (n, FEATURES) to embeddings (n, WIDTH)."""
    scaler = StandardScaler().fit(features)
    ridge = Ridge(alpha=STRENGTH).fit(scaler.transform(features), embeddings)
    weights = ridge.coef_ / scaler.scale_
    return Meaning(weights, ridge.intercept_ - weights @ scaler.mean_).eval()


def make(data: Path, out: Path) -> None:
    """Fit the map, say how near it comes, and write it."""
    model, body = small_reader(), pretrained().eval()
    sentences = [sentence.text for sentence in mine(data, seed=1)[: SENTENCES + HELD_OUT]]
    features = np.array([judged.features for judged in model.judge_each((each, []) for each in sentences)])
    embeddings = np.array([published(body, sentence) for sentence in sentences])
    meaning = fit(features[HELD_OUT:], embeddings[HELD_OUT:])
    with torch.inference_mode():
        found = meaning(torch.tensor(features[:HELD_OUT], dtype=torch.float32)).numpy()
    cosine = (found * embeddings[:HELD_OUT]).sum(1).mean()
    print(f"mean cosine with the published embedding, {HELD_OUT:,} sentences held out: {cosine:.3f}")
    write(meaning, (torch.zeros(2, FEATURES),), out, ["features"], ["vectors"])


def main() -> None:
    """Fit the map from the command line."""
    parser = argparse.ArgumentParser(prog="python -m analysis.training.embedding", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the unlabelled articles")
    parser.add_argument("--out", type=Path, default=FILE, help="file for the map (.onnx)")
    run(parser, make)


if __name__ == "__main__":
    main()
