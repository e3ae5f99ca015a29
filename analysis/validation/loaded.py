"""How the heads of loaded sentences are fitted, and how often they are right.

Sets, in the folder `data`: BABE (Spinde et al. 2021), sentences of US news that trained annotators called
biased or not, with the words they marked; the spans of loaded language and name calling in PTC's articles
(Da San Martino et al. 2020); and our own codes of sentences (data/gold/frames): whether the author takes a
stance.
"""

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np

from analysis.annotation.parsing import pipeline
from analysis.framing.bias import BiasHead, Mix, Sentences, read_sentences
from analysis.framing.heads import Head
from analysis.framing.marking import Marking, counted, marked, sums
from analysis.models.readers import BASE, SMALL
from analysis.statistics.metrics import auc_within, macro_f1
from analysis.validation.cards import CardRow
from analysis.validation.data import read_jsonl
from analysis.validation.fitting import FOLDS, by_steps, folds, several, unseen
from analysis.validation.marking import Basis, basis_of, fit_marking, marked_by, measure_words, on_axes, ptc
from analysis.validation.sentence_codes import FOLDER, sentence_codes

READERS = (BASE, SMALL)
_BIASED, _STANCE, _SUMS_COUNT = {BASE: 0.001, SMALL: 0.002}, 0.002, 10.0
_OWN_SHARE = 0.4
_PARTS, _STEPS = 4, 200
_BY = {BASE: "", SMALL: "small reader, "}
_FIVE = "each fifth judged by a head fitted on the other four"


@dataclass(frozen=True, eq=False)
class MarkedSentences(Sentences):
    """BABE's sentences, with which of their words its annotators marked: bool (words,) for each sentence."""

    marked: tuple[np.ndarray, ...]

    def __len__(self) -> int:
        return len(self.words)

    def __getitem__(self, chosen: np.ndarray) -> "MarkedSentences":
        """Return the sentences that a mask, bool (sentences,), chooses."""
        rows = np.flatnonzero(chosen)
        return MarkedSentences(
            self.inputs[rows], tuple(self.words[row] for row in rows), tuple(self.marked[row] for row in rows)
        )

    def basis(self) -> Basis:
        """Return the axes of the words' features."""
        return basis_of(np.vstack([words.features for words in self.words]))

    def on(self, basis: Basis) -> "MarkedSentences":
        """Return the same with the words on the axes."""
        return replace(self, words=on_axes(self.words, basis))


@dataclass(frozen=True, eq=False)
class Stances:
    """Sentences of news as the heads take them, (sentences, inputs), whether the author takes a stance, bool
    (sentences,), and the article of each.
    """

    inputs: np.ndarray
    subjective: np.ndarray
    article: np.ndarray


def babe(data: Path, reader: str) -> tuple[MarkedSentences, np.ndarray]:
    """Return BABE's sentences as a reader reads them, and whether they are biased: bool (sentences, 1)."""
    examples = read_jsonl(data, "babe/train.jsonl")
    texts = [each["text"] for each in examples]
    read = read_sentences(texts, reader)
    docs = pipeline().pipe(texts)
    of_words = tuple(marked(doc, each.get("words", ())) for doc, each in zip(docs, examples, strict=True))
    biased = np.array([[each["biased"]] for each in examples])
    return MarkedSentences(read.inputs, read.words, of_words), biased


def coded(data: Path, reader: str) -> Stances:
    """Return the sentences that we coded, as a reader reads them; their texts are in the folder `data`."""
    codes = sentence_codes(data, FOLDER)
    inputs = read_sentences([code.text for code in codes], reader).inputs
    subjective = np.array([code.row["subjective"] for code in codes], dtype=bool)
    return Stances(inputs, subjective, np.array([code.article for code in codes]))


def fit_babe(sentences: MarkedSentences, labels: np.ndarray, reader: str) -> BiasHead:
    """Fit how likely words on axes are to be marked, and on that whether a sentence is called biased.

    What a sentence's own words are expected to be is learned from the other sentences, as it is in use.
    """
    marking = fit_marking(sentences.words, sentences.marked)
    inputs = np.hstack([sentences.inputs, _own_sums(sentences, marking)])
    scale = np.maximum(inputs.std(axis=0), 1e-9)
    scale[sentences.inputs.shape[1] :] /= _SUMS_COUNT
    fitted = by_steps(inputs / scale, labels[:, 0], _BIASED[reader], _STEPS)
    return BiasHead(Head(fitted.weights / scale, fitted.bias), marking)


def _own_sums(sentences: MarkedSentences, marking: Marking) -> np.ndarray:
    """Return the sums (sentences, SUMS) of the very sentences a marking was fitted to, as if it was not."""
    part = np.random.default_rng(0).permutation(len(sentences)) % _PARTS
    others = [sentences[part != number] for number in range(_PARTS)]
    markings = [fit_marking(each.words, each.marked) for each in others]
    return np.array(
        [
            sums(
                marking.moved(words, markings[number].start(words.features), counted(words.lemmas, of)),
                marking.base,
            )
            for words, of, number in zip(sentences.words, sentences.marked, part, strict=True)
        ]
    )


