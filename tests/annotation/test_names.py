"""Names as the text has them: whole, without what stands beside them, an acronym with its long form."""

import pytest

from analysis.annotation import annotate
from analysis.articles import Article
from analysis.attribution import attributions


def names(text: str) -> list[tuple[str, str]]:
    return [(each.text, each.entity) for each in annotate(Article(text=text)).mentions if each.kind == "name"]


def test_a_body_and_the_acronym_in_brackets_behind_it_are_one():
    found = names(
        "The Coastal Interim Energy Operator (CAIEO) said demand would rise. CAIEO warned of outages."
    )
    assert [entity for _, entity in found] == ["Coastal Interim Energy Operator"] * 3


def test_the_long_form_begins_with_a_capital():
    found = names("Officers of Air and Marine Services (AMS) said so on Monday. AMS found the boat.")
    assert [entity for _, entity in found if "Marine" in entity] == ["Air and Marine Services"] * 3


def test_brackets_that_do_not_spell_what_stands_before_them_are_no_acronym():
    found = names("The Hartwell Post (UK) met Ann Lee, and the Hartwell Post (UK) said so.")
    assert ("UK", "United Kingdom") in found


@pytest.mark.parametrize(
    "text, entity",
    [
        ("Kate made Meghan cry, the paper said.", "Meghan"),
        ("The scientists were led by ”Michael Shadlen, of Columbia.", "Michael Shadlen"),
        ("Trump himself said the wall would be built by the end of the year.", "Trump"),
    ],
)
def test_a_name_is_whole_and_nothing_else(text, entity):
    assert entity in [each for _, each in names(text)]


PEOPLE = [
    ("Supervisor Alma Pedrosa left. Pedrosa was tired.", "Alma Pedrosa"),
    ("Ann Marlow Gilby spoke. Marlow was brief.", "Ann Marlow Gilby"),
    ("Trevor Houser spoke. Hauser was brief.", "Trevor Houser"),
    ("Ban Ki-moon spoke. Mr. Ban was brief.", "Ban Ki-moon"),
    ("Crooked Ann Lee lost. Ann Lee was sad.", "Ann Lee"),
]


@pytest.mark.parametrize(("text", "person"), PEOPLE)
def test_a_person_has_one_name_without_titles_and_epithets(text, person):
    assert {entity for _, entity in names(text)} == {person}


@pytest.mark.parametrize(
    "text", ["The Conservative MP said no.", "The Prime Minister said no.", "See Page B1 for more."]
)
def test_an_office_or_a_page_is_no_name(text):
    mentions = annotate(Article(text=text)).mentions
    assert [each.text for each in mentions if each.label == "PERSON"] == []


def test_who_stresses_that_he_said_it_is_the_speaker():
    (said,) = attributions(annotate(Article(text="Trump himself said the wall would be built next year.")))
    assert said.speaker == "Trump"


def test_words_in_capitals_before_a_colon_that_are_no_name_say_nothing():
    text = "A SIMPLE GUIDE: How do I protect myself?\n\nAVOIDING CONTACT: The rules on exercise."
    assert [each.speaker for each in attributions(annotate(Article(text=text))) if each.speaker] == []


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("“It was a mess,” said Ines Calloway, who runs a bakery in Leeds.", "PERSON"),
        ("The flood took the shop of Tamsin Orrell, 43, in one night.", "PERSON"),
        ("They beat South Africa, who had won the cup before.", "GPE"),
    ],
)
def test_who_goes_on_as_a_person_is_one(text, label):
    mentions = annotate(Article(text=text)).mentions
    assert {m.label for m in mentions if m.kind == "name" and " " in m.text} == {label}


NO_NAMES = [
    ("The board met in June. In June Wolff left, and the June CITT meeting was short.", "June"),
    ("She chose Gold Standard for the road. Gold Standard, who knew, was dear.", "Gold Standard"),
    ("The line runs along US 1 to the harbour.", "United States"),
    ("The H\u0430rb\u043eur shop advertises.", "H\u0430rb\u043eur"),
]


@pytest.mark.parametrize(("text", "nobody"), NO_NAMES)
def test_a_month_a_label_a_road_and_letters_of_two_scripts_are_no_names(text, nobody):
    assert not any(nobody in entity for _, entity in names(text))


def test_what_the_text_calls_a_state_is_a_place():
    text = "Fires burn in Amazonas. The states of Amazonas and Mato Grosso are on alert. Amazonas lost trees."
    found = {m.entity: m.label for m in annotate(Article(text)).mentions if m.kind == "name"}
    assert found == {"Amazonas": "GPE", "Mato Grosso": "GPE"}


@pytest.mark.parametrize(
    ("text", "label"),
    [("The Amazon burns. People left the Amazon.", "GPE"), ("Amazon sued. The Amazon drivers left.", "ORG")],
)
def test_a_river_has_an_article_and_the_company_that_bears_its_name_has_none(text, label):
    assert {m.label for m in annotate(Article(text)).mentions if m.entity == "Amazon"} == {label}


def test_an_honour_is_no_part_of_a_name():
    assert {entity for _, entity in names("They met Honourable Peter Whitfield in town.")} == {
        "Peter Whitfield"
    }


def test_two_letters_of_a_surname_may_have_changed_places():
    assert {entity for _, entity in names("Igor Hansen spoke. Hasnen was brief.")} == {"Igor Hansen"}
