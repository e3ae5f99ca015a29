"""Lists of words that do more than report: loaded words, hedges, boosters, factive verbs, scare quotes.

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

from spacy.tokens import Doc, Token

from analysis.annotation.quoted import inner_tokens
from analysis.articles.quotation_marks import quoted_regions
from analysis.framing.lexicon import Lexicon
from analysis.word_lists import read, words

KINDS = ("loaded", "hedge", "booster", "factive", "scare quotes")
_LONGEST_SCARE = 3


class Word(NamedTuple):
    """Words doc[start:end] of one kind."""

    start: int
    end: int
    kind: str


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
