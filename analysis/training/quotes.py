"""Train the encoder and the attribution head on PolNeAR.

    python -m analysis.training.quotes --data DIR

The network reads windows of whole paragraphs, cut anew in each epoch so that a paragraph is seen in other
company; an article with several annotators shows another one's view each time. The loss is the tags'
cross-entropy plus the arcs'. What is kept is the moving average of the weights.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from safetensors.torch import save_file
from torch import Tensor, distributed, nn
from torch.nn import functional
from torch.nn.parallel import DistributedDataParallel

from analysis.attribution.model.hints import COLUMNS
from analysis.encoder import FOLDER, LONGEST_WINDOW, START, windows
from analysis.training.calibration import calibrate
from analysis.training.data import IGNORED, NOWHERE, Example, load, split
from analysis.training.export import export
from analysis.training.network import Body, Head, Network, pretrained
from analysis.validation import ValidationError

PARSED = [COLUMNS.index(name) for name in ("tag", "dependency", "entity")]
RULED = [COLUMNS.index(name) for name in ("role", "rule")]


@dataclass(frozen=True)
class Settings:
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


class Row(NamedTuple):
    """A window with its labels: the arcs' targets are places in the window, 0 for none."""

    ids: np.ndarray
    hints: np.ndarray
    tags: np.ndarray
    arcs: np.ndarray


def rows(examples: list[Example], epoch: int, blind: float, rng: random.Random) -> list[Row]:
    """Cut all articles into windows, the first of each at a place drawn anew.

    The share `blind` of the windows is shown without the hints of the parse, and of the rules, so that the
    network relies on neither.
    """
    return [_blinded(row, blind, rng) for example in examples for row in _rows(example, epoch, rng)]


def _blinded(row: Row, share: float, rng: random.Random) -> Row:
    hints = row.hints.copy()
    for columns in (PARSED, RULED):
        if rng.random() < share:
            hints[:, columns] = 0
    return row._replace(hints=hints)


def _rows(example: Example, epoch: int, rng: random.Random) -> Iterator[Row]:
    pieces = example.prepared.pieces
    tags, arcs = example.labels[epoch % len(example.labels)]
    for window in windows(pieces.units, 0, LONGEST_WINDOW, rng.randint(LONGEST_WINDOW // 4, LONGEST_WINDOW)):
        part = slice(window.first, window.end)
        yield Row(
            np.concatenate([[START], pieces.ids[part]]),
            np.pad(example.prepared.hints[part], ((1, 0), (0, 0))),
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
    """Return the tags' cross-entropy a piece plus `weight` times that of each kind of arc."""
    tag_scores, arc_scores = scores
    total = functional.cross_entropy(tag_scores.flatten(0, 1), tags.flatten(), ignore_index=IGNORED)
    arc_scores = arc_scores.masked_fill(~mask, -1e9)
    for kind in range(arcs.shape[1]):
        wrong = functional.cross_entropy(
            arc_scores[:, kind].flatten(0, 1), arcs[:, kind].flatten(), ignore_index=IGNORED, reduction="sum"
        )
        total = total + weight * wrong / (arcs[:, kind] != IGNORED).sum().clamp_min(1)
    return total


def schedule(settings: Settings, steps: int) -> Callable[[int], float]:
    """Return the rate's factor at a step: up in a straight line, level, then down to 0 over the last part."""
    warm, cool = (max(1, round(share * steps)) for share in (settings.warm_up, settings.cool_down))
    return lambda step: max(0.0, min(1.0, (step + 1) / warm, (steps - step) / cool))


def train(examples: list[Example], settings: Settings) -> Network:
    """Train a network and return it with the moving average of its weights.

    Each cycle goes on from the average that the one before ended with, at a fresh rate (Loshchilov & Hutter
    2017). Each core is a process with a share of every batch, which wastes less than threads within a step.
    """
    torch.manual_seed(settings.seed)
    network = Network(pretrained(), Head())
    for cycle in range(settings.cycles):
        network = _together(network, cycle, examples, settings)
    return network


def _together(network: Network, cycle: int, examples: list[Example], settings: Settings) -> Network:
    """Run a cycle in all processes."""
    with tempfile.TemporaryDirectory() as folder:
        shared = (network.state_dict(), f"file://{folder}/meeting", cycle, examples, settings)
        others = [
            get_context("spawn").Process(target=_work, args=(rank, *shared), daemon=True)
            for rank in range(1, settings.workers)
        ]
        for process in others:
            process.start()
        network = _work(0, *shared)
        for process in others:
            process.join()
    return network


def _work(
    rank: int,
    weights: dict[str, Tensor],
    meeting: str,
    cycle: int,
    examples: list[Example],
    settings: Settings,
) -> Network:
    """Do one process's share of a cycle; all processes end with the same weights."""
    torch.set_num_threads(1)
    distributed.init_process_group("gloo", init_method=meeting, rank=rank, world_size=settings.workers)
    network = Network(Body(), Head()).train()
    network.load_state_dict(weights)
    torch.manual_seed(settings.seed + cycle * settings.workers + rank)
    shared = DistributedDataParallel(network, gradient_as_bucket_view=True)
    averaged = torch.optim.swa_utils.AveragedModel(
        network, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(settings.average)
    )
    steps = _steps(examples, cycle, settings)
    optimizer = _optimizer(network, settings.fall**cycle, settings)
    rates = torch.optim.lr_scheduler.LambdaLR(optimizer, schedule(settings, len(steps)))
    began, recent = time.monotonic(), 0.0
    for step, chosen in enumerate(steps, start=1):
        ids, hints, mask, tags, arcs = batch(chosen[rank :: settings.workers])
        value = loss(shared(ids, hints, mask), mask, tags, arcs, settings.arc_weight)
        optimizer.zero_grad()
        value.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        rates.step()
        averaged.update_parameters(network)
        recent = 0.98 * recent + 0.02 * value.item()
        if step % 50 == 0 and rank == 0:
            at, seconds = f"cycle {cycle + 1}  step {step}/{len(steps)}", time.monotonic() - began
            print(f"{at}  loss {recent:.4f}  {seconds:.0f} s", flush=True)
    distributed.destroy_process_group()
    return averaged.module.eval()


def _steps(examples: list[Example], cycle: int, settings: Settings) -> list[list[Row]]:
    """Return the batches of a cycle; each process draws the same ones, and has a window of each."""
    rng = random.Random(settings.seed + cycle)
    return [
        chosen
        for epoch in range(cycle * settings.epochs, (cycle + 1) * settings.epochs)
        for chosen in batches(rows(examples, epoch, settings.blind, rng), settings.batch, rng)
        if len(chosen) >= settings.workers
    ]


def _optimizer(network: Network, factor: float, settings: Settings) -> torch.optim.Optimizer:
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
    for name, value in asdict(Settings()).items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=type(value), default=value)
    options = vars(parser.parse_args())
    data, out, keep = (options.pop(name) for name in ("data", "out", "keep"))
    try:
        make(data, out, keep, Settings(**options))
    except ValidationError as problem:
        parser.exit(2, f"{problem}\n")


def make(data: Path, out: Path, keep: Path | None, settings: Settings) -> None:
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
