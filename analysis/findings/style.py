"""How an article is told: headline against text, by events or themes, held back, in loaded words.

Of these only loaded words are checked against codings; headline and telling are probable at most, and what
is counted is plain.
"""

import math
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np
from spacy.tokens import Token

from analysis.annotation import Document, once
from analysis.attribution import voice_of, voices
from analysis.findings.chances import chances, log_odds
from analysis.findings.telling import Claim
from analysis.framing.evidence import carried
from analysis.framing.frames import leading
from analysis.framing.loaded import loaded_words
from analysis.framing.typologies.episodic import EPISODIC
from analysis.models.readers import read
from analysis.word_lists import words

_UNMEASURED = float("nan")
_GAP = 0.25
_FEWEST = 3
_MOST_WORDS = 8
_LEAST = 0.2
_LEAST_HEDGED = 0.06
_CLAUSES = frozenset({"ccomp", "xcomp", "acomp", "oprd"})
_COMPARED = frozenset({"more", "less", "most", "least", "as"})


def style(document: Document, reader: str) -> Iterator[Claim]:
    """Yield all claims on how an article is told."""
    yield from _headline(document, reader)
    yield from _told(document)
    yield from _hedging(document)
    yield from _loaded(document, reader)


def _headline(document: Document, reader: str) -> Iterator[Claim]:
    """Yield that the headline sounds darker or brighter than the text, by `_GAP` or more of a rating."""
    ratings = np.array([each.rating for each in read(document, reader)])
    above = np.array([each.part == "headline" for each in document.sentences], dtype=bool)
    if not above.any() or (~above).sum() < _FEWEST:
        return
    gap = float(ratings[above].mean() - ratings[~above].mean())
    numbers = tuple(int(place) + 1 for place in np.flatnonzero(above))
    if abs(gap) >= _GAP:
        yield Claim("headline", "", str(int(np.sign(gap))), _UNMEASURED, numbers)


def _told(document: Document) -> Iterator[Claim]:
    prevails = leading(document, EPISODIC).frame
    if prevails is not None:
        rows = np.flatnonzero(carried(document, EPISODIC)[:, EPISODIC.frames.index(prevails)])
        yield Claim("told", "", prevails, _UNMEASURED, tuple(int(row) + 1 for row in rows))


def _hedging(document: Document) -> Iterator[Claim]:
    own = {each.number for each in document.sentences if voice_of(document, each.start, each.end) == "author"}
    spoken = voices(document)
    hedged = sorted(own & {number for number, token in _hedges(document) if spoken[token.i] == "author"})
    if hedged and len(hedged) / len(own) >= _LEAST_HEDGED:
        share = str(round(100 * len(hedged) / len(own)))
        yield Claim("hedging", "", share, _UNMEASURED, tuple(hedged))


def _hedges(document: Document) -> Iterator[tuple[int, Token]]:
    """Yield the words that leave open whether a sentence is so, with its number.

    "May" and "perhaps" always do; "suggests" and "appears" where a clause follows, "likely" where it is not
    compared ("more likely to fail" is flat).
    """
    for sentence in document.sentences:
        for token in sentence.span:
            if _leaves_open(token):
                yield sentence.number, token


def _leaves_open(token: Token) -> bool:
    lemma = token.lemma_.lower()
    if token.tag_ == "MD":
        return lemma in words("framing/loaded", "leaves open: modal")
    verb = lemma in words("framing/loaded", "leaves open: verb")
    if not verb and lemma not in words("framing/loaded", "leaves open: adverb"):
        return False
    if verb:
        return token.pos_ == "VERB" and any(child.dep_ in _CLAUSES for child in token.children)
    return not any(child.lower_ in _COMPARED for child in token.children)


def _loaded(document: Document, reader: str) -> Iterator[Claim]:
    """Yield the words of the headline and of the author that readers are likeliest to mark as loaded."""
    regression = chances("loaded")
    found = [
        Claim("loaded", word, where, regression.of(features), _words(document, reader)[word, where].sentences)
        for (word, where), features in word_features(document, reader).items()
    ]
    likely = [claim for claim in found if claim.chance >= _LEAST]
    yield from sorted(likely, key=lambda claim: -claim.chance)[:_MOST_WORDS]


def word_features(document: Document, reader: str) -> Mapping[tuple[str, str], Mapping[str, float]]:
    """Return for each word, in the headline or in the author's voice, what speaks for its being loaded."""
    form = document.article.form.name
    return {
        (word, where): {
            "marked": log_odds(its.chance),
            "times": math.log(len(its.sentences)),
            "headline": float(where == "headline"),
            "opinion": float(form in {"opinion", "letters", "review"}),
        }
        for (word, where), its in _words(document, reader).items()
    }


class _Word(NamedTuple):
    """How likely a word is loaded, where it is likeliest, and the sentences it stands in."""

    chance: float
    sentences: tuple[int, ...]


@once
def _words(document: Document, reader: str) -> Mapping[tuple[str, str], _Word]:
    """Return the loaded words of the headline and of the author, by word and place; names are none."""
    found: dict[tuple[str, str], _Word] = {}
    for each in loaded_words(document, reader):
        tokens = document.tokens(each.start, each.end)
        if all(token.ent_type_ for token in tokens):
            continue
        word = document.article.text[each.start : each.end].lower()
        key = word, "headline" if each.part == "headline" else "author"
        known = found.get(key, _Word(0.0, ()))
        numbers = tuple(sorted({*known.sentences, document.sentence_at(tokens[0]).number}))
        found[key] = _Word(max(known.chance, each.chance), numbers)
    return found
