"""What a word is, for each use."""

import pytest

from analysis.articles import words
from analysis.articles.words import count_words


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("", 0),
        ("One two three.", 3),
        ("It isn’t the US-led force of 1,000 men .", 8),
        ("don't — won't / can't", 3),
        ("3.5 percent of $2.4m", 4),
        ("naïve café", 2),
        ("...", 0),
    ],
)
def test_words_are_counted_as_readers_do(text, number):
    assert count_words(text) == number


@pytest.mark.parametrize(
    ("unit", "found"),
    [
        (words.COUNTED, ["Don't", "US-led", "1,000", "R", "D", "a-b"]),
        (words.SPOKEN, ["Don't", "US-led", "1", "000", "R", "D", "a-b"]),
        (words.PARTS, ["Don", "t", "US", "led", "1", "000", "R", "D", "a", "b"]),
        (words.LETTERS, ["Don", "t", "US", "led", "R", "D", "a", "b"]),
        (words.JOINED_LETTERS, ["Don't", "US-led", "R", "D", "a-b"]),
        (words.TERMS, ["Don't", "US-led", "1", "000", "R&D", "a-b"]),
        (words.SPACED, ["Don't", "(US-led)", "1,000", "R&D:", "a-b!"]),
    ],
)
def test_the_units_differ_in_what_they_keep_together(unit, found):
    assert unit.findall("Don't (US-led) 1,000 R&D: a-b!") == found
