"""Teach the small reader from the base one.

    python -m analysis.training.small --data DIR --labels FILE

It starts from the small reader that ships, and learns what base networks say (`analysis.training.labelling`
has written FILE) of how targets are judged, of their roles and of ratings (Hinton et al. 2015), and what
people say where they have: NewsMTSC, SEntFiN, FinEntity, the NYT editorials and the coded roles. In a share
of the sentences targets get other names, anew in every epoch, so that no reputation is learned. The features,
which the heads on framing read, are bound to what they were, as is what a sentence is about by them.
"""

import argparse
import copy
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from safetensors.torch import save_file
from torch import Tensor, nn
from torch.nn import functional

from analysis.errors import ValidationError
from analysis.models.embedding import FILE, vectors
from analysis.models.encoder import START, STOP, tokenizer
from analysis.models.readers import Asked, touched
from analysis.models.small import FOLDER, SmallReader
from analysis.training.calibration import calibrate_reader
from analysis.training.dequantisation import dequantised_small
from analysis.training.embedding import Meaning
from analysis.training.export import export_tone
from analysis.training.network import CLASSES, ToneNetwork
from analysis.training.options import run
from analysis.training.parallel import batches, fit, together, trapezium
from analysis.training.pruning import pruned
from analysis.training.sentence_data import (
    UNKNOWN,
    Sentence,
    Swapper,
    Target,
    calibrating,
    coded,
    labelled,
    taught,
)

LONGEST = 160
SHOWN = 256


@dataclass(frozen=True)
class SmallSettings:
    """All that a run depends on besides its data.

    `from_teacher` is the base networks' share where people have judged, too; `meaning_weight` and
    `features_weight` are what it costs where the features move. `tuned` is the share of the way that the
    weights go in the end (Wortsman et al. 2022).
    """

    steps: int = 4000
    batch: int = 32
    rate: float = 2e-4
    decay: float = 0.01
    warm_up: float = 0.05
    cool_down: float = 0.9
    average: float = 0.998
    dropout: float = 0.05
    swapped: float = 0.5
    from_teacher: float = 0.7
    role_weight: float = 1.0
    rating_weight: float = 4.0
    meaning_weight: float = 1.0
    features_weight: float = 0.5
    tuned: float = 0.7
    seed: int = 0
    workers: int = 2


class SmallRow(NamedTuple):
    """A sentence as the network takes it, `pool` (1 + targets, length), and what it should say: `classes` and
    `roles` (targets, 3) and the rating, all of them NaN where nobody knows.
    """

    ids: np.ndarray
    pool: np.ndarray
    classes: np.ndarray
    roles: np.ndarray
    rating: float


class Batch(NamedTuple):
    """Rows side by side, padded: of a target that is not there nothing is known."""

    ids: Tensor
    pool: Tensor
    mask: Tensor
    classes: Tensor
    roles: Tensor
    ratings: Tensor


def rows(sentences: Iterable[Sentence], from_teacher: float) -> list[SmallRow]:
    """Cut sentences into word pieces; those of more than LONGEST pieces are left out.

    What people and a teacher say is one aim, of which the teacher has a share: the losses are such that it is
    learned as both would be.
    """
    sentences = list(sentences)
    encoded = tokenizer().encode_batch([each.text for each in sentences], add_special_tokens=False)
    return [
        _row(sentence, pieces.ids, np.array(pieces.offsets).reshape(-1, 2), from_teacher)
        for sentence, pieces in zip(sentences, encoded, strict=True)
        if 0 < len(pieces.ids) <= LONGEST
    ]


def _row(sentence: Sentence, ids: list[int], offsets: np.ndarray, share: float) -> SmallRow:
    targets = sentence.targets
    pool = np.ones((1 + len(targets), len(ids) + 2), dtype=np.float32)
    pool[1:] = 0
    pool[1:, 1:-1] = touched(offsets, [(target.start, target.end) for target in targets])
    by_people, by_teacher = (
        np.array(np.nan if of is None else of, np.float32) for of in (sentence.rating, sentence.soft_rating)
    )
    return SmallRow(
        np.array([START, *ids, STOP]),
        pool / np.maximum(pool.sum(1, keepdims=True), 1),
        _aim(_chances(map(_one_hot, targets)), _chances(each.soft for each in targets), share),
        _aim(_chances(each.roles for each in targets), _chances(each.soft_roles for each in targets), share),
        float(_aim(by_people, by_teacher, share)),
    )


def _one_hot(target: Target) -> np.ndarray | None:
    return None if target.label == UNKNOWN else np.eye(CLASSES)[target.label]


