"""Whom claims on portrayal are about, and how firm they are for somebody named in passing."""

import numpy as np
import pytest

from analysis.findings import portrayal
from analysis.findings.chances import PROBABLE
from analysis.findings.doubles import Central
from analysis.tone.portrayal import Passage


def passage(sentence: int, part: str = "body") -> Passage:
    return Passage("Ana", "PERSON", True, sentence, part, None, False, True, np.zeros(6), 0.0)


@pytest.mark.parametrize(
    "passages, passing",
    [
        ([passage(9)], True),
        ([passage(2)], False),
        ([passage(1, "headline")], False),
        ([passage(9), passage(10)], False),
    ],
)
def test_who_is_named_once_and_late_is_named_in_passing(passages, passing):
    assert portrayal.is_passing(passages) == passing


def test_no_side_is_claimed_of_somebody_named_in_passing():
    assert portrayal.within(0.9, -1, passing=True) < PROBABLE
    assert portrayal.within(0.9, 0, passing=True) == 0.9
    assert portrayal.within(0.9, -1, passing=False) == 0.9


def test_of_two_with_as_many_sentences_the_first_in_the_text_comes_first():
    late, early = (Central("Ana", "PERSON", ()), [passage(9)]), (Central("Zoe", "PERSON", ()), [passage(2)])
    assert sorted([late, early], key=portrayal._place) == [early, late]


def test_the_likelier_side_is_taken_with_its_odds():
    side, odds = portrayal.side_of(np.log([0.6, 0.3, 0.1]))
    assert side == -1 and odds == pytest.approx(np.log(0.6 / 0.4))
    assert portrayal.side_of(np.log([0.1, 0.6, 0.3]))[0] == 1
