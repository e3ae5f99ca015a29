"""Attributions from what the model reads: spans first, then who belongs to whom, and how sure that is.

A content belongs to the cue its pieces point to, one cue makes one attribution, and its source is the one
that the cue and the content point to, weighed together. A quotation without a cue looks for its source by
its own arc, then at the quotation before, and only then says nobody.

Neural networks overrate themselves (Guo et al. 2017), so their probabilities only are the evidence; a
logistic regression fitted on articles held out of training turns it into a chance
(`analysis.training.calibration`).
"""

import json
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np

from analysis.articles.quotation_marks import outermost
from analysis.attribution.tagging import Tagged, spans
from analysis.models.attribution import ARCS, Reading
from analysis.models.encoder import FOLDER, Span
from analysis.word_lists import any_of

NOBODY = -1
_CONJUNCTION = re.compile(rf"(?:{any_of('clauses', 'opening a sentence')})\s+(?=\S)")
_SENTENCE_END = re.compile(r"(?:\A|[.!?”\"’)\n])\s*\Z")
_BETWEEN = " \t\N{NO-BREAK SPACE}`'"


class Evidence(NamedTuple):
    """What speaks for an attribution, each from 0 to 1.

    The mean probability of the content's, the cue's and the source's tags; the share of votes for the cue
    (`link`) and for the source or for nobody (`choice`); whether anybody is `named`; the `quoted` share of
    the content.
    """

    content: float
    cue: float
    source: float
    link: float
    choice: float
    named: float
    quoted: float


def features(evidence: Evidence) -> np.ndarray:
    """Return the evidence as the calibration takes it: all but the last two as log-odds; shape (7,)."""
    values = np.clip(np.array(evidence), 0.01, 0.99)
    return np.concatenate([np.log(values[:5] / (1 - values[:5])), evidence[5:]])


def chance(inputs: np.ndarray, weights: np.ndarray) -> float:
    """Return the chance that a logistic regression, its intercept last among the weights, gives to inputs."""
    return float(1 / (1 + np.exp(-(inputs @ weights[:-1] + weights[-1]))))


@cache
def calibration() -> np.ndarray:
    """Return the fitted weights, the intercept last."""
    return np.array(json.loads((FOLDER / "calibration.json").read_text(encoding="utf-8"))["weights"])


@dataclass(frozen=True)
class Thresholds:
    """What decides in doubt, tuned on articles held out of training; all are shares or probabilities.

    Content in quotation marks from `quoted` on; `outside`, added to the log-probability of no role; `pull`
    of arcs on where a span begins; a content is `linked` to a cue from this share of votes on; `nobody`
    speaks where more votes say so; `trust` in the cue's votes for the source, the rest in the content's;
    `least` confidence of what is reported; what is quoted is kept, however doubtful.
    """

    quoted: float = 0.5
    outside: float = 0.0
    pull: float = 0.3
    linked: float = 0.4
    nobody: float = 0.5
    trust: float = 0.5
    least: float = 0.4


class Decoded(NamedTuple):
    """An attribution by offsets into the text; `probability` is the chance that source and content are
    right.
    """

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    probability: float
    evidence: Evidence


class _Group(NamedTuple):
    """Contents of one cue, or one without, and the share of votes for that cue."""

    cue: Tagged | None
    contents: tuple[Tagged, ...]
    link: float


class _Choice(NamedTuple):
    """The source of a group, None for nobody, and the share of votes for it."""

    source: Tagged | None
    share: float


def decode(reading: Reading, thresholds: Thresholds | None = None) -> list[Decoded]:
    """Return the attributions of a reading in text order; contents never overlap."""
    limits = thresholds or Thresholds()
    by_role: dict[str, list[Tagged]] = defaultdict(list)
    for span in spans(reading, limits.quoted, limits.outside, limits.pull):
        by_role[span.role].append(span)
    groups = _groups(reading, by_role["content"], by_role["cue"], limits)
    owners = _owners(reading, by_role["source"])
    choices = [_choice(reading, group, by_role["source"], owners, limits) for group in groups]
    choices = _continued(reading, groups, choices)
    found = [_decoded(reading, *pair) for pair in zip(groups, choices, strict=True)]
    return [each for each in found if each.evidence.quoted or each.probability >= limits.least]


def votes(reading: Reading, origin: Tagged, arc: str, owners: np.ndarray) -> dict[int, float]:
    """Return the share of a span's arc weight for each target, by its number, and for NOBODY.

    A piece votes for a target by pointing to any piece of it (`owners` says whose each piece is); what points
    elsewhere is left out, so the shares may sum to less than 1.
    """
    part, row = slice(origin.first, origin.end), ARCS.index(arc)
    shares: dict[int, float] = defaultdict(float)
    places, weights = reading.targets[part, row].ravel(), reading.weights[part, row].ravel()
    for place, weight in zip(places.tolist(), weights.tolist(), strict=True):
        if place < 0:
            shares[NOBODY] += weight / (origin.end - origin.first)
        elif owners[place] >= 0:
            shares[int(owners[place])] += weight / (origin.end - origin.first)
    return shares


def _owners(reading: Reading, targets: list[Tagged]) -> np.ndarray:
    """Return for each piece the number of the span it is in, -1 for none."""
    owners = np.full(len(reading.pieces), -1, dtype=np.int64)
    for number, target in enumerate(targets):
        owners[target.first : target.end] = number
    return owners


