"""Counts of who speaks how much, pairs, style and key passages: what is in the table besides."""

import pytest

import analysis
from analysis.annotation import annotate
from analysis.articles import Article
from analysis.findings import pairs, style
from analysis.findings.passages import beginning
from analysis.framing.harms import Harm
from analysis.framing.loaded import LoadedWord
from analysis.models.readers import BASE

STORY = (
    "Council brutally closes swimming hall\n\n"
    "The council of Marlow voted on Monday to close the swimming hall. It may reopen one day.\n\n"
    "“We have no money left,” said Ruth Okoye, who leads the council. “The hall costs us more every year, "
    "and nobody in this room has found a way to pay for it,” said Okoye.\n\n"
    "Tom Beale, a swimmer, said that Okoye was a cruel and incompetent liar.\n\n"
    "On Tuesday Marcus Dunn attacked a guard and broke his arm. He killed two dogs."
)


@pytest.fixture(scope="module")
def found():
    return analysis.claims(
        annotate(Article(STORY, id="story", title="Council brutally closes swimming hall"))
    )


def value(found, about, name=""):
    (row,) = found[(found["about"] == about) & (found["name"] == name)].itertuples()
    return row.value


def test_what_is_counted_is_what_stands_there(found):
    assert value(found, "voices") == "2"
    assert value(found, "statements", "Ruth Okoye") == "2"
    assert value(found, "balance") == "one voice"
    assert value(found, "named") == "100"
    assert int(value(found, "words", "Ruth Okoye")) + int(value(found, "words", "Tom Beale")) in {
        99,
        100,
        101,
    }
    counted = found[found["about"].isin(["voices", "statements", "words", "balance", "named", "direct"])]
    assert counted["chance"].isna().all() and set(counted["grade"]) == {"plain"}
    assert not counted["text"].str.contains(r"%\)").any()


def test_counts_and_claims_are_about_the_same_speakers(found):
    firm = found[(found["about"] == "speaker") & (found["grade"] != "open") & (found["value"] != "unnamed")]
    assert set(found[found["about"] == "statements"]["name"]) == set(firm["name"])


def test_a_pair_told_of_twice_is_one_claim_and_the_surer(monkeypatch):
    def told(*numbers: int):
        document = annotate(Article("Kenya hit Uganda. It rained."))
        harms = [Harm(number, 0, 1, "hit", "Kenya", "Uganda", True, "author", 0.6) for number in numbers]
        nobody = Harm(2, 0, 1, "died", None, "Peru", True, "author", 0.9)
        monkeypatch.setattr(pairs, "find_harms", lambda *_: (*harms, nobody))
        (claim,) = pairs.harms(document, BASE)
        return claim

    assert (told(1, 3).name, told(1, 3).value, told(1, 3).sentences) == ("Kenya", "Uganda", (1, 3))
    assert told(1, 3).chance > told(1).chance


def test_hedged_sentences_and_key_passages_are_led_back(found):
    (hedging,) = found[found["about"] == "hedging"].itertuples()
    assert hedging.sentences == [3]
    keys = found[found["about"] == "key passage"].sort_values("value")
    assert keys["value"].tolist() == ["1", "2", "3"] and keys["chance"].is_monotonic_decreasing
    assert 1 not in {numbers[0] for numbers in keys["sentences"]}


def test_a_sentence_is_known_by_its_first_ten_words_and_is_seen_to_go_on():
    assert beginning("a b c d e f g h i j k") == "a b c d e f g h i j…"
    assert beginning("a b c d e f g h i j") == "a b c d e f g h i j"


def test_what_is_said_of_none_or_of_one_voice_is_not_counted():
    alone = analysis.claims(annotate(Article("“We have no money left,” said Ruth Okoye of the council.")))
    told = analysis.claims(annotate(Article("Researchers said that the tool is old. They said it was new.")))
    assert "balance" not in set(alone["about"]) and value(alone, "direct") == "100"
    assert not {"balance", "named", "direct"} & set(told["about"])


def test_only_persons_bodies_countries_and_groups_harm_and_are_harmed():
    document = annotate(Article("A gunman shot two young farmers. The frost killed the roses of Ann Lee."))
    assert pairs._is_somebody(document, "gunman") and pairs._is_somebody(document, "two young farmers")
    assert pairs._is_somebody(document, "Ann Lee")
    assert not pairs._is_somebody(document, "frost") and not pairs._is_somebody(document, "roses of Ann Lee")


@pytest.mark.parametrize(
    "sentence, hedged",
    [
        ("The bridge may fall.", True),
        ("Perhaps the bridge is safe.", True),
        ("All this suggests that the bridge is safe.", True),
        ("It is likely to rain.", True),
        ("The bridge is partially covered in ivy.", False),
        ("Buses are more likely to fail in winter.", False),
        ("The letter will be appearing in May.", False),
        ("This kind of bridge is common.", False),
    ],
)
def test_only_words_that_leave_open_whether_it_is_so_are_hedges(sentence, hedged):
    found = analysis.claims(annotate(Article(f"The old bridge closed on Monday.\n\n{sentence}")))
    assert ("hedging" in set(found["about"])) == hedged


def test_names_are_no_loaded_words(monkeypatch):
    document = annotate(Article("On Monday Ann Lee called the disgraceful plan off."))
    text = document.article.text
    found = [
        LoadedWord(text.index(word), text.index(word) + len(word), 0.9, "author", "body")
        for word in ("Lee", "disgraceful")
    ]
    monkeypatch.setattr(style, "loaded_words", lambda *_: found)
    assert [word for word, _ in style.word_features(document, BASE)] == ["disgraceful"]
