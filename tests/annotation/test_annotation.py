"""Sentences, paragraphs, names, descriptions and pronouns, on sentences of our own."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, Span

from analysis import annotation
from analysis.annotation import annotate
from analysis.annotation.document import Coded
from analysis.annotation.genders import Genders
from analysis.annotation.parsing import LONGEST_CHUNK, chunks, pipeline
from analysis.annotation.people import completed, given_gender
from analysis.articles import Article
from analysis.articles.blocks import paragraph_spans


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
    ('"No deal," she said. "They lied."\n\nRain.', ['"No deal," she said.', '"They lied."', "Rain."]),
    ('"We walked away. They lied. It hurt."', ['"We walked away.', "They lied.", 'It hurt."']),
    ("Sgt. Owen Hale left. Supt. Jim Roe waited.", ["Sgt. Owen Hale left.", "Supt. Jim Roe waited."]),
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


def test_a_sentence_knows_its_part_and_its_block():
    document = read(
        "Library to close\n\nBy Tom Adams\n\nThe council voted. The town was angry.\n\nIt rained."
    )
    assert [sentence.part for sentence in document.sentences] == ["headline", "lead", "lead", "body"]
    kinds = [document.block_of(sentence).kind for sentence in document.sentences]
    assert kinds == ["headline", "paragraph", "paragraph", "paragraph"]


def test_bylines_are_no_sentences_and_name_nobody():
    document = read(
        "By Tom Adams, Maria Keller\n\nThe council voted. Ann Lee left.\n\nSubscribe to our paper"
    )
    assert [sentence.text for sentence in document.sentences] == ["The council voted.", "Ann Lee left."]
    assert [(m.entity, m.sentence) for m in document.mentions] == [("council", 1), ("Ann Lee", 2)]
    assert len(read("By Tom Adams").sentences) == 1


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
    ("Larry King spoke. Mr. King was brief. King left.", {"Larry King", "King"}, "Larry King"),
    ("Howard Dean spoke on Monday. Dean was brief.", {"Howard Dean", "Dean"}, "Howard Dean"),
    ("Bill de Souza spoke. Mayor De Souza was brief.", {"Bill de Souza", "De Souza"}, "Bill de Souza"),
    (
        "Alvarez Breaks With Party Over New Budget\n\nMaria Alvarez left the party. Alvarez was tired.",
        {"Maria Alvarez", "Alvarez"},
        "Maria Alvarez",
    ),
    ("``We lost,'' said ''Ann Lee'' on Monday. Ms. Lee was sad.", {"Ann Lee", "Lee"}, "Ann Lee"),
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


def test_a_title_tells_a_woman_and_a_man_of_one_surname_apart():
    document = read("Ann Porter met Paul Porter on Monday. Ms. Porter left early. Mr. Porter’s car was seen.")
    assert [m.entity for m in document.mentions if m.text == "Porter"] == ["Ann Porter", "Paul Porter"]


def test_given_names_that_both_women_and_men_bear_have_no_gender():
    assert given_gender("Terry Holm") is None
    assert given_gender("Ruth Holm") == "feminine"


FULL_NAMES = [("ORG", (0, 2)), ("PERSON", (1, 2)), (None, None)]


@pytest.mark.parametrize(("label", "found"), FULL_NAMES)
def test_a_given_name_and_the_name_after_it_are_a_person(label, found):
    doc = Doc(pipeline().vocab, words=["Lester", "Brimhall", "spoke"], pos=["PROPN", "PROPN", "VERB"])
    spans = [Span(doc, *found, label=label)] if label else []
    assert [(span.text, span.label_) for span in completed(doc, spans)] == [("Lester Brimhall", "PERSON")]


@pytest.mark.parametrize("words", [["Charlotte", "County"], ["Morgan", "Stanley"], ["Grant", "Committee"]])
def test_a_given_name_before_a_common_or_known_name_is_no_person(words):
    doc = Doc(pipeline().vocab, words=words, pos=["PROPN", "PROPN"])
    assert completed(doc, []) == []


DESCRIPTIONS = [
    ("John Carver, a former aide, resigned. The aide gave no reason.", "The aide", "John Carver"),
    ("Senator Ruth Dale objected. The senator then left.", "The senator", "Ruth Dale"),
    ("Ola Berg is the mayor. Later the mayor spoke.", "the mayor", "Ola Berg"),
    ("Sen. Ruth Dale objected. The senator then left.", "The senator", "Ruth Dale"),
    (
        "President Ruth Dale met former President Mark Hill. The former president smiled.",
        "The former president",
        "Mark Hill",
    ),
    (
        "President Ruth Dale met former President Mark Hill. The president smiled.",
        "The president",
        "Ruth Dale",
    ),
    (
        "The International Monetary Fund met on Monday. The fund raised its forecast.",
        "The fund",
        "International Monetary Fund",
    ),
    ("Mark Hill lost. The Hill campaign gave no reason.", "Hill campaign", "Hill campaign"),
    ("Mark Hill lost. Hill’s campaign gave no reason.", "campaign", "Hill campaign"),
    (
        "Mark Hill lost. The Hill campaign was broke, and the campaign closed.",
        "the campaign",
        "Hill campaign",
    ),
    ("Meg Carr, Duchess of Ely, left. The duchess was tired.", "The duchess", "Meg Carr"),
    ("Ruth Dale said it was late. Later the Conservative MP said no.", "the Conservative MP", "Ruth Dale"),
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


NO_DESCRIPTION = [
    ("The World Bank met the Asian Development Bank. The bank agreed.", "The bank"),
    ("The fund met on Monday. Later the International Monetary Fund agreed.", "The fund"),
    ("Ruth Dale met the president. She is the first woman in the job.", "the first woman"),
]


@pytest.mark.parametrize(("text", "description"), NO_DESCRIPTION)
def test_what_could_mean_two_bodies_or_points_to_nobody_is_no_mention(text, description):
    assert description not in entities(text)


def test_a_rank_below_is_not_the_same_role():
    found = entities("Vice President Ruth Dale met the president. The vice president spoke.")
    assert found["The vice president"] == "Ruth Dale"
    assert "the president" not in found


def test_a_description_of_anybody_is_not_who_spoke_last():
    found = entities("Ruth Dale said it was late. The official said no.")
    assert found["The official"] == "official"


def test_a_role_of_another_time_is_not_the_same_role():
    found = entities("President Ruth Dale spoke. The next president will decide.")
    assert found.get("The next president") != "Ruth Dale"


def test_a_role_that_somebody_else_owns_is_not_the_same_role():
    found = entities("Mark Hill, a strategist, spoke. Ruth Dale’s chief strategist disagreed.")
    assert found.get("Ruth Dale’s chief strategist") != "Mark Hill"


PRONOUNS = [
    ("Ruth Dale lost the vote. She blamed the press.", "She", "Ruth Dale"),
    ("Mark Hill said he would appeal.", "he", "Mark Hill"),
    ("Ruth Dale met Mark Hill on Friday. He was late.", "He", "Mark Hill"),
    ("Iran rejected the plan. It called the terms unfair.", "It", "Iran"),
    ("Despite his long record, Mark Hill lost.", "his", "Mark Hill"),
    ("The prime minister spoke to Parliament. He defended the budget.", "He", "prime minister"),
    ("“We lost,” said Mark Hill.\n\nHe did not elaborate.", "He", "Mark Hill"),
    ("Ruth Dale, who lost the vote, left.", "who", "Ruth Dale"),
    ("They met Ruth Dale, the mayor of Lund, who was late.", "who", "Ruth Dale"),
    ("The film showed Ruth Dale and Mark Hill, who was late.", "who", "Mark Hill"),
    ("She asked Iran, which refused.", "which", "Iran"),
    ("Mark Hill spoke on Monday. “Paul Frost is a liar and a thief,” he said.", "he", "Mark Hill"),
    (
        "Mark Hill spoke.\n\n“We lost. It was late. Paul Frost won. Rain fell. We left,” he said.",
        "he",
        "Mark Hill",
    ),
    ('Mark Hill spoke. "Paul Frost won," he said.', "he", "Mark Hill"),
    ("Mark Hill spoke. ``Paul Frost won,'' he said.", "he", "Mark Hill"),
    ("Ruth Dale met Mark Hill and his wife.", "his", "Mark Hill"),
    ("Ann Lee met Paul Day. She praised him.", "him", "Paul Day"),
    ("“I will stay,” said Ann Lee. “He lied.”\n\nPaul Day left. He was angry.", "He", "Paul Day"),
    ("Paul Day spoke. “Mark Hill knows that he lost,” Day said.", "he", "Mark Hill"),
    ("Acme Corp. closed a plant. They gave no reason.", "They", "Acme Corp."),
    ("The Mets lost again on Friday. They have not won since May.", "They", "Mets"),
    ("Ruth Dale and Mark Hill met on Monday. They agreed on a plan.", "They", "Ruth Dale and Mark Hill"),
    ("During his visit, Mark Hill praised the mayor.", "his", "Mark Hill"),
]


@pytest.mark.parametrize(("text", "pronoun", "entity"), PRONOUNS)
def test_pronouns(text, pronoun, entity):
    assert referents(text, pronoun) == entity


REFUSED = [
    ("Mark Hill and Paul Frost met on Friday. He was late.", "He"),
    ("It seems that Iran will stay.", "It"),
    ("It is clear that Iran has won.", "It"),
    ("The storm passed. He slept.", "He"),
    ("A nurse met Ann Lee’s doctor. She was late.", "She"),
    ("Ruth Dale and Ann Porter argued on Monday. She was late.", "She"),
    ("Mark Hill said the papers were lost. They were found on Monday.", "They"),
    ("The company said it would close. Workers said they were shocked.", "they"),
    ("It rained in France.", "It"),
    ("Mark Hill warned him.", "him"),
    ("Mark Hill’s attacks on him failed.", "him"),
    ("Iran rejected the plan. The report was long. It named nobody.", "It"),
    ("Iran voted. “We know that it ends here,” Mark Hill said.", "it"),
    ("“We know that he lost,” Mark Hill said.", "he"),
    ("Mark Hill spoke. “He is always late,” Hill said.", "He"),
    ("Iran knew that it was revealed in March that Paul Frost had lost.", "it"),
    ("Paul Frost was his aide.", "his"),
    ("Iran was late, as Mark Hill put it.", "it"),
    ("He liked the brother of Ruth Dale, who was late.", "who"),
]


@pytest.mark.parametrize(("text", "pronoun"), REFUSED)
def test_pronouns_that_could_mean_anybody_are_left_alone(text, pronoun):
    assert referents(text, pronoun) is None


LATER = (
    "Ruth Dale opened the meeting. Ann Porter, a nurse, wept as the names were read.\n\n"
    "“It was a long year,” Dale said.\n\nThe hall was full, and the doors were closed at noon.\n\n"
    "“We will be back,” she said."
)


def test_who_says_something_two_paragraphs_on_is_who_spoke_last():
    assert referents(LATER, "she") == "Ruth Dale"


def test_a_group_is_told_member_by_member():
    (they,) = [m for m in read("Harry Lee and Meg Day left. They were tired.").mentions if m.text == "They"]
    assert (they.entity, they.members) == ("Harry Lee and Meg Day", ("Harry Lee", "Meg Day"))


def test_a_pronoun_has_a_chance_below_one_and_every_name_is_certain():
    mentions = read("Ruth Dale lost the vote. She blamed the press.").mentions
    assert [(m.basis, m.chance == 1) for m in mentions] == [("name", True), ("pronoun", False)]


def test_gender_comes_from_the_text_and_not_from_names():
    found = {m.entity: m.gender for m in read("Ruth Dale met Kim Oduya. Mr. Oduya was late.").mentions}
    assert found == {"Ruth Dale": None, "Kim Oduya": "masculine"}


def test_one_misread_pronoun_does_not_settle_a_gender():
    genders = Genders(read("").doc, [])
    genders.vote("Obi Ode", "feminine")
    assert genders.likely("Obi Ode") is None
    for _ in range(3):
        genders.vote("Obi Ode", "masculine")
    assert genders.likely("Obi Ode") == genders.stated("Obi Ode") == "masculine"


@pytest.mark.slow
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


@pytest.mark.slow
def test_time_grows_with_the_length_and_not_with_its_square():
    sentence = "Iran said that Mark Hill had met the prime minister, and he denied it. "

    def seconds(times):
        begin = time.process_time()
        read(sentence * times)
        return time.process_time() - begin

    seconds(20)
    assert seconds(400) < 8 * seconds(100)


def test_an_article_that_was_kept_is_not_parsed_again(monkeypatch):
    monkeypatch.setattr(annotation, "_kept", {})
    article = Article("It rained.", id="rain")
    document = annotate(article)
    assert annotate(article) is not document
    annotation.keep(document)
    assert annotate(Article("It rained.", id="rain")) is document
    assert annotate(Article("It rained.", id="other")).article.id == "other"
    assert annotate(Article("It snowed.", id="rain")).article.text == "It snowed."


def test_what_is_found_once_stays_with_its_document_and_its_arguments():
    calls = []

    @annotation.once
    def sentences_with(document, word, least):
        calls.append((document.article.id, word, least))
        return [s.number for s in document.sentences if s.text.count(word) >= least]

    one, other = read("Rain fell. Rain, rain, it goes on."), read("It was dry.")
    assert sentences_with(one, "ain", 1) == [1, 2]
    assert sentences_with(one, "ain", 1) is sentences_with(one, "ain", 1)
    assert (sentences_with(one, "ain", 2), sentences_with(other, "ain", 1)) == ([2], [])
    assert len(calls) == 3


def test_what_was_found_before_a_reader_corrected_a_document_is_found_anew():
    counted = annotation.once(lambda document: len(document.coded.targets))
    document = read("Rain fell.")
    assert counted(document) == 0
    corrected = document.corrected(Coded(targets={(0, 4): "neutral"}))
    assert (counted(corrected), counted(document)) == (1, 0)
