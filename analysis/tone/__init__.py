"""How an article sounds, and towards whom."""

from analysis.reading import ModelError
from analysis.tone.arc import arc
from analysis.tone.by_clause import score_clauses, target_clauses
from analysis.tone.entities import MINIMUM_SENTENCES, entity_gap, entity_sentiment
from analysis.tone.findings import findings
from analysis.tone.lexicons import NEUTRAL_BAND, textblob_words, vader_words
from analysis.tone.opening import answer
from analysis.tone.own import LexiconError, read_lexicon, score_with
from analysis.tone.ratings import METHODS, rate_sentences
from analysis.tone.selection import disagreements, strongest
from analysis.tone.sentences import moving_words, sentences, sentiment
from analysis.tone.targets import classify_targets, target_sentiment
from analysis.tone.voices import passages, voice_gap, voice_sentiment

__all__ = [
    "METHODS",
    "MINIMUM_SENTENCES",
    "NEUTRAL_BAND",
    "LexiconError",
    "ModelError",
    "answer",
    "arc",
    "classify_targets",
    "disagreements",
    "entity_gap",
    "entity_sentiment",
    "findings",
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
