"""Who said what: quotations and reported speech with their sources, and whose voice every word is."""

from analysis.attribution.attributions import (
    DOUBTFUL,
    VOICES,
    Attribution,
    attributions,
    quotes,
    statements,
    voice_of,
    voices,
)
from analysis.attribution.speaking import reporting_verbs, speaking_share, timeline, unquoted

__all__ = [
    "DOUBTFUL",
    "VOICES",
    "Attribution",
    "attributions",
    "quotes",
    "reporting_verbs",
    "speaking_share",
    "statements",
    "timeline",
    "unquoted",
    "voice_of",
    "voices",
]
