"""Cues and typologies: sentences for every frame, and what must not count."""

from functools import cache

import numpy as np
import pytest

from analysis.annotation.parsing import pipeline
from analysis.framing import ENTMAN, EPISODIC, GENERIC, MORALS, PEACE, POLICY, TYPOLOGIES
from analysis.framing.lexicon import Hit, Lexicon
from analysis.framing.modality import obligations
from analysis.framing.typologies.episodic import prevailing
from analysis.framing.typologies.morals import FOUNDATIONS
from analysis.word_lists import read


@cache
def parsed(text: str):
    return pipeline()(text)


def frames_of(typology, text: str) -> set[str]:
    """Return the frames that a single sentence carries."""
    cues = typology.cues(parsed(text))
    held = typology.carried(cues, [0] * len(cues), 1)[0]
    return {name for name, carries in zip(typology.frames, held, strict=True) if carries}


@pytest.mark.parametrize(
    ("text", "frame"),
    [
        ("Inflation and rising prices squeezed the budget.", "Economic"),
        ("Hospitals ran out of beds and staff shortages grew.", "Capacity and resources"),
        ("The bishop called the plan a sin.", "Morality"),
        ("Women faced discrimination at work.", "Fairness and equality"),
        ("The supreme court struck down the statute.", "Legality, constitutionality and jurisprudence"),
        ("Ministers put forward a reform of the pension rules.", "Policy prescription and evaluation"),
        ("A gunman was sentenced to twenty years in prison.", "Crime and punishment"),
        ("Soldiers shelled the militia at the front.", "Security and defense"),
        ("The vaccine protects patients against the virus.", "Health and safety"),
        ("Long commutes ruin the well-being of commuters.", "Quality of life"),
        ("The festival keeps an old tradition alive.", "Cultural identity"),
        ("A poll found that protesters had wide support.", "Public opinion"),
        ("The senator lost the election in a swing state.", "Political"),
        ("The ambassador met his counterpart at the summit.", "External regulation and reputation"),
        ("Kenya asked Uganda for help.", "External regulation and reputation"),
    ],
)
def test_policy_frames(text, frame):
    assert frame in frames_of(POLICY, text)


@pytest.mark.parametrize(
    ("text", "frame"),
    [
        ("The two parties clashed over the plan.", "conflict"),
        ("She accused her rival of cowardice.", "conflict"),
        ("Both sides claimed victory.", "conflict"),
        ("The government should repair the dam.", "responsibility"),
        ("Inaction by the ministry let the dam break.", "responsibility"),
        ("Engineers found a solution.", "responsibility"),
        ("The owner is to blame for the flood.", "responsibility"),
        ("It is an emergency, and time is running out.", "responsibility"),
        ("Mira Sand, 43, carried water to her neighbors.", "human interest"),
        ("Her daughter burst into tears.", "human interest"),
        ("Hundreds of families were displaced.", "human interest"),
        ("He spent his childhood in a fishing village.", "human interest"),
        ("The factory lost revenue and laid off fifty people.", "economic"),
        ("The new bridge cost $40 million.", "economic"),
        ("Economists warn of a recession.", "economic"),
        ("It is immoral to sell bad milk.", "morality"),
        ("The priest spoke about God and forgiveness.", "morality"),
        ("We have a duty to look after each other.", "morality"),
    ],
)
def test_generic_frames(text, frame):
    assert frame in frames_of(GENERIC, text)


@pytest.mark.parametrize(
    ("text", "function"),
    [
        ("The drought is a threat to the harvest.", "problem"),
        ("The shortage was caused by a broken pipe.", "cause"),
        ("It happened because nobody checked the pipe.", "cause"),
        ("The decision was reckless and unjust.", "moral evaluation"),
        ("To shell the clinic was a war crime, the judges found.", "moral evaluation"),
        ("To shell the clinic was a war crime, the judges found.", "problem"),
        ("The drought brought famine to the valley.", "problem"),
        ("The city should replace the pipe.", "remedy"),
        ("Officials called for a new dam.", "remedy"),
    ],
)
def test_entman_functions(text, function):
    assert function in frames_of(ENTMAN, text)


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("Two people were killed by a bomb.", "War: visible violence"),
        ("The army claimed victory over the rebels.", "War: winners and losers"),
        ("Our enemy never sleeps.", "War: us against them"),
        ("The barbaric tyrant fled.", "War: demonizing words"),
        ("The prime minister spoke to the generals.", "War: leaders and officials"),
        ("The general demanded retaliation.", "War: force as the answer"),
        ("The grievances date back to colonial times.", "Peace: causes and history"),
        ("Many survivors live with trauma.", "Peace: hidden effects"),
        ("Villagers and aid workers shared bread.", "Peace: ordinary people"),
        ("Mediators hope for a ceasefire.", "Peace: ways out"),
        ("Both sides look for common ground.", "Peace: common ground"),
        ("The ministry spread propaganda.", "Peace: untruths exposed"),
    ],
)
def test_war_and_peace_indicators(text, indicator):
    assert indicator in frames_of(PEACE, text)


