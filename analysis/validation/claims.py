"""Claims against codings of the same articles: how often they are right, and how many right ones are made.

The regressions behind the chances were fitted on these articles, so each article's claims get chances here
from regressions that were fitted on others, in folds of whole articles. A claim is right where a coding bears
it out, of two codings either one (that somebody is silent: where none contradicts); a second claim on the
same actor is wrong. What all codings of an article list counts as missed where it is not claimed.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from analysis.annotation import Document, annotate, as_written
from analysis.articles import load_article
from analysis.errors import ArticleError
from analysis.findings import deeds, heard, silent
from analysis.findings.chances import PLAIN, PROBABLE, Chances, log_odds
from analysis.models.readers import BASE
from analysis.statistics.metrics import precision_recall_f1
from analysis.validation import fitting, portrayal
from analysis.validation.cards import Card, CardRow
from analysis.validation.codings import GOLD, Coding, read_codings, texts

SUBJECTS = {
    "speaker": "who speaks, persons and bodies",
    "unnamed": "who speaks without a name",
    "most heard": "who is heard most",
    "silent": "who is central and silent",
    deeds.AGENT: "who does things to others most",
    deeds.HARMED: "who is harmed",
}
SHOWN = {"portrayal": "who is shown in a good or a bad light", "suffers": "to whom bad things happen"}
"""Subjects whose chances come from the reading of the article, which `analysis.training.portrayal` fits."""
STRENGTH = {"speaker": 0.3, "unnamed": 1.0, "most heard": 0.3, "silent": 0.1, "agent": 0.002, "harmed": 0.002}
SEEDS = 3
_FREE = 100.0  # as good as no penalty


class Example(NamedTuple):
    """A possible claim: what speaks for it, whom a coding calls so, whether the codings bear it out."""

    article: str
    name: str
    features: Mapping[str, float]
    actor: str
    right: bool


def examples(about: str, document: Document, codings: Sequence[Coding]) -> Iterator[Example]:
    """Yield the possible claims of a kind in an article."""
    article = document.article.id
    if about == "silent":
        for central in silent.candidates(document):
            name = as_written(document, central.name)
            actor = next(filter(None, (c.main_actor(name) for c in codings)), name)
            right = all(coding.is_silent(name) for coding in codings)
            yield Example(article, central.name, silent.silent_features(document, central), actor, right)
        return
    if about in {deeds.AGENT, deeds.HARMED}:
        yield from _deeds(about, document, codings)
        return
    for each in heard.heard(document):
        name = as_written(document, each.name)
        actor = next(filter(None, (c.speaker(name) for c in codings)), name)
        if about == "most heard":
            if not each.spoken:
                continue
            right = any(coding.is_most_heard(name) for coding in codings)
            yield Example(article, each.name, heard.most_heard_features(document, each), actor, right)
        elif (each.kind == heard.UNNAMED) == (about == "unnamed"):
            features = heard.unnamed_features if about == "unnamed" else heard.speaker_features
            right = any(coding.is_speaker(name) for coding in codings)
            yield Example(article, each.name, features(document, each), actor, right)


def _deeds(about: str, document: Document, codings: Sequence[Coding]) -> Iterator[Example]:
    for each in deeds.doers(document):
        name = as_written(document, each.name)
        actor = next(filter(None, (c.main_actor(name) for c in codings)), name)
        right = any(c.is_agent(name) if about == deeds.AGENT else c.is_harmed(name) for c in codings)
        features = deeds.deed_features(document, each, BASE)
        yield Example(document.article.id, each.name, features, actor, right)


def fit(about: str, found: Sequence[Example]) -> Chances:
    """Fit a logistic regression with a ridge penalty, calibrated on articles that it was not fitted on.

    The calibration (Platt 1999) stretches and shifts the log-odds so that they fit how often such claims are
    right there, a second claim on one actor counted as wrong.
    """
    plain = _fit(about, found)
    scores = _unseen(lambda others: _fit(about, others), found, seed=0)
    right = borne_out(found, scores)
    scale = fitting.several(scores[:, None], right[:, None], _FREE)
    times, more = float(scale.weights[0, 0]), float(scale.bias[0])
    weights = {name: round(times * weight, 4) for name, weight in plain.weights.items()}
    return Chances(weights, round(times * plain.intercept + more, 4))


def _fit(about: str, found: Sequence[Example]) -> Chances:
    names = list(found[0].features)
    values = np.array([[each.features[name] for name in names] for each in found])
    centre, spread = values.mean(axis=0), values.std(axis=0) + 1e-6
    labels = np.array([[each.right] for each in found])
    head = fitting.several((values - centre) / spread, labels, STRENGTH[about])
    weights = head.weights[0] / spread
    return Chances(dict(zip(names, weights.tolist(), strict=True)), float(head.bias[0] - weights @ centre))


def borne_out(found: Sequence[Example], scores: np.ndarray) -> np.ndarray:
    """Return which claims are right, bool (n,): of several on one actor of an article only the likeliest."""
    right, seen = np.zeros(len(found), dtype=bool), set()
    for place in np.argsort(-scores, kind="stable"):
        each = found[place]
        right[place] = each.right and (each.article, each.actor) not in seen
        seen.add((each.article, each.actor))
    return right


def unseen(about: str, found: Sequence[Example]) -> np.ndarray:
    """Return each example's chance (n,), the mean of regressions fitted on other articles."""
    scores = [_unseen(lambda others: fit(about, others), found, seed) for seed in range(1, SEEDS + 1)]
    return 1 / (1 + np.exp(-np.mean(scores, axis=0)))


