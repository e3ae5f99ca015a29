"""What is found in the sample corpus: true stories and names, and what its outlets were made to differ in."""

import csv
from collections.abc import Iterable
from itertools import combinations

import pandas as pd
import pytest

from analysis.corpus.dataset import Corpus, open_corpus
from analysis.corpus.groups import by_outlet
from analysis.corpus.measures import values
from analysis.paths import ROOT, SAMPLE

pytestmark = pytest.mark.slow

GOLD = ROOT / "data" / "gold" / "corpus"
COURIER, SENTINEL, TIDELINE, WEEKLY, RADIO = (
    "The Marlow Courier",
    "Bay Sentinel",
    "Harbor Tideline",
    "Bay Business Weekly",
    "Marlow Bay Public Radio",
)


def truth(name: str) -> pd.DataFrame:
    with (GOLD / name).open(encoding="utf-8", newline="") as table:
        return pd.DataFrame(list(csv.DictReader(table)))


def parts(members: Iterable[object], groups: Iterable[object]) -> set[frozenset]:
    """Return how the groups part their members; B-cubed F1 of two of these is 1 where they are equal."""
    table = pd.DataFrame({"member": list(members), "group": list(groups)})
    return {frozenset(own) for _, own in table.groupby("group")["member"]}


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return open_corpus(SAMPLE)


@pytest.fixture(scope="module")
def within(corpus) -> pd.DataFrame:
    """What is measured in the eight events: a row an article, with its outlet and story."""
    true = truth("stories.csv").set_index("article_id")
    events = true["story"].value_counts().loc[lambda count: count > 3].index
    table = values(corpus).astype({"article_id": "str", "measure": "str", "name": "str"})
    table = table.assign(
        outlet=table["article_id"].map(by_outlet(corpus)), story=table["article_id"].map(true["story"])
    )
    return table[table["story"].isin(events)]


def differences(within: pd.DataFrame, measure: str, name: str, one: str, other: str) -> pd.Series:
    """Return one minus other in each event that both tell."""
    own = within[(within["measure"] == measure) & (within["name"] == name)]
    cells = own.pivot(index="story", columns="outlet", values="value")
    return (cells[one] - cells[other]).dropna()


def test_stories_are_those_that_are_true(corpus):
    found, true = corpus.table("stories"), truth("stories.csv")
    assert parts(found["article_id"], found["story"]) == parts(true["article_id"], true["story"])


def test_copies_are_those_that_are_true(corpus):
    found = corpus.table("stories").dropna(subset="copy_of")
    true = truth("stories.csv").query("copy_of != ''")
    assert dict(zip(found["article_id"], found["copy_of"], strict=True)) == dict(
        zip(true["article_id"], true["copy_of"], strict=True)
    )


def test_names_are_those_that_are_true(corpus):
    true = truth("names.csv")
    both = true.merge(corpus.table("names"), on=["article_id", "entity"], suffixes=("_true", ""))
    assert len(both) == len(true)
    said = both[both["name_true"] != ""]
    members = list(zip(said["article_id"], said["entity"], strict=True))
    assert parts(members, said["name"]) == parts(members, said["name_true"])
    persons = said[said["kind_true"] == "person"]
    assert (persons["name"] == persons["name_true"]).all()
    assert (said["kind"] == said["kind_true"]).all()


def test_a_surname_that_two_may_bear_stays_open(corpus):
    names = corpus.table("names", article_id="fishing-derby-courier").set_index("entity")
    assert names.loc["Dunmore", "name"] == "Dunmore"
    assert "open" in names.loc["Dunmore", "basis"]


@pytest.mark.parametrize(
    ("measure", "name", "one", "other", "least"),
    [
        ("loaded words", "", SENTINEL, COURIER, 4),
        ("loaded words", "", SENTINEL, RADIO, 4),
        ("hedging", "", COURIER, SENTINEL, 0.1),
        ("quoted directly", "", RADIO, COURIER, 0.5),
        ("quoted directly", "", RADIO, SENTINEL, 0.4),
        ("quoted directly", "", RADIO, TIDELINE, 0.4),
        ("generic frame", "economic", WEEKLY, COURIER, 0.3),
        ("generic frame", "economic", WEEKLY, RADIO, 0.5),
        ("tone towards", "Daniel Okafor", TIDELINE, SENTINEL, 0.4),
        ("tone towards", "Helena Voss", SENTINEL, TIDELINE, 0.3),
    ],
)
def test_outlets_differ_as_they_were_made_to(within, measure, name, one, other, least):
    found = differences(within, measure, name, one, other)
    assert len(found) >= 6
    assert found.mean() > least
    assert (found > 0).mean() >= 0.75


@pytest.mark.parametrize(
    ("one", "other"), list(combinations((COURIER, SENTINEL, TIDELINE, WEEKLY, RADIO), 2))
)
def test_outlets_do_not_differ_in_length(within, one, other):
    assert abs(differences(within, "length", "", one, other).mean()) < 20
