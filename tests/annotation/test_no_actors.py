"""Who is no actor: places, things, diseases, plants, credits, adjectives and the author."""

import pytest

from analysis.annotation import annotate
from analysis.annotation.no_actors import is_credit, is_thing
from analysis.articles import Article
from analysis.attribution.speaking import unquoted
from analysis.findings.silent import central


def _central(text: str, **given: str) -> set[str]:
    return {each.name for each in central(annotate(Article(text, **given)))}


def test_a_country_is_an_actor_where_it_does_something_not_where_something_is():
    assert "Peru" not in _central("Ann Lee met the miners in Peru. She flew home from Peru.")
    assert "Peru" in _central("Ann Lee met the miners in Peru. Peru expelled her.")


@pytest.mark.parametrize(
    ("name", "label", "thing"),
    [
        ("Copper Standard", "PERSON", True),
        ("Harbour Boulevard", "ORG", True),
        ("COVID-19", "ORG", True),
        ("Diane Lane", "PERSON", False),
        ("Harbour Trust", "ORG", False),
        ("Standard", "ORG", False),
    ],
)
def test_roads_labels_and_diseases_are_things(name, label, thing):
    assert is_thing(name, label) == thing


@pytest.mark.parametrize(
    ("name", "credit"),
    [
        ("Ann Lee/AP", True),
        ("Getty Images", True),
        ("Ann Lee/Getty Images", True),
        ("Lee/Doe", False),
        ("AP Lee", False),
    ],
)
def test_the_credit_of_a_photograph_is_nobody(name, credit):
    assert is_credit(name) == credit


def test_who_wrote_the_article_is_not_its_actor():
    text = "Ann Lee visited the mine. Omar Haddad, who owns it, thanked Ann Lee."
    assert _central(text, byline="Bo Day and Ann Lee") & {"Ann Lee", "Omar Haddad"} == {"Omar Haddad"}
    assert _central(text, byline="Bo Day") >= {"Ann Lee"}


def test_a_team_of_people_is_these_people():
    text = "A team of chemists found the leak. The team warned the mayor. The chemists left."
    assert {"chemists", "team"} & _central(text) == {"chemists"}


def test_the_group_is_the_only_team_that_the_text_tells_of():
    text = "A team of chemists found the leak. In a paper the group describes it. The chemists were glad."
    assert {"chemists", "group", "team of chemists"} & _central(text) == {"chemists"}


def test_a_plant_and_adjectives_are_no_actors():
    text = "I planted a Blue Duchess peach. The Blue Duchess died. An LGBTQ club wept."
    assert not {"Blue Duchess", "LGBTQ"} & _central(text)


def test_who_wrote_the_article_and_whose_chief_speaks_are_not_said_to_be_unheard():
    text = "Harbour Bank closed. Harbour Bank failed. The chief of Harbour Bank said it was over."
    assert unquoted(annotate(Article(text)))["entity"].tolist() == []
    told = annotate(Article("Ann Lee left. Ann Lee wept.", byline="Ann Lee"))
    assert unquoted(told)["entity"].tolist() == []
