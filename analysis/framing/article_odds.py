"""Which frames an article has, and which comes first, by heads that learned from articles we coded.

Other than `score_articles`, whose heads learned from articles of campaign and climate news and keep the base
rates of those sets, these learned from US news of all topics, web pages of many kinds and texts of our own,
reviews and letters among them (data/gold/claims, data/gold/frames). None of the frames may be likely. Three
regressions count alike: on what the sentences are about, on which policy frames they are likely to have, and
on the cues for policy and generic frames. Log-odds are for regressions on claims; they are no chances yet.
"""

from typing import NamedTuple

import numpy as np

from analysis.annotation import Document, once
from analysis.framing.classify import frame_shares
from analysis.framing.heads import cue_sums, document_about, head, known_reader, with_cues
from analysis.framing.typologies.generic import GENERIC
from analysis.framing.typologies.policy import POLICY
from analysis.framing.typologies.typology import Typology, document_cues

_OPENING, _STRONGEST = 3, 3


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


def inputs_of(about: np.ndarray, cues: np.ndarray, reader: str) -> np.ndarray:
    """Return an article's inputs from what its sentences are `about` (sentences, WIDTHS of the reader) and
    the weights of their `cues` (sentences, ITEMS).

    They are the mean of the first; log-chances of the policy frames by that alone, in the article, its first
    three sentences and the three where each is likeliest; and the mean of the second, as a square root.
    """
    chances = frame_shares(with_cues(about, np.zeros((len(about), len(POLICY.items)))), reader)
    strongest = np.sort(chances, axis=0)[-_STRONGEST:]
    likely = [part.mean(axis=0) for part in (chances, chances[:_OPENING], strongest)]
    return np.concatenate([about.mean(axis=0), *np.log(np.array(likely) + 0.003), np.sqrt(cues.mean(axis=0))])
