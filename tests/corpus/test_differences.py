"""In what groups differ: within stories and over all articles, on values made by hand."""

import time

import numpy as np
import pandas as pd
import pytest

from analysis import Resampling, schemas
from analysis.corpus.differences import compared, differences, left_out
from analysis.corpus.measures import bias
from tests.corpus import made

STORIES = 12


def values(rows: list[tuple[str, str, str, float]]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["article_id", "measure", "name", "value"])
    return table.astype(dict.fromkeys(("article_id", "measure", "name"), "category"))


@pytest.fixture(scope="module")
def told():
    """Twelve stories of two outlets; the Post has three more loaded words in each, and one copy."""
    noise = np.random.default_rng(3).normal(0, 0.5, STORIES)
    rows, stories, groups = [], [], {}
    for number in range(STORIES):
        for outlet in ("Post", "Times"):
            article = f"{outlet.lower()}-{number}"
            stories.append({"article_id": article, "story": f"post-{number}"})
            groups[article] = outlet
            more = 3 + noise[number] if outlet == "Post" else 0
            rows += [
                (article, "loaded words", "", 10 * number + 5 + more),
                (article, "length", "", 600.0),
                (article, "words of an actor", "Ana", 0.2 if number < 7 else 0.0),
            ]
    copy = {"article_id": "copy", "story": "post-0", "copy_of": "post-0"}
    rows.append(("copy", "loaded words", "", 9999.0))
    for number, group in enumerate(("Post", "Small", "Small", "unknown outlet")):
        name = "copy" if not number else f"other-{number}"
        groups[name] = group
        stories.append(copy if not number else {"article_id": name, "story": name})
    return stories, pd.Series(groups, name="group").rename_axis("article_id"), values(rows), noise


@pytest.fixture(scope="module")
def corpus(told, tmp_path_factory):
    return made.corpus(tmp_path_factory.mktemp("corpus"), stories=told[0])


@pytest.fixture(scope="module")
def found(corpus, told):
    return differences(corpus, told[1], told[2], Resampling(500)).set_index(["measure", "name"])


def test_within_stories_what_the_story_brings_falls_out(found, told):
    row = found.loc[("loaded words", "")]
    assert (row["one"], row["other"], row["stories"]) == ("Post", "Times", STORIES)
    assert row["difference"] == pytest.approx(3 + told[3].mean()) == row["unpaired"]
    assert row["low"] < row["difference"] < row["high"] and row["low"] > 2
    assert row["p"] == pytest.approx(2 / 2**STORIES) and row["p"] <= row["q"] <= 3 * row["p"]
    assert row["strict"] < 0.05 and row["icc"] > 0.95 and row["sign"] > 0.99
    assert 0 < row["shrunken"] < row["difference"]


def test_over_all_articles_stories_are_drawn_whole(found):
    row = found.loc[("loaded words", "")]
    assert row["articles_one"] == row["articles_other"] == STORIES  # a copy is no treatment of its own
    assert row["mean_one"] - row["mean_other"] == pytest.approx(row["unpaired"])
    assert row["low_unpaired"] < row["unpaired"] < row["high_unpaired"]


def test_what_does_not_differ_has_no_chance(found):
    row = found.loc[("length", "")]
    assert row["difference"] == 0 and row["p"] == 1 and row["sign"] != row["sign"]


def test_what_few_articles_have_is_not_compared(found, corpus, told):
    assert ("words of an actor", "Ana") in found.index  # fourteen articles have some
    few = told[2].assign(value=told[2]["value"].where(told[2]["article_id"] != "post-1", 0.0))
    few = few[
        ~few["article_id"].isin([f"post-{n}" for n in range(2, 7)]) | (few["measure"] != "words of an actor")
    ]
    fewer = differences(corpus, told[1], few[few["value"] != 0], Resampling(50))
    assert "words of an actor" not in set(fewer["measure"])