@pytest.mark.parametrize("typology", TYPOLOGIES.values(), ids=TYPOLOGIES)
@pytest.mark.parametrize("text", ["The cat sat on the mat.", "It is four o'clock.", "", "   "])
def test_plain_sentences_carry_nothing(typology, text):
    assert frames_of(typology, text) == set()


@pytest.mark.parametrize(
    ("typology", "plain", "without", "frame"),
    [
        (POLICY, "There is evidence of a crime.", "There is no evidence of a crime.", "Crime and punishment"),
        (POLICY, "It was a murder.", "It was not a murder.", "Crime and punishment"),
        (POLICY, "He was arrested.", "He was never arrested.", "Crime and punishment"),
        (GENERIC, "She accused him.", "She did not accuse him.", "conflict"),
        (GENERIC, "The talks ended with a dispute.", "The talks ended without a dispute.", "conflict"),
        (GENERIC, "The state must act.", "The state must not act.", "responsibility"),
        (ENTMAN, "It is unfair.", "It isn’t unfair.", "moral evaluation"),
        (PEACE, "Soldiers killed a farmer.", "Soldiers never killed a farmer.", "War: visible violence"),
    ],
)
def test_negated_cues_do_not_count(typology, plain, without, frame):
    assert frame in frames_of(typology, plain)
    assert frame not in frames_of(typology, without)


@pytest.mark.parametrize(
    ("typology", "text", "frame"),
    [
        (POLICY, "She is a professor of diplomacy at the London School of Economics.", "Economic"),
        (POLICY, "She is a professor of diplomacy.", "External regulation and reputation"),
        (POLICY, "He told the Wall Street Journal that he slept well.", "Economic"),
        (POLICY, "He died of a heart attack.", "Security and defense"),
        (GENERIC, "He died of a heart attack.", "conflict"),
        (GENERIC, "The town is fighting corruption.", "conflict"),
        (POLICY, "It rained all March.", "Public opinion"),
    ],
)
def test_words_with_another_meaning_do_not_count(typology, text, frame):
    assert frame not in frames_of(typology, text)


@pytest.mark.parametrize(
    ("text", "carries"),
    [
        ("The bank opened.", False),
        ("One bank closed, one bank opened.", False),
        ("The bank gave the company a loan.", True),
    ],
)
def test_one_weak_cue_is_not_enough(text, carries):
    assert ("Economic" in frames_of(POLICY, text)) is carries


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("The city should close the road.", [("should", "close")]),
        ("Drivers need to slow down.", [("need", "slow")]),
        ("The bridge must be old.", []),
        ("They should not pay.", []),
        ("They should have paid.", []),
        ("The city closed the road.", []),
    ],
)
def test_obligations(text, pairs):
    assert [(modal.text, verb.text) for modal, verb in obligations(parsed(text))] == pairs


def test_lexicon_matches_lemmas_forms_and_parts_of_speech():
    lexicon = Lexicon([("strike/NOUN", "a"), ("run out of", "b"), ("so-called", "c"), ("taxes", "d")])
    doc = parsed("The strikes began when a so-called expert ran out of taxes and would strike.")
    assert [(doc[h.start : h.end].text, h.label) for h in lexicon.find(doc)] == [
        ("strikes", "a"),
        ("so-called", "c"),
        ("ran out of", "b"),
        ("taxes", "d"),
    ]


def test_a_longer_cue_takes_its_words():
    lexicon = Lexicon([("trade war", "economy"), ("war", "army"), ("war", "conflict")], ["star war"])
    assert lexicon.find(parsed("a trade war")) == [Hit(1, 3, "economy")]
    assert lexicon.find(parsed("a war")) == [Hit(1, 2, "army"), Hit(1, 2, "conflict")]
    assert lexicon.find(parsed("a star war")) == []


@pytest.mark.parametrize("typology", TYPOLOGIES.values(), ids=TYPOLOGIES)
def test_resources_name_their_source_and_are_usable(typology):
    resource = read(f"framing/{typology.name}")
    assert resource["source"] and resource["licence"] == "MIT"
    assert len(set(typology.frames)) == len(typology.frames)
    for frame in resource["frames"].values():
        assert frame["definition"] and frame["items"]
        for item in frame["items"]:
            assert item["question"] and item["strong"] and item["weak"]
            assert not set(item["strong"]) & set(item["weak"])


def test_policy_frames_have_the_field_s_names_and_enough_cues():
    assert len(POLICY.frames) == 14
    for name, frame in read("framing/policy")["frames"].items():
        assert len(frame["items"][0]["strong"]) + len(frame["items"][0]["weak"]) >= 30, name


def test_generic_items_are_the_published_ones_but_for_pictures():
    counts = {name: sum(item.frame == name for item in GENERIC.items) for name in GENERIC.frames}
    assert counts == {
        "conflict": 4,
        "responsibility": 5,
        "human interest": 4,
        "economic": 3,
        "morality": 3,
    }


