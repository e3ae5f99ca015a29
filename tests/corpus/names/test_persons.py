"""How people are called: titles, initials, suffixes and nicknames, as a table."""

import pytest

from analysis.corpus.names.persons import agree, is_misspelt, is_same_given, parse, untitled


@pytest.mark.parametrize(
    ("name", "given", "middles", "surname", "suffix"),
    [
        ("Ann Lee", "ann", (), "lee", ""),
        ("Sen. Ann B. Lee (R-Ky.)", "ann", ("b",), "lee", ""),
        ("George H.W. Moss", "george", ("h", "w"), "moss", ""),
        ("George H. W. Moss", "george", ("h", "w"), "moss", ""),
        ("Martin Luther King, Jr.", "martin", ("luther",), "king", "jr"),
        ("Chief Justice John G. Roberts Jr.", "john", ("g",), "roberts", "jr"),
        ("Bill de Blasio", "bill", (), "de blasio", ""),
        ("de Blasio", "", (), "de blasio", ""),
        ("Al Gore", "al", (), "gore", ""),
        ("J.D. Moss", "jd", (), "moss", ""),
        ("Beto O’Rourke", "beto", (), "orourke", ""),
        ("Bashar al-Assad", "bashar", (), "assad", ""),
        ("François Moss", "francois", (), "moss", ""),
        ("Mr. Moss’s", "", (), "moss", ""),
        ("President Moss", "", (), "moss", ""),
        ("Dean Moss", "dean", (), "moss", ""),
        ("Ann Lee Ann", "ann", (), "lee", ""),
        ("Kentucky Senator Ann Lee", "ann", (), "lee", ""),
    ],
)
def test_parts_of_a_name(name, given, middles, surname, suffix):
    assert parse(name)[:4] == (given, middles, surname, suffix)


def test_a_nickname_in_quotation_marks():
    assert parse("Joseph “Beau” Moss III").nickname == "beau"
    assert parse("Joseph “Beau” Moss III").given == "joseph"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Sen. Ann Lee", "Ann Lee"),
        ("Former President George W. Moss", "George W. Moss"),
        ("[John] Moss", "John Moss"),
        ("Ann Lee’s", "Ann Lee"),
        ("Ben Lee Jr.", "Ben Lee Jr."),
    ],
)
def test_a_name_is_shown_without_its_titles(name, shown):
    assert untitled(name) == shown


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Bill Moss", "William Moss", True),
        ("Bill Moss", "Hillary Moss", False),
        ("Joe Moss", "Joseph R. Moss", True),
        ("Mitt Moss", "Willard Mitt Moss", True),
        ("Stephen Moss", "Steve Moss", True),
        ("Jerry Moss", "Jerrold Moss", True),
        ("J. Moss", "John Moss", True),
        ("J. Edgar Moss", "John Moss", False),
        ("Bill Moss", "Robert Moss", False),
        ("John Moss", "Jonathan Moss", False),
        ("Barack Moss", "Michelle Moss", False),
    ],
)
def test_given_names_that_may_be_one(one, other, same):
    assert is_same_given(parse(one), parse(other)) is is_same_given(parse(other), parse(one)) is same


@pytest.mark.parametrize(
    ("one", "other", "fits"),
    [((), ("w",), True), (("walker",), ("w",), True), (("h", "w"), ("w",), False), (("e",), ("p",), False)],
)
def test_middle_names_tell_people_apart(one, other, fits):
    assert agree(one, other) is fits


@pytest.mark.parametrize(
    ("one", "other", "slip"),
    [
        ("kirsten", "kirstin", True),
        ("zelensky", "zelenskiy", True),
        ("maria", "marie", False),
        ("john", "joan", False),
        ("hansen", "jansen", False),
    ],
)
def test_slips_of_the_pen(one, other, slip):
    assert is_misspelt(one, other) is slip
