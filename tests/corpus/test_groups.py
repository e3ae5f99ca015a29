"""Groups of articles: outlets under one name, periods, topics, and a file of one's own."""

import pytest

from analysis.corpus import groups
from analysis.errors import CorpusError
from tests.corpus import made


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    written = ("FOX", "fox", "Fox", "Fox", "The Guardian", "Guardian", "Bay  Sentinel", "Bay-Sentinel", None)
    return made.corpus(
        tmp_path_factory.mktemp("corpus"),
        articles=[
            {"article_id": f"a{number}", "outlet": outlet, "published": f"2024-0{1 + number // 5}-1{number}"}
            for number, outlet in enumerate(written)
        ],
        sentences=[
            {"article_id": "a0", "text": "Strikers won a victory."},
            {"article_id": "a1", "text": "Chaos, and chaos it is, in the U.S. and at the U.S. Post."},
        ],
    )


def test_outlets_that_differ_in_case_and_spaces_are_one(corpus):
    outlets = groups.by_outlet(corpus)
    fox, guardian, sentinel, unknown = (
        outlets["a0":"a3"],
        outlets["a4":"a5"],
        outlets["a6":"a7"],
        outlets["a8"],
    )
    assert set(fox) == {"Fox"} and set(guardian) == {"Guardian"} and set(sentinel) == {"Bay  Sentinel"}
    assert unknown == "unknown outlet"
    assert groups.joined_outlets(corpus) == {
        "Bay  Sentinel": ["Bay-Sentinel"],
        "Fox": ["FOX", "fox"],
        "Guardian": ["The Guardian"],
    }


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("USA TODAY", "USA Today", True),
        ("The Hill", "Hill", True),
        ("Times", "Times of London", False),
        ("Fox News", "Fox", False),
        ("Theatre", "atre", False),
        ("ВВС", "вв с", True),
    ],
)
def test_names_are_the_same_but_for_how_they_are_set(one, other, same):
    assert (groups.same_name(one) == groups.same_name(other)) == same


def test_periods(corpus):
    assert set(groups.by_period(corpus, "month")) == {"2024-01", "2024-02"}
    assert groups.by_period(corpus, "week")["a0"] == "2024-01-08"
    assert groups.by_period(corpus, "day")["a1"] == "2024-01-11"
    with pytest.raises(CorpusError, match="no period “hour”"):
        groups.by_period(corpus, "hour")


def test_topics_are_the_readers_own(corpus, tmp_path):
    path = tmp_path / "topics.csv"
    path.write_text("topic,term\nlabour,strikers\nlabour,victory\nmess,chaos\nabroad,U.S.\nnone,caravan\n")
    topics = groups.by_topic(corpus, path)
    assert [*topics.items()] == [("a0", "labour"), ("a1", "abroad"), ("a1", "mess")]
    crossed = groups.crossed(topics, groups.by_outlet(corpus))
    assert set(crossed) == {"labour · Fox", "abroad · Fox", "mess · Fox"}
    assert groups.by_topic(corpus, "").empty
    as_saved_by_a_spreadsheet = "Topic;Term\nlabour;strikers\nlabour;victory\nmess;chaos\nabroad;U.S.\n"
    path.write_bytes(as_saved_by_a_spreadsheet.encode("utf-16"))
    assert groups.by_topic(corpus, path).equals(topics)
    path.write_text("a,b\n1,2\n")
    with pytest.raises(CorpusError, match="columns topic and term"):
        groups.by_topic(corpus, path)


def test_groups_of_a_file(corpus, tmp_path):
    path = tmp_path / "groups.csv"
    path.write_text("article_id,group\na0,left\na1, right\na2,\nzz,left\n")
    assert groups.by_file(corpus, path).to_dict() == {"a0": "left", "a1": "right"}
    for content in (
        "article_id,leaning\na0,left\n",
        "article_id,leaning\n",
        "",
        "article_id,group\nzz,left\n",
    ):
        path.write_text(content)
        with pytest.raises(CorpusError, match="group"):
            groups.by_file(corpus, path)
    path.write_text("article_id,group\na0,left\na1,left\na0,right\n")
    with pytest.raises(CorpusError, match="puts the article “a0” into two groups, “left” and “right”"):
        groups.by_file(corpus, path)
    with pytest.raises(CorpusError, match=r"missing\.csv"):
        groups.by_file(corpus, tmp_path / "missing.csv")
