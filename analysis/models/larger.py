"""A model in place of those that ship: any sequence classifier that transformers can load.

It is named by its folder or by its name on the hub, and needs the extra `larger`. A target is
judged by the pair of the sentence and the target's words, as models of aspect-based sentiment are trained;
the sentence by itself is rated by positive minus negative. It says nothing of roles.
"""

from collections.abc import Iterable, Iterator, Sequence
from importlib.util import find_spec
from typing import Any

import numpy as np

from analysis.errors import ModelError
from analysis.models.encoder import Span
from analysis.models.readers import LABELS, ROLES, Asked, Judged, nothing_judged


class LargerModel:
    """A sequence classifier with the labels negative, neutral and positive, in any order and case."""

    def __init__(self, name: str) -> None:
        """Load a folder or a hub's model; ModelError when that fails or its labels are others."""
        self._order = check(name)
        from transformers import AutoModelForSequenceClassification, AutoTokenizer

        self._tokenizer = _loaded(AutoTokenizer, name)
        self._model = _loaded(AutoModelForSequenceClassification, name).eval()

    def judge_each(self, asked: Iterable[Asked], rated: bool = True) -> Iterator[Judged]:
        """Rate each sentence and judge it towards its targets; `rated` or not, they are rated."""
        return (self._judge(sentence, spans) for sentence, spans in asked)

    def _judge(self, sentence: str, spans: Sequence[Span]) -> Judged:
        if not sentence.strip():
            return Judged(0.0, *nothing_judged(len(spans)))
        pairs = [(sentence, sentence[start:end]) for start, end in spans]
        alone = self._probabilities(sentence)
        towards = [self._probabilities(*pair) for pair in pairs]
        chances = np.array(towards).reshape(-1, len(LABELS))
        return Judged(float(alone[2] - alone[0]), chances, np.full((len(spans), len(ROLES)), np.nan))

    def _probabilities(self, *texts: str) -> np.ndarray:
        import torch

        pieces = self._tokenizer(*texts, return_tensors="pt", truncation="longest_first")
        with torch.inference_mode():
            scores = self._model(**pieces).logits[0, self._order]
        return scores.softmax(-1).double().numpy()


def check(name: str) -> list[int]:
    """Return the place of each of LABELS in a model's answers, by its configuration alone; ModelError where
    it cannot be used.
    """
    if not (find_spec("transformers") and find_spec("torch")):
        raise ModelError(
            f"The readers that ship are base and small; a classifier of your own, {name}, needs further "
            "packages: run `python -m pip install --editable '.[larger]'` in the project's folder."
        )
    from transformers import AutoConfig

    return _order(name, _loaded(AutoConfig, name).id2label)


def _loaded(kind: Any, name: str) -> Any:
    try:
        return kind.from_pretrained(name)
    except (OSError, ValueError) as problem:
        raise ModelError(
            f"There is no sequence classifier {name}: name a folder that transformers wrote, or a model on "
            "its hub."
        ) from problem


def _order(name: str, labels: dict[int, str]) -> list[int]:
    """Return the model's place for each of LABELS, by the first three letters."""
    places = {label.lower()[:3]: place for place, label in labels.items()}
    if set(places) != {label[:3] for label in LABELS}:
        raise ModelError(
            f"The model {name} has the labels {', '.join(labels.values())}; it needs negative, neutral and "
            "positive."
        )
    return [places[label[:3]] for label in LABELS]
