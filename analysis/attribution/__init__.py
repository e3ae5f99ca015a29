"""Who said what: quotations and reported speech with their sources, and whose voice every word is."""

from analysis.attribution.attributions import DOUBTFUL, Attribution, attributions
from analysis.attribution.findings import findings
from analysis.attribution.measures import airtime, reporting_verbs, timeline, unheard
from analysis.attribution.opening import answer
from analysis.attribution.tables import quotes
from analysis.attribution.voices import voice_of, voices

__all__ = [
    "DOUBTFUL",
    "Attribution",
    "airtime",
    "answer",
    "attributions",
    "findings",
    "quotes",
    "reporting_verbs",
    "timeline",
    "unheard",
    "voice_of",
    "voices",
]
