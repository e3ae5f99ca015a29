"""Paragraphs that open with who speaks: headlines ("Lee: No deal") and transcripts ("LEE: No deal.")."""

from typing import NamedTuple

from spacy.tokens import Token

from analysis.annotation import Document
from analysis.attribution.spans import Span, span_of

_LONGEST = 8
_OPENING = {"“", '"', "``"}
_NAMES = {"PERSON", "ORG", "NORP"}


class Label(NamedTuple):
    """A name, its colon and the rest of the paragraph; `verbatim` in a transcript, where the words are as
    spoken.
    """

    name: Span
    colon: Span
    content: Span
    verbatim: bool


def labels(document: Document) -> tuple[Label, ...]:
    """Return the labelled paragraphs; a text is a transcript where two or more of them have a name in
    capitals.
    """
    return document.remember("attribution.labels", lambda: _labels(document))


def _labels(document: Document) -> tuple[Label, ...]:
    found = [label for span in document.paragraphs if (label := _label(document, *span))]
    spoken = {label for label in found if document.article.text[slice(*label.name)].isupper()}
    return tuple(label._replace(verbatim=len(spoken) > 1 and label in spoken) for label in found)


def _label(document: Document, start: int, end: int) -> Label | None:
    words = document.tokens(start, min(end, start + 80))[:_LONGEST]
    if len(words) > 1 and words[0].text in _OPENING:
        words = words[1:]
    colon = next((i for i, token in enumerate(words) if token.text == ":"), 0)
    name = words[:colon]
    rest = document.article.text[words[colon].idx + 1 : end] if name else ""
    if not rest.strip() or not _is_name(name):
        return None
    content = (end - len(rest.lstrip()), end)
    return Label(span_of(name), (words[colon].idx, words[colon].idx + 1), content, False)


def _is_name(tokens: list[Token]) -> bool:
    words = [token for token in tokens if token.is_alpha]
    named = any(token.ent_type_ in _NAMES for token in words) and all(t.pos_ == "PROPN" for t in words)
    return bool(words) and (named or all(token.is_upper for token in words))
