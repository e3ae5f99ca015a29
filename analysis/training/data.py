"""PolNeAR's articles as training examples: a tag a word piece, and arcs.

Annotated contents do not overlap and no two attributions share a cue, so a tag a piece and three arcs say
everything; sources may be shared.
"""

import random
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from analysis.annotation import annotate
from analysis.articles import Article
from analysis.attribution.hints import prepare, tagged
from analysis.models.attribution import ARCS, ROLES, Prepared
from analysis.models.encoder import Pieces, Span
from analysis.validation.data import CodedArticle, CodedAttribution, background_articles, read_polnear

IGNORED = -100
NOWHERE = -1


@dataclass(frozen=True, eq=False)
class Example:
    """An article as the model takes it, with each annotator's attributions."""

    article: CodedArticle
    prepared: Prepared

    @cached_property
    def labels(self) -> tuple[tuple[np.ndarray, np.ndarray], ...]:
        """Tags (n,) and arcs (len(ARCS), n) by each annotator; see `label`. Without any, one IGNORED pair."""
        pieces = self.prepared.pieces
        if not self.article.codings:
            return ((np.full(len(pieces), IGNORED), np.full((len(ARCS), len(pieces)), IGNORED)),)
        return tuple(label(pieces, coding) for coding in self.article.codings)


def load(folder: Path, workers: int = 2) -> list[Example]:
    """Read and parse a part of PolNeAR, which takes a third of a second an article and core.

    ValidationError where the folder does not hold that part.
    """
    return _examples(read_polnear(folder), workers)


def unlabelled(data: Path, number: int, seed: int, workers: int = 2) -> list[Example]:
    """Read and parse as many background articles, drawn by chance; nobody's attributions are known.

    ValidationError where there are no such articles.
    """
    articles = list(background_articles(data))
    drawn = random.Random(seed).sample(articles, min(number, len(articles)))
    return _examples([CodedArticle(each["ID"], each["content_original"], ()) for each in drawn], workers)


def _examples(articles: list[CodedArticle], workers: int) -> list[Example]:
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        prepared = pool.map(_prepare, [article.text for article in articles], chunksize=8)
        return [Example(*pair) for pair in zip(articles, prepared, strict=True)]


def _prepare(text: str) -> Prepared:
    return prepare(annotate(Article(text=text)))


def label(pieces: Pieces, attributions: tuple[CodedAttribution, ...]) -> tuple[np.ndarray, np.ndarray]:
    """Turn attributions into a tag a piece, (n,), and the arcs' targets, (len(ARCS), n).

    A target is the first piece of a cue or source, NOWHERE for none, IGNORED where there is no such arc.
    """
    tags = np.zeros(len(pieces), dtype=np.int64)
    arcs = np.full((len(ARCS), len(pieces)), IGNORED, dtype=np.int64)
    for attribution in attributions:
        spans = {role: _spans(pieces, getattr(attribution, role)) for role in ROLES}
        for role in ROLES:
            for first, end in spans[role]:
                tags[first:end] = tagged(role, end - first)
        for row, arc in enumerate(ARCS):
            origin, target = arc.split(" to ")
            for first, end in spans[origin]:
                arcs[row, first:end] = spans[target][0][0] if spans[target] else NOWHERE
    return tags, arcs


def _spans(pieces: Pieces, fragments: tuple[Span, ...]) -> list[Span]:
    """Return the pieces of each fragment, without the separators at its edges."""
    found = [pieces.covering(*fragment) for fragment in fragments]
    return [(first, end) for first, end in found if end > first]


def split(examples: list[Example], share: float, seed: int) -> tuple[list[Example], list[Example]]:
    """Divide articles by chance into those to train on and a share held out."""
    shuffled = random.Random(seed).sample(examples, len(examples))
    held_out = round(share * len(examples))
    return shuffled[held_out:], shuffled[:held_out]
