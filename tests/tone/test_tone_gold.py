"""The hand coding of whom the example's news is good for, and how far the model and a lexicon are from it."""

import json

import pytest

from analysis.paths import ROOT
from analysis.tone import target_clauses, target_sentiment

GOLD = ROOT / "data" / "gold" / "us-iraq-withdrawal-sentiment.json"
NAMES = {"the US": {"the US", "US", "the United States", "United States"}, "Iran": {"Iran"}}


@pytest.fixture(scope="module")
def coded() -> list[dict]:
    return json.loads(GOLD.read_text(encoding="utf-8"))["outcomes"]


@pytest.fixture(scope="module")
def judged(example) -> dict[tuple[str, int], float]:
    targets = target_sentiment(example)
    value = targets["positive"] - targets["negative"]
    return {
        (coded_as, sentence): mean
        for coded_as, names in NAMES.items()
        for sentence, mean in value[targets["entity"].isin(names)].groupby(targets["sentence"]).mean().items()
    }


def test_the_coding_is_of_this_text(coded, example):
    starts = {sentence.number: sentence.start for sentence in example.sentences}
    assert all(starts[row["sentence"]] == row["start"] for row in coded)
    assert {row["outcome"] for row in coded} == {-1, 0, 1}


def test_the_coded_actors_are_found_where_they_are_coded(coded, judged):
    found = [(row["entity"], row["sentence"]) in judged for row in coded]
    assert sum(found) / len(found) > 0.8


def test_the_model_tells_whom_the_news_is_good_for_more_often_than_the_lexicon(coded, judged, example):
    clauses = target_clauses(example)
    lexicon = {
        (coded_as, sentence): mean
        for coded_as, names in NAMES.items()
        for sentence, mean in clauses[clauses["entity"].isin(names)]
        .groupby("sentence")["vader"]
        .mean()
        .items()
    }
    sides = [row for row in coded if row["outcome"] and (row["entity"], row["sentence"]) in judged]
    right = {
        name: sum(values[row["entity"], row["sentence"]] * row["outcome"] > 0 for row in sides)
        for name, values in {"model": judged, "lexicon": lexicon}.items()
    }
    assert right["model"] > right["lexicon"]
    assert right["model"] / len(sides) > 0.5
