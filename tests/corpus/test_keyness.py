"""Two groups of texts compared, against examples worked out by hand."""

from math import log, sqrt

import pandas as pd
import pytest

from analysis.corpus import keyness
from analysis.corpus.groups import by_outlet
from tests.corpus import made

OWN = {"quoted_share": 0.0, "reported_share": 0.0}
COUNTS = pd.DataFrame({"one": [6, 2, 2], "other": [1, 4, 5]}, index=["strike", "talks", "the"])


@pytest.mark.parametrize(
    "text, words",
    [
        (
            "Don’t stop: the mayor's well-paid aides said “No”.",
            "don't stop the mayor well-paid aides said no",
        ),
        ("In 2024, 3 of 10 x2 voters", "in of x voters"),
        ("The U.S. and Obamaʼs D.C.-based aides", "the u.s. and obama d.c. based aides"),
        ("", ""),
    ],
)
def test_words(text, words):
    assert keyness.words_of(text) == words.split()


def test_counting_by_group_and_article():
    texts = [
        ("A", "1", "strike talks"),
        ("A", "1", "Strike"),
        ("A", "2", "talks"),
        ("B", "3", "strike"),
        ("C", "4", "x"),
    ]
    counts = keyness.count_tokens(texts, "A", "B")
    assert counts.loc["strike"].to_dict() == {"one": 2, "other": 1, "articles_one": 1, "articles_other": 1}
    assert counts.loc["talks"].to_dict() == {"one": 2, "other": 0, "articles_one": 2, "articles_other": 0}
    assert "x" not in counts.index


def test_log_odds_of_one_word_by_hand():
    """Ten words in each group; a prior of ten words, of which strike has 10 * 7/20 = 3.5."""
    scored = keyness.log_odds(COUNTS, prior_words=10)
    one = log((6 + 3.5) / (20 - 9.5))
    other = log((1 + 3.5) / (20 - 4.5))
    z = (one - other) / sqrt(1 / 9.5 + 1 / 4.5)
    assert scored.loc["strike", "log_odds"] == pytest.approx(one - other) == pytest.approx(1.1367, abs=1e-4)
    assert scored.loc["strike", "z"] == pytest.approx(z) == pytest.approx(1.9863, abs=1e-4)
    assert list(scored.index) == ["strike", "talks", "the"]


def test_groups_that_are_alike_have_no_log_odds_and_swapping_them_turns_the_sign():
    alike = keyness.log_odds(COUNTS.assign(other=COUNTS["one"]))
    assert alike["log_odds"].abs().max() == pytest.approx(0)
    forth = keyness.log_odds(COUNTS)["z"]
    back = keyness.log_odds(COUNTS.rename(columns={"one": "other", "other": "one"}))["z"]
    pd.testing.assert_series_equal(forth, -back[forth.index])


def test_a_background_decides_how_far_a_word_is_shrunk():
    usual = keyness.log_odds(
        COUNTS, background=pd.Series({"strike": 1000, "talks": 1, "the": 1}), prior_words=100
    )
    rare = keyness.log_odds(
        COUNTS, background=pd.Series({"strike": 1, "talks": 1, "the": 1000}), prior_words=100
    )
    assert usual.loc["strike", "log_odds"] < rare.loc["strike", "log_odds"]
    unseen = keyness.log_odds(COUNTS, background=pd.Series({"talks": 1, "the": 1}))
    assert unseen["z"].notna().all()


def test_a_score_shift_adds_up_to_the_difference_by_hand():
    """Scored words: one has strike 6/8 and talks 2/8, other 1/5 and 4/5; strike counts -2, talks 1."""
    shift = keyness.score_shift(COUNTS, {"strike": -2, "talks": 1, "unknown": 3})
    mean_one, mean_other = -2 * 0.75 + 0.25, -2 * 0.2 + 0.8
    assert shift["contribution"].sum() == pytest.approx(mean_one - mean_other) == pytest.approx(-1.65)
    assert shift.loc["strike", "contribution"] == pytest.approx((0.75 - 0.2) * (-2 - 0.4))
    assert list(shift.index) == ["strike", "talks"]


