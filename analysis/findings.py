"""What a report says in plain words: its findings, and the answers that open the page of an article."""

from typing import NamedTuple


class Finding(NamedTuple):
    """Something for the reader to know, and the numbers (from 1) of the article's sentences behind it."""

    text: str
    sentences: tuple[int, ...] = ()


class Answer(NamedTuple):
    """What an article does, in a sentence for a busy reader.

    `question` is what it answers, in a few words; `section` the heading in the report under which the
    evidence stands; `clear` is false where the intervals, or a text too short, leave the answer open.
    """

    question: str
    text: str
    section: str
    sentences: tuple[int, ...] = ()
    clear: bool = True
