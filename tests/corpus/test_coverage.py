"""Who tells which story, on stories made by hand."""

import pandas as pd
import pytest

from analysis import schemas
from analysis.corpus.actors import Actors
from analysis.corpus.coverage import attention, chosen, coverage, is_by_quota, selection
from tests.corpus import made

# which groups tell each story: twelve both, eight the Post alone beside the Sun, one the Times beside the Sun
TOLD = [("Post", "Times")] * 12 + [("Post", "Sun")] * 8 + [("Times", "Sun")] + [("Sun",)] * 3


@pytest.fixture(scope="module")
def groups() -> pd.Series:
    named = {f"{group}-{number}": group for number, who in enumerate(TOLD) for group in who}
    return pd.Series(named, name="group").rename_axis("article_id")


@pytest.fixture(scope="module")
def corpus(groups, tmp_path_factory):
    def story(article: str) -> str:
        number = int(article.split("-")[1])
        return f"{TOLD[number][0]}-{number}"

    articles = [
        {
            "article_id": name,
            "title": f"Title of {name}",
            "published": f"2024-01-{1 + int(name.split('-')[1]):02}",
        }
        for name in groups.index
    ]
    stories = [
        {"article_id": name, "story": story(name), "copy_of": "Post-0" if name == "Times-0" else None}
        for name in groups.index
    ]
    names = [
        {"article_id": name, "entity": "Ana", "name": "Ana Ruiz", "kind": "person"}
        for name in groups.index
        if name.startswith("Post")
    ]
    return made.corpus(tmp_path_factory.mktemp("corpus"), articles=articles, stories=stories, names=names)


def test_stories_are_told_by_groups_and_copies_count(corpus, groups):
    told = coverage(corpus, groups)
    assert len(told) == len(groups) and told["groups"].is_monotonic_decreasing
    first = told[told["story"] == "Post-0"]
    assert list(first["group"]) == ["Post", "Times"] and list(first["copies"]) == [0, 1]
    assert set(first["title"]) == {"Title of Post-0"}


@pytest.mark.parametrize(
    ("one", "other", "both", "only_one", "only_other"),
    [("Post", "Times", 12, 8, 1), ("Post", "Sun", 8, 12, 1), ("Sun", "Times", 1, 8, 12)],
)
def test_selection_is_of_stories_that_two_groups_tell(corpus, groups, one, other, both, only_one, only_other):
    row = selection(corpus, groups).set_index(["one", "other"]).loc[(one, other)]
    assert row["stories"] == 21
    assert (row["both"], row["only_one"], row["only_other"]) == (both, only_one, only_other)
    assert row["odds"] == pytest.approx(only_one / only_other)
    assert row["low"] < row["odds"] < row["high"] and row["p"] <= row["q"]


def test_mcnemar_is_exact(corpus, groups):
    row = selection(corpus, groups).set_index(["one", "other"]).loc[("Post", "Times")]
    assert row["p"] == pytest.approx(2 * (1 + 9) / 2**9)


def test_sizes_alone_may_explain_who_tells_more(corpus, groups):
    row = selection(corpus, groups).set_index(["one", "other"]).loc[("Post", "Times")]
    assert row["p"] < row["p_sizes"] < 1  # the Post has twenty articles, the Times thirteen


@pytest.mark.parametrize(("without", "compared"), [("Times", 1), ("", 3)])
def test_groups_that_never_meet_or_have_no_dates_are_not_compared(tmp_path, groups, without, compared):
    articles, stories = [], []
    for name, group in groups.items():
        date = None if group == without else "2024-01-01"
        articles.append({"article_id": name, "published": date})
        stories.append({"article_id": name, "story": name.split("-")[1]})
    made_up = made.corpus(tmp_path, articles=articles, stories=stories)
    assert len(selection(made_up, groups)) == compared
    apart = made.corpus(
        tmp_path / "apart",
        articles=articles,
        stories=[{"article_id": name, "story": name} for name in groups.index],
    )
    assert selection(apart, groups).empty


@pytest.mark.parametrize(
    ("sizes", "expected"), [([3] * 9 + [2], True), ([1] * 10, False), ([1, 2, 3], False)]
)
def test_a_corpus_with_as_many_articles_of_each_story_is_by_quota(tmp_path, sizes, expected):
    rows = [
        {"article_id": f"{story}-{number}", "story": f"{story}-0"}
        for story, size in enumerate(sizes)
        for number in range(size)
    ]
    assert is_by_quota(made.corpus(tmp_path, stories=rows)) == expected


def test_what_the_stories_are_like_that_a_group_tells(corpus, groups):
    economic = [("Post", number) for number in range(12, 20)] + [("Sun", number) for number in range(12, 20)]
    rows = [(f"{group}-{number}", "policy frame", "Economic", 0.9) for group, number in economic]
    rows += [
        (name, "policy frame", "Economic", 0.0) for name in groups.index if name not in {r[0] for r in rows}
    ]
    values = pd.DataFrame(rows, columns=["article_id", "measure", "name", "value"])
    table = chosen(corpus, groups, values).set_index(["group", "name"])
    times = table.loc[("Times", "Economic")]
    assert (times["stories_told"], times["stories_untold"]) == (13, 8)
    assert (times["told"], times["untold"], times["difference"]) == (0, 1, -1)
    assert -1 <= times["low"] < times["high"] < 0
    assert "Post" not in table.index.get_level_values("group")  # one story alone is untold by it
    assert table.loc[("Times", "Ana Ruiz"), ["told", "untold"]].tolist() == [pytest.approx(12 / 13), 1]


def test_attention_is_the_share_of_a_groups_articles(corpus, groups):
    table = attention(corpus, groups, Actors(corpus)).set_index("group")
    assert table.loc["Post", "share"] == 1 and table.loc["Post", "low"] > 0.8
    assert table.loc["Times", "articles"] == 0


def test_tables_are_as_their_schemas_say(corpus, groups):
    for name, table in (("coverage", coverage(corpus, groups)), ("selection", selection(corpus, groups))):
        schemas.check(name, table)
