"""Fitting the choice of agents and patients: on events of our own making."""

import json

import pytest

from analysis.framing.actions import ranking
from analysis.framing.actions.ranking import role_weights
from analysis.validation.actions import annotated

pytestmark = pytest.mark.slow

actions = pytest.importorskip("analysis.training.actions")

PEOPLE = ("Anna Weber", "Boris Lang", "Carla Moss", "Omar Reza")


def article(agent: str, patient: str) -> dict:
    return {
        "sentences": [f"{agent} criticized {patient} on Monday.", "It rained."],
        "events": [{"para": 0, "event_trigger": "criticized", "agent": agent, "patient": patient}],
    }


@pytest.fixture
def sets():
    articles = [article(one, other) for one in PEOPLE for other in PEOPLE if one != other]
    return articles, [annotated(each) for each in articles]


def test_a_candidate_is_right_where_it_shares_a_word_with_the_coded_name(sets):
    example = actions.examples(sets[0][0], sets[1][0])
    assert len(example.features) == len(example.right) == 2
    assert example.right.tolist() == [[True, False], [False, True]]


def test_an_article_without_events_gives_no_examples():
    empty = {"sentences": ["It rained."], "events": []}
    assert len(actions.examples(empty, annotated(empty)).right) == 0


def test_training_writes_weights_that_the_package_reads(sets, tmp_path, monkeypatch, capsys):
    for module in (actions, ranking):
        monkeypatch.setattr(module, "FILE", tmp_path / "roles.json")
    path = actions.train(*sets)
    assert "agent: precision 100.0, recall 100.0" in capsys.readouterr().out
    kept = json.loads(path.read_text(encoding="utf-8"))
    assert kept["cross_validated"]["patient"]["events"] == len(sets[0])
    role_weights.cache_clear()
    try:
        weights = role_weights()
    finally:
        monkeypatch.undo()
        role_weights.cache_clear()
    fitted = actions.fit([actions.examples(*each) for each in zip(*sets, strict=True)])
    assert weights.features.keys() == fitted.features.keys()
    for name, pair in fitted.features.items():
        assert weights.features[name] == pytest.approx(pair, abs=0.0051)
