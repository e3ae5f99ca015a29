"""Moral foundations against coded events: MOKA's MoralEvents (Zhang et al. 2024).

A sentence has the foundations of its coded events. Two questions are asked of each: does it have a
foundation's virtue or vice, and does it have the foundation at all, whichever of the two? Figures are
micro-averaged over sentences, with intervals over articles, because the sentences of an article are alike. A
list of words that was not fitted to the set needs no part held out.
"""

from collections.abc import Iterable
from pathlib import Path

import numpy as np

from analysis.annotation import annotate
from analysis.article import Article
from analysis.framing.evidence import carried
from analysis.framing.morals import FOUNDATIONS, MORALS
from analysis.validation.cards import Row
from analysis.validation.data import read_jsonl
from analysis.validation.metrics import Scores, precision_recall_f1


def rows(data: Path) -> list[Row]:
    """Return the rows of the card."""
    articles = read_jsonl(data, "moral_events/train.jsonl")
    about = {
        "data": "MoralEvents train",
        "domain": "US political news",
        "n": len(articles),
        "unit": "articles",
        "note": "weak evidence: a list of words, not fitted to this set",
    }
    names = {
        "foundation": "moral foundation of a sentence, 5",
        "virtue or vice": "the same, virtue or vice, 10",
    }
    measured = measure_morals(articles)
    return [
        Row.of(
            getattr(measured[kind], measure).scaled(100),
            measure=f"{name} classes, {measure.replace('f1', 'F1')}",
            **about,
        )
        for kind, name in names.items()
        for measure in ("precision", "recall", "f1")
    ]


def measure_morals(articles: Iterable[dict]) -> dict[str, Scores]:
    """Return the scores of "virtue or vice" (ten classes) and of "foundation" (five).

    An article is `{"sentences": [...], "events": [{"para": index, "morality": name}, ...]}`.
    """
    counts: dict[str, list] = {"virtue or vice": [], "foundation": []}
    for article in articles:
        gold, found = _coded(article), _found(article["sentences"])
        counts["virtue or vice"].append(_count(gold, found))
        counts["foundation"].append(_count(_paired(gold), _paired(found)))
    return {name: precision_recall_f1(rows) for name, rows in counts.items()}


def _coded(article: dict) -> np.ndarray:
    """Return which sentences have which virtue or vice: a bool array (sentences, 10)."""
    gold = np.zeros((len(article["sentences"]), len(MORALS.frames)), dtype=bool)
    for event in article["events"]:
        gold[event["para"], MORALS.frames.index(event["morality"].lower())] = True
    return gold


def _found(sentences: list[str]) -> np.ndarray:
    """Return the same from the text: what spaCy takes for a sentence is told to the one it begins in."""
    document = annotate(Article(text=" ".join(sentences)))
    starts = np.cumsum([0, *(len(sentence) + 1 for sentence in sentences)])[:-1]
    found = np.zeros((len(sentences), len(MORALS.frames)), dtype=bool)
    for sentence, row in zip(document.sentences, carried(document, MORALS), strict=True):
        found[np.searchsorted(starts, sentence.start, side="right") - 1] |= row
    return found


def _paired(rows: np.ndarray) -> np.ndarray:
    names = MORALS.frames
    return np.column_stack(
        [rows[:, [names.index(name) for name in pair]].any(axis=1) for pair in FOUNDATIONS.values()]
    )


def _count(gold: np.ndarray, found: np.ndarray) -> tuple[int, int, int]:
    return int((gold & found).sum()), int(found.sum()), int(gold.sum())
