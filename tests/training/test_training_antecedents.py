"""Learning what pronouns mean: the weights that training writes are those that the package reads."""

import numpy as np
import pytest

from analysis.annotation import antecedents as reading
from analysis.annotation.evidence import FEATURES
from analysis.training import antecedents


@pytest.fixture
def ranker():
    rng = np.random.default_rng(0)
    hidden, output = rng.normal(size=(2, len(FEATURES) + 1, 4)), rng.normal(size=(2, 4))
    return reading.Ranker(hidden, output, {"he": 0.5, "she": 0.5, "they": 0.5, "it": 0.5})


def test_what_is_written_is_read_again(ranker, tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "PATH", antecedents.write(ranker, tmp_path / "antecedents.json"))
    reading.antecedents.cache_clear()
    rows = np.random.default_rng(1).normal(size=(3, len(FEATURES))).tolist()
    try:
        chances = reading.antecedents().chances(rows)
    finally:
        reading.antecedents.cache_clear()
    assert chances == pytest.approx(ranker.chances(rows), abs=0.02)
    assert chances.sum() == pytest.approx(1)


def test_weights_for_other_features_are_refused(ranker, tmp_path, monkeypatch):
    monkeypatch.setattr(antecedents, "FEATURES", FEATURES[1:])
    monkeypatch.setattr(reading, "PATH", antecedents.write(ranker, tmp_path / "other.json"))
    reading.antecedents.cache_clear()
    try:
        with pytest.raises(ValueError, match="train it again"):
            reading.antecedents()
    finally:
        reading.antecedents.cache_clear()
