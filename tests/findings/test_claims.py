"""Claims: what is said of whom, with which chance, and in which words."""

import pytest

import analysis
from analysis.annotation import annotate
from analysis.articles import Article
from analysis.findings import claims, frames, heard
from analysis.findings.chances import Chances, chances, grade, kind_of
from analysis.findings.passages import passage_features
from analysis.findings.telling import text_of
from analysis.framing.article_odds import article_odds
from analysis.framing.typologies.generic import GENERIC
from analysis.framing.typologies.policy import POLICY
from analysis.models.readers import BASE
from analysis.schemas import TABLES

NAN = float("nan")
STORY = (
    "The council of Marlow voted on Monday to close the swimming hall.\n\n"
    "“We have no money left,” said Ruth Okoye, who leads the council. “The hall costs us more every year, "
    "and nobody in this room has found a way to pay for it.”\n\n"
    "Tom Beale, a swimmer, said that the hall had been full all winter.\n\n"
    "Marcus Dunn closed two other halls last year. Dunn has sold one of them. Now Dunn sells this one, too."
)


@pytest.fixture(scope="module")
def story():
    return annotate(Article(STORY, id="story"))


def test_speakers_are_claimed_with_their_kind_and_the_surest_first(story):
    found = analysis.claims(story)
    speakers = found[found["about"] == "speaker"]
    assert set(speakers["name"]) >= {"Ruth Okoye", "Tom Beale"}
    assert "Marcus Dunn" not in set(speakers["name"])
    assert speakers["chance"].is_monotonic_decreasing
    assert speakers.set_index("name").loc["Ruth Okoye", ["value", "grade"]].tolist() == ["person", "plain"]


def test_who_has_most_of_the_words_is_heard_most(story):
    found = analysis.claims(story)
    most = found[found["about"] == "most heard"]
    assert most.iloc[0]["name"] == "Ruth Okoye"
    assert [number for number in most.iloc[0]["sentences"] if number in {2, 3}] == [2, 3]


def test_who_acts_and_says_nothing_is_central_and_silent(story):
    found = analysis.claims(story)
    silent = found[found["about"] == "silent"].set_index("name")
    assert "Marcus Dunn" in silent.index
    assert not {"Ruth Okoye", "Tom Beale"} & set(silent.index)


def test_each_main_actor_has_one_portrayal(story):
    found = analysis.claims(story)
    shown = found[found["about"] == "portrayal"]
    assert {"Marcus Dunn", "Ruth Okoye"} <= set(shown["name"])
    assert shown["name"].is_unique and set(shown["value"]) <= {"-1", "0", "1"}
    assert shown["sentences"].map(len).between(1, 3).all()


def test_words_are_made_of_the_claim_alone(story):
    for row in analysis.claims(story).itertuples():
        assert row.text == text_of(row.about, row.name, row.value, row.grade, row.chance)


def test_who_only_holds_a_view_is_not_heard_most():
    found = analysis.claims(annotate(Article("Ann Lee backs the plan. The plan is old.")))
    assert set(found["about"]) >= {"form"}
    assert "most heard" not in set(found["about"])


def test_a_country_and_its_people_are_silent_once():
    text = "Iran fired rockets at the base. Iran sent more rockets. Iranian rockets hit a town. " * 3
    silent = analysis.claims(annotate(Article(text))).query("about == 'silent'")
    assert silent["name"].is_unique


def test_claims_have_the_columns_of_the_schema_also_without_any(story):
    for document in (story, annotate(Article(""))):
        assert list(analysis.claims(document).columns) == list(TABLES["claims"].columns)
    assert analysis.claims(annotate(Article(""))).empty


@pytest.mark.parametrize(
    "kind, chance, name",
    [
        ("speaker", 0.99, "plain"),
        ("speaker", 0.02, "open"),
        ("judges", 0.6, "probable"),
        ("judges", 0.99, "probable"),
        ("voices", NAN, "plain"),
        ("headline", NAN, "probable"),
        ("question", NAN, "open"),
    ],
)
def test_the_grade_follows_from_kind_and_chance(kind, chance, name):
    assert grade(kind, chance) == name


def test_that_a_frame_leads_is_a_kind_of_its_own():
    assert kind_of("generic frame", "lead") != kind_of("generic frame", "1") == "generic frame"
    assert kind_of("policy frame", "1") != kind_of("policy frame", "2") == "policy frame"


def test_a_chance_weighs_its_features():
    fitted = Chances({"sure": 2.0, "short": -1.0}, 0.5)
    assert fitted.of({"sure": 0.0, "short": 0.5, "other": 9.0}) == pytest.approx(0.5)
    assert fitted.of({"sure": 1.0, "short": 0.0}) > 0.9
    with pytest.raises(KeyError):
        fitted.of({"sure": 1.0})


WEIGHED = ["speaker", "unnamed", "most heard", "silent", "key passage"]
WEIGHED += ["generic frame", "leading frame", "policy frame", "policy first"]


def odds_of(document, typology):
    return article_odds(document, typology, BASE)


@pytest.mark.parametrize("about", WEIGHED)
def test_every_weight_has_its_feature(about, story):
    document = story
    features = {
        "speaker": lambda: heard.speaker_features(document, heard.heard(document)[0]),
        "unnamed": lambda: heard.unnamed_features(document, heard.heard(document)[0]),
        "most heard": lambda: heard.most_heard_features(document, heard.heard(document)[0]),
        "silent": lambda: claims.silent.silent_features(document, claims.silent.candidates(document)[0]),
        "key passage": lambda: passage_features(document, BASE)[0],
        **dict.fromkeys(
            ("generic frame", "leading frame"),
            lambda: frames.frame_features(document, GENERIC, article_odds(document, GENERIC, BASE))[
                "conflict"
            ],
        ),
        **dict.fromkeys(
            ("policy frame", "policy first"),
            lambda: frames.frame_features(document, POLICY, odds_of(document, POLICY))["Economic"],
        ),
    }[about]()
    assert set(chances(about).weights) == set(features)
