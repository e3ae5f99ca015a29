"""Who does things to others most, and who is harmed."""

import numpy as np
import pytest

import analysis
from analysis.annotation import annotate
from analysis.articles import Article
from analysis.findings import deeds, portrayal, silent
from analysis.findings.chances import Chances
from analysis.models import readers
from analysis.models.readers import SMALL, Judged, nothing_judged
from analysis.validation.codings import Coding

STORY = (
    "Kenya attacks Uganda\n\n"
    "Kenya attacked Uganda on Monday. Kenya shelled two villages. Villagers fled to Peru. "
    "The driver died. Anna Weber, a teacher, was killed. Peru said nothing."
)


@pytest.fixture(scope="module")
def story():
    return annotate(Article(STORY, id="story"))


def features(document, name):
    (each,) = [each for each in deeds.doers(document) if each.name == name]
    return deeds.deed_features(document, each, SMALL)


def test_names_groups_and_people_without_a_name_may_act(story):
    names = [each.name for each in deeds.doers(story)]
    assert {"Kenya", "Uganda", "Anna Weber", "villagers", "driver"} <= set(names)
    assert len(names) == len(set(names))


def test_who_acts_is_told_from_who_is_acted_upon(story):
    kenya, uganda, driver = (features(story, name) for name in ("Kenya", "Uganda", "driver"))
    assert kenya["acts on somebody"] > uganda["acts on somebody"] == 0
    assert uganda["undergoes"] > kenya["undergoes"] == 0
    assert driver["undergoes"] > driver["acts"] == 0


def test_a_reader_sees_who_suffers(story):
    assert features(story, "Anna Weber")["suffers"] > features(story, "Peru")["suffers"]
    assert features(story, "Kenya")["harms in all"] > features(story, "Anna Weber")["harms in all"]


def test_what_is_denied_possible_or_said_is_no_deed():
    text = (
        "Kenya did not shell Uganda. Chad may attack Uganda. Peru warned that Uganda was at risk. "
        "Iran hit Uganda."
    )
    document = annotate(Article(text))
    acts = {name: features(document, name)["acts on somebody"] for name in ("Kenya", "Chad", "Peru", "Iran")}
    assert acts["Iran"] > acts["Kenya"] == acts["Chad"] == acts["Peru"] == 0
    assert features(document, "Uganda")["undergoes"] == pytest.approx(np.log(2))


def test_deeds_are_led_back_to_the_sentences_that_tell_them():
    text = (
        "Kenya lies in Africa. Uganda has many lakes. Kenya is large. Uganda is small. "
        "On Monday Kenya bombed Uganda and killed forty villagers. Uganda thanked Peru for its letter."
    )
    document = annotate(Article(text))
    of = {each.name: each for each in deeds.doers(document)}
    assert 5 in deeds.deed_evidence(deeds.AGENT, document, of["Kenya"], SMALL)
    assert deeds.deed_evidence(deeds.HARMED, document, of["Uganda"], SMALL) == (5,)
    assert deeds.strongest({1: 0.1, 2: 0.9, 3: 0.5, 4: 0.4, 5: 0.8}) == (2, 3, 5)


def test_who_is_silent_is_led_back_to_where_they_do_not_answer():
    text = (
        "Marcus Dunn is a builder. Marcus Dunn sold the hall. Marcus Dunn bought a farm. "
        "Marcus Dunn closed it. Marcus Dunn did not respond to questions."
    )
    document = annotate(Article(text))
    (each,) = [each for each in silent.central(document) if each.name == "Marcus Dunn"]
    assert 5 in silent.evidence(document, each) and len(silent.evidence(document, each)) == 3


def test_what_a_verb_does_to_somebody_is_told(story):
    kenya, uganda = features(story, "Kenya"), features(story, "Uganda")
    assert uganda["harm to"] > kenya["harm to"] and kenya["harm by"] > uganda["harm by"]
    assert features(story, "driver")["loses"] > 0 == features(story, "driver")["hurt"]
    assert features(story, "Anna Weber")["hurt"] > 0 == features(story, "Peru")["hurt"]


@pytest.mark.parametrize(
    "text, names",
    [
        (
            "A gunman killed my aunt. Hackers fled. Two couples slept.",
            {"gunman", "aunt", "hackers", "couples"},
        ),
        ("Ordinary people lost money. People say so.", {"ordinary people"}),
        ("ACCIDENTS\n\nMy uncle met a lawyer in town.", {"uncle", "lawyer"}),
    ],
)
def test_people_without_a_name_are_found_by_what_they_are(text, names):
    found = {each.name.lower() for each in deeds.doers(annotate(Article(text)))}
    assert found == names


def test_at_most_three_of_each_are_claimed(story, monkeypatch):
    monkeypatch.setattr(deeds, "chances", lambda about: Chances({"undergoes": 2.0}, 0.0))
    found = analysis.claims(annotate(story.article), SMALL)
    for about in (deeds.AGENT, deeds.HARMED):
        assert len(found[found["about"] == about]) == 3
    harmed = found[found["about"] == "harmed"].set_index("name")
    assert "Uganda" in harmed.index


def test_a_reader_that_tells_no_roles_claims_none(story, monkeypatch):
    class Judging:
        def judge_each(self, asked, rated=True):
            return (Judged(0.0, nothing_judged(len(at))[0], np.full((len(at), 3), np.nan)) for _, at in asked)

    shipped = readers.reader_of
    for module in (readers, portrayal):
        monkeypatch.setattr(
            module, "reader_of", lambda name: Judging() if name == "one of my own" else shipped(name)
        )
    monkeypatch.setattr(deeds, "chances", lambda about: Chances({"harms": 1.0, "suffers": 1.0}, 3.0))
    found = analysis.claims(annotate(story.article), "one of my own")
    assert set(found["about"]) >= {"form", "portrayal"}
    assert not set(found["about"]) & {"agent", "harmed", "suffers"}


def test_codings_say_who_acts_and_who_is_harmed():
    row = {"speakers": [], "portrayal": [], "most_heard": [], "silent": [], "agents": ["Kenya"]}
    coding = Coding(row | {"harmed": ["two farmers"]})
    assert coding.is_agent("Kenya") and not coding.is_harmed("Kenya")
    assert coding.listed("harmed", [coding]) == ["two farmers"]
