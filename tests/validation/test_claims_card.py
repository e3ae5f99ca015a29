"""Claims against codings: what could be claimed, what would be, and how it is judged."""

import json

import numpy as np
import pytest

from analysis.annotation import annotate
from analysis.articles import Article
from analysis.validation import claims
from analysis.validation.codings import Coding
from analysis.validation.grading import PAGE
from analysis.validation.regressions import Example

TEXT = (
    "Council closes hall\n\n"
    "The council of Marlow closed the swimming hall on Monday. “We have no money left,” said Ruth Okoye. "
    "“The hall costs us more every year,” said Okoye. Tom Beale, a swimmer, said that the hall was full."
)
ROW = {
    "id": "x",
    "form": "news",
    "speakers": [
        {"name": "Ruth Okoye", "aliases": [], "kind": "person", "speaks_for": None},
        {"name": "swimmer Beale", "aliases": ["Tom Beale"], "kind": "person", "speaks_for": None},
    ],
    "most_heard": ["Ruth Okoye"],
    "silent": [],
    "portrayal": [],
    "generic": {"conflict": 0, "economic": 1},
    "leading_generic": ["economic"],
    "policy": ["Economic"],
    "agents": ["council of Marlow"],
    "harmed": [],
    "loaded": [],
    "events": [],
    "key": ["The council of Marlow closed the swimming hall"],
}
OTHER = ROW | {"most_heard": ["Tom Beale"], "leading_generic": []}


@pytest.fixture(scope="module")
def document():
    return annotate(Article(TEXT, id="x", title="Council closes hall"))


@pytest.fixture(scope="module")
def coded(document):
    return {"x": (document, [Coding(ROW), Coding(OTHER)])}


def found(about, coded) -> dict[str, tuple[bool, bool]]:
    return {each.name: (each.right, each.counted) for each in claims.found_in(about, coded)}


def test_either_coding_bears_a_claim_out(coded):
    assert found("most heard", coded) == {"Ruth Okoye": (True, True), "Tom Beale": (True, True)}
    assert found("agent", coded)["council of Marlow"] == (True, True)


def test_frames_are_judged_by_heads_of_other_articles(coded):
    many = {f"{number}": pair for number in range(6) for pair in coded.values()}
    assert found("leading frame", many)["economic"] == (True, True)
    assert found("leading frame", many)["conflict"] == (False, True)


def test_what_no_coding_says_anything_of_is_not_counted(coded):
    assert not any(counted for _, counted in found("harmed", coded).values())


def test_the_sentence_that_carries_the_story_is_right(coded):
    right = [name for name, (right, _) in found("key passage", coded).items() if right]
    assert right == ["2"]


def test_at_most_three_agents_are_claimed_and_one_actor_once(coded):
    names = ["a", "b", "c", "d"]
    examples = [Example("x", name, {}, "one" if name in "ab" else name, True) for name in names]
    made = claims.judged("agent", examples, np.array([0.9, 0.8, 0.7, 0.6]), coded)
    assert [claim.right for claim in made] == [True, False, True]
    assert {claim.weight for claim in made} == {PAGE}


def test_articles_coded_once_do_not_count_and_pages_count_more():
    news = {key: value for key, value in ROW.items() if key != "events"}
    assert claims.weight_of([Coding(ROW)]) == 0
    assert claims.weight_of([Coding(news), Coding(news)]) == 1
    assert claims.weight_of([Coding(ROW), Coding(ROW)]) == PAGE


def test_background_articles_with_codes_are_read(tmp_path, monkeypatch):
    rows = [
        {"ID": "x", "title": "Dam breaks", "content_original": "A dam broke. It rained.", "source": "Post"}
    ]
    monkeypatch.setattr(claims, "read_codings", lambda _: {"x": [Coding(ROW)], "y": [Coding(ROW)]})
    monkeypatch.setattr(claims, "texts", lambda _: {})
    monkeypatch.setattr(claims, "background_articles", lambda _: rows)
    (tmp_path / claims.BACKGROUND).write_text(json.dumps(rows))
    ((name, (read, codings)),) = claims.read_coded(tmp_path).items()
    assert name == "x" and read.article.text == "Dam breaks\n\nA dam broke. It rained."
    assert read.article.title == "Dam breaks" and len(codings) == 1
