"""Cut the attribution network down to what ships, and let it learn from the one it was cut from.

    python -m analysis.training.quotes_distillation --data DIR --network FULL --saved FILE

FULL is a folder with the ONNX files that `analysis.training.quotes` wrote. The smaller network reads
PolNeAR's train part and unlabelled news, cut into other windows in each epoch. It learns what the full one
says of them (Hinton et al. 2015), the states of the layers that stayed (Romero et al. 2015), and the
annotators' labels where there are any.
"""

import argparse
import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import torch
from safetensors.torch import save_file
from torch import Tensor, nn
from torch.nn import functional

from analysis.attribution.hints import sizes
from analysis.models.attribution import ARCS
from analysis.models.encoder import FOLDER, session
from analysis.training.calibration import calibrate
from analysis.training.data import Example, load, split, unlabelled
from analysis.training.export import export, load_network
from analysis.training.network import WIDTH, Network, network_of
from analysis.training.options import run
from analysis.training.parallel import batches, fit, together, trapezium
from analysis.training.quotes import QuotesRow, batch, loss, rows
from analysis.training.quotes_pruning import KEPT, origins, prune

SHOWN = 100


@dataclass(frozen=True)
class QuotesDistillationSettings:
    """All that a run depends on besides its data.

    `unlabelled` articles are read, one of `parts` of them in each epoch, in turn; `states` is what the error
    of the states counts.
    """

    epochs: int = 4
    unlabelled: int = 800
    parts: int = 2
    batch: int = 8
    rate: float = 4e-4
    decay: float = 0.01
    warm_up: float = 0.03
    cool_down: float = 0.9
    average: float = 0.998
    dropout: float = 0.05
    blind: float = 0.05
    from_teacher: float = 0.7
    arc_weight: float = 0.3
    states: float = 0.5
    held_out: float = 0.06
    seed: int = 0
    workers: int = 2


