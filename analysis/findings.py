"""Finding: one thing a report says in plain words, with the sentences it rests on."""

from typing import NamedTuple


class Finding(NamedTuple):
    """Something for the reader to know, and the numbers (from 1) of the article's sentences behind it."""

    text: str
    sentences: tuple[int, ...] = ()
