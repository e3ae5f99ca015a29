"""Speakers as people: names, roles, affiliations, and nobody where the text names nobody."""

import pytest

from analysis.annotation import annotate
from analysis.articles import Article
from analysis.attribution import attributions
from analysis.attribution.speakers import each_of

SPEAKERS = [
    (
        "“No,” said Maria Torres, a professor of law at Acme University.",
        "Maria Torres",
        "expert",
        "Acme University",
    ),
    ("“No,” said Senator Maria Torres.", "Maria Torres", "official", None),
    ("“No,” said Sen. Maria Torres.", "Maria Torres", "official", None),
    ("Supt. Maria Torres said the bridge was safe.", "Maria Torres", "official", None),
    ("“No,” said Maria Torres, 34, a nurse who lives there.", "Maria Torres", "expert", None),
    ("“No,” said Maria Torres, a resident.", "Maria Torres", "citizen", None),
    ("“No,” said Maria Torres.", "Maria Torres", None, None),
    (
        "Maria Torres, the mayor of Lisbon, arrived late. “No,” Torres said.",
        "Maria Torres",
        "official",
        "Lisbon",
    ),
    ("“No,” the European Commission said.", "European Commission", "organisation", None),
    ("“No,” police said.", "police", "organisation", None),
    ("“No,” a spokesman for the European Commission said.", "European Commission", "organisation", None),
    ("“No,” an aide to the minister said.", None, "unnamed", None),
    ("Experts say the bridge is safe.", None, "unnamed", None),
    ("The bridge is expected to fall.", None, "unnamed", None),
    ("The researchers believe in steel. They say the bridge is safe.", None, "unnamed", None),
    ("Iran’s prime minister said the bridge was safe.", "Iran’s prime minister", "official", "Iran"),
    ("Anna and Maria arrived. She said the bridge was safe.", None, "unresolved", None),
    (
        "Acme Bank (AB) Director Maria Torres said no.",
        "Maria Torres",
        "public figure",
        "Acme Bank",
    ),
    (
        "Data published by Acme Bank show that the bridge is safe.",
        "Acme Bank",
        "organisation",
        None,
    ),
    ("According to a 2014 study, the bridge is safe.", "2014 study", "organisation", None),
    ("Researchers like Maria Torres say the bridge is safe.", "Maria Torres", None, None),
    ("Others trust Blorvik. Blorvik said the bridge was safe.", "Blorvik", "organisation", None),
    (
        "The European Commission released a statement. “The bridge is safe,” the statement said.",
        "European Commission",
        "organisation",
        None,
    ),
    ("Engineers in Lisbon, who built the bridge, said no.", None, "unnamed", "Lisbon"),
    ("Critics laughed at it. “The bridge is not safe for anybody.”", None, "unnamed", None),
]


@pytest.mark.parametrize(
    ("text", "name", "role", "affiliation"), SPEAKERS, ids=[text for text, *_ in SPEAKERS]
)
def test_speaker(text, name, role, affiliation):
    speaker = attributions(annotate(Article(text=text)))[-1]
    assert (speaker.speaker, speaker.role, speaker.affiliation) == (name, role, affiliation)


def test_one_person_has_one_name_and_role_throughout():
    text = "“No,” said Maria Torres, a law professor. She said it twice. Torres added that she meant it."
    found = attributions(annotate(Article(text=text)))
    assert {(each.speaker, each.role) for each in found} == {("Maria Torres", "expert")}


def test_relative_pronoun_is_the_person_before_it():
    text = "The room fell silent for Maria Torres, who said that the bridge was safe."
    found = attributions(annotate(Article(text=text)))
    assert [each.speaker for each in found if text[slice(*each.cue)] == "said"] == ["Maria Torres"]


def test_turns_of_a_transcript_have_the_full_name_where_the_text_has_it():
    text = "Maria Torres met reporters on Monday.\n\nTORRES: The bridge is safe.\n\nREPORTER: Is it?"
    found = attributions(annotate(Article(text=text)))
    assert [each.speaker for each in found] == ["Maria Torres", "REPORTER"]


def test_a_pair_is_the_two_people_joined_before():
    text = "Maria Torres and David Chen met Ann Lee. “We left,” the pair said."
    assert attributions(annotate(Article(text=text)))[-1].speaker == "Maria Torres and David Chen"


CHANCES = [
    ("“No,” said Maria Torres.", 1.0),
    ("“No,” said a spokesman for the European Commission.", 0.9),
    ("Hartwell Airlines lost money. The carrier said it would go on.", 0.8),
]


@pytest.mark.parametrize(("text", "chance"), CHANCES)
def test_the_step_to_the_name_has_a_chance(text, chance):
    assert attributions(annotate(Article(text=text)))[-1].name_chance == chance


def test_joint_speakers_are_told_apart_by_the_names_of_the_text():
    document = annotate(Article(text="Salt and Light met Maria Torres and David Chen. Both left."))
    assert each_of(document, "Maria Torres and David Chen") == ("Maria Torres", "David Chen")
    assert each_of(document, "Salt and Light Ltd.") == ("Salt and Light Ltd.",)
