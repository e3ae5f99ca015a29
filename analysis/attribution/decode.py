"""Attributions from what the model reads: spans first, then who belongs to whom.

A content belongs to the cue its pieces point to, one cue makes one attribution, and its source is the one
that the cue and the content point to, weighed together. A quotation without a cue goes on a quotation left
open, or looks for its source by its own arc and then at its neighbours', before it says nobody.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from analysis.annotation import Document
from analysis.attribution.marks import Region, outermost
from analysis.attribution.model import ARCS, Reading, shipped
from analysis.attribution.tagging import Tagged, region_pieces, spans
from analysis.encoder import Span


@dataclass(frozen=True)
class Thresholds:
    """What decides in doubt; found on articles held out of training (see the model card)."""

    quoted: float = 0.5
    outside: float = 0.0
    pull: float = 0.3
    linked: float = 0.3
    nobody: float = 0.5
    trust: float = 0.5
    least: float = 0.0


class Found(NamedTuple):
    """An attribution by offsets into the text; `probability` is the model's own, `evidence` what it is made
    of.
    """

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    probability: float
    evidence: tuple[float, ...]


class _Group(NamedTuple):
    cue: Tagged | None
    contents: tuple[Tagged, ...]
    link: float


def predict(document: Document) -> list[Found]:
    """Return the attributions that the shipped model finds in a document, in text order."""
    return decode(shipped().read(document.article.text, document.paragraphs))


def decode(reading: Reading, thresholds: Thresholds = Thresholds()) -> list[Found]:
    """Return the attributions of a reading in text order; contents never overlap."""
    tagged = spans(reading, thresholds.quoted, thresholds.outside, thresholds.pull)
    by_role = defaultdict(list)
    for span in tagged:
        by_role[span.role].append(span)
    groups = _groups(reading, by_role["content"], by_role["cue"], thresholds)
    chosen = [_source(reading, group, by_role["source"], thresholds) for group in groups]
    chosen = _neighbours(reading, groups, chosen)
    found = [
        _found(reading, group, source, surety) for group, (source, surety) in zip(groups, chosen, strict=True)
    ]
    return [attribution for attribution in found if attribution.probability >= thresholds.least]


def votes(reading: Reading, origin: Tagged, targets: list[Tagged], arc: str) -> np.ndarray:
    """Return the share of a span's arc weight that goes to each target and, last, to none; shape (targets +
    1,).

    A piece votes for a target by pointing to any piece of it; what points elsewhere is left out.
    """
    part, row = slice(origin.first, origin.end), ARCS.index(arc)
    places, weights = reading.targets[part, row].ravel(), reading.weights[part, row].ravel()
    shares = np.zeros(len(targets) + 1)
    shares[-1] = weights[places < 0].sum()
    if targets:
        firsts, ends = np.array([(t.first, t.end) for t in targets]).T
        at = np.searchsorted(firsts, places, side="right") - 1
        hits = (places >= 0) & (at >= 0) & (places < ends[np.maximum(at, 0)])
        np.add.at(shares, at[hits], weights[hits])
    return shares / max(origin.end - origin.first, 1)


def _groups(
    reading: Reading, contents: list[Tagged], cues: list[Tagged], thresholds: Thresholds
) -> list[_Group]:
    """Group contents by their cue; those without one stand alone."""
    owned: dict[int, list[tuple[Tagged, float]]] = defaultdict(list)
    alone = []
    for content in contents:
        shares = votes(reading, content, cues, "content to cue")
        best = int(shares[:-1].argmax()) if cues else -1
        if cues and shares[best] >= thresholds.linked:
            owned[best].append((content, float(shares[best])))
        else:
            alone.append(_Group(None, (content,), float(shares[-1])))
    linked = [
        _Group(cues[i], tuple(content for content, _ in pairs), float(np.mean([share for _, share in pairs])))
        for i, pairs in owned.items()
    ]
    return sorted(linked + alone, key=lambda group: group.contents[0].first)


def _source(
    reading: Reading, group: _Group, sources: list[Tagged], thresholds: Thresholds
) -> tuple[Tagged | None, float]:
    """Return a group's source and the share of votes for it; None where most say that nobody is named."""
    shares = np.mean(
        [votes(reading, content, sources, "content to source") for content in group.contents], axis=0
    )
    if group.cue:
        by_cue = votes(reading, group.cue, sources, "cue to source")
        shares = thresholds.trust * by_cue + (1 - thresholds.trust) * shares
    if not sources or shares[-1] > max(thresholds.nobody, shares[:-1].max()):
        return None, float(shares[-1])
    best = int(shares[:-1].argmax())
    return (sources[best], float(shares[best])) if shares[best] > 0.05 else (None, float(shares[-1]))


def _neighbours(
    reading: Reading, groups: list[_Group], chosen: list[tuple[Tagged | None, float]]
) -> list[tuple[Tagged | None, float]]:
    """Give quotations with neither cue nor source the source of the quotation before, in this or the last
    paragraph.
    """
    done: list[tuple[Tagged | None, float]] = []
    for group, (source, surety) in zip(groups, chosen, strict=True):
        if source is None and group.cue is None and done and _quoted(reading, group):
            before = groups[len(done) - 1]
            near = _paragraph(reading, group.contents[0]) - _paragraph(reading, before.contents[-1]) <= 1
            if near and _quoted(reading, before):
                source, surety = done[-1][0], done[-1][1] / 2
        done.append((source, surety))
    return done


def _quoted(reading: Reading, group: _Group) -> bool:
    """Tell whether a group's content starts in quotation marks."""
    first = group.contents[0].first
    return bool(reading.pieces.types[first] & 1)


def _paragraph(reading: Reading, span: Tagged) -> int:
    """Return the number of the unit that a span stands in."""
    return int(np.searchsorted([first for first, _ in reading.pieces.units], span.first, side="right"))


def _found(reading: Reading, group: _Group, source: Tagged | None, surety: float) -> Found:
    """Turn a group of pieces into offsets and weigh its evidence."""
    contents = _merged(reading, [_offsets(reading, content) for content in group.contents])
    evidence = (
        float(np.mean([content.probability for content in group.contents])),
        group.cue.probability if group.cue else 0.0,
        group.link,
        surety,
        source.probability if source else 0.0,
    )
    cue = _offsets(reading, group.cue) if group.cue else None
    place = _offsets(reading, source) if source else None
    return Found(place, cue, contents, evidence[0] * evidence[2] * evidence[3], evidence)


def _offsets(reading: Reading, span: Tagged) -> Span:
    offsets = reading.pieces.offsets
    return int(offsets[span.first, 0]), int(offsets[span.end - 1, 1])


def _merged(reading: Reading, contents: list[Span]) -> tuple[Span, ...]:
    """Join contents with only white space between them, and take quotation marks in whole."""
    regions: tuple[Region, ...] = outermost(reading.regions)
    joined: list[Span] = []
    for start, end in contents:
        for region in regions:
            if (
                start < region.inner[1]
                and region.inner[0] < end
                and region.start < end
                and start < region.end
            ):
                part = region_pieces(reading.pieces, region)
                if part.start < part.stop:
                    start, end = min(start, region.start), max(end, region.end)
        if joined and not reading.text[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
