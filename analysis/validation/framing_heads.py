"""How each trained head of framing is fitted: from a set's examples to inputs, labels and a head.

`validate framing` fits each of them anew in five folds; `analysis.training.framing` fits them on all examples
and writes what ships.
"""

from pathlib import Path

import numpy as np

from analysis.framing import GENERIC, POLICY, Typology
from analysis.framing.heads import FIXED_WIDTH, Head, of_articles, of_sentences
from analysis.framing.typologies.policy import FRAMES, OTHER
from analysis.models.embedding import WIDTH, embed
from analysis.validation.data import read_jsonl
from analysis.validation.fitting import a_cut_each, one_cut, one_of, several, with_cuts

FRAC_CLASSES = {
    "Economic": "Economic",
    "Capacity and resources": "Economic",
    "Morality": "Morality",
    "Fairness and equality": "Fairness and equality",
    "Legality, constitutionality and jurisprudence": "Legality and crime",
    "Crime and punishment": "Legality and crime",
    "Policy prescription and evaluation": "Political and policies",
    "Security and defense": "Security and defense",
    "Health and safety": "Health and safety",
    "Quality of life": "Health and safety",
    "Cultural identity": "Cultural identity",
    "Public opinion": "Public opinion",
    "Political": "Political and policies",
    "External regulation and reputation": "Political and policies",
    OTHER: "Other",
}
SEMEVAL, NARRATIVE = "semeval2023_frames/train.jsonl", "narrative_frames/train.jsonl"
SEMEVAL_NAMES = {
    "Legality Constitutionality and jurisprudence": "Legality, constitutionality and jurisprudence"
}
FROM_CUES, FROM_DEFINITIONS = 3.0, 6.0
_SENTENCES, _ABOUT, _CUES, _WORDS = 1.0, 1.0, 0.02, 10.0
_WORDS_SHARE = 0.3


def frac(data: Path) -> tuple[np.ndarray, np.ndarray]:
    """Return FrAC's inputs, and which of the 15 frames its label allows: bool (sentences, 15)."""
    examples = read_jsonl(data, "frac/train.jsonl")
    allowed = np.array([[FRAC_CLASSES[frame] == each["frame"] for frame in FRAMES] for each in examples])
    return of_sentences([each["sentence"] for each in examples]), allowed


def articles(data: Path, name: str, typology: Typology) -> tuple[np.ndarray, np.ndarray]:
    """Return the inputs of a set's articles, and which frames they have: bool (articles, frames)."""
    inputs = of_articles(each["text"] for each in read_jsonl(data, name))
    return inputs, frames_of(data, name, typology)


def frames_of(data: Path, name: str, typology: Typology) -> np.ndarray:
    """Return which frames the articles of a set have: bool (articles, frames)."""
    named = [{SEMEVAL_NAMES.get(frame, frame) for frame in each["frames"]} for each in read_jsonl(data, name)]
    return np.array([[frame in frames for frame in typology.frames] for frames in named])


def semeval(data: Path) -> tuple[np.ndarray, np.ndarray]:
    """Return inputs and policy frames of the articles of SemEval-2023 task 3."""
    return articles(data, SEMEVAL, POLICY)


def narrative(data: Path) -> tuple[np.ndarray, np.ndarray]:
    """Return inputs and generic frames of the articles of the Narrative Frames Corpus."""
    return articles(data, NARRATIVE, GENERIC)


def fit_sentences(inputs: np.ndarray, allowed: np.ndarray) -> Head:
    """Fit policy frames of sentences; every class of labels counts alike.

    The weights are drawn to the codebook: each frame's definition and its cues.
    """
    prior = np.zeros((len(FRAMES), inputs.shape[1]))
    n = len(POLICY.frames)
    prior[:n, :WIDTH] = FROM_DEFINITIONS * embed(POLICY.definitions[frame] for frame in POLICY.frames)
    prior[:n, WIDTH:] = FROM_CUES * np.eye(n)
    _, kind, counts = np.unique(allowed, axis=0, return_inverse=True, return_counts=True)
    alike = len(allowed) / (len(counts) * counts[kind.ravel()])
    return one_of(inputs, allowed, _SENTENCES, prior, alike)


def fit_policy(inputs: np.ndarray, labels: np.ndarray) -> Head:
    """Fit policy frames of articles, with one cut for all frames."""
    return with_cuts(_articles(inputs, labels), inputs, labels, _articles, one_cut)


def fit_generic(inputs: np.ndarray, labels: np.ndarray) -> Head:
    """Fit generic frames of articles, with a cut for each frame."""
    return with_cuts(_articles(inputs, labels), inputs, labels, _articles, a_cut_each)


def _articles(inputs: np.ndarray, labels: np.ndarray) -> Head:
    """Return the mean of three regressions: on what an article is about, on its cues, and on its words.

    The first two count alike, the words `_WORDS_SHARE`.
    """
    scale = np.ones(inputs.shape[1])
    scale[WIDTH:FIXED_WIDTH] = np.maximum(inputs[:, WIDTH:FIXED_WIDTH].std(axis=0), 1e-9)
    rest = (1 - _WORDS_SHARE) / 2
    parts = (
        (slice(0, WIDTH), _ABOUT, rest),
        (slice(WIDTH, FIXED_WIDTH), _CUES, rest),
        (slice(FIXED_WIDTH, None), _WORDS, _WORDS_SHARE),
    )
    weights, bias = np.zeros((labels.shape[1], inputs.shape[1])), np.zeros(labels.shape[1])
    for columns, strength, share in parts:
        given = inputs[:, columns] / scale[columns]
        fitted = several(given, labels, strength)
        weights[:, columns] = share * fitted.weights / scale[columns]
        bias += share * fitted.bias
    return Head(weights, bias)
