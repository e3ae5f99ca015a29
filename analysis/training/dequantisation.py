"""The weights of exported networks in full precision again, to go on from what ships.

What int8 has rounded off is gone; the products are what ONNX Runtime multiplies with.
"""

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from analysis.training.network import LONGEST

_PLAIN = (".weight", ".bias", ".bilinear")


def dequantised(folder: Path) -> dict[str, Tensor]:
    """Return the state dict of the attribution network in encoder.onnx and attribution.onnx of a folder.

    OSError where one is missing.
    """
    weights = {f"body.{name}": value for name, value in _weights(folder / "encoder.onnx").items()}
    weights |= _weights(folder / "attribution.onnx")
    return {name: torch.from_numpy(np.ascontiguousarray(value)) for name, value in weights.items()}


def dequantised_small(folder: Path) -> dict[str, Tensor]:
    """Return the state dict of the small reader in small.onnx of a folder; OSError where it is missing."""
    found = _weights(folder / "small.onnx")
    named = {f"body.{name}" if name.startswith("layers.") else name: of for name, of in found.items()}
    return {name: torch.from_numpy(np.array(value)) for name, value in named.items()}


def _weights(path: Path) -> dict[str, np.ndarray]:
    """Return a graph's float32 weights by their names in PyTorch."""
    graph = onnx.load(str(path)).graph
    values = {each.name: numpy_helper.to_array(each) for each in graph.initializer}
    found = {name: value for name, value in values.items() if name.endswith(_PLAIN)}
    for rows in [name for name in values if name.endswith(".values")]:
        table = rows.removesuffix(".values")
        found[f"{table}.weight"] = values[rows] * values[f"{table}.scales"]
        if table.endswith("places"):  # those that no window reaches do not ship
            places = found[f"{table}.weight"]
            found[f"{table}.weight"] = np.pad(places, ((0, LONGEST - len(places)), (0, 0)))
    for node in graph.node:
        if "MatMul" in node.op_type and node.input[1].startswith(("onnx::", "rating.")):
            found[f"{_module(node.name)}.weight"] = _product(node.input[1], values).T
    return found


def _module(node: str) -> str:
    """Return the name of the module whose product a node is: `/layers.0/query/MatMul_quant` and the like."""
    return node.strip("/").rpartition("/")[0].replace("/", ".")


def _product(name: str, values: dict[str, np.ndarray]) -> np.ndarray:
    """Return the matrix that an operation multiplies with, (from, to)."""
    base = name.removesuffix("_quantized")
    if base == name:
        return values[name]
    return (values[name].astype(np.float32) - values[f"{base}_zero_point"]) * values[f"{base}_scale"]
