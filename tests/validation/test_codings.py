"""Codings of articles: which coded actor a name stands for, and what is borne out."""

import json

import pytest

from analysis.errors import ValidationError
from analysis.validation.codings import Coding, read_codings

ROW = {
    "id": "x",
    "form": "news",
    "speakers": [
        {"name": "Ann Lee", "aliases": ["Lee", "the mayor"], "kind": "person", "speaks_for": "Town of Hull"},
        {"name": "residents", "kind": "unnamed", "speaks_for": None},
        {"name": "National Weather Service", "aliases": ["NWS"], "kind": "body", "speaks_for": None},
    ],
    "most_heard": ["Ann Lee"],
    "silent": ["Omar Day", "Acme"],
    "portrayal": [{"name": "Acme Holdings", "aliases": ["Acme"], "article": -1, "suffers": False}],
    "generic": {"conflict": 1, "economic": 0},
    "leading_generic": [],
    "policy": ["Economic", "Political"],
    "loaded": ["grim reaper"],
    "key": ["The dam broke at noon"],
    "agents": ["Acme Holdings"],
    "harmed": ["fishermen"],
}


@pytest.fixture
def coding():
    return Coding(ROW)


@pytest.mark.parametrize(
    "name, speaker",
    [
        ("Ann Lee", "Ann Lee"),
        ("Mayor Ann Lee", "Ann Lee"),
        ("Lee", "Ann Lee"),
        ("N.W.S.", "National Weather Service"),
        ("the National Weather Service", "National Weather Service"),
        ("Weather Service", "National Weather Service"),
        ("Ben Hay", None),
        ("service", "National Weather Service"),
        ("Acme", None),
    ],
)
def test_a_name_stands_for_the_speaker_who_is_called_so(coding, name, speaker):
    assert coding.speaker(name) == speaker


def test_a_name_that_fits_two_stands_for_neither(coding):
    assert coding.coded_name("Lee", ["Omar Lee", "Bo Lee"]) is None


def test_silent_is_a_main_actor_who_neither_speaks_nor_is_spoken_for(coding):
    assert coding.is_silent("Acme") and coding.is_silent("fishermen") and coding.is_silent("Omar Day")
    assert not coding.is_silent("Ann Lee") and not coding.is_silent("Town of Hull")
    assert not coding.is_silent("Bo Day")


def test_what_all_codings_bear_out_is_listed(coding):
    other = Coding(ROW | {"speakers": ROW["speakers"][:2], "most_heard": [], "silent": ["Acme"]})
    assert coding.listed("speaker") == ["Ann Lee", "National Weather Service"]
    assert coding.listed("speaker", [other]) == ["Ann Lee"]
    assert coding.listed("most heard", [other]) == []
    assert coding.listed("silent", [other]) == ["Acme"]


@pytest.mark.parametrize(
    "kind, name, value, verdict",
    [
        ("form", "news", "", True),
        ("portrayal", "Acme", "-1", True),
        ("portrayal", "Acme", "1", False),
        ("portrayal", "Bo Day", "1", None),
        ("no side", "Acme", "0", False),
        ("suffers", "Acme", "", False),
        ("agent", "Acme", "", True),
        ("most heard", "Omar Day", "", False),
        ("harm", "Acme", "fishermen", True),
        ("harm", "Acme", "Ann Lee", False),
        ("generic frame", "economic", "", False),
        ("leading frame", "conflict", "", None),
        ("policy frame", "Political", "", True),
        ("policy first", "Political", "", False),
        ("loaded", "Reaper", "", True),
    ],
)
def test_a_coding_bears_out_a_claim_or_does_not_say(coding, kind, name, value, verdict):
    assert coding.verdict(kind, name, value) is verdict


def test_a_sentence_that_carries_the_story_is_known_by_its_words_or_its_place(coding):
    assert coding.carries("The dam broke at noon, officials said.", 40)
    assert not coding.carries("The dam held.", 40)
    placed = Coding(ROW | {"key": None, "key_starts": [45, -1]})
    assert placed.carries("The dam broke.", 40) and not placed.carries("It held.", 60)


def test_codings_of_one_article_come_together(tmp_path):
    (tmp_path / "claims").mkdir()
    for name in ("codings.jsonl", "codings2.jsonl"):
        (tmp_path / "claims" / name).write_text(json.dumps(ROW) + "\n")
    assert len(read_codings(tmp_path, gold=tmp_path / "none")["x"]) == 2


def test_a_broken_file_of_codings_is_named(tmp_path):
    (tmp_path / "claims").mkdir()
    (tmp_path / "claims" / "codings.jsonl").write_text("{no json\n")
    with pytest.raises(ValidationError, match=r"codings\.jsonl"):
        read_codings(tmp_path, gold=tmp_path / "none")
