"""Sentences that nobody has labelled, with targets, from a file of whole articles."""

import random
from collections.abc import Iterator
from pathlib import Path

from spacy.tokens import Span, Token

from analysis.annotation.parsing import pipeline
from analysis.training.background import read
from analysis.training.sentence_data import NAMED, Sentence, Target

STRETCH = 900
SHORTEST, LONGEST = 6, 55
MOST_TARGETS = 4
PRONOUNS, DESCRIPTIONS = 0.35, 0.15
_PRONOUNS = {"he", "she", "him", "her", "they", "it", "i", "we"}
_ROLES = {"nsubj", "nsubjpass", "dobj", "pobj"}


def mine(data: Path, seed: int) -> list[Sentence]:
    """Return sentences from a stretch of each article, in random order.

    Targets are named persons, organisations and places, a share of the pronouns and a share of other nouns
    that act or are acted upon. ValidationError where DATA has no such file.
    """
    rng = random.Random(seed)
    stretches = [_stretch(text, rng) for text in _texts(data)]
    found = [
        Sentence(sentence.text, targets)
        for doc in pipeline().pipe(stretches, batch_size=64)
        for sentence in list(doc.sents)[1:-1]
        if SHORTEST <= len(sentence) <= LONGEST and (targets := _targets(sentence, rng))
    ]
    rng.shuffle(found)
    return found


def _texts(data: Path) -> Iterator[str]:
    return (" ".join(article["content_original"].split()) for article in read(data))


def _stretch(text: str, rng: random.Random) -> str:
    start = rng.randint(0, max(0, len(text) - STRETCH))
    return text[start : start + STRETCH]


def _targets(sentence: Span, rng: random.Random) -> tuple[Target, ...]:
    found = {}
    for entity in sentence.ents:
        if entity.label_ in NAMED:
            first = entity.start + (entity[0].lower_ == "the" and len(entity) > 1)
            last = entity.end - (entity[-1].tag_ == "POS" and entity.end - first > 1)
            found[sentence.doc[first].idx, _end(sentence.doc[last - 1])] = entity.label_
    for word in sentence:
        if word.lower_ in _PRONOUNS and word.pos_ == "PRON" and rng.random() < PRONOUNS:
            found[word.idx, _end(word)] = "PRON"
        elif _is_described(word) and rng.random() < DESCRIPTIONS:
            found[word.left_edge.idx, _end(word)] = "DESC"
    kept = rng.sample(sorted(found), min(len(found), MOST_TARGETS))
    at = sentence.start_char
    return tuple(Target(start - at, end - at, found[start, end]) for start, end in sorted(kept))


def _is_described(word: Token) -> bool:
    short = word.i - word.left_edge.i < 4
    return word.pos_ == "NOUN" and not word.ent_type_ and word.dep_ in _ROLES and short


def _end(word: Token) -> int:
    return word.idx + len(word)
