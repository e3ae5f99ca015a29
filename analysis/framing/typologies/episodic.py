"""Episodic or thematic: single events and persons, or the general run of things.

Iyengar (1991), "Is Anyone Responsible? How Television Frames Political Issues": an episodic story shows an
issue by one case or event, a thematic one by general conditions, outcomes over time, groups and causes. Both
are found on the surface and in the parse, by signs that count a half each, so that a sentence needs two:

- episodic: a named person who did something, one day or hour, words for scenes and occasions;
- thematic: figures in percent and over years, a whole group in the present tense ("teachers earn"), words
  for trends, studies, causes and society.

An article is the one or the other by which kind prevails. This was validated on US political news only, see
the card.
"""

import re
from collections.abc import Iterator
from functools import cache

import numpy as np
from spacy.tokens import Doc, Span, Token

from analysis.framing.typologies.typology import WEAK, Cue, Typology
from analysis.word_lists import any_of, read, words

_PERSON, _DAY, _FIGURES, _GROUP = 0, 1, 2, 3
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_SOMEBODY = words("pronouns", "somebody")
_PAST = frozenset({"VBD", "VBN"})
_ONE_DAY = re.compile(rf"\b(?:{any_of('framing/episodic', 'days')})\b", re.IGNORECASE)
_HOUR = re.compile(any_of("framing/episodic", "hours"), re.IGNORECASE)
_YEARS = re.compile(any_of("framing/episodic", "years"), re.IGNORECASE)
_LOOSE = words("determiners", "of a group")


def _persons(doc: Doc) -> Iterator[Cue]:
    for token in doc:
        acted = token.dep_ in _SUBJECTS and token.head.tag_ in _PAST
        if acted and (token.ent_type_ == "PERSON" or token.lower_ in _SOMEBODY):
            yield Cue(token.i, token.i + 1, _PERSON, WEAK, "person who acted")


def _times(doc: Doc) -> Iterator[Cue]:
    for found in doc.ents:
        if found.label_ in {"DATE", "TIME"}:
            if _ONE_DAY.search(found.text) or _HOUR.search(found.text):
                yield _over(found, _DAY, "one day")
            elif _YEARS.search(doc[max(0, found.start - 1) : found.end].text):
                yield _over(found, _FIGURES, "years")
        elif found.label_ == "PERCENT":
            yield _over(found, _FIGURES, "percent")


def _over(found: Span, item: int, name: str) -> Cue:
    return Cue(found.start, found.end, item, WEAK, name)


def _groups(doc: Doc) -> Iterator[Cue]:
    for token in doc:
        plural = token.tag_ == "NNS" and token.dep_ in _SUBJECTS and token.lemma_ not in _listed()
        if plural and _in_present(token.head) and _is_bare(token):
            yield Cue(token.i, token.i + 1, _GROUP, WEAK, "whole group")


@cache
def _listed() -> frozenset[str]:
    """Return the listed words for the thematic frame: such a word is not counted once more as a group."""
    items = read("framing/episodic")["frames"]["thematic"]["items"]
    return frozenset(cue.partition("/")[0] for item in items for cue in item["weak"])


def _in_present(verb: Token) -> bool:
    return verb.tag_ == "VBP" or any(
        child.dep_ in {"aux", "auxpass"} and child.tag_ == "VBP" for child in verb.children
    )


def _is_bare(noun: Token) -> bool:
    return all(child.lower_ in _LOOSE for child in noun.children if child.dep_ in {"det", "poss", "nummod"})


EPISODIC = Typology("episodic", rules=(_persons, _times, _groups))


def prevailing(carried: np.ndarray) -> str | None:
    """Return which frame more of the sentences with signs carry; None where no sentence has any.

    `carried` is a bool array (sentences, 2). As many of both count as thematic. The cut, a half, was
    chosen on the development part of the codings.
    """
    episodic, thematic = carried.sum(axis=0)
    if not episodic + thematic:
        return None
    return EPISODIC.frames[int(thematic >= episodic)]
