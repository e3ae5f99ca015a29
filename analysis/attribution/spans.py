"""Stretches of text and the tokens they are made of."""

from collections.abc import Iterable

from spacy.tokens import Token

Span = tuple[int, int]

_EDGE = {",", ";", ":", "-", "–", "—", "--"}
_RESTRICTED = {"acl", "relcl", "advcl", "ccomp", "parataxis", "conj", "cc"}
LONGEST_SOURCE = 25


def span_of(tokens: Iterable[Token]) -> Span | None:
    """Return the stretch from the first to the last token, without commas, dashes and white space at its edges."""
    words = [token for token in tokens if not token.is_space]
    while words and words[0].text in _EDGE:
        words.pop(0)
    while words and (words[-1].text in _EDGE or words[-1].text == "."):
        words.pop()
    return (words[0].idx, words[-1].idx + len(words[-1])) if words else None


def runs(tokens: Iterable[Token]) -> tuple[Span, ...]:
    """Return the stretches of tokens that follow each other without a gap."""
    groups: list[list[Token]] = []
    for token in tokens:
        if groups and groups[-1][-1].i + 1 == token.i:
            groups[-1].append(token)
        else:
            groups.append([token])
    return tuple(span for group in groups if (span := span_of(group)))


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


def overlap(first: Span, second: Span) -> bool:
    """Tell whether two stretches share a character."""
    return first[0] < second[1] and second[0] < first[1]