@pytest.mark.parametrize(
    ("typology", "text", "frame"),
    [
        (ENTMAN, "The crews had to travel far.", "remedy"),
        (ENTMAN, "Should the mayor close the road, shops will suffer.", "remedy"),
        (ENTMAN, "The owner has yet to repair the roof.", "remedy"),
        (ENTMAN, "They asked whether the city should close the road.", "remedy"),
        (ENTMAN, "Power was restored last week.", "remedy"),
        (ENTMAN, "The agency made a call for proposals.", "remedy"),
        (ENTMAN, "The chain plans to lay off workers.", "remedy"),
        (ENTMAN, "I ask this because I wonder where the writers find their numbers.", "cause"),
        (ENTMAN, "Reporters in three cities contributed to this report.", "cause"),
        (ENTMAN, "The results of the vote were announced.", "cause"),
        (ENTMAN, "She is due to be sworn in today.", "cause"),
        (ENTMAN, "The officers knocked on the wrong door.", "moral evaluation"),
        (ENTMAN, "He pleaded guilty to theft.", "moral evaluation"),
        (ENTMAN, "Crews made emergency repairs.", "problem"),
        (PEACE, "The senate killed the bill.", "War: visible violence"),
        (PEACE, "She won approval for the plan.", "War: winners and losers"),
        (PEACE, "It was a brutal winter.", "War: demonizing words"),
        (PEACE, "The city continues its fight against corruption.", "War: force as the answer"),
        (PEACE, "A portrait of the president hung on the wall.", "War: leaders and officials"),
        (PEACE, "He could not sleep because of the noise.", "Peace: causes and history"),
    ],
)
def test_a_cue_counts_only_where_it_means_what_the_frame_means(typology, text, frame):
    assert frame not in frames_of(typology, text)


@pytest.mark.parametrize(
    ("typology", "text", "frame"),
    [
        (ENTMAN, "Engineers want to repair the dam.", "remedy"),
        (ENTMAN, "The new rule would ease the shortage.", "remedy"),
        (ENTMAN, "Doctors called for a ban.", "remedy"),
        (ENTMAN, "Years of neglect have allowed the rot to spread.", "cause"),
        (ENTMAN, "It was wrong to sell the land.", "moral evaluation"),
        (PEACE, "The ruthless dictator fled.", "War: demonizing words"),
        (PEACE, "President Adeyemi signed the order.", "War: leaders and officials"),
    ],
)
def test_a_cue_counts_where_the_parse_says_so(typology, text, frame):
    assert frame in frames_of(typology, text)


@pytest.mark.parametrize(
    ("text", "frame"),
    [
        ("Nurses cared for the wounded child.", "care"),
        ("The guards tortured a prisoner.", "harm"),
        ("The panel gave everyone a fair hearing.", "fairness"),
        ("The clerk took a bribe.", "cheating"),
        ("He stayed loyal to the crew.", "loyalty"),
        ("He betrayed his friends.", "betrayal"),
        ("The sergeant obeyed.", "authority"),
        ("They defied the order.", "subversion"),
        ("The river is sacred to them.", "sanctity"),
        ("The film is obscene.", "degradation"),
    ],
)
def test_moral_foundations(text, frame):
    assert frame in frames_of(MORALS, text)


@pytest.mark.parametrize(
    ("text", "frame"),
    [
        ("A Patriot missile was fired.", "loyalty"),
        ("She manages an equity fund.", "fairness"),
        ("Nobody betrayed them.", "betrayal"),
    ],
)
def test_moral_words_with_another_use_do_not_count(text, frame):
    assert frame not in frames_of(MORALS, text)


def test_every_virtue_and_vice_has_its_foundation():
    assert [frame for pair in FOUNDATIONS.values() for frame in pair] == list(MORALS.frames)


@pytest.mark.parametrize(
    ("text", "frame"),
    [
        ("Rosa Lind left the house on Monday.", "episodic"),
        ("He was arrested at 9 p.m. last night.", "episodic"),
        ("Unemployment rose by 3 percent.", "thematic"),
        ("Most schools teach two languages to immigrants.", "thematic"),
        ("For decades the culture of the region has changed.", "thematic"),
    ],
)
def test_episodic_and_thematic_sentences(text, frame):
    assert frames_of(EPISODIC, text) == {frame}


@pytest.mark.parametrize(
    "text",
    [
        "Rosa Lind left the house.",
        "It was over in three minutes.",
        "Experts disagree.",
        "Three schools closed.",
        "The bakers open at six.",
    ],
)
def test_one_sign_is_neither_episodic_nor_thematic(text):
    assert frames_of(EPISODIC, text) == set()


def test_what_prevails_is_what_more_sentences_carry():
    episodic, thematic, neither = [True, False], [False, True], [False, False]
    assert prevailing(np.array([episodic, episodic, thematic])) == "episodic"
    assert prevailing(np.array([episodic, thematic])) == "thematic"
    assert prevailing(np.array([neither, neither])) is None