def _chances(known: Iterable[Sequence[float] | np.ndarray | None]) -> np.ndarray:
    """Return an array (targets, 3), NaN for None."""
    nobody = np.full(CLASSES, np.nan)
    return np.array([nobody if each is None else each for each in known], np.float32).reshape(-1, CLASSES)


def _aim(by_people: np.ndarray, by_teacher: np.ndarray, share: float) -> np.ndarray:
    """Return what to learn: of what both know, the teacher's has this share."""
    both = share * by_teacher + (1 - share) * by_people
    return np.where(np.isnan(by_people), by_teacher, np.where(np.isnan(by_teacher), by_people, both))


def batch(chosen: list[SmallRow]) -> Batch:
    """Pad rows to the longest sentence and the most targets."""
    length = max(len(row.ids) for row in chosen)
    most = max(1, *(len(row.classes) for row in chosen))
    ids = np.zeros((len(chosen), length), dtype=np.int64)
    pool = np.zeros((len(chosen), 1 + most, length), dtype=np.float32)
    classes, roles = np.full((2, len(chosen), most, CLASSES), np.nan, dtype=np.float32)
    for i, row in enumerate(chosen):
        ids[i, : len(row.ids)] = row.ids
        pool[i, : len(row.pool), : len(row.ids)] = row.pool
        classes[i, : len(row.classes)] = row.classes
        roles[i, : len(row.roles)] = row.roles
    ratings = np.array([row.rating for row in chosen], dtype=np.float32)
    return Batch(*map(torch.from_numpy, (ids, pool, (ids > 0)[:, None, None], classes, roles, ratings)))


def wrong(scores: Tensor, roles: Tensor, ratings: Tensor, given: Batch, settings: SmallSettings) -> Tensor:
    """Return the loss of answers: cross-entropy of classes and of each role, a mean over all targets, and
    squared error of ratings, a mean over all sentences; what nobody knows costs nothing.
    """
    targets = (given.pool[:, 1:].sum(-1) > 0).sum().clamp_min(1)
    missed = -(given.classes.nan_to_num() * scores[:, 1:].log_softmax(-1)).sum()
    parts = functional.binary_cross_entropy_with_logits(
        roles[:, 1:], given.roles.nan_to_num(), reduction="none"
    )
    parts = (parts * ~given.roles.isnan()).sum()
    rated = ((ratings - given.ratings.nan_to_num()) ** 2 * ~given.ratings.isnan()).mean()
    return (missed + settings.role_weight * parts) / targets + settings.rating_weight * rated


class Loss:
    """The loss of a step: of answers, and of features that are not where the network had them at first.

    Features are compared as they are, in parts of their variance, and by the cosine of what they say a
    sentence is about.
    """

    def __init__(
        self, first: ToneNetwork, meaning: Meaning, shown: list[SmallRow], settings: SmallSettings
    ) -> None:
        """Keep the network as it is at first; `shown` are sentences to learn the features' variance from."""
        self._first, self._meaning, self._settings = copy.deepcopy(first).eval(), meaning, settings
        groups = [shown[at : at + settings.batch] for at in range(0, len(shown), settings.batch)]
        with torch.no_grad():
            self._variance = torch.cat([self._features(batch(each)) for each in groups]).var(0)

    def __call__(self, network: nn.Module, chosen: list[SmallRow]) -> Tensor:
        """Return the loss of rows."""
        given = batch(chosen)
        with torch.autocast("cpu", torch.bfloat16):
            told = network(given.ids, given.pool, given.mask)
            with torch.no_grad():
                expected = self._features(given)
        scores, roles, ratings, features = (of.float() for of in told)
        return wrong(scores, roles, ratings, given, self._settings) + self.moved(features, expected.float())

    def moved(self, features: Tensor, expected: Tensor) -> Tensor:
        """Return what it costs that features (n, FEATURES) are not as expected."""
        by_value = ((features - expected) ** 2 / self._variance).mean()
        by_meaning = 1 - (self._meaning(features) * self._meaning(expected)).sum(-1).mean()
        return self._settings.features_weight * by_value + self._settings.meaning_weight * by_meaning

    def _features(self, given: Batch) -> Tensor:
        return self._first.features(self._first.body.layered(given.ids, mask=given.mask), given.pool)


def meaning_of(path: Path) -> Meaning:
    """Read the map that `analysis.training.embedding` has written."""
    values = {each.name: numpy_helper.to_array(each) for each in onnx.load(str(path)).graph.initializer}
    return Meaning(values["map.weight"], values["map.bias"]).requires_grad_(False)


