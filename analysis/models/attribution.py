"""The trained reader of attributions: what the encoder and its attribution head make of a text.

Each word piece gets log-probabilities for being outside, or the begin, inside, end or only piece of a
source, a cue or a content, and three arcs: from content to its cue, from cue to its source, from content to
its source (after Dozat & Manning 2017). An arc points to the first piece of its target or to nothing; the
likeliest few are kept.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from analysis.articles.quotation_marks import Region
from analysis.models import encoder
from analysis.models.encoder import Encoder, Pieces
from analysis.paths import WEIGHTS

ROLES = ("source", "cue", "content")
TAGS = ("O", *(f"{place}-{role}" for role in ROLES for place in "BIES"))
QUOTED, CAPITAL = 1, 2
HEAD = WEIGHTS / "attribution" / "attribution.onnx"
ARCS = ("content to cue", "cue to source", "content to source")
TARGETS = 4


@dataclass(frozen=True, eq=False)
class Reading:
    """A text and what the model reads in it; n pieces.

    `quoted` tells which pieces stand in quotation marks, bool (n,). `tags` are log-probabilities, float32
    (n, len(TAGS)). `targets` (n, arcs, TARGETS) are piece indices, -1 for none, `weights` their
    probabilities; what the kept targets leave of 1 belongs to places not kept.
    """

    text: str
    pieces: Pieces
    quoted: np.ndarray
    regions: tuple[Region, ...]
    tags: np.ndarray
    targets: np.ndarray
    weights: np.ndarray


class Prepared(NamedTuple):
    """A document as the model takes it: its word pieces, hints (n, columns) and quoted regions."""

    pieces: Pieces
    hints: np.ndarray
    regions: tuple[Region, ...]


class AttributionModel:
    """The encoder with the attribution head, from two ONNX files; no PyTorch."""

    def __init__(self, folder: Path | None = None) -> None:
        """Load encoder.onnx and attribution.onnx of a folder, by default the shipped ones."""
        self._encoder = Encoder(folder / "encoder.onnx" if folder else None)
        self._head = encoder.session(folder / "attribution.onnx" if folder else HEAD)

    def read(self, text: str, prepared: Prepared) -> Reading:
        """Read a text: one pass of the encoder over its windows."""
        pieces = prepared.pieces
        tags = np.zeros((len(pieces), len(TAGS)), dtype=np.float32)
        targets = np.full((len(pieces), len(ARCS), TARGETS), -1, dtype=np.int32)
        weights = np.zeros((len(pieces), len(ARCS), TARGETS), dtype=np.float32)
        for window, states in self._encoder.read(pieces, prepared.hints):
            found, places, shares = self._head.run(None, {"states": states[None]})
            rows = slice(window.own - window.first + 1, None)
            own = slice(window.own, window.end)
            tags[own] = found[0, rows]
            places = np.where((places > 0) & (places < len(states)), places + window.first - 1, -1)
            targets[own] = places[0, rows]
            weights[own] = shares[0, rows]
        quoted = (prepared.hints[:, 0] & QUOTED).astype(bool)
        return Reading(text, pieces, quoted, prepared.regions, tags, targets, weights)


@cache
def attribution_model() -> AttributionModel:
    """Return the shipped model, loaded once."""
    return AttributionModel()
