"""Names in a sentence: one or several, with an article or without."""

import pytest

from analysis.findings.grammar import EITHER, ONE, SEVERAL, as_subject, in_words, number_of


@pytest.mark.parametrize(
    "name, number",
    [
        ("Ann Lee", ONE),
        ("James Evans", ONE),
        ("United States", ONE),
        ("United Nations", ONE),
        ("Reuters", ONE),
        ("New York Times", ONE),
        ("Congress", ONE),
        ("Texas", ONE),
        ("BBC News", ONE),
        ("US", ONE),
        ("council", ONE),
        ("group of farmers", ONE),
        ("Lahore police officers", SEVERAL),
        ("police", SEVERAL),
        ("Republicans", SEVERAL),
        ("Germans", SEVERAL),
        ("members of the council", SEVERAL),
        ("firemen", SEVERAL),
        ("two women", SEVERAL),
        ("32 students", SEVERAL),
        ("2014 study", ONE),
        ("Parents", SEVERAL),
        ("Tom Adams's lawyers", SEVERAL),
        ("Green Bay Packers", EITHER),
    ],
)
def test_words_tell_whether_a_name_is_one_or_several(name, number):
    assert number_of(name) == number


@pytest.mark.parametrize(
    "name, shown",
    [
        ("council", "the council"),
        ("Tom Adams's lawyer", "Tom Adams's lawyer"),
        ("a lawsuit", "a lawsuit"),
        ("farmers", "farmers"),
        ("U.S.", "the U.S."),
        ("State Department", "the State Department"),
        ("Iran", "Iran"),
        ("CEO of the mine", "the CEO of the mine"),
        ("Zuma beach", "Zuma beach"),
        ("Hague", "the Hague"),
        ("2014 study", "the 2014 study"),
        ("Police", "police"),
        ("Agencies", "agencies"),
        ("one person in the street", "one person in the street"),
        ("Labour Party", "the Labour Party"),
    ],
)
def test_a_name_has_its_article(name, shown):
    assert as_subject(name) == shown


def test_numbers_up_to_twelve_are_words():
    assert [in_words(number) for number in (0, 1, 12, 13, 1300)] == ["no", "one", "twelve", "13", "1,300"]