def fit_stance(inputs: np.ndarray, subjective: np.ndarray) -> Head:
    """Fit whether the author of a sentence takes a stance."""
    scale = np.maximum(inputs.std(axis=0), 1e-9)
    fitted = by_steps(inputs / scale, subjective, _STANCE, _STEPS)
    return Head(fitted.weights / scale, fitted.bias)


def fit_mix(biased: np.ndarray, subjective: np.ndarray, labels: np.ndarray) -> Mix:
    """Fit how the log-odds (sentences,) of the two heads on sentences of BABE that neither has seen make one.

    The share of our own was set so that the mean still tells BABE's sentences apart as well as BABE's head
    alone, and ours nearly as well as our own.
    """
    mean = Mix(_OWN_SHARE, 1.0, 0.0).of(biased, subjective)
    fitted = several(mean[:, None], labels, 1.0)
    return Mix(_OWN_SHARE, float(fitted.weights[0, 0]), float(fitted.bias[0]))


def scores_of_babe(sentences: MarkedSentences, labels: np.ndarray, reader: str) -> np.ndarray:
    """Return the log-odds (sentences,) of BABE's head, each sentence's fitted on the other folds."""
    return unseen(sentences.on(sentences.basis()), labels, partial(fit_babe, reader=reader))[:, 0]


def scores_of_stance(sentences: Stances) -> np.ndarray:
    """Return the log-odds (sentences,) of our own head, each fitted on the articles of the other folds."""
    _, article = np.unique(sentences.article, return_inverse=True)
    fold = folds(article.max() + 1)[article]
    scores = np.zeros(len(article))
    for number in range(FOLDS):
        held = fold == number
        fitted = fit_stance(sentences.inputs[~held], sentences.subjective[~held])
        scores[held] = fitted.scores(sentences.inputs[held])[:, 0]
    return scores


def rows(data: Path) -> list[CardRow]:
    """Return the rows of the card."""
    found = [row for reader in READERS for row in _sentence_rows(data, reader)]
    return [*found, _word_row(data)]


def _sentence_rows(data: Path, reader: str) -> list[CardRow]:
    """Return the macro-F1, how well sentences of like length are told apart, and what is said of ours.

    Longer sentences are called biased more easily in some newsrooms, and a score that only knew the length
    would be worth nothing.
    """
    sentences, labels = babe(data, reader)
    own = coded(data, reader)
    alone = scores_of_babe(sentences, labels, reader)
    stance = fit_stance(own.inputs, own.subjective).scores(sentences.inputs)[:, 0]
    scores, biased = fit_mix(alone, stance, labels).of(alone, stance), labels[:, 0]
    words = np.array([len(each.lemmas) for each in sentences.words])
    tenth = np.searchsorted(np.quantile(words, np.arange(0.1, 1, 0.1)), words)
    row = partial(
        CardRow.of, data="BABE train", domain="US news, picked for bias", n=len(labels), unit="sentences"
    )
    ours = partial(
        CardRow.of,
        data="our own coding",
        domain="US and climate news",
        n=len(own.article),
        unit="sentences",
    )
    by, alike = _BY[reader], "a biased sentence ahead of an unbiased one of like length, AUC"
    one = np.zeros(len(own.article), dtype=int)
    return [
        row(
            macro_f1(biased.tolist(), (scores >= 0).tolist()).scaled(100),
            measure=f"sentence called biased or not, {by}macro-F1",
            peer="80 to 81 BERT and RoBERTa, trained; 66 another lexicon",
            note=_FIVE,
        ),
        row(auc_within(biased, scores, tenth), measure=f"{by}{alike}", note=_FIVE),
        *(
            [row(auc_within(biased, words, tenth), measure=f"{alike}, by its length alone")]
            * (reader == BASE)
        ),
        ours(
            auc_within(own.subjective, scores_of_stance(own), one),
            measure=f"sentence in which the author takes a stance, {by}our own head, AUC",
            note="each fifth of the articles judged by a head fitted on the other four; one coder",
        ),
    ]


def _word_row(data: Path) -> CardRow:
    articles, (sentences, _) = ptc(data), babe(data, BASE)
    its = sentences.basis()
    other = its.back(fit_marking(on_axes(sentences.words, its), sentences.marked))
    basis = basis_of(np.vstack([words.features for words in articles.words]))
    return CardRow.of(
        measure_words(articles.on(basis), marked_by(other, articles.words)),
        measure="word of a loaded phrase or of name calling, base reader, F1",
        data="PTC train",
        domain="news, partisan sites",
        n=len(np.unique(articles.article)),
        unit="articles",
        peer="15 the list of loaded words",
        note="each fifth of the articles judged by a head fitted on the other four",
    )
