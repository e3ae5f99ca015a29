"""What each group's articles show by themselves: means worked out by hand, and the sentences behind them."""

import pandas as pd
import pytest

from analysis import Resampling
from analysis.corpus.actors import Actors
from analysis.corpus.estimates import estimates, of_frames
from analysis.corpus.evidence import behind
from analysis.errors import CorpusError
from tests.corpus import made

GROUPS = pd.Series(
    {f"p{n}": "Post" for n in range(6)} | {f"t{n}": "Times" for n in range(6)} | {"s0": "Sun"}, name="group"
).rename_axis("article_id")


def values(**named: dict[str, float]) -> pd.DataFrame:
    rows = [
        (article, "hedging", name, value) for name, own in named.items() for article, value in own.items()
    ]
    return pd.DataFrame(rows, columns=["article_id", "measure", "name", "value"])


@pytest.fixture(scope="module")
def table():
    ada = {article: 0.2 if article[0] == "p" else 0.6 for article in GROUPS.index} | {"p0": 0.8}
    bo = {f"p{n}": 0.1 * n for n in range(6)} | {f"t{n}": 0.5 for n in range(4)}
    return estimates(values(Ada=ada, Bo=bo), GROUPS, "hedging", resampling=Resampling(200))


def row(table: pd.DataFrame, name: str, group: str) -> pd.Series:
    return table.set_index(["name", "group"]).loc[(name, group)]


def test_a_mean_is_over_the_articles_of_a_group(table):
    post = row(table, "Ada", "Post")
    assert (post["articles"], post["mean"]) == (6, pytest.approx(0.3))
    assert post["low"] <= post["mean"] <= post["high"]
    times = row(table, "Ada", "Times")
    assert times["low"] == pytest.approx(0.6) == times["high"]


def test_fewer_than_five_articles_give_no_estimate(table):
    for name, group, articles in (("Bo", "Times", 4), ("Ada", "Sun", 1), ("Bo", "Sun", 0)):
        few = row(table, name, group)
        assert few["articles"] == articles and few[["mean", "low", "high"]].isna().all()


def test_names_are_those_with_most_estimates_or_those_asked_for(table):
    assert list(dict.fromkeys(table["name"])) == ["Ada", "Bo"]
    of = values(Ada={"p0": 0.1}, Bo={"p0": 0.9}, Cy={"p0": 0.0})
    assert list(estimates(of, GROUPS, "hedging", most=1, largest=True)["name"].unique()) == ["Bo"]
    assert list(estimates(of, GROUPS, "hedging", largest=True)["name"].unique()) == ["Bo", "Ada"]
    assert list(estimates(of, GROUPS, "hedging", ["Cy"])["name"].unique()) == ["Cy"]
    assert estimates(of, GROUPS, "length").empty


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    articles = [{"article_id": article, "outlet": group} for article, group in GROUPS.items()]
    own = {"part": "body", "quoted_share": 0.0, "reported_share": 0.0}
    sentences = [
        own | {"article_id": article, "sentence": number, "text": f"{article} {number}."}
        for article in GROUPS.index
        for number in (1, 2)
    ]
    targets = [
        {
            "article_id": article,
            "entity": "Ada",
            "sentence": number,
            "voice": "author",
            "positive": 0.7 + 0.05 * int(article[1]) if number == 1 else 0.0,
            "negative": 0.1 if number == 1 else 0.9,
        }
        for article in GROUPS.index
        for number in (1, 2)
    ]
    names = [{"article_id": a, "entity": "Ada", "name": "Ada Lee", "kind": "person"} for a in GROUPS.index]
    frames = [
        {
            "article_id": a,
            "typology": "peace",
            "frame": "war",
            "sentence": None,
            "score": 0.4,
            "percentile": 50.0,
        }
        for a in GROUPS.index
    ]
    called = {"entity": "Ada", "basis": "name"}
    return made.corpus(
        tmp_path_factory.mktemp("corpus"),
        articles=articles,
        entities=[{"article_id": a, "sentence": n, **called} for a in GROUPS.index for n in (1, 2)],
        sentences=sentences,
        targets=targets,
        names=names,
        frames=frames,
    )


