"""The trained heads of framing on sentences and articles of our own, and what happens without their files."""

import json
import shutil

import numpy as np
import pytest

from analysis import framing
from analysis.annotation import annotate
from analysis.articles import Article
from analysis.errors import ArgumentError
from analysis.framing import heads
from analysis.framing.article_odds import article_odds
from analysis.framing.classify import shares
from analysis.framing.typologies.policy import FRAMES
from analysis.models.embedding import WIDTH, document_vectors, embed
from analysis.models.readers import BASE, SMALL
from analysis.paths import ROOT

ARTICLES = ROOT / "tests" / "framing_articles"
CLEAR = [
    ("Unemployment fell and wages rose faster than prices last quarter.", "Economic"),
    ("The jury found him guilty of murder and the judge sent him to prison.", "Crime and punishment"),
    ("Doctors warned that the virus would fill the hospital's beds.", "Health and safety"),
    ("The army moved missiles to the border after the attack.", "Security and defense"),
    ("The justices ruled that the statute violates the constitution.", "Legality, constitutionality and"),
    ("The two candidates traded attacks a week before the election.", "Political"),
]


@pytest.fixture
def without_heads(tmp_path, monkeypatch):
    heads.head.cache_clear()
    monkeypatch.setattr(heads, "FOLDER", tmp_path)
    yield
    heads.head.cache_clear()


def texts(*names: str) -> list[str]:
    return [(ARTICLES / f"{name}.txt").read_text(encoding="utf-8") for name in names]


@pytest.mark.parametrize("reader", [BASE, SMALL])
@pytest.mark.parametrize(("sentence", "frame"), CLEAR)
def test_a_clear_sentence_has_its_frame(sentence, frame, reader):
    (chances,) = framing.classify_frames([sentence], reader).to_dict("records")
    assert max(chances, key=chances.get).startswith(frame)


@pytest.mark.parametrize(
    ("sentence", "frame"),
    [
        ("Lawmakers weigh a ban on rifles after the school shooting.", "Policy prescription"),
        ("Half of the country wants fewer guns after the shooting, a poll finds.", "Public opinion"),
        ("The point guard is shooting better than ever this season.", "Other"),
        ("The premier vowed to scrap the levy on carbon if her party wins.", "Political"),
    ],
)
def test_a_frame_is_told_from_the_topic(sentence, frame):
    (chances,) = framing.classify_frames([sentence]).to_dict("records")
    assert max(chances, key=chances.get).startswith(frame)


def test_a_reader_without_heads_is_named():
    named = "by the reader “base” or “small”, and not by “roberta”"
    with pytest.raises(ArgumentError, match=named):
        framing.classify_frames(["War."], reader="roberta")
    with pytest.raises(ArgumentError, match=named):
        framing.score_articles(["War."], "policy", reader="roberta")


def test_what_frac_taught_can_be_left_out(tmp_path, monkeypatch):
    sentences = ["Well said, and I agree with you.", "The jury found him guilty of murder."]
    mixed = framing.classify_frames(sentences)
    for path in heads.FOLDER.glob("policy_sentences_*.json"):
        shutil.copy(path, tmp_path)
    monkeypatch.setattr(heads, "FOLDER", tmp_path)
    heads.head.cache_clear()
    try:
        alone = framing.classify_frames(sentences)
    finally:
        heads.head.cache_clear()
    assert np.allclose(alone.sum(axis=1), 1) and not np.allclose(alone, mixed, atol=0.01)
    assert alone.loc[1].idxmax() == "Crime and punishment"


def test_frames_of_sentences_are_probabilities():
    table = framing.classify_frames(["Grass is green.", "", "War."])
    assert list(table.columns) == list(FRAMES)
    assert np.allclose(table.sum(axis=1), 1) and (table >= 0).all().all()
    assert framing.classify_frames([]).empty


@pytest.mark.parametrize("reader", [BASE, SMALL])
def test_articles_of_different_kinds_have_different_frames(reader):
    crime, economy, human = framing.score_articles(
        texts("local-crime", "economic-policy", "human-interest"), "policy", reader
    ).to_dict("records")
    assert crime["Crime and punishment"] >= 0.5 > crime["Economic"]
    assert economy["Economic"] > max(crime["Economic"], human["Economic"])
    _, economy, human = framing.score_articles(
        texts("local-crime", "economic-policy", "human-interest"), "generic", reader
    ).to_dict("records")
    assert economy["economic"] >= 0.5 > human["economic"]
    assert human["human interest"] > economy["human interest"]


