"""Speakers as people: names, roles, affiliations, and nobody where the text names nobody."""

import pytest

from analysis.annotation import annotate
from analysis.articles import Article
from analysis.attribution import attributions

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
    ("Iran’s prime minister said the bridge was safe.", "Iran’s prime minister", "official", "Iran"),
    ("Anna and Maria arrived. She said the bridge was safe.", None, "unresolved", None),
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