def test_behind_a_tone_stand_the_darkest_and_the_brightest_sentence_of_each_group(corpus):
    tones = pd.DataFrame(
        [(article, "tone towards", "Ada Lee", -0.1) for article in GROUPS.index],
        columns=["article_id", "measure", "name", "value"],
    )
    table = estimates(tones, GROUPS, "tone towards", resampling=Resampling(20))
    found = behind(corpus, Actors(corpus), tones, table, GROUPS)
    assert set(found["group"]) == {"Post", "Times"}, "the Sun has no estimate"
    assert list(found["name"].unique()) == ["Ada Lee"]
    own = found[found["group"] == "Post"]
    assert len(own) == 2 and set(own["sentence"]) == {1, 2}
    assert own.loc[own["sentence"] == 1, "article_id"].item() == "p5", "the brightest of all"
    assert list(own["text"]) == [f"{each.article_id} {each.sentence}." for each in own.itertuples()]


def test_frames_without_a_measure_are_counted_from_their_sentences(corpus):
    found = of_frames(corpus, values(), "peace")
    assert set(found["measure"]) == {"peace frame"} and set(found["name"]) == {"war"}
    assert len(found) == len(GROUPS) and found["value"].eq(0.4).all()
    with pytest.raises(CorpusError, match="no typology “mine”"):
        of_frames(corpus, values(), "mine")


@pytest.mark.parametrize(
    "changed",
    [
        {"text": "“Bad,” it said."},
        {"text": "More: Ada Lee in trouble"},
        {"part": "headline"},
        {"reported_share": 0.3},
        {"form": "opinion"},
        {"before": "“It was bad."},
        {"before": '"It was bad.'},
        {"basis": "pronoun"},
    ],
    ids=str,
)
def test_behind_a_tone_stand_the_authors_own_sentences_alone(tmp_path, changed):
    assert behind_a_tone(tmp_path, dict(changed)).empty


@pytest.mark.parametrize(
    "before", ["It was bad.", "“It was bad.”", '"It was bad."', 'A 5" nail. "Bad" it was.']
)
def test_behind_a_tone_stands_what_follows_a_closed_quotation(tmp_path, before):
    assert list(behind_a_tone(tmp_path, {"before": before})["text"]) == ["Ada failed."]


def behind_a_tone(tmp_path, changed) -> pd.DataFrame:
    before = {"text": changed.pop("before", "It rained."), "sentence": 1, "part": "lead"}
    basis = changed.pop("basis", "name")
    form = {"form": changed.pop("form")} if "form" in changed else {"form": "news"}
    plain = {"text": "Ada failed.", "part": "body", "quoted_share": 0.0, "reported_share": 0.0, "sentence": 2}
    ids = [f"p{number}" for number in range(8)]
    target = {"entity": "Ada", "sentence": 2, "voice": "author", "positive": 0.0, "negative": 0.9}
    made_up = made.corpus(
        tmp_path,
        articles=[{"article_id": a, "outlet": "Post", **form} for a in ids],
        sentences=[{"article_id": a, **plain, **each} for a in ids for each in (before, changed)],
        entities=[{"article_id": a, "entity": "Ada", "sentence": 2, "basis": basis} for a in ids],
        targets=[{"article_id": a, **target} for a in ids],
        names=[{"article_id": a, "entity": "Ada", "name": "Ada Lee", "kind": "person"} for a in ids],
    )
    groups = pd.Series("Post", pd.Index(ids, name="article_id"), name="group")
    tones = pd.DataFrame({"article_id": ids, "measure": "tone towards", "name": "Ada Lee", "value": -0.9})
    table = estimates(tones, groups, "tone towards", resampling=Resampling(20))
    return behind(made_up, Actors(made_up), tones, table, groups)


def test_the_stories_of_a_groups_articles_are_counted():
    stories = pd.Series("one", GROUPS.index)
    ada = dict.fromkeys(GROUPS.index, 0.5)
    table = estimates(values(Ada=ada), GROUPS, "hedging", stories=stories, resampling=Resampling(20))
    assert set(table["stories"]) == {1.0}
