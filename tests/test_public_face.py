"""The names and tables that users rely on."""

import ast
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pandas as pd
import pytest

import analysis

TABLES = {
    "sentences": "sentence paragraph part start end text quoted_share reported_share",
    "sentiment": "sentence paragraph part start end text quoted_share reported_share"
    " textblob subjectivity vader model",
    "entities": "entity label sentence start end text chance basis",
    "quotes": "quote sentence text speaker kind role affiliation speaks_for source_start source_end"
    " source_text cue_start cue_end cue_text content words confidence sense",
    "target_sentiment": "entity sentence start end voice negative neutral positive suffers harms helps",
    "entity_sentiment": "entity voice sentences mean low high",
    "portrayal": "entity by value chance suffers harms helps mentions sentences evidence",
    "frames": "typology frame sentence score low high percentile evidence",
    "actions": "sentence start end predicate agent patient construction negated hypothetical voice",
    "loaded_language": "sentence start end text kind probability voice",
}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_has_its_columns(example, name):
    frame = getattr(analysis, name)(example)
    assert ["article_id", *TABLES[name].split()] == list(frame.columns)
    assert len(frame) and set(frame["article_id"]) == {"us-iraq-withdrawal"}


@pytest.mark.parametrize("name", TABLES)
def test_an_empty_article_gives_an_empty_table_with_the_same_columns(example, name):
    empty = getattr(analysis, name)(analysis.annotate(analysis.Article(text="")))
    full = getattr(analysis, name)(example)
    assert list(empty.columns) == list(full.columns)
    if name != "frames":  # a frame that no sentence carries has a row for the article
        assert empty.empty


@pytest.mark.parametrize(
    "name", [name for name in TABLES if name not in {"entity_sentiment", "portrayal", "frames"}]
)
def test_offsets_and_sentences_fit(example, name):
    frame = getattr(analysis, name)(example)
    for row in frame.itertuples():
        start, end = (row.source_start, row.source_end) if name == "quotes" else (row.start, row.end)
        if pd.notna(start):
            assert 0 <= start < end <= len(example.article.text)
        if name != "quotes":
            sentence = example.sentences[row.sentence - 1]
            assert sentence.start <= start < end <= sentence.end


def test_bare_sentences_and_texts():
    sentences = ["Iran condemned the shameful attack.", "The council met."]
    assert list(analysis.rate_sentences(sentences).columns) == ["textblob", "vader", "model"]
    targets = analysis.classify_targets(sentences, [(0, 4), (4, 11)])
    assert targets[["negative", "neutral", "positive"]].sum(axis=1).round(9).eq(1).all()
    frames = analysis.classify_frames(sentences)
    assert frames.shape == (2, 15) and frames.sum(axis=1).round(9).eq(1).all()
    assert analysis.classify_loaded(sentences).between(0, 1).all()
    assert analysis.score_articles(sentences, "generic").shape == (2, 5)


def test_nothing_else_is_public():
    assert dir(analysis) == sorted(analysis.__all__)
    with pytest.raises(AttributeError, match="quotes"):
        _ = analysis.quote


def test_type_checkers_see_the_same_names():
    stub = ast.parse(Path(analysis.__file__).with_suffix(".pyi").read_text(encoding="utf-8"))
    imports = [node for node in stub.body if isinstance(node, ast.ImportFrom)]
    assert sorted(each.asname for node in imports for each in node.names) == sorted(analysis.__all__)
    for node in imports:
        for each in node.names:
            assert getattr(analysis, each.name) is getattr(import_module(node.module), each.name)


def test_the_import_waits_for_nothing_heavy():
    code = (
        "import analysis, sys; sys.exit(any(name in sys.modules for name in ('spacy', 'pandas', 'textblob')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
