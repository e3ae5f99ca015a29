"""Train the encoder and the attribution head on PolNeAR.

    python -m analysis.training.quotes --data DIR

The network reads windows of whole paragraphs, cut anew in each epoch so that a paragraph is seen in other
company; an article with several annotators shows another one's view each time. The loss is the tags'
cross-entropy plus the arcs'. What is kept is the moving average of the weights.
"""

import argparse
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from safetensors.torch import save_file
from torch import Tensor, nn
from torch.nn import functional

from analysis.attribution.hints import COLUMNS, sizes
from analysis.models.encoder import FOLDER, LONGEST_WINDOW, START, windows
from analysis.training.calibration import calibrate
from analysis.training.data import IGNORED, NOWHERE, Example, load, split
from analysis.training.export import export
from analysis.training.network import Body, Head, Network, pretrained
from analysis.training.options import run
from analysis.training.parallel import batches, fit, together, trapezium

PARSED = [COLUMNS.index(name) for name in ("tag", "dependency", "entity")]
RULED = [COLUMNS.index(name) for name in ("role", "rule")]


@dataclass(frozen=True)
class QuotesSettings:
    """All that a run depends on besides its data."""

    cycles: int = 2
    epochs: int = 3
    batch: int = 8
    body_rate: float = 3e-4
    head_rate: float = 1e-3
    fall: float = 0.6
    decay: float = 0.01
    warm_up: float = 0.06
    cool_down: float = 0.4
    arc_weight: float = 0.3
    average: float = 0.995
    blind: float = 0.1
    held_out: float = 0.06
    seed: int = 0
    workers: int = 2


class QuotesRow(NamedTuple):
    """A window with its labels: the arcs' targets are places in the window, 0 for none."""

    ids: np.ndarray
    hints: np.ndarray
    tags: np.ndarray
    arcs: np.ndarray


def rows(examples: list[Example], epoch: int, blind: float, rng: random.Random) -> list[QuotesRow]:
    """Cut all articles into windows, the first of each at a place drawn anew.

    The share `blind` of the windows is shown without the hints of the parse, and of the rules, so that the
    network relies on neither.
    """
    return [_blinded(row, blind, rng) for example in examples for row in _rows(example, epoch, rng)]


def _blinded(row: QuotesRow, share: float, rng: random.Random) -> QuotesRow:
    hints = row.hints.copy()
    for columns in (PARSED, RULED):
        if rng.random() < share:
            hints[:, columns] = 0
    return row._replace(hints=hints)


