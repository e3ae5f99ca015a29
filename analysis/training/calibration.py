"""Calibration: from what a model says to the chance that it is right.

An attribution is right in what the validation calls who and what: half of the words shared with a coder's
content, and a source that shares a word with theirs (or none where they have none). A logistic regression is
fitted on articles held out of training (after Platt 1999). A reader's three classes have one temperature
(Guo et al. 2017), its roles a regression each, fitted on sentences held out of training.
"""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from scipy.optimize import minimize_scalar
from sklearn.linear_model import LogisticRegression

from analysis.attribution.decoding import Decoded, Thresholds, decode, features
from analysis.errors import ValidationError
from analysis.models.attribution import AttributionModel
from analysis.models.encoder import Span
from analysis.models.readers import ROLES, UNCALIBRATED, Reader, softmax, write_calibration
from analysis.training.data import Example
from analysis.training.sentence_data import UNKNOWN, Sentence
from analysis.validation.data import CodedAttribution
from analysis.validation.quotes import right


def calibrate(examples: list[Example], folder: Path) -> None:
    """Fit the calibration of a folder's model on articles it was not trained on, and write it there.

    ValidationError where the model is right, or wrong, in all that it finds there: nothing can be fitted.
    """
    model = AttributionModel(folder)
    evidence, outcomes = [], []
    for example in examples:
        text = example.article.text
        found = decode(model.read(text, example.prepared), Thresholds(least=0))
        evidence += [features(each.evidence) for each in found]
        outcomes += right(text, example.article.attributions, list(map(coded, found)))
    if len(set(outcomes)) < 2:
        raise ValidationError(
            f"The model finds {len(outcomes)} attributions in {len(examples)} held-out articles, too few to "
            "calibrate it: train it on more articles or for longer."
        )
    weights = fit(np.array(evidence), np.array(outcomes))
    path = folder / "calibration.json"
    path.write_text(json.dumps({"weights": weights.round(4).tolist()}) + "\n", encoding="utf-8")


def fit(evidence: np.ndarray, outcomes: np.ndarray) -> np.ndarray:
    """Fit a logistic regression to evidence (n, k) and outcomes (n,); return its weights, the intercept
    last.
    """
    fitted = LogisticRegression().fit(evidence, outcomes)
    return np.append(fitted.coef_[0], fitted.intercept_[0])


def coded(found: Decoded) -> CodedAttribution:
    """Return what was found as the corpus codes it."""
    return CodedAttribution(_spans(found.source), _spans(found.cue), found.content)


def _spans(span: Span | None) -> tuple[Span, ...]:
    return (span,) if span else ()


def calibrate_reader(sentences: Sequence[Sentence], folder: Path, load: Callable[[Path], Reader]) -> None:
    """Fit the calibration of a folder's reader on sentences that it was not trained on, and write it there:
    classes on targets with a label, roles on those with roles, which stay as they are where there are none.
    """
    write_calibration(folder, UNCALIBRATED)
    asked = [(each.text, [(at.start, at.end) for at in each.targets]) for each in sentences]
    judged = list(load(folder).judge_each(asked))
    targets = [target for sentence in sentences for target in sentence.targets]
    chances, roles = (np.concatenate([getattr(each, of) for each in judged]) for of in ("targets", "roles"))
    labels = np.array([target.label for target in targets])
    known = labels != UNKNOWN
    calibration = UNCALIBRATED._replace(
        temperature=temperature(np.log(chances[known] + 1e-12), labels[known])
    )
    coded = np.array([target.roles is not None for target in targets])
    if coded.any():
        wanted = np.array([target.roles for target in targets if target.roles]) > 0
        odds = np.log(roles[coded] + 1e-6) - np.log(1 - roles[coded] + 1e-6)
        fits = [fit(odds[:, [role]], wanted[:, role]) for role in range(len(ROLES))]
        factors, shifts = np.array(fits).T
        calibration = calibration._replace(factors=factors, shifts=shifts)
    write_calibration(folder, calibration)


def temperature(scores: np.ndarray, labels: np.ndarray) -> float:
    """Return the temperature under which labels (n,) are likeliest, given scores (n, classes)."""

    def surprise(log_temperature: float) -> float:
        chances = softmax(scores / np.exp(log_temperature))
        return -float(np.log(chances[np.arange(len(labels)), labels]).mean())

    return float(np.exp(minimize_scalar(surprise, bounds=(-2, 2), method="bounded").x))
