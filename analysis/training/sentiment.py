"""Train the model of sentiment, towards targets and of sentences.

    python -m analysis.training.sentiment --data DIR [--labels FILE]

It learns from NewsMTSC, SEntFiN and the NYT editorials together and, where FILE holds them, from the
probabilities of a larger network (see `analysis.training.teacher`) on the same sentences and on sentences
nobody has labelled (Hinton et al. 2015). Targets get other names in every epoch, so that no reputation is
learned. What is kept is the moving average of the weights, the body's drawn back towards the pretrained ones
(Wortsman et al. 2022), from which so little data leads too far away.
"""

import argparse
import random
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from torch.nn import functional

from analysis.models.encoder import START, STOP, tokenizer
from analysis.models.small import FOLDER, SmallReader
from analysis.training.calibration import calibrate_reader
from analysis.training.export import export_tone
from analysis.training.network import CLASSES, Body, ToneNetwork, pretrained
from analysis.training.options import run
from analysis.training.parallel import batches, fit, together, trapezium
from analysis.training.sentence_data import UNKNOWN, Sentence, Swapper, labelled, taught

LONGEST = 160


@dataclass(frozen=True)
class SentimentSettings:
    """All that a run depends on besides its data."""

    epochs: int = 3
    batch: int = 24
    body_rate: float = 1e-4
    head_rate: float = 3e-4
    decay: float = 0.01
    warm_up: float = 0.06
    cool_down: float = 0.9
    average: float = 0.998
    swapped: float = 0.5
    from_teacher: float = 0.85
    rating_weight: float = 4.0
    tuned: float = 0.85
    seed: int = 0
    workers: int = 2


class SentimentRow(NamedTuple):
    """A sentence as the network takes it: `pool` (1 + targets, length), `soft` (targets, 3)."""

    ids: np.ndarray
    pool: np.ndarray
    labels: np.ndarray
    soft: np.ndarray
    ratings: tuple[float, float]


class Batch(NamedTuple):
    """Rows side by side, padded: a target that is not there has no label and probabilities of 0."""

    ids: Tensor
    pool: Tensor
    mask: Tensor
    labels: Tensor
    soft: Tensor
    ratings: Tensor


def rows(sentences: Iterable[Sentence]) -> list[SentimentRow]:
    """Cut sentences into word pieces; those of more than LONGEST pieces are left out."""
    sentences = list(sentences)
    encoded = tokenizer().encode_batch([each.text for each in sentences], add_special_tokens=False)
    return [
        _row(sentence, pieces.ids, np.array(pieces.offsets).reshape(-1, 2))
        for sentence, pieces in zip(sentences, encoded, strict=True)
        if 0 < len(pieces.ids) <= LONGEST
    ]


def _row(sentence: Sentence, ids: list[int], offsets: np.ndarray) -> SentimentRow:
    targets = sentence.targets
    pool = np.ones((1 + len(targets), len(ids) + 2), dtype=np.float32)
    for place, target in enumerate(targets, start=1):
        pool[place] = 0
        pool[place, 1:-1] = (offsets[:, 1] > target.start) & (offsets[:, 0] < target.end)
    return SentimentRow(
        np.array([START, *ids, STOP]),
        pool / np.maximum(pool.sum(1, keepdims=True), 1),
        np.array([target.label for target in targets], dtype=np.int64),
        np.array([target.soft or (0, 0, 0) for target in targets], dtype=np.float32).reshape(-1, CLASSES),
        (_or_nan(sentence.rating), _or_nan(sentence.soft_rating)),
    )


def _or_nan(rating: float | None) -> float:
    return np.nan if rating is None else rating


def batch(chosen: list[SentimentRow]) -> Batch:
    """Pad rows to the longest sentence and the most targets."""
    length = max(len(row.ids) for row in chosen)
    most = max(1, *(len(row.labels) for row in chosen))
    ids = np.zeros((len(chosen), length), dtype=np.int64)
    pool = np.zeros((len(chosen), 1 + most, length), dtype=np.float32)
    labels = np.full((len(chosen), most), UNKNOWN)
    soft = np.zeros((len(chosen), most, CLASSES), dtype=np.float32)
    for i, row in enumerate(chosen):
        ids[i, : len(row.ids)] = row.ids
        pool[i, : len(row.pool), : len(row.ids)] = row.pool
        labels[i, : len(row.labels)] = row.labels
        soft[i, : len(row.soft)] = row.soft
    ratings = np.array([row.ratings for row in chosen], dtype=np.float32)
    arrays = (ids, pool, (ids > 0)[:, None, None], labels, soft, ratings)
    return Batch(*map(torch.from_numpy, arrays))


def loss(network: nn.Module, chosen: list[SentimentRow], settings: SentimentSettings) -> Tensor:
    """Return the loss a target and a rated sentence: cross-entropy with labels and with a teacher's
    probabilities, mean squared error of ratings; where both are known, the teacher has `from_teacher` of it.
    """
    given = batch(chosen)
    scores, _, ratings, _ = network(given.ids, given.pool, given.mask)
    return wrong(scores, ratings, given, settings.from_teacher, settings.rating_weight)


