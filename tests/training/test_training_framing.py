"""Fitting the heads of framing: what is written is what was fitted."""

import json
import sys

import numpy as np
import pytest

from analysis.framing.heads import Head
from analysis.training import framing
from analysis.training.head_files import as_json, linear

pytestmark = pytest.mark.slow


def test_numbers_keep_three_digits():
    kept = linear(Head(np.array([[1.23456789e-7]]), np.array([2.0])), framing.DIGITS)
    assert json.loads(as_json(kept)) == {"weights": [[1.23e-7]], "bias": [2.0]}


def test_a_missing_set_ends_in_one_sentence(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["framing", "--data", str(tmp_path)])
    with pytest.raises(SystemExit) as ended:
        framing.main()
    assert ended.value.code == 2
    assert capsys.readouterr().err.strip().endswith(f"are not in {tmp_path}.")


def test_the_map_to_meaning_finds_a_linear_one():
    torch = pytest.importorskip("torch")
    pytest.importorskip("sklearn")
    from analysis.training.embedding import fit

    rng = np.random.default_rng(0)
    features, wanted = rng.normal(size=(4000, 1152)), rng.normal(size=(1152, 384))
    embeddings = features @ wanted
    embeddings /= np.linalg.norm(embeddings, axis=1, keepdims=True)
    with torch.inference_mode():
        found = fit(features, embeddings)(torch.tensor(features, dtype=torch.float32)).numpy()
    assert (found * embeddings).sum(1).mean() > 0.95
