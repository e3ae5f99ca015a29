"""Frames of whole articles: shares, intervals, leading frames, evidence; and scores for bare texts."""

import json

import numpy as np
import pytest

from analysis import Resampling, framing
from analysis.annotation import Document, annotate
from analysis.articles import Article, load_article
from analysis.framing import ENTMAN, GENERIC, POLICY, TYPOLOGIES
from analysis.framing.evidence import by_words
from analysis.framing.frames import behind
from analysis.framing.typologies.policy import FRAMES
from analysis.paths import ROOT
from analysis.schemas import TABLES

ARTICLES = ROOT / "tests" / "framing_articles"
GOLD = ROOT / "data" / "gold" / "us-iraq-withdrawal-framing.json"


@pytest.fixture(scope="module")
def documents() -> dict[str, Document]:
    return {path.stem: annotate(load_article(path)) for path in ARTICLES.glob("*.txt")}


@pytest.fixture(scope="module")
def table(example):
    return framing.frames(example)


def read(text: str) -> Document:
    return annotate(Article(text=text, id="x"))


@pytest.mark.parametrize(
    ("name", "typology", "frame"),
    [
        ("local-crime", POLICY, "Crime and punishment"),
        ("economic-policy", POLICY, "Economic"),
        ("economic-policy", GENERIC, "economic"),
        ("human-interest", GENERIC, "human interest"),
    ],
)
def test_articles_of_different_kinds_have_different_leading_frames(documents, name, typology, frame):
    assert framing.leading(documents[name], typology).frame == frame


@pytest.mark.parametrize(
    ("name", "typology"), [("local-crime", GENERIC), ("human-interest", POLICY), ("human-interest", ENTMAN)]
)
def test_no_frame_leads_where_none_is_there(documents, name, typology):
    assert framing.leading(documents[name], typology).frame is None


def test_of_two_frames_alike_one_leads_as_seldom_as_chance_allows():
    rng = np.random.default_rng(0)
    drawn = (rng.random((20, 2)) < 0.3 for _ in range(400))
    told = [behind(each, int(each.mean(axis=0).argmax()), Resampling(400)).any() for each in drawn]
    assert np.mean(told) < 0.08


def test_the_example_is_led_by_conflict(example):
    gold = json.loads(GOLD.read_text(encoding="utf-8"))["leading"]
    assert framing.leading(example, GENERIC).frame == gold["generic"] == "conflict"
    policy = framing.leading(example, POLICY)
    assert policy.frame is None and set(policy.candidates) == set(gold["policy"])


@pytest.mark.parametrize(
    ("typology", "frame", "fewest"),
    [
        (GENERIC, "conflict", 8),
        (GENERIC, "economic", 2),
        (POLICY, "Security and defense", 5),
        (POLICY, "External regulation and reputation", 9),
        (POLICY, "Economic", 2),
        (ENTMAN, "problem", 3),
        (ENTMAN, "moral evaluation", 2),
        (ENTMAN, "remedy", 1),
    ],
)
def test_the_example_s_evidence_agrees_with_the_coding_by_hand(table, typology, frame, fewest):
    gold = json.loads(GOLD.read_text(encoding="utf-8"))[typology.name]
    rows = table[(table["typology"] == typology.name) & (table["frame"] == frame)]
    assert len(set(rows["sentence"].dropna()) & set(gold[frame])) >= fewest


@pytest.mark.parametrize("function", ENTMAN.frames)
def test_every_function_found_in_the_example_was_seen_by_a_coder(table, function):
    gold = json.loads(GOLD.read_text(encoding="utf-8"))
    rows = table[(table["typology"] == "entman") & (table["frame"] == function)]
    coded = {*gold["entman"][function], *gold["second_coder"]["entman"][function]}
    assert set(rows["sentence"].dropna()) <= coded


def test_two_coders_agree_on_the_generic_frame_that_leads():
    gold = json.loads(GOLD.read_text(encoding="utf-8"))
    by_sentence = [frame for frame in gold["second_coder"]["leading"].values() if frame]
    assert max(set(by_sentence), key=by_sentence.count) == gold["leading"]["generic"]


def test_table_has_design_columns_and_every_frame(table):
    assert list(table.columns) == list(TABLES["frames"].columns)
    assert {name: str(kind) for name, kind in table.dtypes.items()}["sentence"] == "Int64"
    whole = table[table["sentence"].isna()]
    assert len(whole) == sum(len(typology.frames) for typology in TYPOLOGIES.values()) + 1  # and Other
    assert table.loc[table["sentence"].notna(), "percentile"].isna().all()
    assert whole["percentile"].dropna().between(0, 100).all()


def test_shares_are_those_of_the_sentences_listed(table, example):
    for (typology, frame), rows in table.groupby(["typology", "frame"]):
        whole = rows[rows["sentence"].isna()].iloc[0]
        assert 0 <= whole["low"] <= whole["score"] <= whole["high"] <= 1
        if frame != "Other":
            listed = rows["sentence"].notna().sum()
            assert whole["score"] == pytest.approx(listed / len(example.sentences)), (typology, frame)


