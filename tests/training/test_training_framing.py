"""Fitting the heads of framing: what is written is what was fitted."""

import json
import sys

import numpy as np
import pytest

from analysis.framing import heads
from analysis.framing.bias import bias_head
from analysis.framing.heads import Head
from analysis.training import framing

pytestmark = pytest.mark.slow

BIASED = ["It was a disgrace.", "What an outrageous lie."]
PLAIN = ["The vote is on Monday.", "The bridge has two lanes."]


def write(path, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")


def test_heads_are_written_as_they_were_fitted(tmp_path, monkeypatch):
    rows = [
        {"text": text, "biased": text in BIASED, "words": ["outrageous"] if "outrageous" in text else []}
        for text in (BIASED + PLAIN) * 3
    ]
    write(tmp_path / "babe/train.jsonl", rows)
    monkeypatch.setattr(framing, "HEADS", {"loaded_sentences": framing.HEADS["loaded_sentences"]})
    framing.make(tmp_path, tmp_path / "out")
    content = json.loads((tmp_path / "out/loaded_sentences.json").read_text(encoding="utf-8"))
    assert "AGPL" in content["source"]
    assert content["marking"]["readings"]["outrageous"] == [3, 3]
    monkeypatch.setattr(heads, "FOLDER", tmp_path / "out")
    sentences, labels = framing.framing_heads.babe(tmp_path)
    for cached in (heads.head, bias_head):
        cached.cache_clear()
    try:
        assert ((bias_head().chances(sentences) >= 0.5) == labels[:, 0]).all()
    finally:
        for cached in (heads.head, bias_head):
            cached.cache_clear()


def test_numbers_keep_four_digits():
    text = framing.as_json(Head(np.array([[1.23456789e-7]]), np.array([2.0])), "Fitted on nothing")
    assert json.loads(text) == {"source": "Fitted on nothing", "weights": [[1.235e-7]], "bias": [2.0]}


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
