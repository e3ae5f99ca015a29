"""Train the encoder and the attribution head on PolNeAR.

    python -m analysis.training.quotes --data data/polnear

The network reads windows of whole paragraphs, cut anew in each epoch so that a paragraph is seen in other
company; an article with several annotators shows another one's view each time. The loss is the tags'
cross-entropy plus the arcs'. What is kept is the moving average of the weights.
"""

import argparse
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from safetensors.torch import save_file
from torch import Tensor, nn
from torch.nn import functional

from analysis.encoder import FOLDER, LONGEST_WINDOW, START, windows
from analysis.training.calibration import calibrate
from analysis.training.data import IGNORED, NOWHERE, Example, load, split
from analysis.training.export import export
from analysis.training.network import Head, Network, pretrained


@dataclass(frozen=True)
class Settings:
    """All that a run depends on besides its data."""

    epochs: int = 3
    batch: int = 8
    body_rate: float = 3e-4
    head_rate: float = 1e-3
    decay: float = 0.01
    warm_up: float = 0.06
    cool_down: float = 0.4
    arc_weight: float = 0.3
    average: float = 0.995
    held_out: float = 0.06
    seed: int = 0
    threads: int = 2


class Row(NamedTuple):
    """A window with its labels: the arcs' targets are places in the window, 0 for none."""

    ids: np.ndarray
    types: np.ndarray
    tags: np.ndarray
    arcs: np.ndarray


def rows(examples: list[Example], epoch: int, rng: random.Random) -> list[Row]:
    """Cut all articles into windows, the first of each at a place drawn anew."""
    return [row for example in examples for row in _rows(example, epoch, rng)]


def _rows(example: Example, epoch: int, rng: random.Random) -> Iterator[Row]:
    pieces = example.pieces
    tags, arcs = example.labels[epoch % len(example.labels)]
    for window in windows(pieces.units, 0, rng.randint(LONGEST_WINDOW // 4, LONGEST_WINDOW)):
        part = slice(window.first, window.end)
        yield Row(
            np.concatenate([[START], pieces.ids[part]]),
            np.concatenate([[0], pieces.types[part]]),
            np.concatenate([[IGNORED], tags[part]]),
            np.pad(_inside(arcs[:, part], part), ((0, 0), (1, 0)), constant_values=IGNORED),
        )


def _inside(arcs: np.ndarray, part: slice) -> np.ndarray:
    """Turn targets into places of a window, where 0 is none; a target outside the window teaches nothing."""
    places = np.where((arcs >= part.start) & (arcs < part.stop), arcs - part.start + 1, IGNORED)
    return np.where(arcs == NOWHERE, 0, places)


def batches(windows_: list[Row], size: int, rng: random.Random) -> list[list[Row]]:
    """Shuffle windows into batches of about one length each, so that little is computed for padding."""
    shuffled = rng.sample(windows_, len(windows_))
    pool = 16 * size
    made = []
    for at in range(0, len(shuffled), pool):
        alike = sorted(shuffled[at : at + pool], key=lambda row: len(row.ids))
        made += [alike[i : i + size] for i in range(0, len(alike), size)]
    return rng.sample(made, len(made))


def batch(chosen: list[Row]) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    """Pad windows: ids, types (batch, length), mask (batch, 1, 1, length), tags, arcs (batch, arcs,
    length).
    """
    length = max(len(row.ids) for row in chosen)

    def padded(values: list[np.ndarray], fill: int) -> Tensor:
        widths = [[(0, 0)] * (v.ndim - 1) + [(0, length - v.shape[-1])] for v in values]
        filled = [np.pad(v, w, constant_values=fill) for v, w in zip(values, widths, strict=True)]
        return torch.from_numpy(np.stack(filled))

    ids, types, tags, arcs = zip(*chosen, strict=True)
    places = padded(list(ids), 0)
    return (
        places,
        padded(list(types), 0),
        (places > 0)[:, None, None],
        padded(list(tags), IGNORED),
        padded(list(arcs), IGNORED),
    )


def loss(scores: tuple[Tensor, Tensor], mask: Tensor, tags: Tensor, arcs: Tensor, weight: float) -> Tensor:
    """Return the tags' cross-entropy a piece plus `weight` times that of each kind of arc."""
    tag_scores, arc_scores = scores
    total = functional.cross_entropy(tag_scores.flatten(0, 1), tags.flatten(), ignore_index=IGNORED)
    arc_scores = arc_scores.masked_fill(~mask, -1e9)
    for kind in range(arcs.shape[1]):
        chosen = arcs[:, kind] != IGNORED
        if chosen.any():
            total = total + weight * functional.cross_entropy(
                arc_scores[:, kind][chosen], arcs[:, kind][chosen]
            )
    return total


def schedule(settings: Settings, steps: int) -> Callable[[int], float]:
    """Return the rate's factor at a step: up in a straight line, level, then down to 0 over the last part."""
    warm, cool = (max(1, round(share * steps)) for share in (settings.warm_up, settings.cool_down))
    return lambda step: max(0.0, min(1.0, (step + 1) / warm, (steps - step) / cool))


def train(examples: list[Example], settings: Settings) -> Network:
    """Train a network and return it with the moving average of its weights."""
    torch.set_num_threads(settings.threads)
    torch.manual_seed(settings.seed)
    rng = random.Random(settings.seed)
    network = Network(pretrained(), Head()).train()
    averaged = torch.optim.swa_utils.AveragedModel(
        network, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(settings.average)
    )
    steps = [
        chosen
        for epoch in range(settings.epochs)
        for chosen in batches(rows(examples, epoch, rng), settings.batch, rng)
    ]
    optimizer = torch.optim.AdamW(
        [
            {"params": [p for p in network.body.parameters() if p.requires_grad], "lr": settings.body_rate},
            {"params": network.head.parameters(), "lr": settings.head_rate},
        ],
        weight_decay=settings.decay,
        fused=True,
    )
    rates = torch.optim.lr_scheduler.LambdaLR(optimizer, schedule(settings, len(steps)))
    began, recent = time.monotonic(), 0.0
    for step, chosen in enumerate(steps, start=1):
        ids, types, mask, tags, arcs = batch(chosen)
        value = loss(network(ids, types, mask), mask, tags, arcs, settings.arc_weight)
        optimizer.zero_grad()
        value.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        rates.step()
        averaged.update_parameters(network)
        recent = 0.98 * recent + 0.02 * value.item()
        if step % 50 == 0:
            seconds = time.monotonic() - began
            print(f"step {step}/{len(steps)}  loss {recent:.4f}  {seconds:.0f} s", flush=True)
    return averaged.module.eval()


def main() -> None:
    """Train on DATA/train, calibrate on what is held out of it, and write what ships to OUT."""
    parser = argparse.ArgumentParser(prog="python -m analysis.training.quotes", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="PolNeAR's folder, with train/ in it")
    parser.add_argument("--out", type=Path, default=FOLDER, help="folder for the ONNX files")
    parser.add_argument("--keep", type=Path, help="file for the weights in full precision (.safetensors)")
    for name, value in asdict(Settings()).items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=type(value), default=value)
    options = vars(parser.parse_args())
    data, out, keep = (options.pop(name) for name in ("data", "out", "keep"))
    settings = Settings(**options)
    examples, held_out = split(load(data / "train"), settings.held_out, settings.seed)
    network = train(examples, settings)
    if keep:
        save_file(network.state_dict(), keep)
    export(network, out)
    if held_out:
        calibrate(held_out, out)


if __name__ == "__main__":
    main()
