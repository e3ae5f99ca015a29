import math
from itertools import permutations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.corpus.stories import grouped, likenesses, sketches, stories_of
from analysis.corpus.stories import stories as of_corpus
from analysis.corpus.stories.likeness import chance
from analysis.corpus.stories.linkage import average_linkage, connected

DAM = (
    "A court set aside the permit for the Fenwick dam on Tuesday. Judge Miriam Castellane wrote that the "
    "ministry had counted every kilowatt and not one salmon. The Anselk Nation, which sued with two angling "
    "societies, spoke of a great day for the Sable River. Corran Hydro said that it would study the ruling "
    "of eighty pages before it decided whether to appeal. Its shares fell by nine per cent in the afternoon. "
    "Blasting in the gorge was to have begun next month, and six hundred workers had been hired for it. "
    "Energy experts expect that gas will have to fill the gap until the end of the decade."
)
DAM_AGAIN = (
    "They danced on the steps. The Anselk Nation has stopped the dam at Fenwick after four years. "
    "Corran Hydro had cleared the forest above the Sable River. The salmon will stay, ruled Castellane."
)
BANK = (
    "The central bank left its rate at four per cent. Governor Helene Straus said that wages rose too fast. "
    "Economist Lucy Farr of Merrion Bank expects a cut in March. The crown rose against the euro."
)
BANK_AGAIN = (
    "Mortgages stay dear, for Helene Straus and her council would not move. It came down to one vote, says "
    "Merrion Bank, where Lucy Farr watches the rate."
)


def tables(*articles: tuple[str, str, str | None, str]) -> dict[str, pd.DataFrame]:
    """Return tables of articles given as id, title, date and text."""
    known = [(name, title, day) for name, title, day, _ in articles]
    told = [(name, "body", f"{line}.") for name, _, _, text in articles for line in text.split(".") if line]
    return {
        "articles": pd.DataFrame(known, columns=["article_id", "title", "published"]),
        "sentences": pd.DataFrame(told, columns=["article_id", "part", "text"]),
    }


NEWS = (
    ("dam", "Judges stop Fenwick dam", "2024-03-04", DAM),
    ("dam-2", "River people dance", "2024-03-05", DAM_AGAIN),
    ("bank", "Bank holds rate", "2024-03-04", BANK),
    ("bank-2", "No relief for homeowners", "4 March 2024", BANK_AGAIN),
)


def told(*articles: tuple[str, str, str | None, str]) -> dict[str, str]:
    """Return the story of each article."""
    return stories_of(sketches(tables(*articles))).set_index("article_id")["story"].to_dict()


def test_articles_of_one_story_are_called_by_the_first():
    assert told(*NEWS) == {"dam": "dam", "dam-2": "dam", "bank": "bank", "bank-2": "bank"}


@pytest.mark.parametrize("order", list(permutations(NEWS))[::5])
def test_the_order_of_articles_decides_only_between_articles_of_a_day(order):
    groups = [
        set(group.index) for _, group in pd.Series(told(*order)).groupby(lambda name: told(*order)[name])
    ]
    assert sorted(map(sorted, groups)) == [["bank", "bank-2"], ["dam", "dam-2"]]


def test_what_lies_further_apart_than_the_window_is_another_story():
    days = pd.date_range("2024-03-04", periods=5).strftime("%Y-%m-%d")
    far = ("late", "Judges stop Fenwick dam", days[-1], DAM)
    assert told(NEWS[0], far) == {"dam": "dam", "late": "late"}


def test_articles_without_a_date_are_compared_with_all_and_come_last():
    undated = ("undated", "Judges stop Fenwick dam", None, DAM_AGAIN)
    assert told(undated, *NEWS)["undated"] == "dam"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(DAM, id="with another headline"),
        pytest.param(DAM[: len(DAM) // 2], id="cut at the end"),
        pytest.param(f"PORT ELSIN (AP). {DAM} Read more on our page", id="with a dateline"),
    ],
)
def test_copies_are_known(text):
    copy = ("copy", "Salmon win", "2024-03-05", text)
    table = stories_of(sketches(tables(*NEWS, copy))).set_index("article_id")
    assert table["copy_of"].dropna().to_dict() == {"copy": "dam"}
    assert table.loc["copy", "story"] == "dam"


def test_a_text_that_shares_some_sentences_is_no_copy():
    shared = ". ".join([*DAM.split(". ")[:3], *BANK.split(". ")[:2]])
    table = stories_of(sketches(tables(*NEWS, ("shared", "Two rulings", "2024-03-05", shared))))
    assert table["copy_of"].isna().all()


SPEECHES = [
    (f"speech-{town}", f"Speech in {town}", "2024-02-26", f"In town {town} they spoke of Cole and Hart.")
    for town in range(200)
]
POLLS = (
    "Hart leads Cole by a point. Most voters fear for their savings, so they told those who asked in Ohio."
)
DEBATE = "Cole slept little before the debate with Hart. Defence and trade come first, says the moderator."


@pytest.mark.parametrize("written_of, likely", [([], True), (SPEECHES, False)])
def test_persons_of_whom_all_write_make_no_story(written_of, likely):
    pair = ("polls", "Race is close", "2024-03-04", POLLS), ("debate", "Rivals prepare", "2024-03-04", DEBATE)
    found = sketches(tables(*written_of, *pair))
    assert (likenesses(found[-2:], found[:-2])["likeness"].sum() > 0.5) == likely


