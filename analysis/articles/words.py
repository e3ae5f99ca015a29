"""What a word is: the unit that texts and quotes are counted in, and the units that differ for a reason."""

import re

COUNTED = re.compile(r"\w+(?:(?:['’-]|(?<=\d)[.,](?=\d))\w+)*")
"""A word of a text as its length is counted: "don't", "US-led" and "1,000" are one each."""

SPOKEN = re.compile(r"\w+(?:['’-]\w+)*")
"""A word of a quote, as shares of speaking are counted: as above, but "1,000" is two.

The shares and the cards of quotes were measured with it.
"""

PARTS = re.compile(r"\w+")
"""Letters and digits in a row, as spans of two coders are compared: "US-led" is two."""

LETTERS = re.compile(r"[^\W\d_]+")
"""Letters in a row, as a language or a name is told by them: no numbers, and "don't" is two."""

JOINED_LETTERS = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
"""A word as vocabularies are compared, its apostrophes straight: "well-paid" is one, and numbers are none."""

TERMS = re.compile(r"\w+(?:[-'&.]\w+)*")
"""A word as the terms of a researcher's lexicon are looked up: "R&D" and "U.S" are one each."""

SPACED = re.compile(r"\S+")
"""What white space sets apart, marks and emoticons included: what VADER and spaCy begin with."""


def count_words(text: str) -> int:
    """Return how many words a text has; "don't", "US-led" and "1,000" are one each."""
    return sum(1 for _ in COUNTED.finditer(text))
