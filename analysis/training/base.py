"""Train the base reader of sentiment: MPNet with a mark before and after the target.

    python -m analysis.training.base --data DIR --weights FOLDER --out base.safetensors

FOLDER holds the model.safetensors and tokenizer.json of all-mpnet-base-v2 (Reimers & Gurevych 2019,
Apache-2.0). It learns from NewsMTSC, SEntFiN, FinEntity, the NYT editorials and, from the second epoch on,
from the codes of who suffers, harms and helps. Where it stands is kept beside OUT from time to time, and a
run that finds that goes on from there.
"""

import argparse
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from analysis.models.base import MARK
from analysis.models.encoder import Span
from analysis.models.readers import touched
from analysis.training.mpnet import PADDING, MarkedNetwork, pretrained
from analysis.training.network import CLASSES
from analysis.training.options import run
from analysis.training.parallel import batches, fit, together, trapezium
from analysis.training.sentence_data import UNKNOWN, Probabilities, Sentence, coded, labelled

LONGEST = 160
UNKNOWN_CLASSES, UNKNOWN_ROLES = (0.0, 0.0, 0.0), (np.nan, np.nan, np.nan)


@dataclass(frozen=True)
class BaseSettings:
    """All that a run depends on besides its data and weights."""

    epochs: int = 2
    batch: int = 24
    body_rate: float = 3e-5
    head_rate: float = 1e-4
    layer_decay: float = 0.9
    decay: float = 0.01
    warm_up: float = 0.08
    smoothing: float = 0.05
    rating_weight: float = 4.0
    role_weight: float = 1.0
    rated_epochs: int = 1
    finance: int = 3000
    seed: int = 1


class MarkedRow(NamedTuple):
    """A judgement to learn: word pieces with the marks, the target's places among them, and what is known:
    the shares of the classes (0 where none is known), the chances of the roles and the rating (nan).
    """

    ids: list[int]
    target: Span
    classes: Probabilities
    roles: Probabilities
    rating: float


def tokenizer(folder: Path) -> Tokenizer:
    """Return MPNet's tokenizer, from the folder of its weights."""
    made = Tokenizer.from_file(str(folder / "tokenizer.json"))
    made.no_padding()
    made.no_truncation()
    return made


def rows(sentences: Iterable[Sentence], cut: Tokenizer, smoothing: float) -> Iterator[MarkedRow]:
    """Yield a row for each target and each rating; sentences beyond LONGEST pieces are left out.

    Where a target has no probabilities, its label has all but `smoothing`, which all classes share (Szegedy
    et al. 2016).
    """
    sentences = list(sentences)
    mark = cut.get_vocab()[MARK]
    for sentence, pieces in zip(sentences, cut.encode_batch([each.text for each in sentences]), strict=True):
        if len(pieces.ids) > LONGEST:
            continue
        for each in sentence.targets:
            there = np.flatnonzero(touched(np.array(pieces.offsets), [(each.start, each.end)])[0])
            if not len(there):
                continue
            first, end = there[0], there[-1] + 1
            ids = [*pieces.ids[:first], mark, *pieces.ids[first:end], mark, *pieces.ids[end:]]
            place = (first + 1, end + 1)
            classes = each.soft or one_hot(each.label, smoothing)
            yield MarkedRow(ids, place, classes, each.roles or UNKNOWN_ROLES, np.nan)
        if sentence.rating is not None:
            yield MarkedRow(pieces.ids, (0, 0), UNKNOWN_CLASSES, UNKNOWN_ROLES, sentence.rating)


def one_hot(label: int, smoothing: float) -> Probabilities:
    """Return a label as shares of the classes; 0 for all where it is UNKNOWN."""
    if label == UNKNOWN:
        return UNKNOWN_CLASSES
    shares = ((1 - smoothing) * (label == each) + smoothing / CLASSES for each in range(CLASSES))
    negative, neutral, positive = shares
    return negative, neutral, positive


class Batch(NamedTuple):
    """Rows side by side, padded."""

    ids: Tensor
    marked: Tensor
    classes: Tensor
    roles: Tensor
    ratings: Tensor