@pytest.mark.parametrize(
    "days, among, likely",
    [
        pytest.param(0, 8, True, id="of a day"),
        pytest.param(3, 8, False, id="three days apart"),
        pytest.param(0, 1_000, False, id="of a day with a thousand others"),
        pytest.param(float("nan"), 500, False, id="one without a date"),
    ],
)
def test_how_much_must_agree(days, among, likely):
    agree = {"title": [0.1], "words": [0.15], "names": [0.2], "rare": [2.0]}
    pair = pd.DataFrame({**agree, "days": [float(days)], "among": [math.log(among)]})
    assert (chance(pair)[0] > 0.5) == likely


def test_the_more_articles_the_less_likely_are_two_without_a_date_one_story():
    found = sketches(tables(NEWS[0], ("undated", "Judges stop Fenwick dam", None, DAM_AGAIN)))
    today, before = found[found["day"].isna()], found[found["day"].notna()]
    among = [likenesses(today, before, number)["likeness"].sum() for number in (2, 500, 5_000, 50_000)]
    assert among[0] == among[1] > among[2] > among[3]


def test_a_retelling_is_no_copy():
    assert stories_of(sketches(tables(*NEWS)))["copy_of"].isna().all()


def test_a_later_month_leaves_earlier_likenesses_alone():
    found = sketches(tables(*NEWS))
    today, before = found[found["day"] == "2024-03-05"], found[found["day"] == "2024-03-04"]
    edges = likenesses(today, before)
    assert set(edges["one"]) | set(edges["other"]) == {"dam", "dam-2"}
    assert list(edges.columns) == ["one", "other", "likeness", "copy"]


def test_articles_without_words_stand_alone():
    empty = [(name, "", "2024-03-04", "") for name in ("one", "two")]
    assert told(*empty) == {"one": "one", "two": "two"}


def test_sketches_keep_a_row_for_each_article_that_parquet_takes(tmp_path):
    found = sketches(tables(*NEWS, ("none", "", None, "")))
    found.to_parquet(tmp_path / "part.parquet")
    pd.testing.assert_frame_equal(
        stories_of(pd.read_parquet(tmp_path / "part.parquet")), stories_of(found), check_dtype=False
    )
    assert found["day"].fillna("").tolist() == ["2024-03-04", "2024-03-05", "2024-03-04", "2024-03-04", ""]


def test_stories_of_a_corpus_have_its_articles():
    class Corpus:
        """As much of a corpus as stories read."""

        def table(self, name, columns):
            return tables(*NEWS)[name][columns]

    assert of_corpus(Corpus())["article_id"].tolist() == [name for name, *_ in NEWS]


def edges(*rows: tuple[str, str, float, bool]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=["one", "other", "likeness", "copy"])


ARTICLES = pd.DataFrame(
    [("b", "2024-03-05"), ("u", None), ("a", "2024-03-04"), ("c", "2024-03-05")],
    columns=["article_id", "day"],
)
BRIDGE = [("a", "b", 0.9, False), ("b", "c", 0.8, False)]


@pytest.mark.parametrize(
    "rows, expected",
    [
        pytest.param([], "buac", id="nothing is alike"),
        pytest.param([("a", "b", 0.9, False)], "auac", id="called by the first day"),
        pytest.param([("u", "b", 0.9, False)], "bbac", id="without a date comes last"),
        pytest.param([("a", "b", 0.9, False), ("b", "c", 0.5, False)], "auac", id="a bridge does not hold"),
        pytest.param([*BRIDGE, ("a", "c", 0.2, False)], "auaa", id="a strong bridge does"),
        pytest.param([("a", "b", 1, True), ("b", "c", 0.6, False)], "auaa", id="a copy counts once"),
    ],
)
def test_groups(rows, expected):
    assert "".join(grouped(ARTICLES, edges(*rows))["story"]) == expected


def test_likeness_is_the_mean_to_the_others():
    table = grouped(ARTICLES, edges(*BRIDGE, ("a", "c", 0.2, False))).set_index("article_id")
    assert table["likeness"].round(3).dropna().to_dict() == {"b": 0.85, "a": 0.55, "c": 0.5}


pairs = st.dictionaries(
    st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda pair: pair[0] < pair[1]),
    st.floats(0.01, 0.9),
    max_size=25,
)


@settings(max_examples=60, deadline=None)
@given(pairs, st.floats(0.05, 0.95))
def test_linkage_agrees_with_scipy(likeness, cut):
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    likeness = {pair: value + number * 1e-6 for number, (pair, value) in enumerate(likeness.items())}
    whole = pd.DataFrame(1.0, index=range(10), columns=range(10)).to_numpy(copy=True)
    for (one, other), value in likeness.items():
        whole[one, other] = whole[other, one] = 1 - value
    whole[range(10), range(10)] = 0
    heights = linkage(squareform(whole), "average")
    if (
        abs(heights[:, 2] - (1 - cut)).min() < 1e-9
        or len(set(heights[:, 2].round(7))) < (heights[:, 2] < 1).sum()
    ):
        return  # a tie may be broken either way
    expected = fcluster(heights, 1 - cut, "distance")
    found = average_linkage(10, likeness, cut)
    assert len({*zip(found, expected, strict=True)}) == len(set(found)) == len(set(expected))


@settings(max_examples=60, deadline=None)
@given(pairs, st.floats(0.05, 0.95))
def test_groups_lie_within_what_is_connected(likeness, cut):
    within = connected(10, likeness)
    assert all(
        within[place] == within[first] for place, first in enumerate(average_linkage(10, likeness, cut))
    )
