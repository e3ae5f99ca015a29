"""The sample corpus: the texts are what data/gold/corpus says they are, and are told apart as it says."""

import csv
import re
from collections import Counter
from datetime import date
from itertools import combinations

import pytest

from analysis import load_article
from analysis.articles import Article
from analysis.corpus.groups import read_topics
from analysis.paths import ROOT, SAMPLE

GOLD = ROOT / "data" / "gold" / "corpus"
OUTLETS = {
    "courier": "The Marlow Courier",
    "sentinel": "Bay Sentinel",
    "tideline": "Harbor Tideline",
    "weekly": "Bay Business Weekly",
    "radio": "Marlow Bay Public Radio",
}


def truth(name: str) -> list[dict[str, str]]:
    with (GOLD / name).open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


STORIES = truth("stories.csv")
NAMES = truth("names.csv")
TOLD = {story: count for story, count in Counter(row["story"] for row in STORIES).items() if count > 1}


@pytest.fixture(scope="module")
def articles() -> dict[str, Article]:
    return {path.stem: load_article(path) for path in SAMPLE.glob("*.md")}


def body(article: Article) -> str:
    return article.text.removeprefix(article.title).strip()


def test_every_article_is_listed_once(articles):
    assert len(articles) == 60
    assert [row["article_id"] for row in STORIES] == sorted(articles)
    assert {row["article_id"] for row in NAMES} < set(articles)


def test_every_article_is_short_dated_and_of_the_outlet_its_file_is_named_after(articles):
    for name, article in articles.items():
        assert 110 <= len(body(article).split()) <= 210, name
        assert article.published.startswith("2025-0"), name
        assert article.outlet.casefold() == OUTLETS[name.rsplit("-", 1)[1]].casefold(), name


def test_one_outlet_writes_its_own_name_in_three_ways(articles):
    written = {article.outlet for article in articles.values()}
    assert written - set(OUTLETS.values()) == {"bay sentinel", "BAY SENTINEL"}


def test_eight_events_are_told_by_several_outlets_once_each_and_not_all_by_all():
    copied = {row["story"] for row in STORIES if row["copy_of"]}
    events = {story: count for story, count in TOLD.items() if story not in copied}
    assert Counter(events.values()) == {5: 6, 4: 2}
    assert {story: TOLD[story] for story in copied} == {"pumps-inspected": 3, "norrby-results": 2}
    assert len({(row["story"], row["article_id"].rsplit("-", 1)[1]) for row in STORIES}) == 60


def test_articles_of_one_story_are_at_most_two_days_apart(articles):
    days: dict[str, list[date]] = {}
    for row in STORIES:
        published = date.fromisoformat(articles[row["article_id"]].published)
        days.setdefault(row["story"], []).append(published)
    assert all((max(own) - min(own)).days <= 2 for own in days.values())


def test_copies_repeat_what_they_copy_and_nothing_else_does(articles):
    copies = {(row["copy_of"], row["article_id"]) for row in STORIES if row["copy_of"]}
    runs = {name: _runs(body(article)) for name, article in articles.items()}
    alike = {
        (one, other)
        for one, other in combinations(sorted(runs), 2)
        if len(runs[one] & runs[other]) > 0.5 * min(len(runs[one]), len(runs[other]))
    }
    siblings = {tuple(sorted(pair)) for pair in copies}
    assert siblings <= alike
    assert {name for pair in alike for name in pair} == {name for pair in copies for name in pair}


def _runs(text: str) -> set[tuple[str, ...]]:
    """Return the text's runs of eight words."""
    words = text.split()
    return set(zip(*(words[start:] for start in range(8)), strict=False))


def test_names_stand_in_their_articles_and_each_once(articles):
    for row in NAMES:
        assert row["entity"] in articles[row["article_id"]].text, row
    assert max(Counter((row["article_id"], row["entity"]) for row in NAMES).values()) == 1


@pytest.mark.parametrize(
    ("name", "ways"),
    [
        ("Helena Voss", {"Helena Voss", "Helena R. Voss", "H. Voss", "Voss"}),
        ("Daniel Okafor", {"Daniel Okafor", "Daniel A. Okafor", "Danny Okafor"}),
        ("Ruth Okafor", {"Ruth Okafor", "Ruth N. Okafor"}),
        ("Carl Dunmore", {"Carl Dunmore"}),
        ("Carl Dunmore Jr.", {"Carl Dunmore Jr.", "Dunmore Jr."}),
        ("Norrby Lines", {"Norrby Lines", "Norrby Lines Inc."}),
        ("St. Brendan Hospital", {"St. Brendan Hospital", "St. Brendan"}),
        ("", {"Dunmore"}),
    ],
)
def test_house_styles_write_one_name_in_several_ways(name, ways):
    assert {row["entity"] for row in NAMES if row["name"] == name} == ways


def test_namesakes_meet_in_one_article():
    named: dict[str, set[str]] = {}
    for row in NAMES:
        named.setdefault(row["article_id"], set()).add(row["name"])
    assert named["rent-cap-radio"] >= {"Daniel Okafor", "Ruth Okafor"}
    assert named["storm-radio"] >= {"Carl Dunmore", "Carl Dunmore Jr."}
    assert named["tug-captain-sentinel"] >= {"Carl Dunmore Jr."}
    assert "Carl Dunmore" not in named["tug-captain-sentinel"]


def test_every_topic_has_articles_of_its_own(articles):
    for topic, pattern in read_topics("data/corpus/topics.csv").items():
        having = [text for text in articles.values() if len(re.findall(pattern, text.text.lower())) >= 2]
        assert len(having) >= 5, topic