def shipped(folder: Path, dropout: float = 0.0) -> ToneNetwork:
    """Return the network of a folder's small reader, dequantised; ValidationError where there is none."""
    network = pruned(dropout)
    try:
        network.load_state_dict(dequantised_small(folder))
    except OSError as problem:
        raise ValidationError(f"There is no small.onnx in {folder}.") from problem
    return network


def train(
    sentences: list[Sentence], start: Path, settings: SmallSettings, saved: Path | None = None
) -> ToneNetwork:
    """Train the small reader of the folder `start`; return it with the moving average of its weights."""
    weights = shipped(start).state_dict()
    return together(settings.workers, _work, weights, sentences, settings, saved)


def between(first: ToneNetwork, last: ToneNetwork, share: float) -> ToneNetwork:
    """Return the network whose weights lie a share of the way from one's to the other's."""
    origin = first.state_dict()
    for name, weights in last.state_dict().items():
        weights.copy_(torch.lerp(origin[name], weights, share))
    return last


def _work(
    rank: int,
    workers: int,
    weights: dict[str, Tensor],
    sentences: list[Sentence],
    settings: SmallSettings,
    saved: Path | None,
) -> nn.Module:
    network = pruned(settings.dropout)
    network.load_state_dict(weights)
    torch.manual_seed(10 * settings.seed + rank)
    steps = _steps(sentences, settings)
    shown = random.Random(settings.seed).sample(sentences, min(SHOWN, len(sentences)))
    loss = Loss(network, meaning_of(FILE), rows(shown, settings.from_teacher), settings)
    trained = [parameter for parameter in network.parameters() if parameter.requires_grad]
    return fit(
        network.train(),
        steps,
        loss,
        torch.optim.AdamW(trained, settings.rate, weight_decay=settings.decay, fused=True),
        trapezium(len(steps), settings.warm_up, settings.cool_down),
        settings.average,
        "small",
        saved,
    )


def _steps(sentences: list[Sentence], settings: SmallSettings) -> list[list[SmallRow]]:
    """Return all batches; every process draws the same ones, and has a part of each."""
    rng, swapper = random.Random(settings.seed), Swapper(sentences, settings.seed)
    steps: list[list[SmallRow]] = []
    while len(steps) < settings.steps:
        needed = settings.batch * (settings.steps - len(steps))
        chosen = rng.sample(sentences, min(len(sentences), needed + settings.batch))
        made = rows((swapper.swap(each, settings.swapped) for each in chosen), settings.from_teacher)
        drawn = batches(made, settings.batch, lambda row: len(row.ids), rng)
        steps += [each for each in drawn if len(each) >= settings.workers]
    return steps[: settings.steps]


def make(
    data: Path, labels: Path, start: Path, out: Path, keep: Path | None, settings: SmallSettings
) -> None:
    """Train, export, calibrate, and say how far what a sentence is about has moved."""
    (known, known_out), (of_roles, roles_out) = labelled(data), coded(data)
    held_out = [*known_out, *roles_out]
    sentences = taught([*known, *of_roles], labels, held_out)
    before = _meanings(start, held_out)
    saved = keep.with_suffix(".state") if keep else None
    network = between(shipped(start), train(sentences, start, settings, saved), settings.tuned)
    if keep and saved:
        save_file(network.state_dict(), keep)
        saved.unlink(missing_ok=True)
    export_tone(network, out)
    calibrate_reader(calibrating(held_out), out, SmallReader)
    kept = (before * _meanings(out, held_out)).sum(1).mean()
    print(f"mean cosine of what a sentence is about, before and after, on sentences held out: {kept:.3f}")


def _meanings(folder: Path, sentences: list[Sentence]) -> np.ndarray:
    asked: Iterable[Asked] = ((each.text, []) for each in sentences[:SHOWN])
    return vectors(np.array([judged.features for judged in SmallReader(folder).judge_each(asked)]))


def main() -> None:
    """Teach the small reader from the command line."""
    parser = argparse.ArgumentParser(prog="python -m analysis.training.small", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the labelled sets")
    parser.add_argument("--labels", type=Path, required=True, help="the base networks' labels (.jsonl)")
    parser.add_argument("--start", type=Path, default=FOLDER, help="folder of the small reader to go on from")
    parser.add_argument("--out", type=Path, default=FOLDER, help="folder for what ships")
    parser.add_argument("--keep", type=Path, help="file for the weights in full precision (.safetensors)")
    run(parser, make, SmallSettings)


if __name__ == "__main__":
    main()
