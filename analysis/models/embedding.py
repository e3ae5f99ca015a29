"""What a sentence is about, as a vector: near for sentences that mean alike.

A linear map leads from the small reader's features to the embedding that all-MiniLM-L6-v2 gives (Reimers &
Gurevych 2019), from which the model was trained away towards sentiment. So one pass over the text serves
sentiment and framing alike. `analysis.training.embedding` fits the map, on sentences without labels.
"""

from collections.abc import Iterable
from functools import cache

import numpy as np
import onnxruntime

from analysis.annotation import Document, once
from analysis.models.encoder import session
from analysis.models.readers import SMALL, Asked, read, reader_of
from analysis.models.small import FEATURES, small_reader
from analysis.paths import WEIGHTS

FILE = WEIGHTS / "sentences" / "embedding.onnx"
WIDTH = 384


def vectors(features: np.ndarray) -> np.ndarray:
    """Turn features (n, FEATURES) into unit vectors (n, WIDTH)."""
    if not len(features):
        return np.zeros((0, WIDTH))
    (found,) = _session().run(None, {"features": np.asarray(features, dtype=np.float32)})
    return found.astype(float)


def embed(sentences: Iterable[str]) -> np.ndarray:
    """Return a unit vector for each of bare sentences: array (sentences, WIDTH)."""
    asked: Iterable[Asked] = ((sentence, []) for sentence in sentences)
    features = [judged.features for judged in small_reader().judge_each(asked)]
    return vectors(np.array(features).reshape(-1, FEATURES))


@once
def document_vectors(document: Document) -> np.ndarray:
    """Return a unit vector for each sentence of a document: array (sentences, WIDTH)."""
    features = [judged.features for judged in read(document, SMALL)]
    return vectors(np.array(features).reshape(-1, FEATURES))


def features(sentences: Iterable[str], reader: str) -> np.ndarray:
    """Return what the reader "base" or "small" makes of bare sentences: array (sentences, its features)."""
    asked: Iterable[Asked] = ((sentence, []) for sentence in sentences)
    return np.array([judged.features for judged in reader_of(reader).judge_each(asked)])


@cache
def _session() -> onnxruntime.InferenceSession:
    return session(FILE)
