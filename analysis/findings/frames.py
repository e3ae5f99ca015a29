"""Which generic and policy frames an article has, and which comes first: chances by regressions.

What speaks for a frame are the heads that learned from coded articles (`analysis.framing.article_odds`), each
frame beside the others, and the share of sentences with its cues. A regression for each question, whether the
article has the frame and whether it comes first, is fitted to articles coded by a codebook
(`analysis.training.claims`).
"""

import math
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np

from analysis.annotation import Document, once
from analysis.findings.chances import FIRST, LEADS, OPEN, chances, grade
from analysis.findings.telling import Claim
from analysis.framing.article_odds import ArticleOdds, article_odds
from analysis.framing.classify import article_frames
from analysis.framing.evidence import carried
from analysis.framing.typologies.generic import GENERIC
from analysis.framing.typologies.policy import POLICY
from analysis.framing.typologies.typology import Typology
from analysis.models.readers import BASE, SMALL

_MOST_POLICY = 3
_LEAST = 0.2
_HAS_AND_FIRST = {GENERIC.name: ("generic frame", LEADS), POLICY.name: ("policy frame", FIRST)}


class Framed(NamedTuple):
    """The chances (0..1) that an article has a frame, and that it comes first; which sentences made it so."""

    has: float
    first: float
    sentences: tuple[int, ...]


def generic_chances(document: Document, reader: str) -> Mapping[str, Framed]:
    """Return the chances of the five generic frames; empty where their head's file is not there."""
    return _chances(document, GENERIC, reader_of_frames(reader))


def policy_chances(document: Document, reader: str) -> Mapping[str, Framed]:
    """Return the chances of the policy frames; empty where their head's file is not there."""
    return _chances(document, POLICY, reader_of_frames(reader))


def reader_of_frames(reader: str) -> str:
    """Return the reader that frames are read by: the base one in place of a model of one's own."""
    return reader if reader in {BASE, SMALL} else BASE


@once
def _chances(document: Document, typology: Typology, reader: str) -> Mapping[str, Framed]:
    odds = article_odds(document, typology, reader)
    if odds is None:
        return {}
    has, first = (chances(kind) for kind in _HAS_AND_FIRST[typology.name])
    rows = article_frames(document, typology, reader=reader).itertuples()
    sentences = {row.frame: tuple(sorted(row.sentences)) for row in rows}
    return {
        frame: Framed(has.of(given), first.of(given), sentences.get(frame, ()))
        for frame, given in frame_features(document, typology, odds).items()
    }


def frame_features(
    document: Document, typology: Typology, odds: ArticleOdds
) -> Mapping[str, Mapping[str, float]]:
    """Return for each frame what speaks for it, for `chances`: `odds` are those of `article_odds`."""
    has, leads = (dict(zip(typology.frames, of.tolist(), strict=True)) for of in odds)
    rows = carried(document, typology)
    shares = dict(zip(typology.frames, rows.mean(axis=0).tolist(), strict=True))
    early = dict(zip(typology.frames, _early(document, rows), strict=True))
    form = document.article.form.name
    return {
        frame: {
            **_beside("has", has, frame),
            **_beside("leads", leads, frame),
            "cues": math.sqrt(shares[frame]),
            "cues beside the others": shares[frame] - _most_of_others(shares, frame),
            "cues early": early[frame],
            "sentences": math.log(len(document.sentences)),
            "opinion": float(form in {"opinion", "letters"}),
            "neither news nor opinion": float(form in {"interview", "review", "release"}),
            **{f"is {other}": float(other == frame) for other in typology.frames},
        }
        for frame in typology.frames
    }


def _beside(name: str, odds: Mapping[str, float], frame: str) -> Mapping[str, float]:
    """Return the log-odds of a frame by themselves, beside the likeliest other, and their rank."""
    rank = sorted(odds.values(), reverse=True).index(odds[frame])
    return {
        name: odds[frame],
        f"{name}, beside the others": odds[frame] - _most_of_others(odds, frame),
        f"{name}, rank": 1 / (1 + rank),
    }


def _most_of_others(values: Mapping[str, float], frame: str) -> float:
    return max(value for other, value in values.items() if other != frame)


def _early(document: Document, carries: np.ndarray) -> list[float]:
    """Return for each frame whether the headline or the lead has cues for it."""
    early = [each.part != "body" for each in document.sentences]
    return carries[early].any(axis=0).astype(float).tolist()


def generic(document: Document, reader: str) -> Iterator[Claim]:
    """Yield which generic frame leads, where that is firm, and which the article has."""
    found = generic_chances(document, reader)
    leads = _firmly_first(found, LEADS)
    for frame, its in found.items():
        if frame == leads:
            yield Claim("generic frame", frame, "lead", its.first, its.sentences)
        elif its.has >= _LEAST:
            yield Claim("generic frame", frame, "1", its.has, its.sentences)


def policy(document: Document, reader: str) -> Iterator[Claim]:
    """Yield the three likeliest policy frames: the first with rank 1 where that is firm."""
    found = policy_chances(document, reader)
    first = _firmly_first(found, FIRST)
    ordered = sorted(found.items(), key=lambda item: (item[0] != first, -item[1].has))[:_MOST_POLICY]
    for place, (frame, its) in enumerate(ordered, start=1):
        rank = min(_MOST_POLICY, place if first else place + 1)
        chance = its.first if frame == first else its.has
        if chance >= _LEAST:
            yield Claim("policy frame", frame, str(rank), chance, its.sentences)


def _firmly_first(found: Mapping[str, Framed], kind: str) -> str | None:
    """Return the frame that comes first, None where that is open."""
    if not found:
        return None
    frame = max(found, key=lambda each: found[each].first)
    return frame if grade(kind, found[frame].first) != OPEN else None
