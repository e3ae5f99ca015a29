"""What the form of a line settles: signatures, citations, cues that come last, views that are taken up."""

import pytest

from analysis.annotation import annotate
from analysis.articles import Article
from analysis.attribution import statements


def told(text):
    return [
        (each.speaker, text[slice(*each.content[0])]) for each in statements(annotate(Article(text=text)))
    ]


BLURB = "The songs arrive late and stay long, and the last one will not let you go."


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        (f"{BLURB} – Marta Jensen, writer", "Marta Jensen", BLURB),
        (f"{BLURB} -- Marta Jensen, critic and editor of the Harbour Review", "Marta Jensen", BLURB),
        (f"{BLURB} -Edmund Harrow, essayist (1811-1874)", "Edmund Harrow", BLURB),
        (f"{BLURB}\n— Marta Jensen, critic", "Marta Jensen", BLURB),
        ("“A slow record that rewards patience.”\n— Marta Jensen, critic", "Marta Jensen", None),
        (
            "“He crossed the square weeping, and nobody looked up.”\n"
            "Lydia Marsh; The Long Tide; Morning Courier (Dublin); Feb 2, 2001.",
            "Lydia Marsh",
            "“He crossed the square weeping, and nobody looked up.”",
        ),
    ],
)
def test_a_signature_says_whose_the_words_before_it_are(text, speaker, content):
    found = told(text)
    assert [name for name, _ in found] == [speaker]
    assert content is None or found[0][1] == content


def test_lines_that_a_page_has_joined_are_signed_each_by_its_own():
    text = (
        "Her voice has never been this close to the ear.– Marta Jensen, The Review Editor"
        "Eleven songs that know when to stop talking.– Paul Osei, Writer"
    )
    assert told(text) == [
        ("Marta Jensen", "Her voice has never been this close to the ear."),
        ("Paul Osei", "Eleven songs that know when to stop talking."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The bridge opened to traffic a year late and twice as dear as planned. – Marta Jensen",
        "The bridge opened to traffic a year late and twice as dear as planned. – Reuters",
        "They met at the harbour – Marta Jensen, a nurse, had never seen the sea.",
    ],
)
def test_a_name_alone_after_a_dash_is_no_source(text):
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Last year was the driest on record (European Drought Observatory, 2022).",
            "European Drought Observatory",
        ),
        ("Bees can sleep with their eyes open (Falk et al., 2020).", "Falk"),
        ("The drought has doubled the price of grain (Keller, University of Bern).", "Keller"),
    ],
)
def test_a_citation_is_the_source_of_its_sentence(text, speaker):
    assert [name for name, _ in told(text)] == [speaker]


@pytest.mark.parametrize(
    "text",
    [
        "They met the cast of Blue River (Penguin, 2014).",
        "The talks moved to Geneva (Switzerland, 2019).",
        "She signed for the club in June (see page 4, 2019).",
    ],
)
def test_a_publisher_or_a_place_in_parentheses_is_no_source(text):
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The bridge had been unsafe since March, reported Radio Harbour.", "Radio Harbour"),
        (
            "A third of the bees are gone, per a count compiled by the biologist Irene Falk.",
            "Irene Falk",
        ),
        (
            "The road was closed, as reported by the Milton Police Department.",
            "Milton Police Department",
        ),
        ("The strike will go on until Friday, confirmed the Harbour Union.", "Harbour Union"),
        ("Profits doubled last year, per a report by Brightwell Motors.", "Brightwell Motors"),
        ("Neighbours such as Paul Osei said the noise had gone on for years.", "Paul Osei"),
        ("Strikes are the cause. The Harbour Union rejected this view in a letter.", "Harbour Union"),
        ("Scientists like Ingrid Vale attribute the decline to warmer water.", "Ingrid Vale"),
        ("The Harbour Gazette published a column blaming the strike on students.", "Harbour Gazette"),
        ("Brightwell Motors plans to hire 300 more workers in Leipzig.", "Brightwell Motors"),
        ("Eng. Grace Mwangi said the pumps would be repaired by June.", "Grace Mwangi"),
        ("A notice beside the lift said the building would close at noon.", "notice"),
        (
            "LAKE CITY, Iowa - March 3, 2023 - Brightwell Motors, a maker of buses, today announced that "
            "it will open a plant.",
            "Brightwell Motors",
        ),
        (
            "This was all revealed on Monday by Health Minister Anna Brandt, Chief Nurse Dr "
            "Paula Lind and Acting Chief Medical Officer Dr Omar Haddad.",
            "Anna Brandt and Paula Lind and Omar Haddad",
        ),
    ],
)
def test_who_speaks_is_found_where_other_words_say_so(text, speaker):
    assert speaker in [name for name, _ in told(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The firm does not plan to close any plants.",
        "The army declared it.",
    ],
)
def test_refusals_and_declarations_are_no_statements(text):
    assert told(text) == []


def test_a_medium_that_is_told_something_is_no_speaker():
    assert [name for name, _ in told("Deputies told ABC13 that the driver had fled on foot.")] == [None]


def test_a_body_that_somebody_leads_speaks_itself():
    text = "A panel under the chairmanship of Judge Karl Weber had recommended that the law be changed."
    assert [name for name, _ in told(text)] == ["panel"]


def test_the_subject_after_a_source_is_no_part_of_it():
    text = (
        "According to a blog post for SeaWatch, Norway’s Institute of Marine Research predicts that the "
        "catch will fall by half."
    )
    assert any("Institute of Marine Research" in (name or "") for name, _ in told(text))
