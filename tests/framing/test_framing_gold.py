"""The example's framing beside two codings by hand, made before any program had coded it (data/gold)."""

import json

import pytest

from analysis import framing
from analysis.framing import ENTMAN, GENERIC
from analysis.models.readers import SMALL
from analysis.paths import ROOT

GOLD = json.loads((ROOT / "data" / "gold" / "us-iraq-withdrawal-framing.json").read_text(encoding="utf-8"))
SECOND = GOLD["second_coder"]
CODERS = {"first": GOLD, "second": SECOND}


def f1(found: set, coded: set) -> float:
    return 2 * len(found & coded) / (len(found) + len(coded)) if found | coded else 1.0


def functions(example) -> dict[str, set[int]]:
    held = framing.carried(example, ENTMAN)
    return {
        name: {int(i) + 1 for i in column.nonzero()[0]}
        for name, column in zip(ENTMAN.frames, held.T, strict=True)
    }


def words(coding: dict) -> dict[tuple[int, str], str]:
    rows = (row for row in coding["loaded"] if row.get("kind", "loaded") == "loaded")
    return {(row["sentence"], row["text"]): row["voice"] for row in rows}


def test_the_generic_frame_of_most_sentences_is_the_coder_s(example):
    held = framing.carried(example, GENERIC)
    agree = 0
    for number, frame in SECOND["leading"].items():
        found = {name for name, carries in zip(GENERIC.frames, held[int(number) - 1], strict=True) if carries}
        agree += frame in found if frame else not found
    assert agree >= 15  # of 22


def test_entman_s_functions_agree_about_as_well_as_two_coders_do(example):
    found = functions(example)
    between = [f1(set(GOLD["entman"][name]), set(SECOND["entman"][name])) for name in ENTMAN.frames]
    for coding in CODERS.values():
        ours = [f1(found[name], set(coding["entman"][name])) for name in ENTMAN.frames]
        assert sum(ours) / 4 >= sum(between) / 4 - 0.1


@pytest.mark.parametrize("coder", CODERS)
def test_of_the_four_surest_loaded_phrases_three_hold_words_that_the_coder_marked(example, coder):
    table = framing.loaded_language(example)
    surest = table[table["kind"] == "loaded"].nlargest(4, "probability")
    held = [
        any(row.sentence == number and word in row.text for number, word in words(CODERS[coder]))
        for row in surest.itertuples()
    ]
    assert sum(held) >= 3


@pytest.mark.parametrize("coder", CODERS)
def test_listed_loaded_words_and_their_voices_are_the_coder_s(example, coder):
    coded = words(CODERS[coder])
    table = framing.loaded_language(example, SMALL)
    rows = table[table["kind"] == "loaded"].itertuples()
    found = {(row.sentence, row.text): row.voice for row in rows}
    assert f1(set(found), set(coded)) >= 0.7
    shared = found.keys() & coded.keys()
    assert sum(found[word] == coded[word] for word in shared) >= len(shared) - 1
