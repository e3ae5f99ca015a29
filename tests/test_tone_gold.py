"""The hand coding of whom the example's news is good for, and how far a lexicon is from it."""

import json

import pytest

from analysis.paths import ROOT
from analysis.tone import target_sentiment

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


def test_the_lexicon_hears_irans_gains_but_not_americas_losses(coded, judged):
    """A limit of lexicons, kept in sight: a method that knows whom news is bad for will turn this over."""
    heard = {entity: [] for entity in NAMES}
    for row in coded:
        if row["outcome"]:
            value = judged.get((row["entity"], row["sentence"]), 0)
            heard[row["entity"]].append(value * row["outcome"] > 0)
    share = {entity: sum(right) / len(right) for entity, right in heard.items()}
    assert share["the US"] < 0.5 <= share["Iran"]
    assert judged["the US", 3] > 0