def batch(chosen: list[MarkedRow]) -> Batch:
    """Pad rows to the longest."""
    length = max(len(row.ids) for row in chosen)
    ids = np.full((len(chosen), length), PADDING)
    marked = np.zeros((len(chosen), length), dtype=bool)
    for i, row in enumerate(chosen):
        ids[i, : len(row.ids)] = row.ids
        marked[i, slice(*row.target)] = True
    known = [
        np.array([getattr(row, name) for row in chosen], np.float32)
        for name in ("classes", "roles", "rating")
    ]
    return Batch(*map(torch.from_numpy, (ids, marked, *known)))


def loss(settings: BaseSettings, network: nn.Module, chosen: list[MarkedRow]) -> Tensor:
    """Return the mean loss of rows: cross-entropy of the class and of each role, squared error of ratings."""
    given = batch(chosen)
    with torch.autocast("cpu", torch.bfloat16):
        scores, roles, ratings = (of.float() for of in network(given.ids, given.marked))
    wrong = -(given.classes * scores.log_softmax(-1)).sum()
    missed = functional.binary_cross_entropy_with_logits(roles, given.roles.nan_to_num(), reduction="none")
    missed = (missed * ~given.roles.isnan()).sum()
    rated = ((ratings - given.ratings.nan_to_num()) ** 2 * ~given.ratings.isnan()).sum()
    return (wrong + settings.role_weight * missed + settings.rating_weight * rated) / len(chosen)


def epochs(sentences: list[Sentence], of_roles: list[Sentence], folder: Path, settings: BaseSettings) -> list:
    """Return all batches: headlines anew by chance, ratings in the first epochs, roles after the first."""
    rng, cut = random.Random(settings.seed), tokenizer(folder)
    finance = [each for each in sentences if each.is_finance]
    others = [each for each in sentences if not each.is_finance]
    steps = []
    for epoch in range(settings.epochs):
        chosen = [*others, *rng.sample(finance, min(settings.finance, len(finance)))]
        chosen += of_roles if epoch else []
        if epoch >= settings.rated_epochs:
            chosen = [each for each in chosen if each.rating is None]
        made = list(rows(chosen, cut, settings.smoothing))
        steps += batches(made, settings.batch, lambda row: len(row.ids), rng)
    return steps


def groups(network: MarkedNetwork, settings: BaseSettings) -> list[dict]:
    """Return the weights in groups, each with its rate: a layer's is `layer_decay` of the one above."""
    found: dict[float, list] = {}
    top = len(network.body.layers)
    for name, parameter in network.named_parameters():
        if not parameter.requires_grad:
            continue
        parts = name.split(".")
        height = int(parts[2]) + 1 if parts[1] == "layers" else 0
        rate = (
            settings.head_rate
            if parts[0] != "body"
            else settings.body_rate * settings.layer_decay ** (top - height)
        )
        found.setdefault(rate, []).append(parameter)
    return [{"params": of, "lr": rate} for rate, of in found.items()]


def _work(rank: int, _: int, steps: list, folder: Path, settings: BaseSettings, saved: Path) -> nn.Module:
    torch.manual_seed(settings.seed + rank)
    network = MarkedNetwork().train()
    network.body.load_state_dict(pretrained(folder).state_dict())
    optimizer = torch.optim.AdamW(groups(network, settings), weight_decay=settings.decay, fused=True)
    factor = trapezium(len(steps), settings.warm_up, 1 - settings.warm_up)
    return fit(network, steps, partial(loss, settings), optimizer, factor, 0.0, "base", saved)


def main() -> None:
    """Train, and write the weights."""
    parser = argparse.ArgumentParser(prog="python -m analysis.training.base", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the labelled sets")
    parser.add_argument("--weights", type=Path, required=True, help="folder of all-mpnet-base-v2")
    parser.add_argument("--out", type=Path, required=True, help="file for the weights (.safetensors)")
    run(parser, make, BaseSettings)


def make(data: Path, weights: Path, out: Path, settings: BaseSettings) -> None:
    """Train on the sets in `data`."""
    sentences, _ = labelled(data)
    steps = epochs(sentences, coded(data)[0], weights, settings)
    network = together(1, _work, steps, weights, settings, out.with_suffix(".state"))
    save_file(network.state_dict(), out)


if __name__ == "__main__":
    main()
