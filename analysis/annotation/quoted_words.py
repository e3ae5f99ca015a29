"""Which words stand between double quotation marks, and which sentences do as a whole."""

from collections.abc import Container
from itertools import accumulate

from spacy.tokens import Token

from analysis.annotation.document import Sentence

_OPENING, _CLOSING, _EITHER = {"“", "``", "„", "«"}, {"”", "»"}, {'"', "''"}


def words_inside(sentences: tuple[Sentence, ...]) -> dict[int, int]:
    """Return the indices of the tokens between double marks, each with that of the mark that opens them.

    What is left open ends with its paragraph.
    """
    inside: dict[int, int] = {}
    opening, paragraph = None, 0
    for sentence in sentences:
        if sentence.paragraph != paragraph:
            opening, paragraph = None, sentence.paragraph
        for token in sentence.span:
            opening = _opening_after(token, opening)
            if opening is not None:
                inside[token.i] = opening
    return inside


def told_so_far(sentences: tuple[Sentence, ...], inside: Container[int]) -> dict[int, int]:
    """Return for each sentence number how many sentences up to it have a word outside the marks."""
    told = [any(t.is_alpha and t.i not in inside for t in sentence.span) for sentence in sentences]
    return {s.number: count for s, count in zip(sentences, accumulate(told), strict=True)}


def _opening_after(token: Token, opening: int | None) -> int | None:
    typewritten = token.text == "`" and token.i > 0 and token.nbor(-1).text == "`"
    if typewritten or token.text in _OPENING or (token.text in _EITHER and opening is None):
        return token.i
    return None if token.text in _CLOSING | _EITHER else opening
