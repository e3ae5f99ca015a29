"""What groups of articles say: figures worked out by hand on tables made by hand."""

import re

import numpy as np
import pandas as pd
import pytest

from analysis import Resampling, schemas
from analysis.corpus import events, findings, groups, keyness, measures
from analysis.corpus.dataset import Corpus
from analysis.corpus.store import Store
from analysis.errors import CorpusError
from analysis.statistics.resampling import ends

N = 6  # articles of each outlet


def table(name: str, rows: list[dict]) -> pd.DataFrame:
    """Return rows with every column of a table, those not given as plain as can be."""
    plain = {"str": "x", "int64": 1, "float64": 0.5, "bool": False}
    usual = {
        column: None if about.nullable else (about.values or [plain.get(about.dtype, [])])[0]
        for column, about in schemas.TABLES[name].columns.items()
    }
    return schemas.typed(name, [usual | row for row in rows])


@pytest.fixture(scope="module")
def corpus(tmp_path_factory) -> Corpus:
    """Twelve articles: those of the Post quote and praise Ana, those of the Times quote Tom and blame Ana."""
    store = Store.at(str(tmp_path_factory.mktemp("corpus")))
    articles, quotes, targets, sentences, frames, entities, loaded = [], [], [], [], [], [], []
    for number in range(2 * N):
        post, name, event = number < N, f"a{number}", number % N
        articles.append(
            {
                "article_id": name,
                "outlet": "Post" if post else "Times",
                "published": f"2024-0{1 + event // 3}-1{event}",
                "title": name,
            }
        )
        quotes += [
            {"article_id": name, "speaker": "Ana" if post else "Tom", "words": 30},
            {"article_id": name, "speaker": None, "words": 10},
        ]
        value = {"positive": 0.9, "negative": 0.1} if post else {"positive": 0.2, "negative": 0.7}
        targets += [{"article_id": name, "entity": "Ana", "sentence": 1, **value}] * 2 + [
            {"article_id": name, "entity": "Ana", "sentence": 2, "positive": 0.5, "negative": 0.5}
        ]
        if number in (0, N):
            targets.append({"article_id": name, "entity": "Rare", "sentence": 1, **value})
        said = (
            "Strikers won a splendid victory." if post else "Strikers caused terrible chaos, and chaos it is."
        )
        sentences += [
            {"article_id": name, "sentence": 1, "paragraph": 1, "start": 0, "end": len(said), "text": said},
            {
                "article_id": name,
                "sentence": 2,
                "paragraph": 2,
                "start": len(said) + 2,
                "end": len(said) + 15,
                "text": "The port paid.",
            },
        ]
        frames.append(
            {"article_id": name, "typology": "generic", "frame": "conflict", "score": 0.1 if post else 0.4}
        )
        frames.append(
            {"article_id": name, "typology": "generic", "frame": "conflict", "sentence": 1, "score": 1.0}
        )
        entities += [{"article_id": name, "entity": f"Place {event}"}, {"article_id": name, "entity": "Ana"}]
    for each, rows in (
        ("articles", articles),
        ("quotes", quotes),
        ("targets", targets),
        ("sentences", sentences),
        ("frames", frames),
        ("entities", entities),
        ("loaded", loaded),
    ):
        store.write(each, 0, schemas.check(each, table(each, rows)))
    return Corpus(store.url)


@pytest.fixture(scope="module")
def outlets(corpus):
    return groups.by_outlet(corpus)


def cell(rows: pd.DataFrame, group: str, **item: str) -> pd.Series:
    ((column, value),) = item.items()
    return rows[(rows["group"] == group) & (rows[column] == value)].iloc[0]


def test_shares_of_the_attributed_words(corpus, outlets):
    quoted = measures.quoted(corpus, outlets, resampling=Resampling(100))
    ana = cell(quoted, "Post", speaker="Ana")
    assert (ana["mean"], ana["low"], ana["high"]) == pytest.approx((0.75, 0.75, 0.75))
    assert (ana["articles"], ana["heard"]) == (N, N)
    assert cell(quoted, "Times", speaker="Ana")["mean"] == 0
    assert set(quoted["speaker"]) == {"Ana", "Tom"}


def test_sentiment_counts_sentences_once_however_often_they_mention_somebody(corpus, outlets):
    sentiment = measures.sentiment(corpus, outlets, resampling=Resampling(100))
    assert cell(sentiment, "Post", entity="Ana")["mean"] == pytest.approx((0.8 + 0) / 2)
    assert cell(sentiment, "Times", entity="Ana")["mean"] == pytest.approx((-0.5 + 0) / 2)
    rare = cell(sentiment, "Post", entity="Rare")
    assert rare["articles"] == 1 and np.isnan(rare["mean"])
    assert list(measures.sentiment(corpus, outlets, ["Rare"])["entity"].unique()) == ["Rare"]


def test_frames_are_the_mean_of_the_articles_scores(corpus, outlets):
    frames = measures.frames(corpus, outlets, "generic", resampling=Resampling(100))
    assert cell(frames, "Times", frame="conflict")["mean"] == pytest.approx(0.4)
    assert measures.frames(corpus, outlets, "policy").empty


def test_intervals_of_ratios_draw_whole_units():
    parts, wholes = np.array([[1.0], [0], [3], [2], [0]]), np.array([[2.0], [2], [4], [4], [8]])
    low, high = Resampling(2000, 1).ratios(parts, wholes)
    draws = np.random.default_rng(1).integers(0, 5, (2000, 5))
    ratios = parts[draws, 0].sum(axis=1) / wholes[draws, 0].sum(axis=1)
    expected = ends(ratios, 5)
    assert (low[0], high[0]) == pytest.approx(expected, abs=0.03)
    assert expected[0] < np.quantile(ratios, 0.025) and np.quantile(ratios, 0.975) < expected[1]
    assert np.isnan(Resampling().ratios(parts[:1], wholes[:1])[0]).all()


