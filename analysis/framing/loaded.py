"""Loaded language in an article: loaded words in context, hedges, boosters, factive verbs, scare quotes.

With the base reader, loaded words are phrases that a trained marking finds by the sense that they have in
their sentence (`analysis.framing.marking`); the other kinds come from lists (`loaded_lists`).
With another reader, or without the marking's file, loaded words come from a list, too.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from spacy.tokens import Token

from analysis.annotation import Document, of_document, once
from analysis.attribution import voice_of
from analysis.framing.bias import bias_head
from analysis.framing.lexicon import document_keys
from analysis.framing.loaded_lists import find
from analysis.framing.marking import InContext, document_words, in_context, words_in
from analysis.models.readers import BASE
from analysis.schemas import typed
from analysis.word_lists import read

LOADED, SCARE_QUOTES, AUTHOR = "loaded", "scare quotes", "author"
_JOINING = frozenset({"-", "–", "’", "'"})


class LoadedWord(NamedTuple):
    """Loaded words text[start:end] of an article: their chance, whose they are, the part they stand in."""

    start: int
    end: int
    chance: float
    voice: str
    part: str


class _Found(NamedTuple):
    """Words doc[start:end] of a kind, and how likely they are what they are found to be."""

    start: int
    end: int
    kind: str
    chance: float


@of_document
def loaded_language(document: Document, reader: str = BASE) -> pd.DataFrame:
    """Return loaded words, hedges, boosters, factive verbs and scare quotes as a table, a row for each.

    `probability` of a loaded word, with the base reader, is how likely it is that annotators would mark it
    in an article; of the other kinds, and of loaded words from the list, it is the share of sentences with a
    word of this kind that BABE's annotators called biased (half of all its sentences are): near one half, as
    for hedges, the kind says nothing about bias. `voice` says whose words they are; words in quotation marks
    are scare quotes only where the author uses them.
    """
    rows = []
    for found in _found(document, reader):
        span = document.doc[found.start : found.end]
        start, end = span.start_char, span.end_char
        voice = voice_of(document, start, end)
        if found.kind != SCARE_QUOTES or voice == AUTHOR:
            number = document.sentence_at(found.start).number
            rows.append((document.article.id, number, start, end, span.text, found.kind, found.chance, voice))
    return typed("loaded", rows)


@of_document
def loaded_words(document: Document, reader: str = BASE) -> list[LoadedWord]:
    """Return the loaded words in the author's own voice, the headline's among them, the surest first."""
    own = []
    for found in _found(document, reader):
        span = document.doc[found.start : found.end]
        voice = voice_of(document, span.start_char, span.end_char)
        if found.kind == LOADED and voice == AUTHOR:
            part = document.sentence_at(found.start).part
            own.append(LoadedWord(span.start_char, span.end_char, found.chance, voice, part))
    return sorted(own, key=lambda word: -word.chance)


@once
def _found(document: Document, reader: str) -> tuple[_Found, ...]:
    """Return what is found in a document, in order."""
    measured = read("framing/loaded")["measured"]["kinds"]
    listed = [_Found(*word, measured[word.kind]) for word in find(document.doc, document_keys(document))]
    learned = in_context() if reader == BASE else None
    if learned is None:
        return tuple(listed)
    others = [word for word in listed if word.kind != LOADED]
    return tuple(sorted([*others, *_phrases_of(document, reader, learned)]))


def _phrases_of(document: Document, reader: str, learned: InContext) -> Iterator[_Found]:
    of_babe = bias_head(reader)
    other = of_babe[0].marking if of_babe else None
    for sentence, words in zip(document.sentences, document_words(document, reader), strict=True):
        chances = learned.chances(words, other)
        found = learned.found(chances, words, other)
        yield from phrases(words_in(sentence.span), chances, found)


def phrases(tokens: Sequence[Token], chances: np.ndarray, found: np.ndarray) -> Iterator[_Found]:
    """Yield the runs of a sentence's words that were found, bool (words,), as likely as their likeliest word.

    A run neither begins nor ends with a function word, and goes over hyphens, but no other mark.
    """
    runs: list[list[int]] = []
    for place in np.flatnonzero(found).tolist():
        if runs and runs[-1][-1] == place - 1 and _touch(tokens[place - 1], tokens[place]):
            runs[-1].append(place)
        else:
            runs.append([place])
    for run in runs:
        telling = [place for place in run if not tokens[place].is_stop]
        if telling:
            first, last = tokens[telling[0]].i, tokens[telling[-1]].i
            inside = chances[telling[0] : telling[-1] + 1]
            yield _Found(first, last + 1, LOADED, float(inside.max()))


def _touch(before: Token, token: Token) -> bool:
    """Tell whether nothing but a hyphen stands between two words."""
    return all(between.text in _JOINING for between in token.doc[before.i + 1 : token.i])
