"""The typologies of frames, one a file: adding a typology means adding a file here, and its line below."""

from analysis.framing.typologies.entman import ENTMAN
from analysis.framing.typologies.episodic import EPISODIC
from analysis.framing.typologies.generic import GENERIC
from analysis.framing.typologies.morals import MORALS
from analysis.framing.typologies.peace import PEACE
from analysis.framing.typologies.policy import POLICY
from analysis.framing.typologies.typology import Typology

__all__ = ["ENTMAN", "EPISODIC", "GENERIC", "MORALS", "PEACE", "POLICY", "TYPOLOGIES", "Typology"]

TYPOLOGIES = {each.name: each for each in (POLICY, GENERIC, ENTMAN, PEACE, MORALS, EPISODIC)}
"""The typologies that ship, by name, in the order of tables and reports."""
