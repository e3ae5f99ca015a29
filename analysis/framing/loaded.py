"""Words that do more than report: loaded words, hedges, boosters, factive verbs, scare quotes.

*Loaded* words carry a judgement with their meaning ("a humiliating end"). *Hedges* hold back ("may",
"seems"), *boosters* press ("clearly", "enormous"), *factive* verbs take for granted what they introduce
("admit", "reveal"): Hyland (2005), "Metadiscourse"; Recasens, Danescu-Niculescu-Mizil and Jurafsky (2013),
"Linguistic Models for Analyzing and Detecting Biased Language". *Scare quotes* set one to three words apart
without saying whose words they are.

The lists find words, not intentions: whether a word is out of place is for a reader to judge. How often
sentences with such words were called biased by trained annotators was counted on BABE (Spinde et al. 2021,
2,955 sentences, of which half are biased), and stands in the resource under `measured`.
"""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import pandas as pd
from spacy.tokens import Doc, Token

from analysis.annotation import Document, of_document
from analysis.annotation.quoted import inner_tokens
from analysis.articles.quotation_marks import quoted_regions
from analysis.attribution import voice_of
from analysis.framing.lexicon import Lexicon, document_keys
from analysis.schemas import typed
from analysis.word_lists import read, words

KINDS = ("loaded", "hedge", "booster", "factive", "scare quotes")
_LONGEST_SCARE = 3


class Word(NamedTuple):
    """Words doc[start:end] of one kind."""

    start: int
    end: int
    kind: str


@of_document
def loaded_language(document: Document) -> pd.DataFrame:
    """Return loaded words, hedges, boosters, factive verbs and scare quotes as a table, a row for each.

    `probability` is the share of sentences with a word of this kind that BABE's annotators called biased
    (half of all its sentences are): near one half, as for hedges, the kind says nothing about bias. `voice`
    says whose words they are; words in quotation marks are scare quotes only where the author uses them.
    """
    measured = read("framing/loaded")["measured"]["kinds"]
    rows = []
    for word in find(document.doc, document_keys(document)):
        span = document.doc[word.start : word.end]
        start, end = span.start_char, span.end_char
        voice = voice_of(document, start, end)
        if word.kind != "scare quotes" or voice == "author":
            number = document.sentence_at(word.start).number
            probability = measured[word.kind]
            rows.append((document.article.id, number, start, end, span.text, word.kind, probability, voice))
    return typed("loaded", rows)


def find(doc: Doc, keys: list[tuple[str, ...]] | None = None) -> list[Word]:
    """Return the words of all kinds in a parsed text, in order."""
    found = [Word(*hit) for hit in _lexicon().find(doc, keys)]
    return sorted([*found, *_scare_quotes(doc)])


@cache
def _lexicon() -> Lexicon[str]:
    lists = read("framing/loaded")
    return Lexicon(((cue, kind) for kind, cues in lists["kinds"].items() for cue in cues), lists["ignored"])


def _scare_quotes(doc: Doc) -> Iterator[Word]:
    regions = [region for region in quoted_regions(doc.text) if region.closed]
    for start, end in inner_tokens(doc, regions):
        inner = doc[start:end]
        short = 0 < len(inner) <= _LONGEST_SCARE and inner[0].is_lower
        if short and all(word.is_alpha for word in inner) and not _is_told(doc[max(start - 1, 0)]):
            yield Word(start, end, "scare quotes")


def _is_told(quote: Token) -> bool:
    """Tell whether a quotation mark opens words that somebody says: after a comma, or a verb of naming."""
    before = quote.doc[max(0, quote.i - 3) : quote.i]
    return (
        len(before) == 0
        or before[-1].text in {",", ":"}
        or any(t.lemma_ in words("framing/loaded", "naming") for t in before)
    )
