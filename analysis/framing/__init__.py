"""How an article is told: who does what to whom, which frames its sentences carry, which words are loaded."""

from analysis.framing.actions import Action, actions, find_actions, infer_actions
from analysis.framing.actors import actor_matrix, actors
from analysis.framing.bias import biased_sentences
from analysis.framing.classify import classify_frames, classify_loaded, score_articles
from analysis.framing.contributions import article_frames
from analysis.framing.entman import ENTMAN
from analysis.framing.episodic import EPISODIC
from analysis.framing.evidence import Evidence, by_voice, carried, checklist, evidence
from analysis.framing.findings import findings
from analysis.framing.frames import TYPOLOGIES, Leading, frames, leading
from analysis.framing.generic import GENERIC
from analysis.framing.loaded import loaded_language
from analysis.framing.morals import MORALS
from analysis.framing.opening import answers
from analysis.framing.own import FramesError, read_frames
from analysis.framing.peace import PEACE
from analysis.framing.policy import POLICY
from analysis.framing.positions import PARTS, positions
from analysis.framing.speaking import all_shares, presence, shares
from analysis.framing.typology import Typology
from analysis.framing.usual import more_than_usual

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
    "Leading",
    "Typology",
    "actions",
    "actor_matrix",
    "actors",
    "all_shares",
    "answers",
    "article_frames",
    "biased_sentences",
    "by_voice",
    "carried",
    "checklist",
    "classify_frames",
    "classify_loaded",
    "evidence",
    "find_actions",
    "findings",
    "frames",
    "infer_actions",
    "leading",
    "loaded_language",
    "more_than_usual",
    "positions",
    "presence",
    "read_frames",
    "score_articles",
    "shares",
]
