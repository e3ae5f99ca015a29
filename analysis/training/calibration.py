"""Calibration: from the model's evidence for an attribution to the chance that it is right.

Right means what the scorer calls who and what: half of the words shared with a coder's content, and a
source that shares a word with theirs (or none where they have none). A logistic regression is fitted on
articles held out of training.

    python -m analysis.training.calibration --data data/polnear/dev     prints how well it holds there

"""

import argparse
import json
import re
from pathlib import Path
from typing import NamedTuple

import numpy as np

from analysis.attribution.decode import Found, decode
from analysis.attribution.evidence import chance, features
from analysis.attribution.model import Model
from analysis.encoder import FOLDER, Span
from analysis.training.data import Annotated, Example, load, paragraphs

_WORD = re.compile(r"\w+")
LONGEST_SOURCE = 25


class Bin(NamedTuple):
    """A row of the reliability table: attributions whose confidence lies in a range."""

    low: float
    high: float
    count: int
    confidence: float
    right: float


def outcomes(text: str, found: list[Found], gold: tuple[Annotated, ...]) -> np.ndarray:
    """Tell for each attribution found whether it is right; each coded one serves once, the best match
    first.
    """
    starts = np.array([m.start() for m in _WORD.finditer(text)])
    ends = np.array([m.end() for m in _WORD.finditer(text)])

    def words(spans: tuple[Span, ...]) -> frozenset[int]:
        return frozenset(
            i
            for start, end in spans
            for i in range(np.searchsorted(ends, start, "right"), np.searchsorted(starts, end, "left"))
        )

    theirs = [(words(a.content), words(a.source)) for a in gold]
    ours = [(words(f.content), words((f.source,) if f.source else ())) for f in found]
    pairs = sorted(
        (
            (len(content & coded) / len(content | coded), i, j)
            for i, (content, _) in enumerate(ours)
            for j, (coded, _) in enumerate(theirs)
            if content & coded
        ),
        reverse=True,
    )
    right, used = np.zeros(len(found), dtype=bool), set()
    matched: set[int] = set()
    for share, i, j in pairs:
        if share >= 0.5 and i not in matched and j not in used:
            matched.add(i)
            used.add(j)
            right[i] = _same_source(ours[i][1], theirs[j][1])
    return right


def _same_source(ours: frozenset[int], coded: frozenset[int]) -> bool:
    if not coded:
        return not ours
    return bool(ours & coded) and len(ours) <= max(LONGEST_SOURCE, 2 * len(coded))


def fit(evidence: np.ndarray, right: np.ndarray, penalty: float = 1.0, steps: int = 50) -> np.ndarray:
    """Fit a logistic regression by Newton's method; return the weights, the intercept last.

    `evidence` is (n, features), `right` (n,) of booleans; `penalty` is on the squares of all but the
    intercept.
    """
    inputs = np.column_stack([evidence, np.ones(len(evidence))])
    weights = np.zeros(inputs.shape[1])
    ridge = penalty * np.eye(len(weights))
    ridge[-1, -1] = 0
    for _ in range(steps):
        chances = 1 / (1 + np.exp(-inputs @ weights))
        gradient = inputs.T @ (chances - right) + ridge @ weights
        hessian = (
            (inputs * (chances * (1 - chances))[:, None]).T @ inputs + ridge + 1e-9 * np.eye(len(weights))
        )
        weights = weights - np.linalg.solve(hessian, gradient)
    return weights


def reliability(confidence: np.ndarray, right: np.ndarray, bins: int = 5) -> list[Bin]:
    """Return equally wide ranges of confidence with the share that is right in each."""
    edges = np.linspace(0, 1, bins + 1)
    at = np.clip(np.searchsorted(edges, confidence, side="right") - 1, 0, bins - 1)
    return [
        Bin(edges[i], edges[i + 1], int(own.sum()), float(confidence[own].mean()), float(right[own].mean()))
        for i in range(bins)
        if (own := at == i).any()
    ]


def collect(articles: list[Example], model: Model) -> tuple[np.ndarray, np.ndarray]:
    """Return features (n, k) and outcomes (n,) of all attributions found in articles."""
    evidence, right = [], []
    for article in articles:
        found = decode(model.read(article.text, paragraphs(article.text)))
        evidence += [features(attribution.evidence) for attribution in found]
        right.append(outcomes(article.text, found, article.annotations[0]))
    return np.array(evidence), np.concatenate(right)


def calibrate(articles: list[Example], folder: Path) -> np.ndarray:
    """Fit the calibration of a folder's model on articles it was not trained on, write it there and return
    it.
    """
    weights = fit(*collect(articles, Model(folder)))
    (folder / "calibration.json").write_text(json.dumps({"weights": weights.round(4).tolist()}) + "\n")
    return weights


def main() -> None:
    """Print the reliability of a folder's model on a part of PolNeAR."""
    parser = argparse.ArgumentParser(prog="python -m analysis.training.calibration", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="part of PolNeAR, such as its dev/")
    parser.add_argument("--weights", type=Path, default=FOLDER, help="folder of the ONNX files")
    options = parser.parse_args()
    weights = np.array(json.loads((options.weights / "calibration.json").read_text())["weights"])
    evidence, right = collect(load(options.data), Model(options.weights))
    print("confidence       n   mean  right")
    for row in reliability(np.array([chance(x, weights) for x in evidence]), right):
        print(f"{row.low:.1f} to {row.high:.1f} {row.count:7} {row.confidence:6.3f} {row.right:6.3f}")


if __name__ == "__main__":
    main()
