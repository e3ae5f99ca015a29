"""Numbers, intervals, lists and names in words."""

import pytest

from analysis.wording import (
    NOT_ENOUGH,
    as_sentences,
    decimal,
    interval,
    listed,
    score,
    shortened,
    signed,
    with_article,
    with_interval,
)

NAN = float("nan")


@pytest.mark.parametrize(
    "name, shown",
    [
        ("United States", "the United States"),
        ("Dominican Republic", "the Dominican Republic"),
        ("Iran", "Iran"),
        ("United Airlines", "United Airlines"),
        ("Donald Trump", "Donald Trump"),
    ],
)
def test_names_with_an_article(name, shown):
    assert with_article(name) == shown


@pytest.mark.parametrize(
    "low, high, number, words",
    [
        (0.234, 0.591, None, "23 to 59%"),
        (-0.1, 0.25, signed, "−0.10 to +0.25"),
        (-0.1, 0.667, decimal, "−0.10 to 0.67"),
        (78.04, 81.3, score, "78.0 to 81.3"),
        (NAN, NAN, None, NOT_ENOUGH),
        (NAN, NAN, signed, NOT_ENOUGH),
    ],
)
def test_an_interval_is_in_the_unit_of_its_numbers(low, high, number, words):
    assert interval(low, high, number) == words


def test_an_estimate_has_its_interval_or_says_that_there_is_not_enough_text():
    assert with_interval({"mean": 0.2, "low": 0.0, "high": 0.4}) == "+0.20 (0.00 to +0.40)"
    assert with_interval({"mean": NAN, "low": NAN, "high": NAN}) == NOT_ENOUGH


@pytest.mark.parametrize(
    "words, most, said",
    [
        ("", None, ""),
        ("a", None, "a"),
        ("abc", None, "a, b and c"),
        ("abc", 3, "a, b and c"),
        ("abcde", 3, "a, b, c and 2 more"),
    ],
)
def test_long_lists_end_with_how_many_more_there_are(words, most, said):
    assert listed(list(words), most=most) == said


def test_parts_become_sentences():
    assert as_sentences(["One", "Two: 2"]) == "One. Two: 2."
    assert as_sentences([]) == ""


def test_long_words_are_cut_to_their_length_with_even_spaces():
    assert shortened("a\n b") == "a b"
    assert shortened("word " * 20) == "word " * 11 + "…"
    assert len(shortened("x" * 100)) == 60
