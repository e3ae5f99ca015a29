"""Fitting what finds loaded sentences and words: what is written is what was fitted."""

import gzip
import hashlib
import json
import sys

import pytest

from analysis.framing import bias, marking
from analysis.framing.bias import bias_head, read_sentences, stance_head
from analysis.models.readers import SMALL
from analysis.training import loaded
from analysis.validation import loaded as validated
from analysis.validation.marking import ptc

pytestmark = pytest.mark.slow

BIASED = ["It was a disgrace.", "What an outrageous lie."]
PLAIN = ["The vote is on Monday.", "The bridge has two lanes."]
CACHED = (bias_head, stance_head, marking.in_context)


def write(path, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "wt", encoding="utf-8") as file:
        file.writelines(f"{json.dumps(row)}\n" for row in rows)


@pytest.fixture
def data(tmp_path, monkeypatch):
    """Return a folder with small sets of our own making, of the real sets' shape."""
    texts = (BIASED + PLAIN) * 3
    rows = [
        {"text": text, "biased": text in BIASED, "words": ["outrageous"] if "outrageous" in text else []}
        for text in texts
    ]
    write(tmp_path / "babe/train.jsonl", rows)
    whole = " ".join(texts)
    write(tmp_path / "narrative_frames/train.jsonl", [{"id": "n", "text": whole, "frames": []}])
    write(
        tmp_path / "background_articles.jsonl.gz", [{"ID": "b", "title": BIASED[0], "content_original": "A."}]
    )
    codes = [{"of": "title", "id": "b", **_code(BIASED[0])}]
    start = 0
    for text in texts:
        place = {"start": start, "end": start + len(text)}
        codes.append({"of": "narrative", "id": "n", **place, **_code(text)})
        start += len(text) + 1
    write(tmp_path / "codes/sentences.jsonl", codes)
    monkeypatch.setattr(validated, "FOLDER", tmp_path / "codes")
    spans = [
        {"technique": "Loaded_Language", "start": 10, "end": 16},
        {"technique": "Doubt", "start": 0, "end": 2},
    ]
    articles = [{"id": str(n), "text": "It is the farce of a vote.", "spans": spans} for n in range(4)]
    write(tmp_path / "loaded_spans/train.jsonl.gz", articles)
    return tmp_path


def _code(text):
    sha256 = hashlib.sha256(text.encode()).hexdigest()[:12]
    return {"sha256": sha256, "frames": [], "subjective": int(text in BIASED)}


def test_what_is_written_is_what_was_fitted(data, monkeypatch):
    out = data / "out"
    loaded.make(data, out)
    contents = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in out.glob("*.json")}
    assert sorted(contents) == ["babe_base", "babe_small", "own_base", "own_small", "words_base"]
    assert "AGPL" in contents["babe_base"]["source"] and "MIT" in contents["own_base"]["source"]
    assert contents["babe_small"]["marking"]["readings"]["outrageous"] == [3, 3]
    assert contents["words_base"]["marking"]["readings"] == {}
    for module in (marking, bias):
        monkeypatch.setattr(module, "FOLDER", out)
    for cached in CACHED:
        cached.cache_clear()
    try:
        sentences = read_sentences(BIASED + PLAIN, SMALL)
        assert (bias_head(SMALL)[0].scores(sentences)[:, 0] >= 0).tolist() == [True, True, False, False]
        assert (stance_head(SMALL).scores(sentences.inputs)[:, 0] >= 0).tolist() == [True, True, False, False]
        (words,) = ptc(data).words[:1]
        assert marking.in_context().chances(words).argmax() == 3
    finally:
        for cached in CACHED:
            cached.cache_clear()


def test_words_of_a_span_are_marked_and_other_techniques_are_not(data):
    articles = ptc(data)
    assert articles.marked[0].tolist() == [False, False, False, True, False, False, False]
    assert articles.article.tolist() == [0, 1, 2, 3]


def test_a_missing_set_ends_in_one_sentence(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["loaded", "--data", str(tmp_path)])
    with pytest.raises(SystemExit) as ended:
        loaded.main()
    assert ended.value.code == 2
    assert capsys.readouterr().err.strip().endswith(f"is not in {tmp_path}.")
