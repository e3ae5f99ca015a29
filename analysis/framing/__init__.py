"""How an article is told: who does what to whom, which frames its sentences carry, which words are loaded."""

from analysis.errors import FramesError
from analysis.framing.actions import (
    Action,
    actions,
    actor_matrix,
    actors,
    find_actions,
    infer_actions,
)
from analysis.framing.bias import biased_sentences, classify_loaded
from analysis.framing.classify import article_frames, classify_frames, score_articles
from analysis.framing.evidence import Evidence, by_voice, carried, checklist, evidence
from analysis.framing.frames import Leading, frames, leading, more_than_usual
from analysis.framing.harms import Harm, find_harms, harm_pairs, harms
from analysis.framing.loaded import loaded_language, loaded_words
from analysis.framing.sourcing import PARTS, all_shares, positions, presence, shares
from analysis.framing.typologies import (
    ENTMAN,
    EPISODIC,
    GENERIC,
    MORALS,
    PEACE,
    POLICY,
    TYPOLOGIES,
    Typology,
)
from analysis.framing.typologies.own import read_frames

__all__ = [
    "ENTMAN",
    "EPISODIC",
    "GENERIC",
    "MORALS",
    "PARTS",
    "PEACE",
    "POLICY",
    "TYPOLOGIES",
    "Action",
    "Evidence",
    "FramesError",
    "Harm",
    "Leading",
    "Typology",
    "actions",
    "actor_matrix",
    "actors",
    "all_shares",
    "article_frames",
    "biased_sentences",
    "by_voice",
    "carried",
    "checklist",
    "classify_frames",
    "classify_loaded",
    "evidence",
    "find_actions",
    "find_harms",
    "frames",
    "harm_pairs",
    "harms",
    "infer_actions",
    "leading",
    "loaded_language",
    "loaded_words",
    "more_than_usual",
    "positions",
    "presence",
    "read_frames",
    "score_articles",
    "shares",
]
