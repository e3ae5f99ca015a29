"""How an article shows its actors: whose view, how surely, and what decides."""

import numpy as np
import pytest

import analysis
from analysis.annotation import annotate
from analysis.articles import Article
from analysis.models.readers import SMALL
from analysis.tone import portrayal
from analysis.tone.portrayal import Passage, Reading, features, verdict

STORY = (
    "Fraudster Carl Voss jailed for cheating pensioners\n\n"
    "Carl Voss, a disgraced banker, was jailed on Monday for stealing the savings of hundreds of pensioners. "
    "Voss lied to them for years and laughed about their losses.\n\n"
    "“Voss is a cruel and greedy thief,” said Ruth Okoye, who uncovered the fraud. Okoye worked for two "
    "years without pay to help the victims, and was praised for her courage.\n\n"
    "The brave and generous Okoye saved many families from ruin."
)


@pytest.fixture(scope="module")
def story():
    return annotate(Article(STORY, id="story"))


@pytest.fixture(scope="module")
def shown(story):
    return analysis.portrayal(story, reader=SMALL)


def test_who_is_blamed_is_shown_worse_and_who_is_praised_better(shown):
    by_all = shown[shown["by"] == "all"].set_index("entity")
    assert by_all.loc["Carl Voss", "value"] == -1
    assert by_all.loc["Ruth Okoye", "value"] == 1
    assert by_all.loc["Carl Voss", "harms"] > by_all.loc["Ruth Okoye", "harms"]
    assert by_all.loc["Ruth Okoye", "helps"] > by_all.loc["Carl Voss", "helps"]


def test_there_is_a_row_for_the_author_and_for_each_who_speaks_of_somebody_else(shown):
    by = shown.groupby("entity")["by"].agg(list)
    assert by["Carl Voss"] == ["all", "author", "Ruth Okoye"]
    assert by["Ruth Okoye"] == ["all", "author"]


def test_rows_count_the_mentions_and_sentences_that_they_rest_on(story, shown):
    mentions = analysis.target_sentiment(story, reader=SMALL).groupby("entity")["sentence"]
    by_all = shown[shown["by"] == "all"].set_index("entity")
    assert by_all["mentions"].to_dict() == mentions.size().to_dict()
    assert by_all["sentences"].to_dict() == mentions.nunique().to_dict()
    assert by_all["sentences"].is_monotonic_decreasing
    voss = shown[(shown["entity"] == "Carl Voss") & (shown["by"] == "Ruth Okoye")].iloc[0]
    assert (voss["mentions"], voss["sentences"], voss["evidence"]) == (1, 1, [4])


def test_without_what_was_learned_from_seesaw_our_own_codings_decide(story, shown, monkeypatch, tmp_path):
    monkeypatch.setattr(portrayal, "SEESAW", tmp_path / "none.json")
    alone = analysis.portrayal(story, reader=SMALL)
    assert alone[["entity", "by"]].equals(shown[["entity", "by"]])
    assert not np.allclose(alone["chance"], shown["chance"])
    assert alone["suffers"].equals(shown["suffers"])


@pytest.mark.parametrize(
    "chances, value",
    [((0.2, 0.52, 0.28), 0), ((0.4, 0.5, 0.1), -1), ((0.1, 0.5, 0.4), 1), ((0.36, 0.24, 0.4), 1)],
)
def test_a_side_is_taken_from_three_in_ten_on(chances, value):
    assert verdict(np.array(chances)) == value


def passage(sentence, chances, part="body", speaker=None):
    row = np.array([*chances, 0.0, 0.0, 0.0])
    return Passage("Ann Lee", "PERSON", True, sentence, part, speaker, False, True, row, 0.0)


def test_headline_author_and_others_are_told_apart():
    passages = (
        passage(1, (0.9, 0.1, 0.0), part="headline"),
        passage(6, (0.0, 0.2, 0.8)),
        passage(6, (0.0, 0.6, 0.4)),
        passage(7, (0.5, 0.5, 0.0), speaker="Bo Day"),
    )
    given = features(Reading(passages, "news", 10, {}), passages)
    assert (given["headline, negative"], given["headline, positive"]) == (0.9, 0.0)
    assert (given["negative, strongest"], given["positive, strongest"]) == (0.9, 0.8)
    assert given["author, negative"] == pytest.approx(0.3)
    assert given["others, negative"] == 0.5
    assert given["blamed by"] == pytest.approx(np.log(1.5))
    assert given["sentences"] == 0.3
