"""Stretches of text and the tokens they are made of."""

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate
from typing import Any

from spacy.tokens import Token

Span = tuple[int, int]

_EDGE = {",", ";", ":", "-", "–", "—", "--"}
_RESTRICTED = {"acl", "relcl", "advcl", "ccomp", "parataxis", "conj", "cc"}
LONGEST_SOURCE = 25


def span_of(tokens: Iterable[Token]) -> Span | None:
    """Return the stretch from the first to the last token, without commas, dashes and white space at its
    edges.
    """
    words = [token for token in tokens if not token.is_space]
    while words and words[0].text in _EDGE:
        words.pop(0)
    while words and (words[-1].text in _EDGE or words[-1].text == "."):
        words.pop()
    return (words[0].idx, words[-1].idx + len(words[-1])) if words else None


def neighbours(tokens: Iterable[Token]) -> list[list[Token]]:
    """Return tokens in groups of those that follow each other without a gap."""
    groups: list[list[Token]] = []
    for token in tokens:
        if groups and groups[-1][-1].i + 1 == token.i:
            groups[-1].append(token)
        else:
            groups.append([token])
    return groups


def runs(tokens: Iterable[Token]) -> tuple[Span, ...]:
    """Return the stretches of tokens that follow each other without a gap."""
    return tuple(span for group in neighbours(tokens) if (span := span_of(group)))


def phrase(head: Token) -> list[Token]:
    """Return the tokens of a noun phrase with apposition and modifiers, as a coder would mark a source.

    A relative clause belongs to it unless the phrase then grows past 25 words.
    """
    whole = list(head.subtree)
    if len(whole) <= LONGEST_SOURCE:
        return whole
    left_out = {t.i for child in head.children if child.dep_ in _RESTRICTED for t in child.subtree}
    return [token for token in whole if token.i not in left_out]


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return stretches in order, those that overlap as one."""
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = out[-1][0], max(end, out[-1][1])
        else:
            out.append((start, end))
    return tuple(out)


def shared(one: Iterable[Span], other: Iterable[Span]) -> bool:
    """Tell whether any stretch of one side shares a character with any of the other."""
    others = list(other)
    return any(start < end_ and start_ < end for start, end in one for start_, end_ in others)


def lies_in(pieces: Iterable[Span], spans: Iterable[Span]) -> bool:
    """Tell whether each piece lies wholly in one of some stretches."""
    wholes = list(spans)
    return all(any(a <= start and end <= b for a, b in wholes) for start, end in pieces)


class Index:
    """Values that stand at stretches of a text, to be found by place without a look at them all."""

    def __init__(self, entries: Iterable[tuple[Span, Any]]):
        self._entries = sorted(entries, key=lambda entry: entry[0])
        self._starts = [start for (start, _), _ in self._entries]
        self._reach = list(accumulate((end for (_, end), _ in self._entries), max))

    def at(self, place: Span) -> list[Any]:
        """Return the values whose stretch shares a character with a place, from the last to the first."""
        found = []
        position = bisect_left(self._starts, place[1]) - 1
        while position >= 0 and self._reach[position] > place[0]:
            (_, end), value = self._entries[position]
            if end > place[0]:
                found.append(value)
            position -= 1
        return found