class Teacher:
    """The full network as it was exported, which in int8 answers twice as fast as in PyTorch."""

    def __init__(self, folder: Path) -> None:
        """Read encoder.onnx and attribution.onnx in a folder; ValidationError where they are missing."""
        self._head = load_network(folder).head
        graph = onnx.load(str(folder / "encoder.onnx"))
        named = {node.name: node.output[0] for node in graph.graph.node}
        layers = (named[f"/layers.{kept.layer}/norm/LayerNormalization"] for kept in KEPT)
        self._shown = ["states", *layers]
        shown = [
            onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, None) for name in self._shown
        ]
        graph.graph.output.extend(shown[1:])
        self._session = session(graph.SerializeToString())

    def __call__(self, ids: Tensor, hints: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return what the network makes of a batch, as `Layered` does, with the layers that stay only: tags,
        arcs and states (layers, batch, length, width).
        """
        states = torch.zeros(len(self._shown), *ids.shape, WIDTH)
        for place, length in enumerate(mask.sum(-1).flatten().tolist()):
            given = {"ids": ids[place, :length][None].numpy(), "hints": hints[place, :length][None].numpy()}
            found = self._session.run(self._shown, given)
            states[:, place, :length] = torch.from_numpy(np.concatenate(found))
        with torch.no_grad():
            return *self._head(states[0]), states[1:]


class Layered(nn.Module):
    """A network that shows, beside tags and arcs, the states after each layer."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, hints: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, list[Tensor]]:
        """Return tags (batch, length, tags), arcs (batch, arcs, length, length) and states, each (batch,
        length, width).
        """
        states = self.network.body.layered(ids, hints, mask)
        return *self.network.head(states[-1]), states


def distil(
    network: Network,
    full: Path,
    examples: list[Example],
    others: list[Example],
    settings: QuotesDistillationSettings,
    saved: Path | None = None,
) -> Network:
    """Train a network that was cut down from that of the folder `full`, on labelled examples and others.

    Returns it with the moving average of its weights. A run that finds the file `saved` goes on where it
    stood.
    """
    return together(
        settings.workers, _work, network.state_dict(), full, examples, others, settings, saved
    ).network


def _work(
    rank: int,
    workers: int,
    weights: dict[str, Tensor],
    full: Path,
    examples: list[Example],
    others: list[Example],
    settings: QuotesDistillationSettings,
    saved: Path | None,
) -> nn.Module:
    network = Layered(network_of(weights, sizes(), settings.dropout)).train()
    torch.manual_seed(10 * settings.seed + rank)
    steps = _steps(examples, others, settings)
    trained = [parameter for parameter in network.parameters() if parameter.requires_grad]
    return fit(
        network,
        steps,
        Loss(Teacher(full), settings),
        torch.optim.AdamW(trained, settings.rate, weight_decay=settings.decay, fused=True),
        trapezium(len(steps), settings.warm_up, settings.cool_down),
        settings.average,
        "distilled",
        saved,
    )


def _steps(
    examples: list[Example], others: list[Example], settings: QuotesDistillationSettings
) -> list[list[QuotesRow]]:
    """Return the batches of all epochs; each process draws the same ones, and has a share of each."""
    rng = random.Random(settings.seed)
    steps: list[list[QuotesRow]] = []
    for epoch in range(settings.epochs):
        part = others[epoch % settings.parts :: settings.parts]
        cut = rows(examples + part, epoch, settings.blind, rng)
        drawn = batches(cut, settings.batch, lambda row: len(row.ids), rng)
        steps += [chosen for chosen in drawn if len(chosen) >= settings.workers]
    return steps


class Loss:
    """What is missed of the full network's answers and states, and of the labels.

    Answers count by cross-entropy, an arc by the chance that it is one; states by their mean squared error in
    parts of the variance. In bfloat16, which takes half the time.
    """

    def __init__(self, teacher: Teacher, settings: QuotesDistillationSettings) -> None:
        """Take the full network."""
        self._teacher, self._settings = teacher, settings

    def __call__(self, network: nn.Module, chosen: list[QuotesRow]) -> Tensor:
        """Return the loss of a step."""
        settings = self._settings
        ids, hints, mask, tags, arcs = batch(chosen)
        *told, told_states = self._teacher(ids, hints, mask)
        with torch.autocast("cpu", torch.bfloat16):
            own_tags, own_arcs, own_states = network(ids, hints, mask)
        own, there = (own_tags.float(), own_arcs.float()), mask[:, 0, 0]
        answers = unlike((told[0], told[1]), own, mask, settings.arc_weight)
        labelled = loss(own, mask, tags, arcs, settings.arc_weight)
        pairs = zip(told_states, own_states, strict=True)
        states = [missed(theirs[there], ours[there]) for theirs, ours in pairs]
        return (
            settings.from_teacher * answers
            + (1 - settings.from_teacher) * labelled
            + settings.states * torch.stack(states).mean()
        )


def unlike(
    told: tuple[Tensor, Tensor], own: tuple[Tensor, Tensor], mask: Tensor, arc_weight: float
) -> Tensor:
    """Return the cross-entropy of tags a piece, plus `arc_weight` times that of each kind of arc, between a
    teacher's scores and a network's own.
    """
    there = mask[:, 0, 0].clone()
    there[:, 0] = False
    chances = told[0].softmax(-1)
    total = _crossed(told[0], own[0], there.float())
    for kind, arc in enumerate(ARCS):
        leads = there * chances[..., origins(arc)].sum(-1)
        theirs, ours = (scores[1][:, kind].masked_fill(~mask[:, 0], -1e4) for scores in (told, own))
        total = total + arc_weight * _crossed(theirs, ours, leads)
    return total


def _crossed(told: Tensor, own: Tensor, counts: Tensor) -> Tensor:
    """Return the mean cross-entropy over places that count so much."""
    each = -(told.softmax(-1) * own.log_softmax(-1)).sum(-1)
    return (each * counts).sum() / counts.sum().clamp_min(1)


def missed(told: Tensor, own: Tensor) -> Tensor:
    """Return the mean squared error of states (pieces, width) in parts of the variance."""
    return functional.mse_loss(own.float(), told) / told.var()


def make(
    data: Path,
    network: Path,
    out: Path,
    keep: Path | None,
    saved: Path | None,
    settings: QuotesDistillationSettings,
) -> None:
    """Cut the network down, train what is left, export and calibrate."""
    loaded = load(data / "polnear" / "train", settings.workers)
    examples, held_out = split(loaded, settings.held_out, settings.seed)
    others = unlabelled(data, settings.unlabelled, settings.seed, settings.workers)
    small = distil(cut(network, examples, settings), network, examples, others, settings, saved)
    ship(small, held_out, out, keep)


def cut(full: Path, examples: list[Example], settings: QuotesDistillationSettings) -> Network:
    """Cut the network in a folder down by what it answers to some windows of the examples."""
    torch.manual_seed(settings.seed)
    rng = random.Random(settings.seed)
    shown = rng.sample(rows(examples, 0, 0.0, rng), SHOWN)
    return prune(load_network(full), shown, settings.arc_weight, settings.dropout)


def ship(network: Network, held_out: list[Example], out: Path, keep: Path | None) -> None:
    """Write what ships, and calibrate it on articles it has not learned from."""
    if keep:
        save_file(network.state_dict(), keep)
    export(network, out)
    if held_out:
        calibrate(held_out, out)


def main() -> None:
    """Distil what ships from the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m analysis.training.quotes_distillation", description=__doc__
    )
    parser.add_argument(
        "--data", type=Path, required=True, help="folder of polnear and the background articles"
    )
    parser.add_argument("--network", type=Path, required=True, help="folder of the full network's ONNX files")
    parser.add_argument("--out", type=Path, default=FOLDER, help="folder for the ONNX files")
    parser.add_argument("--keep", type=Path, help="file for the weights in full precision (.safetensors)")
    parser.add_argument("--saved", type=Path, help="file that holds where training stands, to go on from")
    run(parser, make, QuotesDistillationSettings)


if __name__ == "__main__":
    main()
