"""Fitting how actors are shown, and what codings say of it."""

import numpy as np
import pytest

from analysis.findings.beside import Possible
from analysis.models.readers import softmax
from analysis.tone.portrayal import Weights, verdict
from analysis.validation import claims
from analysis.validation.codings import Coding
from analysis.validation.portrayal import Shown, both, fit, fit_chance

CODING = Coding(
    {
        "id": "x",
        "form": "news",
        "speakers": [],
        "most_heard": [],
        "silent": [],
        "portrayal": [
            {"name": "Acme Holdings", "aliases": ["Acme"], "article": -1, "sure": True, "suffers": False},
            {"name": "Omar Day", "aliases": [], "article": 0, "sure": False, "suffers": True},
        ],
        "agents": ["Acme Holdings"],
        "harmed": ["Omar Day"],
        "events": [
            {"agent": "Acme Holdings", "action": "sued", "patient": "Omar Day", "stated": True},
            {"agent": None, "action": "rose", "patient": None, "stated": True},
        ],
    }
)


@pytest.fixture(scope="module")
def shown():
    random = np.random.default_rng(0)
    made = []
    for number in range(240):
        tone, noise = random.normal(size=2)
        value = 0 if abs(tone) < 0.5 else int(np.sign(tone))
        name, given = str(number), {"tone": float(tone), "noise": float(noise)}
        made.append(Shown(f"x{number // 3}", name, name, given, (value,), suffers=noise > 0, main=True))
    return made


def test_unseen_actors_are_judged_by_what_decides(shown):
    fitted = fit(shown, 0.3)
    said = [verdict(row) for row in softmax(fitted.unseen)]
    assert np.mean([value == each.value for value, each in zip(said, shown, strict=True)]) > 0.7
    sides = np.abs(fitted.weights.weights[2] - fitted.weights.weights[0])
    assert sides[0] > 5 * sides[1]


def test_chances_of_suffering_fit_how_often_it_is_coded(shown):
    fitted = fit_chance(shown, "suffers")
    chances = 1 / (1 + np.exp(-fitted.unseen[:, 0]))
    assert chances.mean() == pytest.approx(np.mean([each.suffers for each in shown]), abs=0.02)
    assert Weights.read(fitted.weights.kept()).scores({"tone": 0.0, "noise": 2.0})[0] > 2


def test_of_two_names_of_one_actor_the_likelier_counts_as_right(shown):
    twice = [each._replace(actor=each.group) for each in shown]
    once, chances = (fit_chance(given, "suffers").unseen[:, 0] for given in (twice, shown))
    assert (1 / (1 + np.exp(-once))).mean() < (1 / (1 + np.exp(-chances))).mean() - 0.1


def test_two_regressions_say_more_together_than_a_bad_one_alone(shown):
    good = fit(shown, 0.3).unseen
    chances = both(np.zeros_like(good), good, shown)
    assert np.mean([verdict(row) == each.value for row, each in zip(chances, shown, strict=True)]) > 0.7


def test_claims_on_how_somebody_is_shown_are_right_where_a_coding_says_the_same(shown):
    place = Possible("Ann Lee", "PERSON", False, False, 0, 0.0)
    ready = [each._replace(more=each.features, place=place) for each in shown]
    found, chances = claims.shown("portrayal", ready)
    assert len(found) == len(chances) > 100
    assert len(found) + len(claims.shown("no side", ready)[0]) == len(shown)
    sure = [each.right for each, chance in zip(found, chances, strict=True) if chance > 0.8]
    assert len(sure) > 20 and np.mean(sure) > 0.8


def test_an_actor_that_no_coding_lists_is_not_counted(shown):
    place = Possible("Ann Lee", "PERSON", False, False, 0, 0.0)
    ready = [each._replace(more=each.features, place=place) for each in shown]
    ready[0] = ready[0]._replace(values=())
    assert len(claims.shown("suffers", ready)[0]) == len(shown) - 1


def test_codings_say_how_somebody_is_shown():
    assert CODING.says("Acme", "article") == -1
    assert CODING.says("Ben Hay", "article") is None
    assert CODING.listed("portrayal", [CODING]) == ["Acme Holdings"]
    assert CODING.listed("suffers", [CODING]) == ["Omar Day"]
    assert CODING.harms("Acme") and not CODING.harms("Omar Day")
