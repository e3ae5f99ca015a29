"""Bodies by description: those named before, those of a person or a country, and those that have no name."""

import pytest

from analysis.annotation import annotate
from analysis.articles import Article


def entity(text: str, description: str) -> str | None:
    document = annotate(Article(text=text))
    found = [m.entity for m in document.mentions if m.text.lower() == description.lower()]
    return found[-1] if found else None


MEANT = [
    ("The Hartwell Housing Authority met on Monday. The authority was late.", "the authority"),
    ("Hartwell Airlines lost money. The carrier closed two routes.", "the carrier"),
    ("Greenpeace, a charity, grew. The charity hired fifty people.", "the charity"),
    ("Greenpeace grew. Greenpeace hired fifty people. Greenpeace will move. The group said so.", "the group"),
    ("The University of Hartwell closed. The institution said it was broke.", "the institution"),
]


@pytest.mark.parametrize(("text", "description"), MEANT)
def test_a_definite_noun_means_the_body_of_that_kind(text, description):
    named = next(m for m in annotate(Article(text=text)).mentions if m.kind == "name")
    assert entity(text, description) == named.entity


def test_of_several_companies_the_one_that_has_just_spoken_speaks_on():
    text = "It names Google and Yahoo. Yahoo said it grew. Google said it was sorry. The company said so."
    assert entity(text, "the company") == "Google"


REFUSED = [
    ("Hartwell University and Bolton University merged. The university closed.", "the university"),
    ("Hartwell Airlines grew. Its parent company was sold. The parent company closed.", "the parent company"),
    ("Hartwell Airlines grew. The force of the wind was great.", "the force of the wind"),
    ("The fund met on Monday.", "the fund"),
    ("The White House said no. Once the House acts, it is over.", "the House"),
    ("CNN grew. CNN hired fifty people. CNN will move. The group of them moved.", "the group of them"),
]


@pytest.mark.parametrize(("text", "description"), REFUSED)
def test_a_noun_that_points_to_nobody_is_nobody(text, description):
    assert entity(text, description) is None


OWN = [
    ("The transport department closed the road. The department said it was unsafe.", "transport department"),
    ("A 2014 study found that rain helps. The study was small.", "2014 study"),
    ("The French government said no. The government will vote on Monday.", "French government"),
    ("Police said the road was safe.", "Police"),
    ("A team of researchers found a new bird. The team will publish soon.", "team of researchers"),
]


@pytest.mark.parametrize(("text", "name"), OWN)
def test_a_description_that_speaks_is_a_body_of_its_own(text, name):
    bodies = {m.entity for m in annotate(Article(text=text)).mentions if m.label == "ORG"}
    assert bodies == {name}


def test_links_to_a_name_are_less_sure_than_the_name():
    mentions = annotate(Article(text="Hartwell Airlines lost money. The carrier closed two routes.")).mentions
    assert [mention.chance for mention in mentions] == [1.0, 0.8]


def test_a_description_before_the_name_is_the_body_that_it_means_later():
    text = "The trust complained to the state.\n\nThe Hartwell Parks Trust met. The trust said it was broke."
    assert entity(text.partition("\n")[0] + text[34:], "the trust") == "Hartwell Parks Trust"
