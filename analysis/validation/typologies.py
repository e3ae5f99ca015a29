"""Episodic or thematic against our own coding of news articles (data/gold/episodic-thematic.csv).

One person coded each article by its title, its opening and its middle as episodic or thematic, before any
rule was written; 30 articles served to write the rules, 70 to measure them. The texts are those of the
background articles, by their ID. An article in which no sentence has a sign is counted as wrong.
"""

import csv
import gzip
import json
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import numpy as np

from analysis.annotation import annotate
from analysis.articles import Article
from analysis.errors import ValidationError
from analysis.framing.evidence import carried
from analysis.framing.typologies.episodic import EPISODIC, prevailing
from analysis.framing.typologies.morals import FOUNDATIONS, MORALS
from analysis.paths import ROOT
from analysis.statistics.metrics import Estimate, Scores, kappa, macro_f1, precision_recall_f1
from analysis.validation.cards import CardRow
from analysis.validation.data import read_jsonl

CODES = ROOT / "data" / "gold" / "episodic-thematic.csv"
NAME = "background_articles.jsonl.gz"


class EpisodicScores(NamedTuple):
    """Agreement with the coder: macro-F1 and Cohen's kappa, and over how many articles."""

    f1: Estimate
    kappa: Estimate
    n: int


def episodic_rows(data: Path) -> list[CardRow]:
    """Return the rows of the card."""
    scores = measure_episodic(data)
    about = {
        "data": "our own coding of background articles",
        "domain": "US political news",
        "n": scores.n,
        "unit": "articles",
        "note": "one coder, who read title, opening and middle; 30 other articles served to write the rules",
    }
    return [
        CardRow.of(scores.f1.scaled(100), measure="article episodic or thematic, macro-F1", **about),
        CardRow.of(
            scores.kappa, measure="article episodic or thematic, Cohen's kappa with the coder", **about
        ),
    ]


def measure_episodic(data: Path, part: str = "test") -> EpisodicScores:
    """Return the agreement on a part of the coded articles, "test" or "development"."""
    with CODES.open(encoding="utf-8", newline="") as file:
        codes = {row["article"]: row["code"] for row in csv.DictReader(file) if row["part"] == part}
    texts = _texts(data, codes)
    gold = [codes[article] for article in texts]
    found = [_found_kind(text) for text in texts.values()]
    return EpisodicScores(macro_f1(gold, found), kappa(gold, found), len(gold))


def _found_kind(text: str) -> str:
    return prevailing(carried(annotate(Article(text=text)), EPISODIC)) or "neither"


def _texts(data: Path, codes: dict[str, str]) -> dict[str, str]:
    try:
        with gzip.open(Path(data) / NAME, "rt", encoding="utf-8") as lines:
            articles = (json.loads(line) for line in lines)
            texts = {each["ID"]: each["content_original"] for each in articles if each["ID"] in codes}
    except OSError as problem:
        raise ValidationError(f"The data set {NAME} is not in {data}.") from problem
    if len(texts) < len(codes):
        raise ValidationError(f"{len(codes) - len(texts)} of the coded articles are not in {NAME}.")
    return texts


# Moral foundations against coded events: MOKA's MoralEvents (Zhang et al. 2024).
#
# A sentence has the foundations of its coded events. Two questions are asked of each: does it have a
# foundation's virtue or vice, and does it have the foundation at all, whichever of the two? Figures are
# micro-averaged over sentences, with intervals over articles, because the sentences of an article are
# alike. A
# list of words that was not fitted to the set needs no part held out.


def moral_rows(data: Path) -> list[CardRow]:
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
        CardRow.of(
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
        gold, found = _coded(article), _found_foundations(article["sentences"])
        counts["virtue or vice"].append(_count(gold, found))
        counts["foundation"].append(_count(_paired(gold), _paired(found)))
    return {name: precision_recall_f1(rows) for name, rows in counts.items()}


def _coded(article: dict) -> np.ndarray:
    """Return which sentences have which virtue or vice: a bool array (sentences, 10)."""
    gold = np.zeros((len(article["sentences"]), len(MORALS.frames)), dtype=bool)
    for event in article["events"]:
        gold[event["para"], MORALS.frames.index(event["morality"].lower())] = True
    return gold


def _found_foundations(sentences: list[str]) -> np.ndarray:
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
