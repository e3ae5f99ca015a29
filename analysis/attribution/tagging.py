"""Spans from tags: the likeliest legal sequence (Viterbi 1967), in which quotation marks bound what is
quoted.

A quoted stretch that mostly is content is content wholly, marks included; one that is not (a title, a scare
quote) has no content in it. A word is never cut, and no span leaves its paragraph.
"""

from typing import NamedTuple

import numpy as np

from analysis.articles.quotation_marks import Region, outermost
from analysis.models.attribution import ARCS, TAGS, Reading
from analysis.models.encoder import Pieces

NEVER = -1e4


class Tagged(NamedTuple):
    """Pieces first:end of one role with the mean probability of their tags."""

    role: str
    first: int
    end: int
    probability: float


def spans(reading: Reading, quoted: float, outside: float, pull: float) -> list[Tagged]:
    """Return the spans of a reading in text order.

    `quoted` is the mean probability of content that makes a quoted stretch content, `outside` is added to
    the log-probability of no role, `pull` is the weight of arcs against tags in saying where a cue or
    source begins.
    """
    scores = _pulled(reading, pull)
    scores[:, 0] += outside
    _bound(scores, reading, quoted)
    path = _best(scores, reading.pieces)
    own = np.exp(reading.tags)
    found = []
    for first, tag in enumerate(path):
        if TAGS[tag][0] in "BS":
            role, end = TAGS[tag][2:], first + 1
            while TAGS[path[end - 1]][0] not in "ES":
                end += 1
            share = own[first:end][:, role_columns(role)].sum(1).mean()
            found.append(Tagged(role, first, end, float(share)))
    return found


def role_columns(role: str) -> list[int]:
    """Return the columns of a role's tags."""
    return [i for i, tag in enumerate(TAGS) if tag[2:] == role]


def region_pieces(pieces: Pieces, region: Region) -> slice:
    """Return the pieces of a quoted stretch, marks included."""
    return slice(*pieces.covering(region.start, region.end))


def _pulled(reading: Reading, pull: float) -> np.ndarray:
    """Return the tags' log-probabilities, moved towards a beginning where arcs say that a cue or source
    begins.
    """
    scores = reading.tags.astype(np.float64)
    for row, arc in enumerate(ARCS):
        role = arc.split(" to ")[1]
        starts = [TAGS.index(f"B-{role}"), TAGS.index(f"S-{role}")]
        evidence = _pointed_at(reading, row)
        places = np.flatnonzero(evidence > 0.05)
        cells = places[:, None], np.array(starts)
        own = np.exp(scores[cells]) + 1e-6
        shares = own / own.sum(1, keepdims=True)
        mixed = (1 - pull) * own + pull * evidence[places, None] * shares
        scores[cells] = np.log(np.maximum(own, mixed))
    return scores


def _pointed_at(reading: Reading, row: int) -> np.ndarray:
    """Return for each piece how surely an arc points to it: the strongest arc from a piece of the right
    role.
    """
    origin = ARCS[row].split(" to ")[0]
    role = np.exp(reading.tags[:, role_columns(origin)]).sum(1)
    targets, weights = reading.targets[:, row], reading.weights[:, row] * role[:, None]
    found = np.zeros(len(reading.pieces) + 1)
    np.maximum.at(found, targets.ravel(), weights.ravel())
    return found[:-1]


def _bound(scores: np.ndarray, reading: Reading, quoted: float) -> None:
    """Make quoted stretches content wholly or not at all, in place."""
    content = role_columns("content")
    others = [i for i in range(len(TAGS)) if i not in content]
    chance = np.exp(reading.tags[:, content]).sum(1)
    for region in outermost(reading.regions):
        part = region_pieces(reading.pieces, region)
        if part.start == part.stop:
            continue
        columns = others if chance[part].mean() >= quoted else content
        for column in columns:
            scores[part, column] = NEVER


def _legal() -> tuple[np.ndarray, np.ndarray]:
    """Return the scores of going from tag to tag: between words, and inside a word."""
    between = np.full((len(TAGS), len(TAGS)), NEVER)
    for i, before in enumerate(TAGS):
        for j, after in enumerate(TAGS):
            goes_on = before[0] in "BI"
            if (goes_on and after[0] in "IE" and after[2:] == before[2:]) or (
                not goes_on and after[0] in "OBS"
            ):
                between[i, j] = 0
    inside = between.copy()
    beginnings = [i for i, tag in enumerate(TAGS) if tag[0] in "BS"]
    endings = [i for i, tag in enumerate(TAGS) if tag[0] in "ES"]
    inside[:, beginnings] = NEVER
    inside[endings] = NEVER
    return between, inside


_BETWEEN, _INSIDE = _legal()
_FIRST = np.array([0.0 if tag[0] in "OBS" else NEVER for tag in TAGS])
_LAST = np.array([0.0 if tag[0] in "OES" else NEVER for tag in TAGS])


def _best(scores: np.ndarray, pieces: Pieces) -> np.ndarray:
    """Return the best tag of each piece, all units at once: one step a place, not a piece."""
    path = np.zeros(len(pieces), dtype=np.int64)
    if not pieces.units:
        return path
    firsts, ends = np.array(pieces.units).T
    lengths = ends - firsts - 1
    places = np.minimum(firsts[:, None] + np.arange(lengths.max()), len(pieces) - 1)
    inside = pieces.continues[places]
    best = scores[firsts] + _FIRST
    back = np.zeros((*places.shape, len(TAGS)), dtype=np.int8)
    final = best.copy()
    for step in range(1, places.shape[1]):
        moves = np.where(inside[:, step, None, None], _INSIDE, _BETWEEN)
        ways = best[:, :, None] + moves
        back[:, step] = ways.argmax(1)
        best = ways.max(1) + scores[places[:, step]]
        running = lengths > step
        final[running] = best[running]
    tag = (final + _LAST).argmax(1)
    rows = np.arange(len(tag))
    for step in reversed(range(places.shape[1])):
        running = lengths > step
        path[places[running, step]] = tag[running]
        tag = np.where(running, back[rows, step, tag], tag)
    return path
