"""Framing against labelled news: policy frames, generic frames, loaded sentences, agents and patients.

Sets, in the folder `data`: FrAC (Guida et al. 2025), sentences with one policy frame of nine, or none; texts
of the background and of Narrative Frames, whose sentences we coded (data/gold/frames);
SemEval-2023 task 3 (Piskorski et al. 2023), articles with policy frames; the Narrative Frames Corpus
(Frermann et al. 2023), climate articles with generic frames; MoralEvents (Zhang et al. 2024), events with
agents and patients; for loaded sentences and words, those of `analysis.validation.loaded`.

Episodic or thematic is measured on our own coding of news articles (data/gold/episodic-thematic.csv). One
person coded each article by its title, its opening and its middle, before any rule was written; 30 articles
served to write the rules, 70 to measure them. The texts are those of the background articles, by their ID.
An article in which no sentence has a sign is counted as wrong.

Moral foundations are measured on coded events (MOKA's MoralEvents, Zhang et al. 2024). A sentence has the
foundations of its coded events. Two questions are asked of each: does it have a foundation's virtue or vice,
and does it have the foundation at all, whichever of the two? Figures are micro-averaged over sentences, with
intervals over articles, because the sentences of an article are alike. A list of words that was not fitted to
the set needs no part held out.
"""

import csv
from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np

from analysis.annotation import annotate
from analysis.articles import Article
from analysis.errors import ValidationError
from analysis.framing.classify import shares
from analysis.framing.evidence import carried
from analysis.framing.heads import WIDTHS, mixed
from analysis.framing.typologies.episodic import EPISODIC, prevailing
from analysis.framing.typologies.generic import GENERIC
from analysis.framing.typologies.morals import FOUNDATIONS, MORALS
from analysis.framing.typologies.policy import FRAMES
from analysis.models.readers import BASE, SMALL
from analysis.paths import ROOT
from analysis.statistics.metrics import (
    Estimate,
    Scores,
    estimate,
    kappa,
    macro_f1,
    precision_recall_f1,
)
from analysis.validation import framing_heads, loaded
from analysis.validation.actions import cross_validated_scores, measure_actions
from analysis.validation.cards import Card, CardRow
from analysis.validation.data import BACKGROUND, background_articles, read_jsonl
from analysis.validation.fitting import unseen

CODES = ROOT / "data" / "gold" / "episodic-thematic.csv"
FOLDS_NOTE = "each fifth judged by a head fitted on the other four"
A_TENTH = 0.1
_BY = {BASE: "", SMALL: ", small reader"}
_FITTED = "fitted on the other four of five folds, by python -m analysis.training.actions; not in reports"


def measure(data: Path) -> Card:
    """Measure the framing analysis on the labelled sets in the folder `data`."""
    return Card(
        method="Heads trained on coded sentences and articles; cue lists and rules on the parse; for who "
        "acts on whom, fitted weights where grammar leaves a role open",
        rows=[
            *(row for reader in _BY for row in _policy_sentences(data, reader)),
            *(_policy_articles(data, reader) for reader in _BY),
            *(_generic_articles(data, reader) for reader in _BY),
            _generic_by_cues(data),
            *loaded.rows(data),
            *_actions(data),
            *moral_rows(data),
            *episodic_rows(data),
        ],
        split="the training part of each set, in five folds: each is judged by heads fitted on the others; "
        "cues and penalties were chosen while these sets were looked at, so the figures are slightly "
        "optimistic",
        terms="FrAC: CC BY 4.0 and CC BY-NC-SA 4.0; SemEval-2023: research, on registration; Narrative "
        "Frames: MIT; BABE: AGPL-3.0; PTC: research, on registration; MoralEvents: CC BY-NC-SA 4.0; no text "
        "of them is part of this project",
        command="presslens validate framing --data DIR",
        date=date.today().isoformat(),
    )


def frac_classes(chances: np.ndarray) -> list[str]:
    """Return FrAC's class for each row of the 15 frames' probabilities (n, 15): the likeliest sum."""
    classes = list(dict.fromkeys(framing_heads.FRAC_CLASSES.values()))
    belongs = np.array([[framing_heads.FRAC_CLASSES[frame] == each for each in classes] for frame in FRAMES])
    return [classes[place] for place in (chances @ belongs).argmax(axis=1)]