def test_an_article_without_sentences_has_a_row():
    for typology in ("policy", "generic"):
        assert len(framing.score_articles(["", " \n"], typology)) == 2


def test_without_their_files_cues_answer(without_heads):
    assert framing.classify_frames(["Prices rose."])["Economic"].item() == 1
    assert framing.classify_frames(["Grass is green."])["Other"].item() == 1
    (row,) = framing.score_articles(["Prices rose. Grass is green."], "policy").to_dict("records")
    assert row["Economic"] >= 0.5 and shares(["Prices rose. Grass is green."], "policy")[0, 0] == 0.5


def test_every_head_says_where_it_comes_from_and_fits_its_inputs():
    for path in heads.FOLDER.glob("*.json"):
        content = json.loads(path.read_text(encoding="utf-8"))
        assert content["source"].startswith("Fitted on ")
        assert np.isfinite(content["weights"]).all() and len(content["weights"]) == len(content["bias"])
    assert len(list(heads.FOLDER.glob("*.json"))) == 12


@pytest.mark.parametrize("reader", [BASE, SMALL])
def test_an_article_s_odds_tell_what_leads(reader):
    crime, economy = (annotate(Article(text=text)) for text in texts("local-crime", "economic-policy"))
    of_crime, of_economy = (article_odds(each, framing.POLICY, reader) for each in (crime, economy))
    place = framing.POLICY.frames.index
    assert of_crime.leads.argmax() == place("Crime and punishment")
    assert of_economy.leads.argmax() == place("Economic") and of_economy.has[place("Economic")] > 0
    generic = article_odds(economy, framing.GENERIC, reader)
    assert framing.GENERIC.frames[generic.leads.argmax()] == "economic"


def test_of_a_game_or_a_recipe_no_frame_is_likely():
    game = (
        "Rovers beat Albion 3-1 on Saturday. The striker scored twice in the first half. The keeper saved a "
        "penalty. The goals came from two corners. Rovers play at Leeds next week, and the coach hopes that "
        "his winger will be fit. The crowd sang until the whistle."
    )
    odds = article_odds(annotate(Article(text=game)), framing.POLICY, BASE)
    assert (odds.has < 0).all() and (odds.leads < 0).all()


def test_without_sentences_or_a_head_there_are_no_odds(without_heads):
    for text in ("", "Prices rose."):
        assert article_odds(annotate(Article(text=text)), framing.POLICY, BASE) is None


def test_sentences_that_mean_alike_are_near():
    vectors = embed(
        ["The court jailed the thief.", "A judge sent the robber to prison.", "Rain is due on Friday."]
    )
    assert vectors.shape == (3, WIDTH) and np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-4)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.2


def test_a_document_s_vectors_are_those_of_its_sentences(example):
    alone = embed([sentence.text for sentence in example.sentences[:3]])
    assert np.allclose(document_vectors(example)[:3], alone, atol=0.05)


def test_an_article_s_frames_have_intervals_and_the_sentences_that_raise_them(example):
    table = framing.article_frames(example, framing.POLICY)
    assert set(table["frame"]) == set(framing.POLICY.frames)
    assert table["chance"].is_monotonic_decreasing
    assert ((table["low"] <= table["chance"]) & (table["chance"] <= table["high"])).mean() > 0.8
    for row in table.itertuples():
        assert len(row.sentences) == len(row.contribution) <= 3
        assert all(1 <= number <= len(example.sentences) for number in row.sentences)
        assert all(0 < lost <= row.chance for lost in row.contribution)
    (whole,) = framing.score_articles([example.article.text], "policy").to_dict("records")
    for row in table.itertuples():
        assert row.chance == pytest.approx(whole[row.frame], abs=0.1)


def test_a_sentence_that_carries_a_frame_alone_is_named_for_it():
    text = "Grass is green in May. The jury jailed the murderer for life. The sea is blue and calm."
    table = framing.article_frames(annotate(Article(text=text)), framing.POLICY)
    (row,) = [row for row in table.itertuples() if row.frame == "Crime and punishment"]
    assert row.sentences[0] == 2


@pytest.mark.parametrize("text", ["", "War."])
def test_too_few_sentences_have_no_second_opinion(text):
    assert framing.article_frames(annotate(Article(text=text)), framing.GENERIC).empty