def test_groups_too_small_or_unknown_are_left_out(told, found):
    assert compared(told[1]) == ["Post", "Times"]
    assert left_out(told[1]) == {"Small": 2, "unknown outlet": 1}
    assert set(found["one"]) | set(found["other"]) == {"Post", "Times"}


@pytest.mark.parametrize("outlets", [1, 4])
def test_the_methods_bias_counts_less_where_groups_have_many_outlets(tmp_path, outlets):
    rows, stories, groups, articles = [], [], {}, []
    noise = np.random.default_rng(5).normal(0, 0.01, 24)
    for number in range(24):
        for group in ("left", "right"):
            name = f"{group}-{number}"
            articles.append({"article_id": name, "outlet": f"{group} {number % outlets}"})
            stories.append({"article_id": name, "story": str(number)})
            groups[name] = group
            rows.append((name, "words of others", "", 0.5 + (group == "left") * (0.05 + noise[number])))
    corpus = made.corpus(tmp_path, articles=articles, stories=stories)
    row = differences(corpus, pd.Series(groups), values(rows), Resampling(200)).iloc[0]
    assert row["measurement"] == pytest.approx(bias("words of others") * np.sqrt(2 / outlets))
    assert row["sign"] > 0.9 if outlets == 4 else 2 / 3 < row["sign"] < 0.9
    assert row["q"] < 0.001  # chance is not what is in doubt


def test_one_group_gives_no_rows(corpus, told):
    one = differences(corpus, told[1].replace("Times", "Post"), told[2], Resampling(50))
    assert one.empty and list(one.columns) == list(schemas.TABLES["differences"].columns)


def test_the_table_is_as_its_schema_says(found):
    schemas.check("differences", found.reset_index())


def test_the_order_of_articles_and_the_names_of_groups_do_not_matter(corpus, told, found):
    _, groups, table, _ = told
    turned = groups.replace({"Post": "Zeitung", "Times": "Abend"}).iloc[::-1]
    again = differences(corpus, turned, table.sample(frac=1, random_state=1), Resampling(500))
    row, before = again.set_index("measure").loc["loaded words"], found.loc[("loaded words", "")]
    assert (row["one"], row["other"]) == ("Abend", "Zeitung")
    for name in ("difference", "unpaired", "shrunken"):
        assert row[name] == pytest.approx(-before[name])
    for name in ("p", "q", "strict", "icc", "p_unpaired", "sign"):
        assert row[name] == pytest.approx(before[name], abs=0.01)


def test_shares_differ_by_one_at_most(tmp_path):
    rows, stories, groups = [], [], {}
    for number in range(6):
        for outlet in ("Post", "Times"):
            article = f"{outlet}-{number}"
            stories.append({"article_id": article, "story": str(number)})
            groups[article] = outlet
            rows.append((article, "generic frame", "economic", float(outlet == "Post" or number < 2)))
            rows.append((article, "generic frame", "conflict", 0.5 + number / 100))
    corpus = made.corpus(tmp_path, stories=stories)
    table = differences(corpus, pd.Series(groups), values(rows), Resampling(200)).set_index("name")
    assert table.loc["economic", ["high", "high_unpaired"]].max() <= 1


@pytest.mark.slow
def test_many_outlets_and_measures_take_seconds(tmp_path):
    """Twenty-six outlets, sixty measures, 4,000 articles."""
    generator = np.random.default_rng(0)
    articles = [f"a{number}" for number in range(4000)]
    groups = pd.Series(generator.choice([f"outlet {n}" for n in range(26)], 4000), articles)
    stories = [{"article_id": name, "story": f"s{generator.integers(800)}"} for name in articles]
    frames = [f"frame {number}" for number in range(60)]
    rows = [
        (name, "generic frame", frame, float(generator.random())) for name in articles for frame in frames
    ]
    corpus = made.corpus(tmp_path, stories=stories)
    started = time.process_time()
    table = differences(corpus, groups, values(rows))
    assert time.process_time() - started < 30
    assert len(table) == 60 * 26 * 25 / 2
    assert (table["q"] < 0.05).mean() < 0.001 and (table["strict"] < 0.05).mean() < 0.001
