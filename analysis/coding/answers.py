"""Answers on a coding sheet: what coders write, in any case and with spaces, as labels.

A label may be cut short ("neg", "indir") where only one begins so.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from analysis.framing import TYPOLOGIES
from analysis.word_lists import read, words
from analysis.wording import listed

QUOTES, SENTIMENT = "quotes", "sentiment"
FRAMES = "frames"  # what the tasks of all typologies are together
TASKS = (QUOTES, SENTIMENT, *TYPOLOGIES)
NO, YES = "no", "yes"
KINDS = ("direct", "mixed", "indirect")
POLARITIES = ("negative", "neutral", "positive")

_SHORTEST = 3


class Answer(NamedTuple):
    """The label of a mention or quotation, of that also whose it is (None: nobody named); or the frames."""

    label: str = ""
    speaker: str | None = None
    frames: frozenset[str] = frozenset()


def understand(task: str, said: str, speaker: str = "") -> Answer | None:
    """Return what an answer means, None for a blank one; ValueError, in words that go on after a row's name.

    A speaker without an answer means that somebody speaks.
    """
    if task in TYPOLOGIES:
        return Answer(frames=_frames(task, said)) if said.strip() else None
    given = _folded(said) or (YES if task == QUOTES and speaker.strip() else "")
    if not given:
        return None
    label = _one_of(read("coding/answers")[task], given)
    if label is None:
        choices = (NO, *KINDS) if task == QUOTES else POLARITIES
        raise ValueError(f"“{said.strip()}” is no answer for {task}; write {listed(choices, 'or')}")
    named = " ".join(speaker.split())
    return Answer(label, None if _folded(named) in words("coding/answers", "nobody") or not named else named)


def names_nobody(speaker: str) -> bool:
    """Tell whether a coder wrote that nobody is named, which is more than to write nothing."""
    return _folded(speaker) in words("coding/answers", "nobody")


def _frames(task: str, said: str) -> frozenset[str]:
    """Return the frames of an answer: several are set apart by semicolons, lines or bars."""
    if _folded(said) in words("coding/answers", "no frame"):
        return frozenset()
    names = {name: (name.casefold(),) for name in TYPOLOGIES[task].frames}
    found = set()
    for part in filter(None, map(_folded, re.split(r"[;|\n]", said))):
        frame = _one_of(names, part)
        if frame is None:
            choices = listed([*names, "none"], "or")
            raise ValueError(f"“{part}” is no {task} frame; write {choices}, several with “;” between")
        found.add(frame)
    return frozenset(found)


def _one_of(labels: Mapping[str, Sequence[str]], given: str) -> str | None:
    exact = [label for label, known in labels.items() if given in known]
    begun = [label for label, known in labels.items() if known[0].startswith(given)]
    fitting = exact or (begun if len(given) >= _SHORTEST else [])
    return fitting[0] if len(fitting) == 1 else None


def _folded(said: str) -> str:
    return " ".join(said.replace("−", "-").casefold().split()).rstrip(".!")
