"""The lists of loaded words, hedges, boosters, factive verbs, and scare quotes."""

import pytest

from analysis.annotation.parsing import pipeline
from analysis.framing.loaded_lists import KINDS, find
from analysis.word_lists import read


def words(text: str) -> list[tuple[str, str]]:
    doc = pipeline()(text)
    return [(doc[word.start : word.end].text, word.kind) for word in find(doc)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was a humiliating end.", [("humiliating", "loaded")]),
        ("The senators slammed the bill.", [("slammed", "loaded")]),
        ("The door slammed the bill", [("slammed", "loaded")]),
        ("They accept fake news.", [("fake news", "loaded")]),
        ("It may rain.", [("may", "hedge")]),
        ("It rained in May.", []),
        ("He is perhaps at home.", [("perhaps", "hedge")]),
        ("This is clearly true.", [("clearly", "booster")]),
        ("She admitted the mistake.", [("admitted", "factive")]),
        ("The “reform” of the tax is over.", [("reform", "scare quotes")]),
        ('The "healthy snack" has more sugar.', [("healthy snack", "scare quotes")]),
        ("She called it “reform”.", []),
        ("He said: “Never.”", [("Never", "booster")]),
        ("He read “The Great Gatsby” at school.", []),
        ("Gross domestic product rose.", []),
        ("The meeting is on Monday.", []),
        ("", []),
    ],
)
def test_kinds(text, expected):
    assert words(text) == expected


def test_the_list_names_its_source_and_measures():
    resource = read("framing/loaded")
    assert resource["source"] and resource["licence"] == "MIT"
    assert set(resource["measured"]["kinds"]) == set(KINDS)
    assert resource["measured"]["sentences"] == sorted(resource["measured"]["sentences"])
    lists = [set(cues) for cues in resource["kinds"].values()]
    assert sum(map(len, lists)) == len(set().union(*lists))