def _policy_sentences(folder: Path, reader: str) -> Iterator[CardRow]:
    inputs, allowed = framing_heads.frac(folder, reader)
    coded = framing_heads.coded_sentences(folder, reader)
    gold = frac_classes(allowed.astype(float))
    row = partial(
        CardRow.of,
        data="FrAC train",
        domain="news and comments",
        n=len(allowed),
        unit="sentences",
        peer="66 RoBERTa-large, trained on other news; 74 frozen MiniLM, five-fold",
    )
    yield row(
        macro_f1(gold, frac_classes(framing_heads.unseen_frac(inputs, allowed, coded, reader))).scaled(100),
        measure=f"policy frame of a sentence, 10 classes, macro-F1{_BY[reader]}",
        note=FOLDS_NOTE,
    )
    if reader == BASE:
        cues = inputs[:, WIDTHS[reader] :]
        yield row(
            macro_f1(gold, frac_classes(np.hstack([cues, ~cues.any(axis=1, keepdims=True)]))).scaled(100),
            measure="policy frame of a sentence by cue lists alone, 10 classes, macro-F1",
            note="the frame with most cues",
        )
    yield from _own_sentences(inputs, allowed, coded, reader)


def _own_sentences(
    inputs: np.ndarray, allowed: np.ndarray, coded: framing_heads.CodedSentences, reader: str
) -> Iterator[CardRow]:
    """Yield how well our codes are met: five-fold by article, and on topics that were left out."""
    frac = framing_heads.fit_frac(inputs, allowed, coded.inputs, reader)
    folds = "each fifth of the articles judged by a head fitted on the others and on sentences that we wrote"
    left_out = "judged by a head fitted without any article on the topic"
    for what, parts, note in (
        ("news and climate news", framing_heads.folds_of(coded), folds),
        ("guns and violence", [framing_heads.on_topic(coded, framing_heads.GUNS)], left_out),
        ("climate and environment", [framing_heads.on_topic(coded, framing_heads.CLIMATE)], left_out),
    ):
        kept = np.any(parts, axis=0)
        if not kept.any():
            continue
        chances = np.zeros(coded.shares.shape)
        for part in parts:
            own = framing_heads.fit_own(coded[~part])
            chances[part] = mixed(own, frac, coded.inputs[part])
        gold, found = (
            np.array(FRAMES)[each[kept].argmax(axis=1)].tolist() for each in (coded.shares, chances)
        )
        yield CardRow.of(
            macro_f1(gold, found).scaled(100),
            measure=f"policy frame of a sentence, 15 frames, {what}, macro-F1{_BY[reader]}",
            data="sentences coded by us",
            domain=what,
            n=int(kept.sum()),
            unit="sentences",
            note=f"{note}; codes by careful reading, not by trained coders",
        )


def _policy_articles(folder: Path, reader: str) -> CardRow:
    inputs, labels = framing_heads.semeval(folder, reader)
    return CardRow.of(
        _micro(labels, unseen(inputs, labels, framing_heads.fit_policy) >= 0),
        measure=f"policy frames of an article, 14 frames, micro-F1{_BY[reader]}",
        data="SemEval-2023 task 3, English train",
        domain="news, partisan sites",
        n=len(labels),
        unit="articles",
        peer="about 58 on the official test; 65.5 TF-IDF, five-fold",
        note=FOLDS_NOTE,
    )


def _generic_articles(folder: Path, reader: str) -> CardRow:
    inputs, labels = framing_heads.narrative(folder, reader)
    return CardRow.of(
        _macro(labels, unseen(inputs, labels, framing_heads.fit_generic) >= 0),
        measure=f"generic frames of an article, 5 frames, macro-F1{_BY[reader]}",
        data="Narrative Frames train",
        domain="climate news",
        n=len(labels),
        unit="articles",
        peer="53 another lexicon; 61 TF-IDF, five-fold",
        note=FOLDS_NOTE,
    )


