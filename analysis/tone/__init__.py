"""How an article sounds, and how it shows those it names: judged, suffering, harming, helping."""

from analysis.errors import LexiconError, ModelError
from analysis.tone.clauses import score_clauses, target_clauses
from analysis.tone.lexicons import NEUTRAL_BAND, read_lexicon, score_with, textblob_words, vader_words
from analysis.tone.sentences import (
    METHODS,
    arc,
    disagreements,
    moving_words,
    rate_sentences,
    sentences,
    sentiment,
    strongest,
)
from analysis.tone.targets import (
    MINIMUM_SENTENCES,
    classify_targets,
    entity_sentiment,
    target_sentiment,
)
from analysis.tone.voices import passages, voice_gap, voice_sentiment

__all__ = [
    "METHODS",
    "MINIMUM_SENTENCES",
    "NEUTRAL_BAND",
    "LexiconError",
    "ModelError",
    "arc",
    "classify_targets",
    "disagreements",
    "entity_sentiment",
    "moving_words",
    "passages",
    "rate_sentences",
    "read_lexicon",
    "score_clauses",
    "score_with",
    "sentences",
    "sentiment",
    "strongest",
    "target_clauses",
    "target_sentiment",
    "textblob_words",
    "vader_words",
    "voice_gap",
    "voice_sentiment",
]
