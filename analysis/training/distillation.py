"""Cut the network of sentiment down to what ships, and let it learn from the one it was cut from.

    python -m analysis.training.distillation --data DIR --network full.safetensors [--labels FILE]

`--network` is what `analysis.training.sentiment --keep` wrote. The smaller network sees its sentences, others
that nobody has labelled, and all of them with other names. It learns what the full one says of them (Hinton
et al. 2015) and the states it ends with (Romero et al. 2015), people's labels where there are any, and those
of a larger teacher where FILE has them.
"""

import argparse
import random
import tempfile
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from analysis.errors import ValidationError
from analysis.models.small import FOLDER
from analysis.training.network import WIDTH, Body, ToneNetwork
from analysis.training.options import run
from analysis.training.parallel import batches, fit, together, trapezium
from analysis.training.pruning import prune, pruned
from analysis.training.sentence_data import Sentence, Swapper, labelled, mine
from analysis.training.sentiment import Batch, SentimentRow, batch, rows, ship, taught_without, wrong

READ = 24
SHOWN = 100
STRETCHES = (1, 2)


@dataclass(frozen=True)
class DistillationSettings:
    """All that a run depends on besides its data.

    `larger` is the share of a larger teacher where it has answered; `states` and `states_last` are what the
    error of the states counts at first and at last.
    """

    epochs: float = 3.4
    batch: int = 32
    rate: float = 3e-4
    decay: float = 0.01
    warm_up: float = 0.05
    cool_down: float = 0.9
    average: float = 0.998
    dropout: float = 0.05
    swapped: float = 0.7
    larger: float = 0.5
    from_teacher: float = 0.8
    rating_weight: float = 4.0
    states: float = 1.0
    states_last: float = 0.2
    seed: int = 0
    workers: int = 2


class Lesson(NamedTuple):
    """A sentence with what the full network says of it, and where in the file its states begin."""

    row: SentimentRow
    first: int


class Shown(nn.Module):
    """A network that shows, beside scores and ratings, the states that they come from."""

    def __init__(self, network: ToneNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, pool: Tensor, mask: Tensor | None = None) -> tuple[Tensor, Tensor, Tensor]:
        """Return scores (batch, rows, 3), ratings (batch,) and states (batch, length, width)."""
        states = self.network.body(ids, mask=mask)
        scores, _, ratings = self.network.judge(states, pool, mask)
        return scores, ratings, states


def lessons(
    sentences: Iterable[Sentence], full: Path, states: Path, settings: DistillationSettings
) -> list[Lesson]:
    """Ask the full network about sentences; its states go to a file, float16 (word pieces of all, width)."""
    ordered = sorted(sentences, key=lambda sentence: len(sentence.text))
    groups = [ordered[at : at + READ] for at in range(0, len(ordered), READ)]
    made, at = [], 0
    with ProcessPoolExecutor(settings.workers, get_context("spawn")) as pool, states.open("wb") as file:
        for asked in pool.map(partial(_ask, full, settings.larger), groups):
            for row, read in asked:
                made.append(Lesson(row, at))
                file.write(read.tobytes())
                at += len(read)
    return made


def _ask(full: Path, larger: float, group: list[Sentence]) -> list[tuple[SentimentRow, np.ndarray]]:
    chosen = rows(group)
    if not chosen:
        return []
    given = batch(chosen)
    with torch.inference_mode():
        scores, ratings, states = _full(full)(given.ids, given.pool, given.mask)
    chances = scores.softmax(-1).numpy()
    return [
        (
            _answered(row, chances[i, 1 : len(row.pool)], float(ratings[i]), larger),
            states[i, : len(row.ids)].half().numpy(),
        )
        for i, row in enumerate(chosen)
    ]


def _answered(row: SentimentRow, chances: np.ndarray, rating: float, larger: float) -> SentimentRow:
    """Put the full network's answers into a row; where a larger teacher has answered, it has a share."""
    by_larger = row.soft.sum(-1, keepdims=True) > 0
    gold, told = row.ratings
    if not np.isnan(told):
        rating = larger * told + (1 - larger) * rating
    soft = np.where(by_larger, larger * row.soft + (1 - larger) * chances, chances)
    return row._replace(soft=soft.astype(np.float32), ratings=(gold, rating))


@cache
def _full(path: Path) -> Shown:
    torch.set_num_threads(1)
    return Shown(load_full(path)).eval()


def load_full(path: Path) -> ToneNetwork:
    """Read a network that `analysis.training.sentiment` has kept; ValidationError where there is none."""
    network = ToneNetwork(Body())
    try:
        network.load_state_dict(load_file(path))
    except OSError as problem:
        raise ValidationError(
            f"{path} holds no network: name a file that analysis.training.sentiment --keep has written."
        ) from problem
    return network.eval()