def _generic_by_cues(folder: Path) -> CardRow:
    """Return how far cues come alone, where nothing was learned from articles of this kind or any other."""
    texts = [example["text"] for example in read_jsonl(folder, framing_heads.NARRATIVE)]
    labels = framing_heads.frames_of(folder, framing_heads.NARRATIVE, GENERIC)
    return CardRow.of(
        _macro(labels, shares(texts, GENERIC.name) >= A_TENTH),
        measure="generic frames of an article by cue lists alone, 5 frames, macro-F1",
        data="Narrative Frames train",
        domain="climate news",
        n=len(labels),
        unit="articles",
        note="nothing learned: a tenth of the sentences carry it, by the cues that reports count",
    )


def _actions(folder: Path) -> list[CardRow]:
    """Return the rows of agents and patients: by grammar alone, as reports count them, and with the weights.

    The weights were fitted on this very set, so their figures are those of the cross-validation that the
    training wrote beside them.
    """
    rules = measure_actions(read_jsonl(folder, "moral_events/train.jsonl"))
    fitted = cross_validated_scores()
    peers = {"agent": ("63", "45"), "patient": ("51", "37")}
    rows = []
    ways = {"by grammar alone, ": (rules, None), "": (fitted or {}, _FITTED)}
    for how, (scores, note) in ways.items():
        for role, found in scores.items():
            figures = (("precision", found.precision), ("recall", found.recall))
            for (name, figure), peer in zip(figures, peers[role], strict=True):
                rows.append(
                    CardRow.of(
                        figure.scaled(100),
                        measure=f"{role} of a moral event, {how}{name}",
                        data="MoralEvents train",
                        domain="US political news",
                        n=found.events,
                        unit="events",
                        peer=f"{peer} other rules on a parse",
                        note=note,
                    )
                )
    return rows


def _micro(gold: np.ndarray, predicted: np.ndarray) -> Estimate:
    rows = np.column_stack([(gold & predicted).sum(axis=1), gold.sum(axis=1) + predicted.sum(axis=1)])
    return estimate(rows, lambda sums: 2 * sums[..., 0] / np.maximum(sums[..., 1], 1)).scaled(100)


def _macro(gold: np.ndarray, predicted: np.ndarray) -> Estimate:
    k = gold.shape[1]
    rows = np.hstack([gold & predicted, gold.astype(int) + predicted])
    return estimate(
        rows, lambda sums: (2 * sums[..., :k] / np.maximum(sums[..., k:], 1)).mean(axis=-1)
    ).scaled(100)


class EpisodicScores(NamedTuple):
    """Agreement with the coder: macro-F1 and Cohen's kappa, and over how many articles."""

    f1: Estimate
    kappa: Estimate
    n: int


def episodic_rows(data: Path) -> list[CardRow]:
    """Return the rows of the card."""
    scores = measure_episodic(data)
    row = partial(
        CardRow.of,
        data="our own coding of background articles",
        domain="US political news",
        n=scores.n,
        unit="articles",
        note="one coder, who read title, opening and middle; 30 other articles served to write the rules",
    )
    return [
        row(scores.f1.scaled(100), measure="article episodic or thematic, macro-F1"),
        row(scores.kappa, measure="article episodic or thematic, Cohen's kappa with the coder"),
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
    articles = background_articles(data)
    texts = {each["ID"]: each["content_original"] for each in articles if each["ID"] in codes}
    if len(texts) < len(codes):
        raise ValidationError(f"{len(codes) - len(texts)} of the coded articles are not in {BACKGROUND}.")
    return texts


def moral_rows(data: Path) -> list[CardRow]:
    """Return the rows of the card."""
    articles = read_jsonl(data, "moral_events/train.jsonl")
    names = {
        "foundation": "moral foundation of a sentence, 5",
        "virtue or vice": "the same, virtue or vice, 10",
    }
    measured = measure_morals(articles)
    return [
        CardRow.of(
            figure.scaled(100),
            measure=f"{name} classes, {measure}",
            data="MoralEvents train",
            domain="US political news",
            n=len(articles),
            unit="articles",
            note="weak evidence: a list of words, not fitted to this set",
        )
        for kind, name in names.items()
        for measure, figure in zip(("precision", "recall", "F1"), measured[kind], strict=True)
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
