"""The method's own bias between outlets: found where it is put in, and not where it is not."""

import numpy as np
import pandas as pd
import pytest

from analysis.validation.codings import Coding
from analysis.validation.outlets import actor_errors, biases, coded_values

CODING = Coding(
    {
        "form": "opinion",
        "speakers": [
            {"name": "Ada Voss", "aliases": ["Voss"], "kind": "person", "words": 60},
            {"name": "the council", "kind": "body", "words": 20},
            {"name": "neighbours", "kind": "unnamed", "words": 20},
        ],
        "portrayal": [
            {"name": "Ada Voss", "aliases": ["Voss"], "article": -1, "suffers": False},
            {"name": "Tom Reed", "aliases": [], "article": 0, "suffers": True},
        ],
        "silent": ["Tom Reed"],
        "agents": [],
        "harmed": [],
        "generic": {"conflict": 1},
        "policy": ["Political"],
        "loaded": ["shameful"],
    }
)


def errors(spread: float, outlets: int = 30, articles: int = 12) -> pd.DataFrame:
    rng = np.random.default_rng(0)
    number = outlets * articles
    outlet = np.repeat(np.arange(outlets), articles)
    return pd.DataFrame(
        {
            "article_id": np.arange(number).astype(str),
            "outlet": outlet.astype(str),
            "measure": "somebody suffers",
            "name": "",
            "error": 0.1 + rng.normal(0, spread, outlets)[outlet] + rng.normal(0, 0.4, number),
        }
    )


@pytest.mark.parametrize("spread, least, most", [(0.0, 0, 0.05), (0.15, 0.1, 0.2)])
def test_bias_between_outlets_is_found_where_it_is(spread, least, most):
    (found,) = biases(errors(spread))
    assert least <= found.sd <= most and found.low <= spread <= found.high
    assert (found.measure, found.outlets, found.articles) == ("somebody suffers", 30, 360)


def test_a_few_outlets_or_articles_tell_nothing():
    assert biases(errors(0.1, outlets=4)) == []
    assert biases(errors(0.1, articles=2)) == []


def test_frames_are_taken_together_about_their_own_means():
    one = errors(0.15).assign(measure="policy frame", name="Economic")
    other = errors(0.15).assign(measure="policy frame", name="Political")
    (both,) = biases(pd.concat([one, other.assign(error=other["error"] + 3)]))
    (alone,) = biases(one)
    assert both.sd == pytest.approx(alone.sd) and both.high < alone.high


def test_what_a_coding_says_in_numbers():
    values = {(measure, name): float(value) for measure, name, value in coded_values(CODING, 400)}
    assert values["words of others", ""] == 0.25 and values["voices", ""] == 2
    assert values["kind of source", "person"] == 0.6 and values["kind of source", "unnamed"] == 0.2
    assert values["somebody suffers", ""] == 1 and values["opinion", ""] == 1
    assert values["generic frame", "conflict"] == 1 and values["generic frame", "economic"] == 0
    assert values["policy frame", "Political"] == 1 and values["policy frame", "Economic"] == 0


def test_claims_on_actors_count_by_their_chance():
    claims = pd.DataFrame(
        [
            ("portrayal", "Voss", "-1", 0.7),
            ("portrayal", "Voss", "0", 0.3),
            ("portrayal", "Tom Reed", "1", 0.2),
            ("suffers", "Tom Reed", "", 0.6),
            ("silent", "Tom Reed", "", 0.9),
            ("portrayal", "Nobody Else", "1", 0.9),
        ],
        columns=["about", "name", "value", "chance"],
    )
    found = sorted((measure, round(error, 6)) for measure, error in actor_errors(claims, CODING))
    assert found == [
        *[("portrayal", 0.2), ("portrayal", 0.3), ("silent", -0.1), ("silent", 0.0)],
        *[("suffers", -0.4), ("suffers", 0.0)],
    ]
