"""PolNeAR (Newell, Margolin & Ruths 2018) as training examples.

An article's annotations, one file an annotator, are brat standoff: text-bound spans (`T`, fragments joined
by `;`) and events (`E`) that bind a source, a cue and a content. Annotated contents do not overlap and no
two attributions share a cue, so a tag a piece and three arcs say everything; sources may be shared.
"""

import random
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np

from analysis.attribution.model import ARCS, ROLES, TAGS, prepare
from analysis.encoder import Pieces, Span

IGNORED = -100
NOWHERE = -1

_TEXT_BOUND = re.compile(r"(T\d+)\t\S+ (\d[\d ;]*)\t")
_ROLE = re.compile(r"(Source|Cue|Content)\d*:(T\d+)")
_PARAGRAPH = re.compile(r"[^\n]+")


class Annotated(NamedTuple):
    """An attribution as its annotator marked it: each role's fragments, in order; a role may be empty."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True, eq=False)
class Example:
    """An article with each annotator's attributions."""

    name: str
    text: str
    annotations: tuple[tuple[Annotated, ...], ...]

    @cached_property
    def pieces(self) -> Pieces:
        """The article's word pieces, cut once."""
        return prepare(self.text, paragraphs(self.text))[0]

    @cached_property
    def labels(self) -> tuple[tuple[np.ndarray, np.ndarray], ...]:
        """Tags (n,) and arcs (len(ARCS), n) by each annotator; see `label`."""
        return tuple(label(self.pieces, annotation) for annotation in self.annotations)


def paragraphs(text: str) -> list[Span]:
    """Return the lines of a text that are not empty, as (start, end)."""
    return [match.span() for match in _PARAGRAPH.finditer(text)]


def load(folder: Path) -> list[Example]:
    """Read a part of PolNeAR: `text/<article>.txt` and `attributions/<article>_<annotator>.ann`."""
    files = defaultdict(list)
    for path in sorted((folder / "attributions").glob("*.ann")):
        files[path.stem.rsplit("_", 1)[0]].append(path)
    if not files:
        raise FileNotFoundError(f"No annotations in {folder / 'attributions'}.")
    return [
        Example(name, _read(folder / "text" / f"{name}.txt"), tuple(map(annotation, paths)))
        for name, paths in files.items()
    ]


def _read(path: Path) -> str:
    """Read a file without touching its newlines, since offsets count them."""
    return path.read_bytes().decode("utf-8")


def annotation(path: Path) -> tuple[Annotated, ...]:
    """Read one annotator's file; attributions without content are left out."""
    spans: dict[str, list[Span]] = {}
    found = []
    for line in _read(path).split("\n"):
        if match := _TEXT_BOUND.match(line):
            spans[match[1]] = [tuple(map(int, part.split())) for part in match[2].split(";")]
        elif line.startswith("E"):
            roles = defaultdict(list)
            for role, name in _ROLE.findall(line):
                roles[role.lower()] += spans.get(name, [])
            found.append(Annotated(*(tuple(sorted(roles[role])) for role in ROLES)))
    return tuple(attribution for attribution in found if attribution.content)


def label(pieces: Pieces, attributions: tuple[Annotated, ...]) -> tuple[np.ndarray, np.ndarray]:
    """Turn attributions into a tag a piece, (n,), and the arcs' targets, (len(ARCS), n).

    A target is the first piece of a cue or source, NOWHERE for none, IGNORED where there is no such arc.
    """
    tags = np.zeros(len(pieces), dtype=np.int64)
    arcs = np.full((len(ARCS), len(pieces)), IGNORED, dtype=np.int64)
    for attribution in attributions:
        spans = {role: _spans(pieces, getattr(attribution, role)) for role in ROLES}
        for role in ROLES:
            for first, end in spans[role]:
                tags[first:end] = TAGS.index(f"I-{role}")
                tags[first], tags[end - 1] = TAGS.index(f"B-{role}"), TAGS.index(f"E-{role}")
                if end - first == 1:
                    tags[first] = TAGS.index(f"S-{role}")
        for row, arc in enumerate(ARCS):
            origin, target = arc.split(" to ")
            for first, end in spans[origin]:
                arcs[row, first:end] = spans[target][0][0] if spans[target] else NOWHERE
    return tags, arcs


def _spans(pieces: Pieces, fragments: tuple[Span, ...]) -> list[Span]:
    """Return the pieces of each fragment, without the separators at its edges."""
    found = [pieces.covering(*fragment) for fragment in fragments]
    return [(first, end) for first, end in found if end > first]


def split(examples: list[Example], share: float, seed: int) -> tuple[list[Example], list[Example]]:
    """Divide articles by chance into those to train on and a share held out."""
    shuffled = random.Random(seed).sample(examples, len(examples))
    held_out = round(share * len(examples))
    return shuffled[held_out:], shuffled[:held_out]