def _groups(reading: Reading, contents: list[Tagged], cues: list[Tagged], limits: Thresholds) -> list[_Group]:
    """Group contents by their cue, in text order; those without one stand alone."""
    owners = _owners(reading, cues)
    owned: dict[int, list[tuple[Tagged, float]]] = defaultdict(list)
    groups = []
    for content in contents:
        shares = votes(reading, content, "content to cue", owners)
        best = max(set(shares) - {NOBODY}, key=shares.__getitem__, default=NOBODY)
        if best != NOBODY and shares[best] >= limits.linked and _may_have(reading, content, cues[best]):
            owned[best].append((content, shares[best]))
        else:
            groups.append(_Group(None, (content,), shares.get(NOBODY, 0.0)))
    for number, pairs in owned.items():
        own, links = zip(*pairs, strict=True)
        groups.append(_Group(cues[number], own, float(np.mean(links))))
    return sorted(groups, key=lambda group: group.contents[0].first)


def _may_have(reading: Reading, content: Tagged, cue: Tagged) -> bool:
    """Tell whether a content may belong to a cue: what is told, unlike what is quoted, stands beside it."""
    starts = [first for first, _ in reading.pieces.units]
    beside = bisect_right(starts, content.first) == bisect_right(starts, cue.first)
    return beside or bool(reading.quoted[content.first])


def _choice(
    reading: Reading, group: _Group, sources: list[Tagged], owners: np.ndarray, limits: Thresholds
) -> _Choice:
    """Choose the source that most votes of the cue and the contents are for, or nobody."""
    trust = limits.trust if group.cue else 0.0
    ballots = [
        ((1 - trust) / len(group.contents), votes(reading, content, "content to source", owners))
        for content in group.contents
    ]
    if group.cue:
        ballots.append((trust, votes(reading, group.cue, "cue to source", owners)))
    shares = _sum(ballots)
    nobody = shares.pop(NOBODY, 0.0)
    best = max(shares, key=shares.__getitem__, default=NOBODY)
    if best == NOBODY or (nobody > limits.nobody and nobody > shares[best]):
        return _Choice(None, nobody)
    return _Choice(sources[best], shares[best])


def _sum(ballots: Sequence[tuple[float, Mapping[int, float]]]) -> dict[int, float]:
    total: dict[int, float] = defaultdict(float)
    for weight, shares in ballots:
        for number, share in shares.items():
            total[number] += weight * share
    return total


def _continued(reading: Reading, groups: list[_Group], choices: list[_Choice]) -> list[_Choice]:
    """Give a quotation with neither cue nor source that of the one before, in this paragraph or the last."""
    starts = [first for first, _ in reading.pieces.units]
    done: list[_Choice] = []
    for group, choice in zip(groups, choices, strict=True):
        before = groups[len(done) - 1] if done else None
        if before and group.cue is None and choice.source is None and _quoted(reading, group, before):
            here, there = (
                bisect_right(starts, place) for place in (group.contents[0].first, before.contents[-1].first)
            )
            if here - there <= 1:
                choice = _Choice(done[-1].source, done[-1].share / 2)
        done.append(choice)
    return done


def _quoted(reading: Reading, *groups: _Group) -> bool:
    """Tell whether the contents of all groups start in quotation marks."""
    return all(reading.quoted[group.contents[0].first] for group in groups)


def _decoded(reading: Reading, group: _Group, choice: _Choice) -> Decoded:
    """Turn pieces into offsets and weigh the evidence."""
    kinds = np.concatenate([reading.quoted[c.first : c.end] for c in group.contents])
    evidence = Evidence(
        content=float(np.mean([content.probability for content in group.contents])),
        cue=group.cue.probability if group.cue else 0.0,
        source=choice.source.probability if choice.source else choice.share,
        link=group.link,
        choice=choice.share,
        named=float(choice.source is not None),
        quoted=float(kinds.mean()),
    )
    return Decoded(
        _offsets(reading, choice.source) if choice.source else None,
        _offsets(reading, group.cue) if group.cue else None,
        _contents(reading, group.contents),
        chance(features(evidence), calibration()),
        evidence,
    )


def _offsets(reading: Reading, span: Tagged) -> Span:
    offsets = reading.pieces.offsets
    return int(offsets[span.first, 0]), int(offsets[span.end - 1, 1])


def _after_conjunction(text: str, start: int, end: int) -> int:
    """Return the start without the conjunction that opens a sentence: it is the author's own."""
    conjunction = _CONJUNCTION.match(text, start, end)
    if conjunction and _SENTENCE_END.search(text[max(start - 4, 0) : start]):
        return conjunction.end()
    return start


def _contents(reading: Reading, contents: tuple[Tagged, ...]) -> tuple[Span, ...]:
    """Return contents by offsets, with closing marks whole and joined where only spaces or marks are
    between.
    """
    closings = {region.inner[1]: region.end for region in outermost(reading.regions)}
    joined: list[Span] = []
    for content in contents:
        start, end = _offsets(reading, content)
        start = _after_conjunction(reading.text, start, end)
        last_piece = int(reading.pieces.offsets[content.end - 1, 0])
        end = max(end, closings.get(end, end), closings.get(last_piece, end))
        if joined and not reading.text[joined[-1][1] : start].strip(_BETWEEN):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return tuple(joined)
