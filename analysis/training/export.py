"""Turn a trained network into the ONNX files that ship, in int8.

    python -m analysis.training.export --network FILE --out analysis/resources/weights/attribution

Weights become int8, with a scale for each channel and for each word's embedding; activations are quantised
as they come (Jacob et al. 2018).
"""

import argparse
import copy
import tempfile
from collections.abc import Mapping
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from analysis.attribution.hints import COLUMNS, sizes
from analysis.errors import ValidationError
from analysis.models.attribution import TARGETS
from analysis.models.base import LONGEST
from analysis.models.encoder import LONGEST_WINDOW
from analysis.training.dequantisation import dequantised
from analysis.training.mpnet import MarkedNetwork
from analysis.training.network import RUNTIME, WIDTH, Body, Head, Network, ToneNetwork, network_of
from analysis.training.options import run

OPSET = 17
NEVER = -1e9
LENGTH = {1: "length"}
Axes = Mapping[str, Mapping[int, str]]
AXES: Axes = dict.fromkeys(("ids", "hints", "states", "tags", "targets", "weights"), LENGTH) | {
    "pool": {1: "rows", 2: "length"},
    "scores": {1: "targets"},
    "roles": {1: "targets"},
    "features": {0: "sentences"},
    "vectors": {0: "sentences"},
}
BASE_AXES: Axes = {
    **{name: {0: "sentences", 1: "length"} for name in ("ids", "pool")},
    **{name: {0: "sentences"} for name in ("classes", "parts", "ratings")},
    **{name: {0: "sentences", 1: "length"} for name in ("early", "middle", "last")},
}


class ExportedBase(nn.Module):
    """The base reader as it is used: what it tells, and the states after three of its layers."""

    def __init__(self, network: MarkedNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, marked: Tensor) -> tuple[Tensor, ...]:
        """Return scores of classes and roles, ratings, and states (batch, length, width) three times."""
        after = self.network.body.after_each(ids)
        third = len(after) // 3
        told = self.network.told(after[-1], marked)
        return *told, after[third - 1], after[2 * third - 1], after[-1]