def _unseen(fitted: Callable[[list[Example]], Chances], found: Sequence[Example], seed: int) -> np.ndarray:
    """Return each example's log-odds (n,) by a regression fitted on the other folds of articles."""
    articles = sorted({each.article for each in found})
    fold = dict(zip(articles, fitting.folds(len(articles), seed).tolist(), strict=True))
    scores = np.zeros(len(found))
    for number in range(fitting.FOLDS):
        regression = fitted([each for each in found if fold[each.article] != number])
        for place, each in enumerate(found):
            if fold[each.article] == number:
                scores[place] = log_odds(regression.of(each.features))
    return scores


def read_coded(data: Path) -> dict[str, tuple[Document, list[Coding]]]:
    """Return the coded articles by id, annotated, with their codings, but for those that cannot be read."""
    codings, found = read_codings(data), {}
    for name, path in texts(data).items():
        if name in codings:
            try:
                found[name] = annotate(load_article(path)), codings[name]
            except ArticleError:
                continue
    return found


def measure(data: Path) -> Card:
    """Return the card of claims, measured on the coded articles in `data`/claims and data/gold/claims."""
    coded = read_coded(data)
    rows = [row for about in SUBJECTS for row in _rows(about, *_fitted(about, coded), coded)]
    everybody = [e for document, its in coded.values() for e in portrayal.all_actors(document, its, BASE)]
    rows += [row for about in SHOWN for row in _rows(about, *shown(about, everybody), coded)]
    return Card(
        method="Claims",
        rows=[*_forms(data), *rows],
        split="articles coded by a codebook (data/gold/claims), each judged by regressions fitted on others",
        terms="pages: their publishers'; the codes are ours, made by careful reading, not by trained coders",
        command="presslens validate claims --data DIR",
        date=date.today().isoformat(),
    )


def _forms(data: Path) -> Iterator[CardRow]:
    """Yield how often the form is right, on pages and on texts of our own that it was not fitted on."""
    codings, folder = read_codings(data), data / "claims" / "pages"
    pages = [
        load_article(path).form.name in {coding.row["form"] for coding in codings[path.stem]}
        for path in sorted(folder.iterdir() if folder.is_dir() else ())
        if path.stem in codings
    ]
    own = GOLD / "forms" / "forms.csv"
    listed = pd.read_csv(own)[["file", "form"]].to_numpy().tolist() if own.exists() else []
    told = [load_article(own.with_name(file)).form.name == form for file, form in listed]
    for outcomes, what, domain in (
        (pages, "coded pages", "web pages of many kinds and countries"),
        (told, "texts of our own", "twelve of each of six forms, written by one of us, many of them hard"),
    ):
        if outcomes:
            yield CardRow.of(
                precision_recall_f1([(int(hit), 1, 0) for hit in outcomes]).precision.scaled(100),
                measure="the form of a text: right, share",
                data=what,
                domain=domain,
                n=len(outcomes),
                unit="texts",
            )


_Coded = Mapping[str, tuple[Document, Sequence[Coding]]]


def _fitted(about: str, coded: _Coded) -> tuple[list[Example], np.ndarray]:
    found = [each for document, codings in coded.values() for each in examples(about, document, codings)]
    return found, unseen(about, found)


def shown(about: str, everybody: Sequence[portrayal.Shown]) -> tuple[list[Example], np.ndarray]:
    """Return the claims on how main actors are shown, or that they suffer, and each one's chance, by
    regressions fitted to other articles.
    """
    made = portrayal.claims(everybody, "judged" if about == "portrayal" else about)
    found = [Example(each.group, each.entity, {}, each.actor, right) for each, right, _ in made]
    return found, np.array([claim.chance for claim in made])


def _rows(
    about: str,
    found: Sequence[Example],
    chances: np.ndarray,
    coded: Mapping[str, tuple[Any, Sequence[Coding]]],
) -> Iterator[CardRow]:
    named = (SUBJECTS | SHOWN)[about]
    right = borne_out(found, chances)
    counts = []
    grades: dict[str, list[bool]] = {"plain": [], "probable": []}
    for name, (_, codings) in coded.items():
        claimed = [place for place, e in enumerate(found) if e.article == name and chances[place] >= PROBABLE]
        for place in claimed:
            grades["plain" if chances[place] >= PLAIN else "probable"].append(right[place])
        seen = {found[place].actor for place in claimed if found[place].right}
        wanted = codings[0].listed(about, codings[1:])
        missed = sum(w not in seen for w in wanted)
        counts.append((int(right[claimed].sum()), len(claimed), len(wanted), len(wanted) - missed))
    yield from _scores(about, counts, len(coded))
    for grade, outcomes in grades.items():
        if outcomes:
            yield CardRow.of(
                precision_recall_f1([(int(hit), 1, 0) for hit in outcomes]).precision.scaled(100),
                measure=f"{named}: {grade} claims that are right, share",
                data=DATA,
                domain=DOMAIN,
                n=len(outcomes),
                unit="claims",
            )


DATA = "coded articles"
DOMAIN = "web pages of many kinds and countries, and texts of our own"


def _scores(about: str, counts: Sequence[tuple[int, int, int, int]], n: int) -> Iterator[CardRow]:
    precision = precision_recall_f1([(right, made, 0) for right, made, _, _ in counts]).precision
    recall = precision_recall_f1([(met, 0, wanted) for _, _, wanted, met in counts]).recall
    for what, estimate in (("right, share", precision), ("found of those coded, share", recall)):
        yield CardRow.of(
            estimate.scaled(100),
            measure=f"{(SUBJECTS | SHOWN)[about]}: {what}",
            data=DATA,
            domain=DOMAIN,
            n=n,
            unit="articles",
        )
