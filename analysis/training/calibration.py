"""Calibration: from what a model says to the chance that it is right.

An attribution is right in what the validation calls who and what: half of the words shared with a coder's
content, and a source that shares a word with theirs (or none where they have none). A logistic regression is
fitted on articles held out of training (after Platt 1999). Sentiment has three classes and one temperature
(Guo et al. 2017), fitted on sentences held out of training.
"""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy.optimize import minimize_scalar
from sklearn.linear_model import LogisticRegression

from analysis.attribution.decoding import Decoded, Thresholds, decode, features
from analysis.errors import ValidationError
from analysis.models import sentences as tone
from analysis.models.attribution import AttributionModel
from analysis.models.encoder import Span
from analysis.training.data import Example
from analysis.training.sentence_data import Sentence
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


def temper(sentences: Sequence[Sentence], folder: Path) -> None:
    """Fit the temperature of a folder's model of tone and write it there."""
    path = folder / "calibration.json"
    path.write_text(json.dumps({"temperature": 1.0}) + "\n", encoding="utf-8")
    model = tone.SentenceModel(folder)
    scores, labels = [], []
    for sentence in sentences:
        judged = model.judge(sentence.text, [(target.start, target.end) for target in sentence.targets])
        scores += list(np.log(judged.targets))
        labels += [target.label for target in sentence.targets]
    best = temperature(np.array(scores), np.array(labels))
    path.write_text(json.dumps({"temperature": round(best, 3)}) + "\n", encoding="utf-8")


def temperature(scores: np.ndarray, labels: np.ndarray) -> float:
    """Return the temperature under which labels (n,) are likeliest, given scores (n, classes)."""

    def surprise(log_temperature: float) -> float:
        chances = tone.softmax(scores / np.exp(log_temperature))
        return -float(np.log(chances[np.arange(len(labels)), labels]).mean())

    return float(np.exp(minimize_scalar(surprise, bounds=(-2, 2), method="bounded").x))