def wrong(scores: Tensor, ratings: Tensor, given: Batch, from_teacher: float, rating_weight: float) -> Tensor:
    """Return the loss of scores (batch, rows, 3) and ratings (batch,); see `loss`."""
    flat, labels, soft = scores[:, 1:].flatten(0, 1), given.labels.flatten(), given.soft.flatten(0, 1)
    hard = functional.cross_entropy(flat, labels, ignore_index=UNKNOWN, reduction="none")
    learned = -(soft * flat.log_softmax(-1)).sum(-1)
    of_teacher = _share(labels != UNKNOWN, soft.sum(-1) > 0, from_teacher)
    targets = ((labels != UNKNOWN) | (soft.sum(-1) > 0)).sum().clamp_min(1)
    total = ((1 - of_teacher) * hard + of_teacher * learned).sum() / targets

    known = ~given.ratings.isnan()
    missed = (ratings[:, None] - given.ratings.nan_to_num()) ** 2 * known
    of_teacher = _share(known[:, 0], known[:, 1], from_teacher)
    rated = ((1 - of_teacher) * missed[:, 0] + of_teacher * missed[:, 1]).sum()
    return total + rating_weight * rated / known.any(1).sum().clamp_min(1)


def _share(by_people: Tensor, by_teacher: Tensor, share: float) -> Tensor:
    """Return how much the teacher counts in each place: all, a share or nothing."""
    return torch.where(by_people, share * by_teacher, by_teacher.float())


def train(sentences: list[Sentence], settings: SentimentSettings, start: Path | None = None) -> ToneNetwork:
    """Train a network, from weights kept by an earlier run or from the pretrained encoder, and return it with
    the moving average of its weights.
    """
    torch.manual_seed(settings.seed)
    network = ToneNetwork(pretrained())
    if start:
        network.load_state_dict(load_file(start))
    network = together(settings.workers, _work, network.state_dict(), sentences, settings)
    origin = pretrained().state_dict()
    for name, weights in network.body.named_parameters():
        weights.data.lerp_(origin[name], 1 - settings.tuned)
    return network


def _work(
    rank: int,
    workers: int,
    weights: dict[str, Tensor],
    sentences: list[Sentence],
    settings: SentimentSettings,
) -> ToneNetwork:
    network = ToneNetwork(Body()).train()
    network.load_state_dict(weights)
    torch.manual_seed(settings.seed + rank)
    steps = _steps(sentences, settings)
    body = [parameter for parameter in network.body.parameters() if parameter.requires_grad]
    head = [p for name, p in network.named_parameters() if not name.startswith("body.")]
    groups = [{"params": body, "lr": settings.body_rate}, {"params": head, "lr": settings.head_rate}]
    return fit(
        network,
        steps,
        lambda shared, chosen: loss(shared, chosen, settings),
        torch.optim.AdamW(groups, weight_decay=settings.decay, fused=True),
        trapezium(len(steps), settings.warm_up, settings.cool_down),
        settings.average,
        "student",
    )


def _steps(sentences: list[Sentence], settings: SentimentSettings) -> list[list[SentimentRow]]:
    """Return all batches; every process draws the same ones, and has a part of each."""
    rng, swapper = random.Random(settings.seed), Swapper(sentences, settings.seed)
    return [
        chosen
        for _ in range(settings.epochs)
        for chosen in batches(
            rows(swapper.swap(sentence, settings.swapped) for sentence in sentences),
            settings.batch,
            _length,
            rng,
        )
        if len(chosen) >= settings.workers
    ]


def _length(row: SentimentRow) -> int:
    return len(row.ids)


def main() -> None:
    """Train on the sets in DATA, calibrate on what is held out, and write what ships to OUT."""
    parser = argparse.ArgumentParser(prog="python -m analysis.training.sentiment", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the labelled sets")
    parser.add_argument("--labels", type=Path, help="a teacher's labels (.jsonl)")
    parser.add_argument("--start", type=Path, help="weights that an earlier run kept, to go on from")
    parser.add_argument("--out", type=Path, default=FOLDER, help="folder for what ships")
    parser.add_argument("--keep", type=Path, help="file for the weights in full precision (.safetensors)")
    run(parser, make, SentimentSettings)


def make(
    data: Path,
    labels: Path | None,
    start: Path | None,
    out: Path,
    keep: Path | None,
    settings: SentimentSettings,
) -> None:
    """Train, export and calibrate."""
    sentences, held_out = labelled(data)
    if labels:
        sentences = taught_without(held_out, sentences, labels)
    ship(train(sentences, settings, start), held_out, out, keep)


def taught_without(held_out: list[Sentence], sentences: list[Sentence], labels: Path) -> list[Sentence]:
    """Give sentences a teacher's labels, and add what it has labelled besides and is not held out."""
    known_out = {sentence.text for sentence in held_out}
    return [each for each in taught(sentences, labels) if each.text not in known_out]


def ship(network: ToneNetwork, held_out: list[Sentence], out: Path, keep: Path | None) -> None:
    """Write what ships to `out`, calibrated on persons held out, and the weights as they are to `keep`."""
    if keep:
        save_file(network.state_dict(), keep)
    export_tone(network, out)
    calibrate_reader(calibrating(held_out), out, SmallReader)


if __name__ == "__main__":
    main()
