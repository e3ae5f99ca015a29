"""How an article is told: who does what to whom, which frames its sentences carry, which words are loaded."""

from analysis.framing.actions import Action, actions, find_actions
from analysis.framing.actors import actor_matrix, actors
from analysis.framing.classify import classify_frames, classify_loaded, score_articles
from analysis.framing.entman import ENTMAN
from analysis.framing.evidence import Evidence, by_voice, carried, checklist, evidence
from analysis.framing.findings import findings
from analysis.framing.frames import TYPOLOGIES, Leading, frames, leading
from analysis.framing.generic import GENERIC
from analysis.framing.loaded import loaded_language
from analysis.framing.peace import PEACE
from analysis.framing.policy import POLICY
from analysis.framing.typology import Typology

__all__ = [
    "ENTMAN",
    "GENERIC",
    "PEACE",
    "POLICY",
    "TYPOLOGIES",
    "Action",
    "Evidence",
    "Leading",
    "Typology",
    "actions",
    "actor_matrix",
    "actors",
    "by_voice",
    "carried",
    "checklist",
    "classify_frames",
    "classify_loaded",
    "evidence",
    "find_actions",
    "findings",
    "frames",
    "leading",
    "loaded_language",
    "score_articles",
]
