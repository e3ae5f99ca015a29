"""The trained heads on one article: which frames it has, how sure, and which sentences made it so."""

import numpy as np
import pandas as pd

from analysis.annotation import Document
from analysis.bootstrap import draws, ends
from analysis.framing.heads import head
from analysis.framing.inputs import Content, content
from analysis.framing.typology import Typology
from analysis.reading.meaning import document_vectors

COLUMNS = ["frame", "chance", "low", "high", "sentences", "contribution"]
_MOST = 3


def article_frames(
    document: Document, typology: Typology, samples: int = 1000, seed: int = 0
) -> pd.DataFrame:
    """Return what the trained head of a typology (policy or generic) says of an article, likeliest first.

    `chance` is 0..1, 0.5 and more where the article has the frame (see `score_articles`); `low` and `high`
    are its 95 % bootstrap interval over sentences. `sentences` are up to three that raise it most, and
    `contribution` is what the chance loses without each of them (leave one out). The table is empty without
    the head's file, and for fewer than two sentences.
    """
    trained = head(f"{typology.name}_articles")
    count = len(document.sentences)
    if trained is None or count < 2:
        return pd.DataFrame(columns=COLUMNS)
    held = _content(document)
    trained = trained.of(held.columns)
    counts = draws(np.ones(count, dtype=int), samples, seed)
    whole, without, drawn = (
        trained.chances(held.inputs(each)) for each in (np.ones((1, count)), 1 - np.eye(count), counts)
    )
    chances, lost = whole[0], whole - without
    low, high = ends(drawn, count)
    rows = [(name, chances[i], low[i], high[i], *_most(lost[:, i])) for i, name in enumerate(typology.frames)]
    table = pd.DataFrame(rows, columns=COLUMNS)
    return table.sort_values("chance", ascending=False, kind="stable", ignore_index=True)


def _content(document: Document) -> Content:
    starts = [sentence.span.start for sentence in document.sentences]
    return document.remember("content", lambda: content(document.doc, starts, document_vectors(document)))


def _most(lost: np.ndarray) -> tuple[list[int], list[float]]:
    first = [int(row) for row in np.argsort(-lost)[:_MOST] if lost[row] > 0]
    return [row + 1 for row in first], [round(float(lost[row]), 3) for row in first]