class ExportedReader(nn.Module):
    """The head as it is used: log-probabilities of tags, and each arc's likeliest targets and weights."""

    def __init__(self, head: Head) -> None:
        super().__init__()
        self.head = head

    def forward(self, states: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return tags (batch, length, tags), targets and weights, both (batch, length, arcs, TARGETS).

        A window shorter than TARGETS has targets behind its end, of weight 0.
        """
        tags, arcs = self.head(states)
        arcs = functional.pad(arcs, (0, TARGETS), value=NEVER)
        weights, targets = arcs.softmax(-1).transpose(1, 2).topk(TARGETS)
        return tags.log_softmax(-1), targets, weights


class Rows(nn.Module):
    """A table of embeddings in int8, a scale for each row."""

    def __init__(self, table: Tensor) -> None:
        super().__init__()
        scales = table.abs().amax(1, keepdim=True).clamp_min(1e-8) / 127
        self.register_buffer("scales", scales)
        self.register_buffer("values", (table / scales).round().to(torch.int8))

    def forward(self, ids: Tensor) -> Tensor:
        """Look up rows, float32."""
        return self.values[ids].float() * self.scales[ids]


def export(network: Network, folder: Path, int8: bool = True) -> None:
    """Write encoder.onnx and attribution.onnx, in int8 or float32, to a folder.

    They have no mask: windows are read one at a time, as long as they are.
    """
    folder.mkdir(parents=True, exist_ok=True)
    ids, hints = torch.ones(1, 16, dtype=torch.int64), torch.zeros(1, 16, len(COLUMNS), dtype=torch.int64)
    body = _with_body(network.body, int8)
    _write_in(int8, body, (ids, hints), folder / "encoder.onnx", ["ids", "hints"], ["states"])
    outputs = ["tags", "targets", "weights"]
    states = torch.randn(1, 16, WIDTH)
    head = ExportedReader(network.head).eval()
    _write_in(int8, head, (states,), folder / "attribution.onnx", ["states"], outputs)


def export_tone(network: ToneNetwork, folder: Path, int8: bool = True) -> None:
    """Write small.onnx, in int8 or float32: one sentence in, its targets' scores and roles, its rating and
    its features out.
    """
    folder.mkdir(parents=True, exist_ok=True)
    whole = copy.deepcopy(network).eval()
    whole.body = _with_body(network.body, int8)
    inputs = torch.ones(1, 16, dtype=torch.int64), torch.full((1, 3, 16), 1 / 16)
    outputs = ["scores", "roles", "rating", "features"]
    _write_in(int8, whole, inputs, folder / "small.onnx", ["ids", "pool"], outputs)


def export_base(network: MarkedNetwork, folder: Path, int8: bool = True) -> None:
    """Write base.onnx, in int8 or float32: sentences of one length, each with one target, its weights in
    `pool`; scores of classes and roles, ratings, and states after three layers out.
    """
    folder.mkdir(parents=True, exist_ok=True)
    whole = copy.deepcopy(network).eval()
    if int8:
        whole.body.words = Rows(network.body.words.weight.data)
        whole.body.places = Rows(network.body.places.weight.data[: LONGEST + 8])
    inputs = torch.full((2, 16), 5), torch.full((2, 16), 1 / 16)
    outputs = ["classes", "parts", "ratings", "early", "middle", "last"]
    _write_in(int8, ExportedBase(whole), inputs, folder / "base.onnx", ["ids", "pool"], outputs, BASE_AXES)


def _with_body(body: Body, int8: bool) -> Body:
    """Return a copy of a body for use, with its words' embeddings as they will ship."""
    body = copy.deepcopy(body).eval()
    if int8:
        body.words = Rows(body.words.weight.data)
        body.places = Rows(body.places.weight.data[:LONGEST_WINDOW])
    return body


def _write_in(
    int8: bool,
    module: nn.Module,
    inputs: tuple[Tensor, ...],
    path: Path,
    names: list[str],
    outputs: list[str],
    axes: Axes = AXES,
) -> None:
    if not int8:
        write(module, inputs, path, names, outputs, axes)
        return
    with tempfile.TemporaryDirectory() as scratch:
        plain = Path(scratch) / path.name
        write(module, inputs, plain, names, outputs, axes)
        quantise(plain, path)


def quantise(source: Path, target: Path) -> None:
    """Write an ONNX file again with int8 weights in its matrix products, but for the arcs' of three matrices.

    With seven bits of the eight, sums of two products fit into the 16 bits in which processors without VNNI
    add them, so that all processors say the same.
    """
    quantize_dynamic(
        source,
        target,
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul"],
        nodes_to_exclude=_of_three_axes(source),
    )


def _of_three_axes(source: Path) -> list[str]:
    """Return the products that ONNX Runtime has no operation in int8 for."""
    graph = onnx.load(str(source)).graph
    weights = {each.name for each in graph.initializer if len(each.dims) > 2}
    return [node.name for node in graph.node if node.op_type == "MatMul" and weights & set(node.input)]


def write(
    module: nn.Module,
    inputs: tuple[Tensor, ...],
    path: Path,
    names: list[str],
    outputs: list[str],
    axes: Axes = AXES,
) -> None:
    """Export a module whose inputs and outputs have a length of their own each time."""
    torch.onnx.export(
        module,
        inputs,
        str(path),
        input_names=names,
        output_names=outputs,
        dynamic_axes={name: axes[name] for name in names + outputs if name in axes},
        opset_version=OPSET,
        custom_opsets={RUNTIME: 1},
        dynamo=False,
    )
    onnx.checker.check_model(str(path))


def load_network(path: Path) -> Network:
    """Read a network that `analysis.training.quotes` has kept or, a folder of ONNX files, exported.

    ValidationError where there is none.
    """
    try:
        weights = dequantised(path) if path.is_dir() else load_file(path)
    except OSError as problem:
        raise ValidationError(
            f"{path} holds no network: name a file that analysis.training.quotes --keep has written, or a "
            "folder with its encoder.onnx and attribution.onnx."
        ) from problem
    return network_of(weights, sizes()).eval()


def make(network: Path, out: Path, float32: bool) -> None:
    """Export a network that was kept."""
    export(load_network(network), out, int8=not float32)


def main() -> None:
    """Export a network from the command line."""
    parser = argparse.ArgumentParser(prog="python -m analysis.training.export", description=__doc__)
    parser.add_argument("--network", type=Path, required=True, help="what the training wrote")
    parser.add_argument("--out", type=Path, required=True, help="folder for the two ONNX files")
    parser.add_argument("--float32", action="store_true", help="leave the encoder in full precision")
    run(parser, make)


if __name__ == "__main__":
    main()
