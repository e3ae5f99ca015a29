"""Moral foundations: care, fairness, loyalty, authority, sanctity, each as a virtue and as a vice.

Haidt and Joseph (2004), Graham, Haidt and Nosek (2009), "Liberals and Conservatives Rely on Different Sets of
Moral Foundations", Journal of Personality and Social Psychology 96(5). Found by cue words alone (those in
names and before other nouns left out: "Patriot missile", "equity fund"), which is weak evidence: the card
says how seldom a word of the list stands where trained coders saw a moral event, and how many such events
have no such word. The vices have the names of MoralEvents (Zhang et al. 2024).
"""

from spacy.tokens import Doc

from analysis.framing.typologies.typology import Cue, Typology

FOUNDATIONS = {
    "care": ("care", "harm"),
    "fairness": ("fairness", "cheating"),
    "loyalty": ("loyalty", "betrayal"),
    "authority": ("authority", "subversion"),
    "sanctity": ("sanctity", "degradation"),
}


def _fits(doc: Doc, cue: Cue) -> bool:
    root = doc[cue.start : cue.end].root
    return root.pos_ != "PROPN" and root.dep_ != "compound"


MORALS = Typology("morals", fits=_fits)