def _rows(example: Example, epoch: int, rng: random.Random) -> Iterator[QuotesRow]:
    pieces = example.prepared.pieces
    tags, arcs = example.labels[epoch % len(example.labels)]
    for window in windows(pieces.units, 0, LONGEST_WINDOW, rng.randint(LONGEST_WINDOW // 4, LONGEST_WINDOW)):
        part = slice(window.first, window.end)
        yield QuotesRow(
            np.concatenate([[START], pieces.ids[part]]),
            np.pad(example.prepared.hints[part], ((1, 0), (0, 0))),
            np.concatenate([[IGNORED], tags[part]]),
            np.pad(_inside(arcs[:, part], part), ((0, 0), (1, 0)), constant_values=IGNORED),
        )


def _inside(arcs: np.ndarray, part: slice) -> np.ndarray:
    """Turn targets into places of a window, where 0 is none; a target outside the window teaches nothing."""
    places = np.where((arcs >= part.start) & (arcs < part.stop), arcs - part.start + 1, IGNORED)
    return np.where(arcs == NOWHERE, 0, places)


def batch(chosen: list[QuotesRow]) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    """Pad windows: ids (batch, length), hints (batch, length, columns), mask (batch, 1, 1, length), tags and
    arcs (batch, arcs, length).
    """
    length = max(len(row.ids) for row in chosen)

    def padded(values: list[np.ndarray], fill: int) -> Tensor:
        widths = [[(0, 0)] * (v.ndim - 1) + [(0, length - v.shape[-1])] for v in values]
        filled = [np.pad(v, w, constant_values=fill) for v, w in zip(values, widths, strict=True)]
        return torch.from_numpy(np.stack(filled))

    ids, hints, tags, arcs = zip(*chosen, strict=True)
    places = padded(list(ids), 0)
    return (
        places,
        padded([own.T for own in hints], 0).transpose(1, 2),
        (places > 0)[:, None, None],
        padded(list(tags), IGNORED),
        padded(list(arcs), IGNORED),
    )


def loss(scores: tuple[Tensor, Tensor], mask: Tensor, tags: Tensor, arcs: Tensor, weight: float) -> Tensor:
    """Return the tags' cross-entropy a piece plus `weight` times that of each kind of arc; 0 without any."""
    tag_scores, arc_scores = scores
    total = _missed(tag_scores, tags)
    arc_scores = arc_scores.masked_fill(~mask, -1e9)
    for kind in range(arcs.shape[1]):
        total = total + weight * _missed(arc_scores[:, kind], arcs[:, kind])
    return total


def _missed(scores: Tensor, labels: Tensor) -> Tensor:
    wrong = functional.cross_entropy(
        scores.flatten(0, 1), labels.flatten(), ignore_index=IGNORED, reduction="sum"
    )
    return wrong / (labels != IGNORED).sum().clamp_min(1)


def train(examples: list[Example], settings: QuotesSettings) -> Network:
    """Train a network and return it with the moving average of its weights.

    Each cycle goes on from the average that the one before ended with, at a fresh rate (Loshchilov & Hutter
    2017).
    """
    torch.manual_seed(settings.seed)
    network = Network(pretrained(sizes()), Head())
    for cycle in range(settings.cycles):
        network = together(settings.workers, _work, network.state_dict(), cycle, examples, settings)
    return network


def _work(
    rank: int,
    workers: int,
    weights: dict[str, Tensor],
    cycle: int,
    examples: list[Example],
    settings: QuotesSettings,
) -> Network:
    """Do one process's share of a cycle."""
    network = Network(Body(sizes()), Head()).train()
    network.load_state_dict(weights)
    torch.manual_seed(settings.seed + cycle * workers + rank)
    steps = _steps(examples, cycle, settings)
    return fit(
        network,
        steps,
        lambda shared, chosen: _loss_of(shared, chosen, settings.arc_weight),
        _optimizer(network, settings.fall**cycle, settings),
        trapezium(len(steps), settings.warm_up, settings.cool_down),
        settings.average,
        f"cycle {cycle + 1}",
    )


def _loss_of(network: nn.Module, chosen: list[QuotesRow], weight: float) -> Tensor:
    ids, hints, mask, tags, arcs = batch(chosen)
    return loss(network(ids, hints, mask), mask, tags, arcs, weight)


def _steps(examples: list[Example], cycle: int, settings: QuotesSettings) -> list[list[QuotesRow]]:
    """Return the batches of a cycle; each process draws the same ones, and has a window of each."""
    rng = random.Random(settings.seed + cycle)
    return [
        chosen
        for epoch in range(cycle * settings.epochs, (cycle + 1) * settings.epochs)
        for chosen in batches(rows(examples, epoch, settings.blind, rng), settings.batch, _length, rng)
        if len(chosen) >= settings.workers
    ]


def _length(row: QuotesRow) -> int:
    return len(row.ids)


def _optimizer(network: Network, factor: float, settings: QuotesSettings) -> torch.optim.Optimizer:
    body = [parameter for parameter in network.body.parameters() if parameter.requires_grad]
    rates = [
        {"params": body, "lr": factor * settings.body_rate},
        {"params": network.head.parameters(), "lr": factor * settings.head_rate},
    ]
    return torch.optim.AdamW(rates, weight_decay=settings.decay, fused=True)


def main() -> None:
    """Train on DATA/polnear/train, calibrate on what is held out of it, and write what ships to OUT."""
    parser = argparse.ArgumentParser(prog="python -m analysis.training.quotes", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds polnear/train")
    parser.add_argument("--out", type=Path, default=FOLDER, help="folder for the ONNX files")
    parser.add_argument("--keep", type=Path, help="file for the weights in full precision (.safetensors)")
    run(parser, make, QuotesSettings)


def make(data: Path, out: Path, keep: Path | None, settings: QuotesSettings) -> None:
    """Train, export and calibrate."""
    loaded = load(data / "polnear" / "train", settings.workers)
    examples, held_out = split(loaded, settings.held_out, settings.seed)
    network = train(examples, settings)
    if keep:
        save_file(network.state_dict(), keep)
    export(network, out)
    if held_out:
        calibrate(held_out, out)


if __name__ == "__main__":
    main()
