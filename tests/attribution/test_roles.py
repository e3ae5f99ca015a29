"""What speakers are: offices of now and of then, and the bodies for which they speak."""

import pytest

from analysis.annotation import annotate
from analysis.articles import Article
from analysis.attribution import attributions

ROLES = [
    ("“No,” said Mayor Ann Lee.", "official"),
    ("“No,” said acting mayor Ann Lee.", "official"),
    ("“No,” said interim mayor Ann Lee.", "official"),
    ("“No,” said former mayor Ann Lee.", "public figure"),
    ("“No,” said Ann Lee, a former press secretary.", "public figure"),
    ("Ex-mayor Ann Lee said no.", "public figure"),
    ("Would-be mayor Ann Lee said the town was safe.", "citizen"),
    ("“No,” said Ann Lee, a dermatologist.", "expert"),
    ("Former minister Ann Lee left. “No,” said Ann Lee, a senator.", "official"),
]


@pytest.mark.parametrize(("text", "role"), ROLES, ids=[text for text, _ in ROLES])
def test_a_former_office_is_none(text, role):
    assert attributions(annotate(Article(text=text)))[-1].role == role


BODIES = [
    ("“No,” said Ann Lee, a spokeswoman for Acme Corporation.", "Acme Corporation"),
    ("“No,” said Acme Corporation president Ann Lee.", "Acme Corporation"),
    ("“No,” said Ann Lee, Acme University’s chief executive.", "Acme University"),
    ("Director of Acme Mines Limited, Ann Lee, said no.", "Acme Mines Limited"),
    ("“No,” said trust member Ann Lee. The Hartwell Parks Trust met on Monday.", "Hartwell Parks Trust"),
    (
        "The Hartwell Parks Trust met on Monday. “No,” said trust executive director Ann Lee.",
        "Hartwell Parks Trust",
    ),
    (
        "The Hartwell Parks Trust met on Monday. “Yes,” said Trust Executive Director Bo Holt. “No,” said "
        "trust member Ann Lee.",
        "Hartwell Parks Trust",
    ),
    ("“No,” said Ann Lee, a former spokeswoman for Acme Corporation.", None),
    ("“No,” said Ann Lee, a professor at Acme University.", None),
    ("“No,” said Ann Lee.", None),
]


@pytest.mark.parametrize(("text", "body"), BODIES, ids=[text for text, _ in BODIES])
def test_an_official_speaks_for_a_body(text, body):
    assert attributions(annotate(Article(text=text)))[-1].speaks_for == body


def test_who_speaks_for_a_body_does_so_throughout():
    text = "“No,” said Ann Lee, a spokeswoman for Acme Corporation. Lee said it was safe."
    assert {each.speaks_for for each in attributions(annotate(Article(text=text)))} == {"Acme Corporation"}


def test_members_of_a_body_speak_for_it_under_its_short_name():
    text = (
        "The Harbour Transport Trust met. Trust member Robert Alvarez said it was late. “We wait,” said "
        "Trust Executive Director Maria Bell."
    )
    found = {each.speaker: each.speaks_for for each in attributions(annotate(Article(text=text)))}
    assert found == dict.fromkeys(("Robert Alvarez", "Maria Bell"), "Harbour Transport Trust")
