"""The fitted choice of agents and patients: candidates, features, weights; and the rules without them."""

import json
from functools import cache

import pytest

from analysis.annotation import Document, annotate
from analysis.articles import Article
from analysis.framing.actions import ranking
from analysis.framing.actions.candidates import candidates
from analysis.framing.actions.extraction import (
    choose_actions,
    find_actions,
    infer_actions,
    others,
    ruled,
    tallied,
)
from analysis.framing.actions.features import features, path, steps
from analysis.framing.actions.ranking import Weights, choose, role_weights


@cache
def read(text: str) -> Document:
    return annotate(Article(text=text, id="x"))


def told(text: str, predicate: str):
    """Return the candidates of a predicate and their features."""
    document = read(text)
    (roles,) = [each for each in ruled(document) if each.predicate.text == predicate]
    among = others(document, roles.predicate)
    return among, features(document, roles, among, tallied(document))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kenya fined the nurses on Monday.", [("Kenya", "GPE"), ("nurses", "human")]),
        ("The ministry praised Anna Weber’s attack.", [("ministry", "body"), ("Anna Weber", "PERSON")]),
        ("“I sold the barn,” Anna Weber said.", [("Anna Weber", "speaker"), ("barn", "thing")]),
        ("It rained, and there was nothing to see.", []),
    ],
)
def test_candidates(text, expected):
    document = read(text)
    found = [(each.name, each.kind) for each in candidates(document, document.sentences[0])]
    assert found[: len(expected)] == expected
    assert bool(found) == bool(expected)


def test_a_way_through_the_parse():
    doc = read("Peru launched an attack on Chile.").doc
    peru, attack, chile = (next(t for t in doc if t.text == word) for word in ("Peru", "attack", "Chile"))
    up = path(steps(attack), steps(peru))
    assert (up.exact, up.coarse, up.by_subject) == ("dobj^|/nsubj", "object|subject", True)
    assert path(steps(attack), steps(chile)).exact == "|/prep:on/pobj"
    assert path(steps(attack), steps(chile)).coarse == "|on"


def test_words_of_different_sentences_have_no_way():
    doc = read("Peru slept. Chile sang.").doc
    assert path(steps(doc[0]), steps(doc[3])).exact == "none|none"


def chosen(among, found, weights, settled=(None, None)):
    everyone = {each.token.i for each in among}
    agent, patient = choose(among, found, weights, (everyone, everyone), settled)
    return agent and agent.name, patient and patient.name


def test_a_clue_can_outweigh_the_rules():
    among, found = told("Kenya sold the barn to Anna Weber.", "sold")
    assert [each.name for each in among] == ["Kenya", "barn", "Anna Weber"]
    for place, name in ((1, "barn"), (2, "Anna Weber")):
        (kind,) = [feature for feature in found[place] if feature.startswith("kind")]
        assert chosen(among, found, Weights({kind: (-9, 9)}, (-1, -5), (0.2, 0.5))) == ("Kenya", name)


def test_nobody_is_chosen_below_the_least_chance():
    among, found = told("Kenya sold the barn to Anna Weber.", "sold")
    shy = Weights({}, (-3, -3), (0.5, 0.5))
    assert chosen(among, found, shy) == (None, None)
    settled = (among[0].token.i, among[1].token.i)
    assert chosen(among, found, shy, settled) == ("Kenya", "barn")


def test_nobody_is_both_agent_and_patient():
    among, found = told("Anna Weber praised Anna Weber.", "praised")
    assert chosen(among, found, Weights({}, (3, 2), (0.5, 0.5))) == ("Anna Weber", None)


def test_a_passive_without_an_agent_stays_without():
    eager = Weights({}, (5, -5), (0.1, 0.9))
    found = choose_actions(read("Anna Weber was fined when Kenya sneezed."), eager)
    (action,) = [each for each in found if each.predicate == "fined"]
    assert (action.agent, action.patient, action.construction) == (None, "Anna Weber", "agentless")


def test_what_grammar_settles_stays_where_nobody_is_likely():
    shy = Weights({}, (-9, -9), (0.5, 0.5))
    found = list(choose_actions(read("Kenya fined the nurses. The arrest of Omar Reza surprised Peru."), shy))
    assert [(each.predicate, each.agent, each.patient) for each in found] == [
        ("fined", "Kenya", "nurses"),
        ("arrest", None, "Omar Reza"),
        ("surprised", "arrest of Omar Reza", "Peru"),
    ]


def test_without_the_file_the_rules_decide(tmp_path, monkeypatch):
    monkeypatch.setattr(ranking, "FILE", tmp_path / "roles.json")
    role_weights.cache_clear()
    try:
        assert role_weights() is None
        document = annotate(Article(text="Kenya invaded Uganda."))
        assert infer_actions(document) == find_actions(document) != ()
    finally:
        monkeypatch.undo()
        role_weights.cache_clear()


def test_the_shipped_weights_say_whence_they_come():
    kept = json.loads(ranking.FILE.read_text(encoding="utf-8"))
    assert "CC BY-NC-SA" in kept["licence"] and "MoralEvents" in kept["source"]
    assert set(kept["cross_validated"]) == set(ranking.ROLES)
    assert all(len(pair) == 2 for pair in kept["features"].values())