def test_evidence_words_stand_in_their_sentence(table, example):
    for row in table[table["sentence"].notna()].itertuples():
        text = example.sentences[row.sentence - 1].text
        assert row.evidence and all(word in text for word in row.evidence)


def test_other_is_what_no_policy_frame_covers(example, table):
    other = table[(table["frame"] == "Other") & table["sentence"].isna()]["score"].item()
    assert other == pytest.approx((~framing.carried(example, POLICY).any(axis=1)).mean())


@pytest.mark.parametrize("text", ["", "   \n\n ", "War.", "It rained. The war went on."])
def test_short_texts_have_a_table_and_no_leading_frame(text):
    document = read(text)
    table = framing.frames(document)
    assert list(table.columns) == list(TABLES["frames"].columns)
    for typology in TYPOLOGIES.values():
        assert framing.leading(document, typology).frame is None


def test_seed_and_samples_decide_the_interval(example):
    generic = [
        framing.frames(example, Resampling(samples, seed))[["low", "high"]].dropna().to_numpy()
        for samples, seed in ((200, 0), (200, 0), (200, 1))
    ]
    assert np.array_equal(generic[0], generic[1])
    assert not np.array_equal(generic[0], generic[2])


def test_intervals_narrow_with_more_text():
    few, many = ("The army attacked the town. It rained. " * n for n in (5, 80))
    widths = []
    for text in (few, many):
        table = framing.frames(read(text))
        row = table[(table["frame"] == "conflict") & table["sentence"].isna()].iloc[0]
        widths.append(row["high"] - row["low"])
    assert widths[1] < widths[0] / 2


def test_checklist_answers_each_question_with_its_sentences(example):
    answers = framing.checklist(example, GENERIC)
    assert len(answers) == len(GENERIC.items)
    yes = answers[answers["answer"] == "yes"]
    assert len(yes) and all(yes["sentences"].map(len)) and all(yes["evidence"].map(len))
    assert not any(answers[answers["answer"] == "no"]["sentences"].map(len))
    winners = answers[answers["question"] == "Are there winners and losers?"].iloc[0]
    assert {3, 9} <= set(winners["sentences"])


def test_a_cue_counts_in_its_sense():
    document = read(
        "The guard is shooting 48 percent from three-point range. A gunman is shooting at the police. "
        "The Hawks won the battle under the boards."
    )
    crime = POLICY.frames.index("Crime and punishment")
    assert framing.carried(document, POLICY)[:, crime].tolist() == [False, True, False]
    assert by_words(document, POLICY)[:, crime].tolist() == [True, True, False]
    assert {found.sentence for found in framing.evidence(document, POLICY) if found.item == crime} == {2}
    assert not framing.carried(document, GENERIC)[2].any()


def test_cues_are_counted_by_voice():
    document = read("The army attacked the town. “The war is a disaster,” Anna Weber said.")
    counts = framing.by_voice(document, GENERIC).set_index("frame")
    assert counts.loc["conflict", ["author", "quoted", "reported"]].tolist() == [1, 1, 0]


def test_classified_sentences_have_shares_that_sum_to_one():
    sentences = ["Burglars robbed a shop.", "Prices rose.", "Blue is a color.", ""]
    table = framing.classify_frames(sentences)
    assert list(table.columns) == list(FRAMES) and len(table) == 4
    assert np.allclose(table.sum(axis=1), 1)
    assert table.idxmax(axis=1).tolist() == ["Crime and punishment", "Economic", "Other", "Other"]
    assert framing.classify_frames([]).shape == (0, 15)


@pytest.mark.parametrize(("typology", "frames"), [("policy", FRAMES), ("generic", GENERIC.frames)])
def test_scored_articles(typology, frames):
    texts = [path.read_text(encoding="utf-8") for path in sorted(ARTICLES.glob("*.txt"))]
    scores = framing.score_articles([*texts, ""], typology)
    assert list(scores.columns) == list(frames) and len(scores) == len(texts) + 1
    assert ((scores >= 0) & (scores <= 1)).all(axis=None)
    economic = scores["Economic" if typology == "policy" else "economic"]
    assert (economic >= 0.5).tolist() == [True, False, False, False]


def test_other_is_scored_when_no_policy_frame_is():
    texts = [
        "Blue is a color. Grass is green.",
        *(p.read_text("utf-8") for p in sorted(ARTICLES.glob("*.txt"))),
    ]
    scores = framing.score_articles(texts, "policy")
    any_frame = (scores.drop(columns="Other") >= 0.5).any(axis=1)
    assert ((scores["Other"] >= 0.5) == ~any_frame).all()


def test_scores_exist_for_two_typologies_only():
    with pytest.raises(ValueError, match="no typology 'entman'"):
        framing.score_articles(["x"], "entman")
