"""Fit the choice of agents and patients: `python -m analysis.training.actions --data DIR`.

DIR is the folder of the labelled sets; read is moral_events/train.jsonl (MOKA's MoralEvents, Zhang et al.
2024, CC BY-NC-SA 4.0). Each predicate that a coded event names is an example: its sentence's noun phrases are
right where they share a word stem with the coded agent or patient. Two logistic regressions weigh features.
Printed are the scores in five-fold cross-validation by article; written are the weights fitted on all
articles, to resources/weights/framing/roles.json.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

from analysis.annotation import Document
from analysis.framing.actions.extraction import Action, choose_actions, others, ruled, tallied
from analysis.framing.actions.features import features
from analysis.framing.actions.ranking import FILE, ROLES, Weights
from analysis.training.options import run
from analysis.validation.actions import LONGEST, RoleScores, annotated, scored, stems
from analysis.validation.data import read_jsonl

FOLDS = 5
LEAST = (0.21, 0.17)
SCALE = 100

_FEWEST = 4
_STRENGTH = 0.15
_SMALLEST = 5


class Examples(NamedTuple):
    """The features of candidates (n lists) and whether each is the coded agent and patient (n, 2)."""

    features: list[list[str]]
    right: np.ndarray


def examples(article: dict, document: Document) -> Examples:
    """Return the candidates of the predicates that the events of an article name."""
    coded = _coded(article)
    rows, right = [], []
    for roles in ruled(document):
        place = document.sentence_at(roles.predicate).paragraph - 1
        named = [names for trigger, *names in coded[place] if stems(roles.predicate.text) & trigger]
        if not named:
            continue
        among = others(document, roles.predicate)
        rows += features(document, roles, among, tallied(document))
        wanted = [frozenset().union(*names) for names in zip(*named, strict=True)]
        for each in among:
            words = stems(each.name)
            right.append([len(words) <= LONGEST and bool(words & names) for names in wanted])
    return Examples(rows, np.array(right, dtype=bool).reshape(-1, len(ROLES)))


def _coded(article: dict) -> dict[int, list[tuple[frozenset[str], ...]]]:
    """Return, by sentence, the stems of the trigger, the agent and the patient of each event."""
    coded = defaultdict(list)
    for event in article["events"]:
        coded[event["para"]].append(tuple(stems(event[key]) for key in ("event_trigger", *ROLES)))
    return coded


def fit(sets: Iterable[Examples]) -> Weights:
    """Fit a logistic regression for each role; features met fewer than four times are left out."""
    sets = list(sets)
    vectors = CountVectorizer(analyzer=list, min_df=_FEWEST, binary=True)
    counts = vectors.fit_transform([row for each in sets for row in each.features])
    right = np.concatenate([each.right for each in sets])
    models = [LogisticRegression(C=_STRENGTH, solver="liblinear").fit(counts, column) for column in right.T]
    weights = np.stack([model.coef_[0] for model in models], axis=1)
    kept = {
        feature: (float(weights[place, 0]), float(weights[place, 1]))
        for feature, place in sorted(vectors.vocabulary_.items())
        if abs(weights[place]).max() * SCALE >= _SMALLEST
    }
    agent, patient = (float(model.intercept_[0]) for model in models)
    return Weights(kept, (agent, patient), LEAST)


def cross_validated(documents: Sequence[Document], sets: Sequence[Examples]) -> list[list[Action]]:
    """Return the actions of each document, chosen with weights fitted on the other four of five folds."""
    folds = np.random.default_rng(0).permutation(len(documents)) % FOLDS
    chosen: list[list[Action]] = [[] for _ in documents]
    for fold in range(FOLDS):
        weights = fit(each for each, its in zip(sets, folds, strict=True) if its != fold)
        for place in np.flatnonzero(folds == fold).tolist():
            chosen[place] = list(choose_actions(documents[place], weights))
    return chosen


def write(weights: Weights, scores: dict[str, RoleScores]) -> Path:
    """Write the weights where the package reads them, as whole hundredths, with their scores."""
    path = FILE
    features = {name: [round(weight * SCALE) for weight in pair] for name, pair in weights.features.items()}
    about = {
        "source": "Fitted by analysis.training.actions on MoralEvents (MOKA, Zhang et al. 2024), train",
        "licence": "CC BY-NC-SA 4.0; leave this file out where those terms do not fit, and the rules decide",
        "cross_validated": {
            role: {
                "precision": [round(each, 4) for each in its.precision],
                "recall": [round(each, 4) for each in its.recall],
                "events": its.events,
            }
            for role, its in scores.items()
        },
        "scale": SCALE,
        "intercepts": [round(each, 3) for each in weights.intercepts],
        "least": list(weights.least),
    }
    lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(pair)}" for name, pair in features.items())
    opening = json.dumps(about, indent=1)[:-2]
    path.write_text(f'{opening},\n "features": {{\n{lines}\n }}\n}}\n', encoding="utf-8")
    return path


def make(data: Path) -> None:
    """Read the labelled set, cross-validate, print the scores, and write the weights fitted on all of it."""
    articles = read_jsonl(data, "moral_events/train.jsonl")
    train(articles, [annotated(article) for article in articles])


def main() -> None:
    """Cross-validate, print the scores, fit on all articles and write the weights."""
    parser = argparse.ArgumentParser(prog="python -m analysis.training.actions", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder of the labelled sets")
    run(parser, make)


def train(articles: Sequence[dict], documents: Sequence[Document]) -> Path:
    """Cross-validate, print the scores, fit on all articles and write the weights; return their path."""
    sets = [examples(*each) for each in zip(articles, documents, strict=True)]
    scores = scored(articles, documents, cross_validated(documents, sets))
    for role, its in scores.items():
        print(f"{role}: precision {100 * its.precision.value:.1f}, recall {100 * its.recall.value:.1f}")
    return write(fit(sets), scores)


if __name__ == "__main__":
    main()
