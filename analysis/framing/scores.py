"""Scores for bare texts: has the article the frame?"""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from analysis.annotation.parsing import parse
from analysis.framing.generic import GENERIC
from analysis.framing.policy import OTHER, POLICY
from analysis.framing.typology import Typology

_TYPOLOGIES = {"policy": POLICY, "generic": GENERIC}


def score_articles(texts: Iterable[str], typology: str) -> pd.DataFrame:
    """Return, for each text, a value of 0..1 for each frame of "policy" or "generic".

    0.5 and more means that the article has the frame: the share of its sentences that carry the frame has
    reached the frame's threshold (resources/framing/thresholds.json says how the thresholds were chosen). The
    values are a scale, not calibrated probabilities. "Other" of "policy" reaches 0.5 when no other frame
    does. One row a text, in order; ValueError for another typology.
    """
    if typology not in _TYPOLOGIES:
        raise ValueError(f"there is no typology {typology!r} for articles, only {', '.join(_TYPOLOGIES)}")
    chosen = _TYPOLOGIES[typology]
    table = pd.DataFrame(chosen.presence(shares(texts, typology)), columns=list(chosen.frames))
    if chosen is POLICY:
        table[OTHER] = 1.0 - table.max(axis=1)
        table.loc[table[OTHER] == 0.5, OTHER] = 0.49
    return table


def shares(texts: Iterable[str], typology: str) -> np.ndarray:
    """Return the share of each text's sentences that carry each frame: array (texts, frames), 0..1."""
    chosen = _TYPOLOGIES[typology]
    return np.array([_shares(text, chosen) for text in texts]).reshape(-1, len(chosen.frames))


def _shares(text: str, typology: Typology) -> np.ndarray:
    doc = parse(text)
    starts = np.array([sentence.start for sentence in doc.sents if sentence.text.strip()])
    if not len(starts):
        return np.zeros(len(typology.frames))
    cues = typology.cues(doc)
    rows = np.searchsorted(starts, [cue.start for cue in cues], side="right") - 1
    return typology.carried(cues, rows, len(starts)).mean(axis=0)
