"""Frames by trained heads: of bare sentences, of texts, and of one article.

Where the file of a head was left out, cues alone decide. For one article the heads also say how sure they
are, and which sentences made it so.
"""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from analysis.annotation import Document, once
from analysis.annotation.parsing import parse, pipeline
from analysis.framing.heads import (
    Content,
    Head,
    content,
    cue_sums,
    document_about,
    frame_shares,
    head,
    known_reader,
    of_sentences,
    read_article,
    with_cues,
)
from analysis.framing.typologies.generic import GENERIC
from analysis.framing.typologies.policy import FRAMES, OTHER, POLICY
from analysis.framing.typologies.typology import Typology, document_cues
from analysis.models.readers import BASE
from analysis.schemas import typed
from analysis.statistics.resampling import Resampling, ends

_TYPOLOGIES = {"policy": POLICY, "generic": GENERIC}
_MOST_SENTENCES = 3


def classify_frames(sentences: Iterable[str], reader: str = BASE) -> pd.DataFrame:
    """Return a probability for each of the 15 policy frames, a row a sentence; rows sum to 1.

    A softmax regression on what the sentence is about and its cues, learned from sentences of news that we
    coded. Where a sentence is of the kind that FrAC has (readers' comments, columns), a second one counts,
    which learned from FrAC and began at the codebook's definitions (see MODEL_CARD.md). `reader` is "base" or
    "small". Without the files the values are the shares of the cues' weight that each frame has, and a
    sentence without cues is Other. ArgumentError for another reader.
    """
    sentences, reader = list(sentences), known_reader(reader)
    if not sentences:
        return pd.DataFrame(columns=list(FRAMES), dtype=float)
    if head(f"policy_sentences_{reader}") is None:
        values = np.array([_cue_shares(sentence) for sentence in sentences])
    else:
        values = frame_shares(of_sentences(sentences, reader), reader)
    return pd.DataFrame(values, columns=list(FRAMES))


def sentence_frames(document: Document, reader: str) -> np.ndarray:
    """Return the probabilities (sentences, 15) of policy frames in a document's sentences."""
    return _sentence_frames(document, known_reader(reader))


@once
def _sentence_frames(document: Document, reader: str) -> np.ndarray:
    starts = [sentence.span.start for sentence in document.sentences]
    cues = cue_sums(document_cues(document, POLICY), starts, len(starts), len(POLICY.items))
    return frame_shares(with_cues(document_about(document, reader), cues), reader)


def score_articles(texts: Iterable[str], typology: str, reader: str = BASE) -> pd.DataFrame:
    """Return a probability for each frame of "policy" or "generic", a row a text.

    0.5 and more means that the article has the frame. The values come from logistic regressions on the means
    over the article's sentences of what they are about and of their cues, and on its words, moved so that the
    best cut lies at 0.5: a scale for ranking, not calibrated chances. `reader` is "base" or "small". Without
    its file, an article has a frame when the share of its sentences that carry it reaches the frame's
    threshold. "Other" of "policy" reaches 0.5 when no other frame does. ValueError for another typology,
    ArgumentError for another reader.
    """
    if typology not in _TYPOLOGIES:
        raise ValueError(f"there is no typology {typology!r} for articles, only {', '.join(_TYPOLOGIES)}")
    chosen, trained = _TYPOLOGIES[typology], head(f"{typology}_articles_{known_reader(reader)}")
    if trained is None:
        values = chosen.presence(shares(texts, typology))
    else:
        values = np.array([_chances(trained, text, reader) for text in texts])
    table = pd.DataFrame(values.reshape(-1, len(chosen.frames)), columns=list(chosen.frames))
    if chosen is POLICY:
        table[OTHER] = 1.0 - table.max(axis=1)
        table.loc[table[OTHER] == 0.5, OTHER] = 0.49
    return table


def _chances(trained: Head, text: str, reader: str) -> np.ndarray:
    article = read_article(text, reader)
    if article is None:
        return np.zeros(len(trained.bias))
    return trained.of(article.columns).chances(article.whole[None])[0]


def shares(texts: Iterable[str], typology: str) -> np.ndarray:
    """Return the share of each text's sentences that carry each frame by its cues: (texts, frames), 0..1."""
    chosen = _TYPOLOGIES[typology]
    return np.array([_shares(text, chosen) for text in texts]).reshape(-1, len(chosen.frames))


def _shares(text: str, typology: Typology) -> np.ndarray:
    doc = parse(text)
    starts = np.array([sentence.start for sentence in doc.sents if sentence.text.strip()])
    if not len(starts):
        return np.zeros(len(typology.frames))
    cues = typology.cues(doc)
    rows = np.searchsorted(starts, [cue.start for cue in cues], side="right") - 1
    return typology.carried(cues, rows, len(starts)).mean(axis=0)


def _cue_shares(sentence: str) -> np.ndarray:
    sums = np.zeros(len(FRAMES))
    for cue in POLICY.cues(pipeline()(sentence)):
        sums[FRAMES.index(POLICY.frame_of(cue))] += cue.weight
    if not sums.any():
        sums[-1] = 1.0
    return sums / sums.sum()


def article_frames(
    document: Document, typology: Typology, resampling: Resampling = Resampling(), reader: str = BASE
) -> pd.DataFrame:
    """Return what the trained head of a typology (policy or generic) says of an article, likeliest first.

    `chance` is 0..1, 0.5 and more where the article has the frame (see `score_articles`); `low` and `high`
    are its 95 % bootstrap interval over sentences. `sentences` are up to three that raise it most, and
    `contribution` is what the chance loses without each of them (leave one out). The table is empty without
    the head's file, and for fewer than two sentences.
    """
    trained = head(f"{typology.name}_articles_{known_reader(reader)}")
    count = len(document.sentences)
    if trained is None or count < 2:
        return typed("article_frames", [])
    article = document_content(document, reader)
    trained = trained.of(article.columns)
    resamples = resampling.counts(np.ones(count, dtype=int))
    whole, without_each, resampled = (
        trained.chances(article.inputs(times))
        for times in (np.ones((1, count)), 1 - np.eye(count), resamples)
    )
    chances, lost = whole[0], whole - without_each
    low, high = ends(resampled, count)
    rows = [(name, chances[i], low[i], high[i], *_most(lost[:, i])) for i, name in enumerate(typology.frames)]
    table = typed("article_frames", rows)
    return table.sort_values("chance", ascending=False, kind="stable", ignore_index=True)


@once
def document_content(document: Document, reader: str) -> Content:
    """Return what a document's sentences hold, as a reader reads them."""
    starts = [sentence.span.start for sentence in document.sentences]
    return content(document.doc, starts, document_about(document, reader), reader)


def _most(lost: np.ndarray) -> tuple[list[int], list[float]]:
    lost = lost.round(3)
    first = [int(row) for row in np.argsort(-lost, kind="stable")[:_MOST_SENTENCES] if lost[row] > 0]
    return [row + 1 for row in first], [float(lost[row]) for row in first]