def test_without_any_word_nothing_breaks():
    nothing = keyness.count_tokens([], "A", "B")
    assert keyness.log_odds(nothing).empty
    assert keyness.score_shift(nothing, {"good": 1}).empty


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    """Two outlets that tell six stories both and one each alone; one puts a line under all its articles."""
    articles, sentences, stories = [], [], []
    for number in range(14):
        post, story = number < 7, number % 7 if number % 7 < 6 else f"alone {number}"
        outlet = "The Evening Post" if post else "Times"
        articles.append({"article_id": f"a{number}", "outlet": outlet})
        stories.append(
            {"article_id": f"a{number}", "story": f"{story}", "copy_of": "a0" if number == 7 else None}
        )
        letter = chr(ord("A") + number)
        texts = [
            f"It is {'chaos' if post else 'trouble'} in {letter}.",
            "Follow us." if post else f"Yes {letter}.",
        ]
        sentences += [
            {"article_id": f"a{number}", "sentence": n, "text": text, **OWN}
            for n, text in enumerate(texts, 1)
        ]
    folder = tmp_path_factory.mktemp("corpus")
    return made.corpus(folder, articles=articles, sentences=sentences, stories=stories)


def test_two_groups_are_compared_on_the_stories_that_both_tell(corpus):
    groups, stories = by_outlet(corpus), corpus.table("stories")
    alike = keyness.on_same_stories(groups, stories, "The Evening Post", "Times")
    assert sorted(alike.index) == sorted(f"a{n}" for n in range(14) if n not in {0, 6, 7, 13}), "a7 is a copy"
    few = stories[stories["story"].isin(["1", "2"])]
    assert keyness.share_stories(groups, stories, "The Evening Post", "Times")
    assert not keyness.share_stories(groups, few, "The Evening Post", "Times")
    assert len(keyness.on_same_stories(groups, few, "The Evening Post", "Times")) == 14


def test_what_an_outlet_puts_under_all_its_articles_is_not_counted(corpus):
    counts = keyness.count_words(corpus, by_outlet(corpus), "The Evening Post", "Times")
    assert counts.loc["chaos", "one"] == 7 and "follow" not in counts.index and "yes" in counts.index


def test_stop_words_and_outlets_names_are_no_findings(corpus):
    barred = keyness.no_findings(corpus)
    assert {"the", "it", "evening", "post", "times"} <= barred and "chaos" not in barred
    counts = keyness.count_words(corpus, by_outlet(corpus), "The Evening Post", "Times")
    shown = keyness.ends(keyness.log_odds(counts), barred)
    assert "it" not in shown.index and shown.index[0] == "chaos" and "trouble" in shown.index


@pytest.mark.parametrize(
    "verb, forms",
    [
        ("note", {"note", "notes", "noted", "noting"}),
        ("reply", {"reply", "replies", "replied", "replying"}),
        ("say", {"said", "says", "saying"}),
    ],
)
def test_verbs_of_speaking_titles_and_given_names_are_no_findings(corpus, verb, forms):
    assert forms | {verb, "mrs", "anna", "s"} <= keyness.no_findings(corpus)


def test_only_words_of_five_articles_are_shown_each_with_its_false_discovery_rate():
    counts = pd.DataFrame(
        {
            "one": [60, 9, 900, 5000],
            "other": [0, 0, 900, 5000],
            "articles_one": [5, 4, 5, 5],
            "articles_other": [0, 0, 5, 5],
        },
        index=["chaos", "rare", "talks", "the"],
    )
    shown = keyness.ends(keyness.log_odds(counts), ["the"])
    assert set(shown.index) == {"chaos", "talks"}, "rare stands in four articles"
    assert shown.loc["chaos", "q"] < 0.05 < shown.loc["talks", "q"]


def test_words_of_others_are_not_a_groups_own(tmp_path):
    texts = [
        ("He called it “a disgrace”, a clerk wrote.", 0.2),
        ("All of it is terrible, she said.", 0.9),
        ("Video 0:31", 0.0),
    ]
    rows = [
        OWN | {"article_id": a, "sentence": n, "text": text.replace("31", a[1]), "quoted_share": share}
        for a in ("a1", "a2", "a3")
        for n, (text, share) in enumerate(texts, 1)
        if n > 1 or a == "a1"
    ]
    articles = [{"article_id": a, "outlet": "Post"} for a in ("a1", "a2", "a3")]
    made_up = made.corpus(tmp_path, articles=articles, sentences=rows)
    groups = by_outlet(made_up)
    counts = keyness.count_words(made_up, groups, "Post", "Times")
    assert "clerk" in counts.index and not {"disgrace", "terrible", "video"} & set(counts.index)
    found = keyness.in_context(made_up, groups, ["clerk", "disgrace", "terrible"], "Post", "Times")
    assert [row.text[row.start : row.end] for row in found.itertuples()] == ["clerk"]