def distil(
    network: ToneNetwork, learned: list[Lesson], states: Path, settings: DistillationSettings
) -> ToneNetwork:
    """Train a network that was cut down; return it with the moving average of its weights."""
    return together(settings.workers, _work, network.state_dict(), learned, states, settings).network


def _work(
    rank: int,
    workers: int,
    weights: dict[str, Tensor],
    learned: list[Lesson],
    states: Path,
    settings: DistillationSettings,
) -> nn.Module:
    network = Shown(pruned(settings.dropout)).train()
    network.network.load_state_dict(weights)
    torch.manual_seed(10 * settings.seed + rank)
    steps = _steps(learned, settings)
    trained = [parameter for parameter in network.parameters() if parameter.requires_grad]
    return fit(
        network,
        steps,
        Loss(np.memmap(states, np.float16).reshape(-1, WIDTH), len(steps), settings),
        torch.optim.AdamW(trained, settings.rate, weight_decay=settings.decay, fused=True),
        trapezium(len(steps), settings.warm_up, settings.cool_down),
        settings.average,
        "distilled",
    )


def _steps(learned: list[Lesson], settings: DistillationSettings) -> list[list[Lesson]]:
    rng, number = random.Random(settings.seed), round(settings.epochs * len(learned) / settings.batch)
    steps: list[list[Lesson]] = []
    while len(steps) < number:
        drawn = batches(learned, settings.batch, lambda lesson: len(lesson.row.ids), rng)
        steps += [chosen for chosen in drawn if len(chosen) >= settings.workers]
    return steps[:number]


class Loss:
    """The loss of answers, as in `analysis.training.sentiment`, and of states: their mean squared error, in
    parts of the variance, which counts less from step to step.
    """

    def __init__(self, states: np.ndarray, steps: int, settings: DistillationSettings) -> None:
        """Take the full network's states (word pieces of all, width) and how many steps there will be."""
        self._states, self._settings = states, settings
        self._counts = iter(np.linspace(settings.states, settings.states_last, steps))

    def __call__(self, network: nn.Module, chosen: list[Lesson]) -> Tensor:
        """Return the loss of a step."""
        given = batch([lesson.row for lesson in chosen])
        scores, ratings, states = network(given.ids, given.pool, given.mask)
        expected = torch.cat([self._expected(lesson) for lesson in chosen])
        missed = ((states[given.mask[:, 0, 0]] - expected) ** 2).mean() / expected.var()
        answers = wrong(scores, ratings, given, self._settings.from_teacher, self._settings.rating_weight)
        return answers + next(self._counts) * missed

    def _expected(self, lesson: Lesson) -> Tensor:
        return torch.from_numpy(self._states[lesson.first :][: len(lesson.row.ids)].astype(np.float32))


def make(
    data: Path,
    network: Path,
    labels: Path | None,
    out: Path,
    keep: Path | None,
    settings: DistillationSettings,
) -> None:
    """Cut the network down, train what is left, export and calibrate."""
    full = load_full(network)
    known, held_out = labelled(data)
    mined = {each.text: each for seed in STRETCHES for each in mine(data, seed)}
    sentences = [*known, *mined.values()]
    if labels:
        sentences = taught_without(held_out, sentences, labels)
    cut = prune(full, _shown(list(mined.values())))
    swapper = Swapper(sentences, settings.seed)
    renamed = [swapper.swap(each, settings.swapped) for each in sentences]
    with tempfile.TemporaryDirectory() as folder:
        states = Path(folder) / "states"
        learned = lessons(sentences + renamed, network, states, settings)
        small = distil(cut, learned, states, settings)
    ship(small, held_out, out, keep)


def _shown(sentences: list[Sentence]) -> list[Batch]:
    chosen = sorted(rows(sentences[:SHOWN]), key=lambda row: len(row.ids))
    return [batch(chosen[at : at + READ]) for at in range(0, len(chosen), READ)]


def main() -> None:
    """Distil what ships from the command line."""
    parser = argparse.ArgumentParser(prog="python -m analysis.training.distillation", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the labelled sets")
    parser.add_argument("--network", type=Path, required=True, help="the full network (.safetensors)")
    parser.add_argument("--labels", type=Path, help="a teacher's labels (.jsonl)")
    parser.add_argument("--out", type=Path, default=FOLDER, help="folder for what ships")
    parser.add_argument("--keep", type=Path, help="file for the weights in full precision (.safetensors)")
    run(parser, make, DistillationSettings)


if __name__ == "__main__":
    main()
