"""Who said what: quotations and reported speech with their sources, and whose voice every word is."""

from analysis.attribution.attributions import Attribution, attributions
from analysis.attribution.tables import quotes
from analysis.attribution.voices import voice_of, voices

__all__ = ["Attribution", "attributions", "quotes", "voice_of", "voices"]
