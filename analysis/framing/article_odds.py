"""Which frames an article has, and which comes first, by heads that learned from articles we coded.

Other than `score_articles`, whose heads learned from articles of campaign and climate news and keep the base
rates of those sets, these learned from US news of all topics, web pages of many kinds and texts of our own,
reviews and letters among them (data/gold/claims, data/gold/frames). None of the frames may be likely. Three
regressions count alike: on what the sentences are about, on which policy frames they are likely to have, and
on the cues for policy and generic frames. The log-odds are for regressions on claims and for the heads of
`score_articles`; they are no chances yet.
"""

from typing import NamedTuple

import numpy as np

from analysis.annotation import Document, once
from analysis.framing.heads import cue_sums, document_about, head, inputs_of, known_reader
from analysis.framing.typologies.generic import GENERIC
from analysis.framing.typologies.policy import POLICY
from analysis.framing.typologies.typology import Typology, document_cues


class ArticleOdds(NamedTuple):
    """Log-odds (frames,) that an article has each frame, and that it leads: of policy, is named first."""

    has: np.ndarray
    leads: np.ndarray


def article_odds(document: Document, typology: Typology, reader: str) -> ArticleOdds | None:
    """Return the log-odds of the frames of a typology, generic or policy, in an article.

    None without the head's file, and for a document without sentences. ArgumentError for a reader that is
    neither "base" nor "small".
    """
    return _article_odds(document, typology, known_reader(reader))


@once
def _article_odds(document: Document, typology: Typology, reader: str) -> ArticleOdds | None:
    trained = head(f"coded_{typology.name}_{reader}")
    if trained is None or not document.sentences:
        return None
    return ArticleOdds(*np.split(trained.scores(article_inputs(document, reader)), 2))


@once
def article_inputs(document: Document, reader: str) -> np.ndarray:
    """Return the inputs of an article with sentences: an array (WIDTHS of the reader + 45 + ITEMS,)."""
    starts = [sentence.span.start for sentence in document.sentences]
    cues = [
        cue_sums(document_cues(document, each), starts, len(starts), len(each.items))
        for each in (POLICY, GENERIC)
    ]
    return inputs_of(document_about(document, reader), np.hstack(cues), reader)
