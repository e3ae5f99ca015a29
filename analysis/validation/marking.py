"""How the markings of words are fitted (`analysis.framing.marking`), and how well they find loaded phrases.

The base reader's 2,304 states of a word are first put on the axes along which most words differ, so that a
fit takes seconds; what ships is put back on the states themselves. PTC's spans of loaded language and of name
calling make the words that `fit_in_context` is fitted to, each word in a span counting as marked.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np

from analysis.annotation import annotate
from analysis.articles import Article
from analysis.framing.marking import (
    MARKING_FEATURES,
    SURE,
    InContext,
    Marking,
    Words,
    beside,
    counted,
    listed_in,
    words_in,
    words_of,
)
from analysis.models.readers import BASE, reader_of
from analysis.statistics.metrics import Estimate, estimate
from analysis.validation.data import read_jsonl
from analysis.validation.fitting import FOLDS, by_steps, folds, several

PTC = "loaded_spans/train.jsonl.gz"
TECHNIQUES = frozenset({"Loaded_Language", "Name_Calling,Labeling"})
AXES = 512
_LEXICAL, _MARKED = 3.0, {True: 0.003, False: 0.011}
_SAMPLE, _AT_ONCE, _STEPS = 20_000, 20_000, 40
_PARTS, _SHARE = 2, 0.15
_CUTS = np.arange(0.1, 0.3, 0.01)


class Basis(NamedTuple):
    """What puts words' features (words, features) on few axes: their `mean`, and `axes` (features, axes)."""

    mean: np.ndarray
    axes: np.ndarray

    def of(self, features: np.ndarray) -> np.ndarray:
        """Return the words on the axes, float32 (words, axes)."""
        parts = np.array_split(features, max(1, len(features) // _AT_ONCE))
        return np.vstack([(part.astype(np.float32) - self.mean) @ self.axes for part in parts])

    def back(self, marking: Marking) -> Marking:
        """Return a marking that takes the features themselves."""
        weights = (self.axes @ marking.weights).astype(float)
        return Marking(weights, float(marking.bias - self.mean @ weights), marking.readings, marking.base)


def basis_of(features: np.ndarray) -> Basis:
    """Return the axes of words' features: each of the lexicons' is one, and of a reader's states the `AXES`
    along which the words differ most.
    """
    rows = np.random.default_rng(0).permutation(len(features))[:_SAMPLE]
    sample = features[np.sort(rows)].astype(np.float32)
    mean, scale = sample.mean(axis=0), np.maximum(sample.std(axis=0), 1e-6)
    states = (sample[:, MARKING_FEATURES:] - mean[MARKING_FEATURES:]) / scale[MARKING_FEATURES:]
    width = min(AXES, states.shape[1])
    axes = np.zeros((features.shape[1], MARKING_FEATURES + width), dtype=np.float32)
    axes[:MARKING_FEATURES, :MARKING_FEATURES] = np.diag(_LEXICAL / scale[:MARKING_FEATURES])
    if width:
        main = np.linalg.eigh(states.T @ states)[1][:, ::-1][:, :width]
        axes[MARKING_FEATURES:, MARKING_FEATURES:] = main / scale[MARKING_FEATURES:, None]
    return Basis(mean, axes)


def fit_marking(words: Sequence[Words], marked: Sequence[np.ndarray], with_readings: bool = True) -> Marking:
    """Fit which words are marked: by their features on the axes, and by how often each lemma was."""
    of, features = np.concatenate(marked), np.vstack([each.features for each in words])
    strength = _MARKED[features.shape[1] > MARKING_FEATURES]
    head = by_steps(features, of, strength, _STEPS)
    lemmas = [lemma for each in words for lemma in each.lemmas] if with_readings else []
    base = float(np.clip(of.mean(), 1e-3, 1 - 1e-3))
    return Marking(head.weights[0], float(head.bias[0]), counted(lemmas, of) if with_readings else {}, base)


@dataclass(frozen=True, eq=False)
class MarkedArticles:
    """The words of articles, sentence by sentence, which of them are marked, and the article of each sentence
    (sentences,).
    """

    words: tuple[Words, ...]
    marked: tuple[np.ndarray, ...]
    article: np.ndarray

    def __getitem__(self, chosen: np.ndarray) -> "MarkedArticles":
        """Return the sentences that a mask, bool (sentences,), chooses."""
        rows = np.flatnonzero(chosen)
        return MarkedArticles(
            tuple(self.words[row] for row in rows),
            tuple(self.marked[row] for row in rows),
            self.article[rows],
        )

    def on(self, basis: Basis) -> "MarkedArticles":
        """Return the same with the words on the axes."""
        return MarkedArticles(on_axes(self.words, basis), self.marked, self.article)


def on_axes(words: Sequence[Words], basis: Basis) -> tuple[Words, ...]:
    """Return words on the axes of a basis."""
    return tuple(Words(each.lemmas, basis.of(each.features)) for each in words)


def ptc(data: Path) -> MarkedArticles:
    """Return the words of PTC's articles as the base reader reads them; marked are those in spans of
    TECHNIQUES.
    """
    words, marked, article = [], [], []
    for number, example in enumerate(read_jsonl(data, PTC)):
        for its_words, its_marks in _read(example):
            words.append(its_words)
            marked.append(its_marks)
            article.append(number)
    return MarkedArticles(tuple(words), tuple(marked), np.array(article))


def _read(example: dict) -> Iterator[tuple[Words, np.ndarray]]:
    document = annotate(Article(text=example["text"]))
    spans = np.array([(s["start"], s["end"]) for s in example["spans"] if s["technique"] in TECHNIQUES])
    starts, ends = spans.reshape(-1, 2).T
    judged = reader_of(BASE).judge_each((sentence.text, []) for sentence in document.sentences)
    for sentence, listed, its in zip(document.sentences, listed_in(document), judged, strict=True):
        words = words_of(sentence.span, listed, its.pieces, sentence.start)
        inside = [
            bool(((starts < token.idx + len(token)) & (ends > token.idx)).any())
            for token in words_in(sentence.span)
        ]
        half = Words(words.lemmas, words.features.astype(np.float16))
        yield half, np.array(inside, dtype=bool)


class Marked(NamedTuple):
    """What BABE's marking says of a sentence's words: their log-odds, and which it is sure to be marked."""

    odds: np.ndarray
    sure: np.ndarray


def marked_by(other: Marking, words: Sequence[Words]) -> list[Marked]:
    """Return what a marking that takes the features themselves says of the words of each sentence."""
    return [Marked(other.odds(each.features.astype(float)), other.chances(each) >= SURE) for each in words]


def fit_in_context(articles: MarkedArticles, other: Sequence[Marked]) -> InContext:
    """Fit a marking and what the words beside a word add to it; `other` is what BABE's marking says.

    The second is fitted to odds that are of words which the first has not seen, as those in use are.
    """
    mean = float(np.concatenate([its.odds for its in other]).mean())
    part = np.random.default_rng(0).permutation(articles.article.max() + 1)[articles.article] % _PARTS
    odds = _unseen_odds(articles, part)
    mixed = [own + _SHARE * (its.odds - mean) for own, its in zip(odds, other, strict=True)]
    of = np.concatenate(articles.marked)
    inputs = np.vstack([beside(each) for each in mixed])
    head = several(inputs, of[:, None], 1.0)
    chances = head.chances(inputs)[:, 0]
    cut = max(_CUTS, key=lambda cut: _f1(of, chances >= cut))
    return InContext(fit_marking(articles.words, articles.marked, False), head, float(cut), _SHARE, mean)


def _unseen_odds(articles: MarkedArticles, part: np.ndarray) -> list[np.ndarray]:
    """Return the log-odds of each sentence's words by a marking that was fitted to the other parts."""
    markings = []
    for number in range(_PARTS):
        others = articles[part != number]
        markings.append(fit_marking(others.words, others.marked, False))
    return [markings[its].odds(words.features) for words, its in zip(articles.words, part, strict=True)]


def measure_words(articles: MarkedArticles, other: Sequence[Marked]) -> Estimate:
    """Return the F1 (0..100) of words in loaded phrases, each article by a model fitted on the other folds;
    the interval is over articles. `other` as in `fit_in_context`.
    """
    fold = folds(articles.article.max() + 1)[articles.article]
    counts = np.zeros((articles.article.max() + 1, 3))
    for number in range(FOLDS):
        held = fold == number
        rows = np.flatnonzero(~held).tolist()
        fitted = fit_in_context(articles[~held], [other[row] for row in rows])
        for row in np.flatnonzero(held).tolist():
            of, found = articles.marked[row], _found(fitted, articles.words[row], other[row])
            counts[articles.article[row]] += ((found & of).sum(), found.sum(), of.sum())
    return estimate(counts, lambda sums: 2 * sums[..., 0] / np.maximum(sums[..., 1:].sum(-1), 1)).scaled(100)


def _found(fitted: InContext, words: Words, other: Marked) -> np.ndarray:
    """Return which of a sentence's words on axes are found, as `InContext.found` returns it of others."""
    mixed = fitted.marking.odds(words.features) + fitted.share * (other.odds - fitted.mean)
    chances = fitted.head.chances(beside(mixed))[:, 0]
    return (chances >= fitted.cut) | ((chances >= fitted.cut / 2) & other.sure)


def _f1(gold: np.ndarray, found: np.ndarray) -> float:
    return 2 * (gold & found).sum() / max(gold.sum() + found.sum(), 1)
