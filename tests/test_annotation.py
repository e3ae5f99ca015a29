"""Sentences, paragraphs, names, descriptions and pronouns, on sentences of our own."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.annotation import annotate
from analysis.annotation.parsing import LONGEST_CHUNK, chunks, paragraph_spans
from analysis.article import Article


def read(text):
    return annotate(Article(text=text))


def entities(text):
    return {mention.text: mention.entity for mention in read(text).mentions}


def referents(text, pronoun):
    found = [m.entity for m in read(text).mentions if m.kind == "pronoun" and m.text == pronoun]
    return found[0] if found else None


SENTENCES = [
    ("It ended . Nobody came .", ["It ended .", "Nobody came ."]),
    ("They came to believe . it’s over.", ["They came to believe .", "it’s over."]),
    ("“We will go home ,” Ms. Ode said. Rain fell.", ["“We will go home ,” Ms. Ode said.", "Rain fell."]),
    ('"We won," said Ann Lee. "At last."', ['"We won," said Ann Lee.', '"At last."']),
    ("The U.S. left. Dr. Hall stayed.", ["The U.S. left.", "Dr. Hall stayed."]),
    ("“Was it fair?” she asked. He shrugged.", ["“Was it fair?” she asked.", "He shrugged."]),
    ("One line\n\nAnother line", ["One line", "Another line"]),
    ("", []),
    (" \n\n ", []),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_sentences(text, expected):
    assert [sentence.text for sentence in read(text).sentences] == expected


def test_the_example_has_its_22_sentences_in_12_paragraphs(example):
    assert len(example.sentences) == 22
    assert len(example.paragraphs) == 12
    assert [s.number for s in example.sentences] == list(range(1, 23))
    assert example.sentences[1].text == "It seems he might not need to ."


def test_hard_wrapped_lines_are_one_paragraph():
    lines = ["This line was wrapped by an editor at", "a fixed width, so that its paragraph", "runs on.", ""]
    block = "\n".join(lines)
    assert len(paragraph_spans(block + "\n" + block)) == 2


NAMES = [
    ("America left. Washington denied it. The US stayed.", {"America", "Washington", "US"}, "United States"),
    (
        "The talks with Tehran failed. Iranian troops moved. Iran waited.",
        {"Tehran", "Iranian", "Iran"},
        "Iran",
    ),
    ("Moscow has rejected the deal, the Kremlin said.", {"Moscow", "Kremlin"}, "Russia"),
    (
        "Maria Alvarez won the race. Alvarez thanked her team. Ms. Alvarez smiled.",
        {"Maria Alvarez", "Alvarez"},
        "Maria Alvarez",
    ),
    (
        "The Coastal Fisheries Board met on Monday. The CFB will vote soon.",
        {"Coastal Fisheries Board", "CFB"},
        "Coastal Fisheries Board",
    ),
    ("Fighters of Islamic State fled, and ISIS lost the town.", {"Islamic State", "ISIS"}, "Islamic State"),
]


@pytest.mark.parametrize(("text", "mentions", "entity"), NAMES)
def test_names_that_mean_the_same_are_one_entity(text, mentions, entity):
    found = entities(text)
    assert {name for name, of in found.items() if of == entity} >= mentions


@pytest.mark.parametrize(
    "text",
    ["The drone strike in Baghdad killed two.", "She flew to Baghdad.", "They met at a hotel near Baghdad."],
)
def test_a_capital_can_be_just_a_place(text):
    assert entities(text)["Baghdad"] == "Baghdad"


def test_two_people_of_one_surname_are_not_mixed_up():
    found = entities("Ann Porter met Paul Porter. Porter left early.")
    assert found["Ann Porter"] == "Ann Porter"
    assert found["Paul Porter"] == "Paul Porter"
    assert found.get("Porter") not in {"Ann Porter", "Paul Porter"}


DESCRIPTIONS = [
    ("John Carver, a former aide, resigned. The aide gave no reason.", "The aide", "John Carver"),
    ("Senator Ruth Dale objected. The senator then left.", "The senator", "Ruth Dale"),
    ("Ola Berg is the mayor. Later the mayor spoke.", "the mayor", "Ola Berg"),
    (
        "Italy’s deputy prime minister said no.",
        "Italy’s deputy prime minister",
        "Italy’s deputy prime minister",
    ),
]


@pytest.mark.parametrize(("text", "description", "entity"), DESCRIPTIONS)
def test_descriptions_mean_the_person_who_has_the_role(text, description, entity):
    assert entities(text)[description] == entity


def test_a_description_that_fits_two_people_is_left_alone():
    text = "Senator Ruth Dale met Senator Mark Hill. The senator then left."
    assert "The senator" not in entities(text)


PRONOUNS = [
    ("Ruth Dale lost the vote. She blamed the press.", "She", "Ruth Dale"),
    ("Mark Hill said he would appeal.", "he", "Mark Hill"),
    ("Ruth Dale met Mark Hill on Friday. He was late.", "He", "Mark Hill"),
    ("Iran rejected the plan. It called the terms unfair.", "It", "Iran"),
    ("Despite his long record, Mark Hill lost.", "his", "Mark Hill"),
    ("The prime minister spoke to Parliament. He defended the budget.", "He", "prime minister"),
    ("“We lost,” said Mark Hill.\n\nHe did not elaborate.", "He", "Mark Hill"),
]


@pytest.mark.parametrize(("text", "pronoun", "entity"), PRONOUNS)
def test_pronouns(text, pronoun, entity):
    assert referents(text, pronoun) == entity


REFUSED = [
    ("Mark Hill and Paul Frost met on Friday. He was late.", "He"),
    ("It seems that Iran will stay.", "It"),
    ("It is clear that Iran has won.", "It"),
    ("The storm passed. He slept.", "He"),
    ("The judge asked Ruth Dale whether she agreed.", "she"),
    ("It rained in France.", "It"),
    ("Mark Hill warned him.", "him"),
]


@pytest.mark.parametrize(("text", "pronoun"), REFUSED)
def test_pronouns_that_could_mean_anybody_are_left_alone(text, pronoun):
    assert referents(text, pronoun) is None


def test_gender_comes_from_the_text_and_not_from_names():
    found = {m.entity: m.gender for m in read("Ruth Dale met Kim Oduya. Mr. Oduya was late.").mentions}
    assert found == {"Ruth Dale": None, "Kim Oduya": "masculine"}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_offsets_always_point_into_the_text(text):
    document = read(text)
    article = document.article.text
    assert document.doc.text == article
    for sentence in document.sentences:
        assert article[sentence.start : sentence.end] == sentence.text
        assert sentence.text == sentence.text.strip()
    ends = 0
    for mention in document.mentions:
        assert article[mention.start : mention.end] == mention.text
        assert mention.start >= ends
        ends = mention.end


def test_chunks_are_the_text_again_and_none_is_long():
    text = "word " * 5_000 + "\n\n" + "x" * 30_000 + ". End.\n"
    pieces = chunks(text)
    assert "".join(pieces) == text
    assert max(map(len, pieces)) <= LONGEST_CHUNK + 2


def test_time_grows_with_the_length_and_not_with_its_square():
    sentence = "Iran said that Mark Hill had met the prime minister, and he denied it. "

    def seconds(times):
        begin = time.process_time()
        read(sentence * times)
        return time.process_time() - begin

    seconds(20)
    assert seconds(400) < 8 * seconds(100)
