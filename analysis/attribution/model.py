"""The trained reader of attributions: what the encoder and its attribution head make of a text.

Each word piece gets log-probabilities for being outside, or the begin, inside, end or only piece of a
source, a cue or a content, and three arcs: from content to its cue, from cue to its source, from content to
its source (after Dozat & Manning 2017). An arc points to the first piece of its target or to nothing; the
likeliest few are kept.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from analysis import encoder
from analysis.attribution.marks import Region, outermost, quoted_regions
from analysis.encoder import Encoder, Pieces, Span
from analysis.paths import RESOURCES

HEAD = RESOURCES / "encoder" / "attribution.onnx"
ROLES = ("source", "cue", "content")
ARCS = ("content to cue", "cue to source", "content to source")
TAGS = ("O", *(f"{place}-{role}" for role in ROLES for place in "BIES"))
TARGETS = 4

_PLAIN = str.maketrans(dict.fromkeys("“”„‟＂«»", '"') | dict.fromkeys("‘’‚‛‹›`", "'"))


@dataclass(frozen=True, eq=False)
class Reading:
    """A text and what the model reads in it; n pieces.

    `tags` are log-probabilities, float32 (n, len(TAGS)). `targets` (n, arcs, TARGETS) are piece indices, -1
    for none, `weights` their probabilities; what the kept targets leave of 1 belongs to places not kept.
    """

    text: str
    pieces: Pieces
    regions: tuple[Region, ...]
    tags: np.ndarray
    targets: np.ndarray
    weights: np.ndarray


def plain(text: str, regions: Iterable[Region]) -> str:
    """Return the text with all quotation marks as `"`, and those inside a quotation as `'`; offsets stay."""
    characters = list(text.replace("``", '" ').replace("''", '" ').translate(_PLAIN))
    for region in regions:
        mark = '"' if region.depth == 1 else "'"
        for start, end in ((region.start, region.inner[0]), (region.inner[1], region.end)):
            characters[start:end] = mark.ljust(end - start) if end > start else ""
    return "".join(characters)


def prepare(text: str, paragraphs: Iterable[Span]) -> tuple[Pieces, tuple[Region, ...]]:
    """Return the text's word pieces, as the model wants them, and its quoted regions."""
    spans = list(paragraphs)
    regions = quoted_regions(text, spans)
    quoted = [(region.start, region.end) for region in outermost(regions)]
    return encoder.pieces(plain(text, regions), spans, quoted), regions


class Model:
    """The encoder with the attribution head, from two ONNX files; no PyTorch."""

    def __init__(self, folder: Path | None = None) -> None:
        """Load encoder.onnx and attribution.onnx of a folder, by default the shipped ones."""
        self._encoder = Encoder(folder / "encoder.onnx" if folder else None)
        self._head = encoder.session(folder / "attribution.onnx" if folder else HEAD)

    def read(self, text: str, paragraphs: Iterable[Span]) -> Reading:
        """Read a text: one pass of the encoder over its windows."""
        pieces, regions = prepare(text, paragraphs)
        tags = np.zeros((len(pieces), len(TAGS)), dtype=np.float32)
        targets = np.full((len(pieces), len(ARCS), TARGETS), -1, dtype=np.int32)
        weights = np.zeros((len(pieces), len(ARCS), TARGETS), dtype=np.float32)
        for window, states in self._encoder.read(pieces):
            found, places, shares = self._head.run(None, {"states": states[None]})
            rows = slice(window.own - window.first + 1, None)
            own = slice(window.own, window.end)
            tags[own] = found[0, rows]
            targets[own] = np.where(places[0, rows] > 0, places[0, rows] + window.first - 1, -1)
            weights[own] = shares[0, rows]
        return Reading(text, pieces, regions, tags, targets, weights)


@cache
def shipped() -> Model:
    """Return the shipped model, loaded once."""
    return Model()
