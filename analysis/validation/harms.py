"""Harms against our own codes of mentions: an agent coded as doing harm, a patient coded as suffering.

Only sentences that the readers were not trained on are asked. A deed counts where its patient is coded, and
its agent, too, if it has one; it is a harm where they are coded so.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from spacy.tokens import Token

from analysis.annotation import Document, annotate
from analysis.articles import Article
from analysis.framing.harms import Deed, deeds, harm_features
from analysis.models.readers import ROLES
from analysis.validation import fitting
from analysis.validation.target_codes import CodedSentence, CodedTarget, coded_sentences

STRENGTH = 0.1
_SUFFERS, _HARMS = ROLES.index("suffers"), ROLES.index("harms")


class Example(NamedTuple):
    """A deed: what speaks for its being a harm, and whether it is coded as one."""

    features: dict[str, float]
    right: bool


def examples(data: Path, reader: str) -> list[Example]:
    """Return the coded deeds of the sentences that the readers were not trained on."""
    _, held_out = coded_sentences(data)
    return [example for sentence in held_out for example in of_sentence(sentence, reader)]


def of_sentence(sentence: CodedSentence, reader: str) -> Iterator[Example]:
    """Yield the coded deeds of a sentence."""
    document = annotate(Article(text=sentence.text))
    for deed in deeds(document):
        right = _is_harm(document, deed, sentence)
        if right is not None:
            yield Example(harm_features(document, deed, reader), right)


def _is_harm(document: Document, deed: Deed, sentence: CodedSentence) -> bool | None:
    patient = _coded(document, deed.patient, sentence)
    agent = _coded(document, deed.agent, sentence) if deed.agent is not None else None
    if patient is None or (deed.agent is not None and agent is None):
        return None
    return patient.roles[_SUFFERS] and (agent is None or agent.roles[_HARMS])


def _coded(document: Document, token: Token, sentence: CodedSentence) -> CodedTarget | None:
    return next((each for each in sentence.targets if each.span[0] <= token.idx < each.span[1]), None)


def fit(found: list[Example]) -> tuple[dict[str, float], float]:
    """Return the weights of a logistic regression with a ridge penalty, by feature, and its intercept."""
    names = list(found[0].features)
    values = np.array([[each.features[name] for name in names] for each in found])
    labels = np.array([[each.right] for each in found])
    head = fitting.several(values, labels, STRENGTH)
    weights = {name: round(float(weight), 4) for name, weight in zip(names, head.weights[0], strict=True)}
    return weights, round(float(head.bias[0]), 4)


def unseen(found: list[Example]) -> np.ndarray:
    """Return each example's chance (n,) by a regression that was fitted on other examples."""
    fold = fitting.folds(len(found), seed=1)
    chances = np.zeros(len(found))
    for number in range(fitting.FOLDS):
        weights, intercept = fit([each for each, its in zip(found, fold, strict=True) if its != number])
        for place in np.flatnonzero(fold == number).tolist():
            features = found[place].features
            score = intercept + sum(weight * features[name] for name, weight in weights.items())
            chances[place] = 1 / (1 + np.exp(-score))
    return chances
