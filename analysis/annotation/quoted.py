"""What stands between double quotation marks, token by token."""

from collections.abc import Container, Iterable
from itertools import accumulate

import numpy as np
from spacy.tokens import Doc

from analysis.annotation.document import Sentence
from analysis.articles.quotation_marks import Region, quoted_regions


def inner_tokens(doc: Doc, regions: Iterable[Region]) -> list[tuple[int, int]]:
    """Return from which token to which (exclusive) the words of each region stand, its marks left out."""
    starts = doc.to_array("IDX").astype(np.int64)
    return [(int(first), int(end)) for first, end in (np.searchsorted(starts, r.inner) for r in regions)]


def words_inside(sentences: tuple[Sentence, ...]) -> dict[int, int]:
    """Return the indices of the tokens between double marks, each with that of the mark that opens them.

    What is left open ends with its paragraph.
    """
    if not sentences:
        return {}
    doc = sentences[0].span.doc
    paragraphs: dict[int, tuple[int, int]] = {}
    for sentence in sentences:
        start, _ = paragraphs.get(sentence.paragraph, (sentence.start, 0))
        paragraphs[sentence.paragraph] = (start, sentence.end)
    regions = [each for each in quoted_regions(doc.text, paragraphs.values()) if each.family != "single"]
    inside: dict[int, int] = {}
    for first, end in inner_tokens(doc, regions):
        opening = max(first - 1, 0)
        for token in range(opening, end):
            inside.setdefault(token, opening)
    return inside


def told_so_far(sentences: tuple[Sentence, ...], inside: Container[int]) -> dict[int, int]:
    """Return for each sentence number how many sentences up to it have a word outside the marks."""
    told = [any(t.is_alpha and t.i not in inside for t in sentence.span) for sentence in sentences]
    return {s.number: count for s, count in zip(sentences, accumulate(told), strict=True)}