def test_periods(corpus):
    assert set(groups.by_period(corpus, "month")) == {"2024-01", "2024-02"}
    assert groups.by_period(corpus, "week")["a0"] == "2024-01-08"
    assert groups.by_period(corpus, "day")["a1"] == "2024-01-11"
    with pytest.raises(CorpusError, match="no period “hour”"):
        groups.by_period(corpus, "hour")


def test_topics_are_the_readers_own(corpus, outlets, tmp_path):
    path = tmp_path / "topics.csv"
    path.write_text("topic,term\nlabour,strikers\nlabour,victory\nmess,chaos\nnone,caravan\n")
    topics = groups.by_topic(corpus, path)
    assert set(topics["a0":"a0"]) == {"labour"} and set(topics[topics == "mess"].index) == {
        f"a{n}" for n in range(N, 2 * N)
    }
    assert set(groups.crossed(topics, outlets)) == {"labour · Post", "mess · Times"}
    assert groups.by_topic(corpus, "").empty
    as_saved_by_a_spreadsheet = "Topic;Term\nlabour;strikers\nlabour;victory\nmess;chaos\n"
    path.write_bytes(as_saved_by_a_spreadsheet.encode("utf-16"))
    assert groups.by_topic(corpus, path).equals(topics)
    path.write_text("a,b\n1,2\n")
    with pytest.raises(CorpusError, match="columns topic and term"):
        groups.by_topic(corpus, path)


def test_words_of_two_groups_with_their_sentences(corpus, outlets):
    assert keyness.two_groups(outlets) == ("Post", "Times")
    assert keyness.two_groups(outlets, other="Post") == ("Times", "Post")
    for wrong in ({"one": "Herald"}, {"one": "Post", "other": "Post"}):
        with pytest.raises(CorpusError):
            keyness.two_groups(outlets, **wrong)
    counts = keyness.count_words(corpus, outlets, "Post", "Times")
    assert counts.loc["chaos"].to_dict() == {"one": 0, "other": 2 * N, "articles_one": 0, "articles_other": N}
    shown = keyness.in_context(corpus, outlets, ["chaos", "strikers"], "Post", "Times", most=2)
    assert list(shown["word"]) == ["chaos"] * 2 + ["strikers"] * 4
    assert list(shown["group"]) == ["Times"] * 2 + ["Post"] * 2 + ["Times"] * 2
    assert all(row.text[row.start : row.end].lower() == row.word for row in shown.itertuples())


def test_articles_on_the_same_event_are_found_by_what_both_name(corpus):
    pairs = events.pairs(corpus)
    likest = {frozenset((row.one, row.other)) for row in pairs.head(N).itertuples()}
    assert likest == {frozenset((f"a{number}", f"a{number + N}")) for number in range(N)}
    assert pairs["likeness"].is_monotonic_decreasing
    assert pairs["shared"].iloc[0][0].startswith("Place")
    assert events.choose(corpus, "a8") == ("a8", "a2")
    assert events.choose(corpus, "a1", "a2") == ("a1", "a2")
    with pytest.raises(CorpusError, match="no article “b”"):
        events.choose(corpus, "b")


def test_an_article_is_shown_from_its_tables(corpus):
    document = events.document(corpus, "a0")
    assert document.article.text == "Strikers won a splendid victory.\n\nThe port paid."
    for sentence in document.sentences:
        assert (
            document.article.text[sentence.start : sentence.end]
            == sentence.text[: sentence.end - sentence.start]
        )
    assert len(document.paragraphs) == 2


def test_findings_say_what_the_tables_say(corpus, outlets):
    quoted, sentiment, frames = (
        measure(corpus, outlets, resampling=Resampling(100))
        for measure in (measures.quoted, measures.sentiment, measures.frames)
    )
    about, heard, seen, framed = findings.findings(corpus.articles, quoted, sentiment, frames)
    assert about.startswith("12 articles of 2 outlets") and "from 2024-01-10 to 2024-02-15" in about
    assert "Ana in Post (75%, 75% to 75%)" in heard and "Tom in Times" in heard
    assert re.search(r"Ana \(Post \+0\.40, \S+ to \S+; Times −0\.25, \S+ to \S+\)", seen)
    assert "conflict in Times (40%" in framed
    assert findings.apart(sentiment, "entity") == "Intervals stay apart for Ana"
    assert findings.apart(sentiment.iloc[:0], "entity") == "Too few articles for an estimate"


def test_one_group_is_not_compared(corpus):
    sentiment = measures.sentiment(
        corpus, groups.by_outlet(corpus).replace("Times", "Post"), resampling=Resampling(20)
    )
    assert findings.apart(sentiment, "entity") == "Too few articles of two groups to compare"
    assert "too few articles" in findings.who_is_seen_differently(sentiment)


def test_groups_of_too_few_articles_have_no_words_to_compare(corpus, outlets):
    one = keyness.two_groups(outlets["a0":"a0"])
    assert one == keyness.two_groups(pd.Series(["Post", "Times", "Times"]), "Post") == ("", "")
    assert keyness.count_words(corpus, outlets, *one).empty


def test_no_values_choose_no_rows(corpus):
    assert corpus.table("targets", entity=[]).empty
