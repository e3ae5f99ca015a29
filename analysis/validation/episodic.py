"""Episodic or thematic against our own coding of news articles (data/gold/episodic-thematic.csv).

One person coded each article by its title, its opening and its middle as episodic or thematic, before any
rule was written; 30 articles served to write the rules, 70 to measure them. The texts are those of the
background articles, by their ID. An article in which no sentence has a sign is counted as wrong.
"""

import csv
import gzip
import json
from pathlib import Path
from typing import NamedTuple

import numpy as np

from analysis.annotation import annotate
from analysis.article import Article
from analysis.framing.episodic import EPISODIC, prevailing
from analysis.framing.evidence import carried
from analysis.paths import ROOT
from analysis.validation.cards import Row
from analysis.validation.data import ValidationError
from analysis.validation.metrics import Estimate, estimate, macro_f1

CODES = ROOT / "data" / "gold" / "episodic-thematic.csv"
NAME = "background_articles.jsonl.gz"


class EpisodicScores(NamedTuple):
    """Agreement with the coder: macro-F1 and Cohen's kappa, and over how many articles."""

    f1: Estimate
    kappa: Estimate
    n: int


def rows(data: Path) -> list[Row]:
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
        Row.of(scores.f1.scaled(100), measure="article episodic or thematic, macro-F1", **about),
        Row.of(scores.kappa, measure="article episodic or thematic, Cohen's kappa with the coder", **about),
    ]


def measure_episodic(data: Path, part: str = "test") -> EpisodicScores:
    """Return the agreement on a part of the coded articles, "test" or "development"."""
    with CODES.open(encoding="utf-8", newline="") as file:
        codes = {row["article"]: row["code"] for row in csv.DictReader(file) if row["part"] == part}
    texts = _texts(data, codes)
    gold = [codes[article] for article in texts]
    found = [_found(text) for text in texts.values()]
    return EpisodicScores(macro_f1(gold, found), kappa(gold, found), len(gold))


def kappa(gold: list[str], found: list[str]) -> Estimate:
    """Return Cohen's kappa (1960) of two codings, with an interval over the items."""
    labels = sorted({*gold, *found})
    k = len(labels)
    rows = np.array(
        [
            [g == f, True, *(g == x for x in labels), *(f == x for x in labels)]
            for g, f in zip(gold, found, strict=True)
        ],
        dtype=float,
    )

    def measure(sums: np.ndarray) -> np.ndarray:
        n = sums[..., 1]
        expected = (sums[..., 2 : 2 + k] * sums[..., 2 + k :]).sum(axis=-1) / n**2
        return (sums[..., 0] / n - expected) / np.maximum(1 - expected, 1e-9)

    return estimate(rows, measure)


def _found(text: str) -> str:
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
