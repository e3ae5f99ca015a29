"""Who is heard: the persons, bodies and unnamed sources that an article gives words, and who of them most.

A statement by two counts for both. The chance that somebody is a speaker weighs the surest of their
statements, how many there are, and what kind of name it is; that they are heard most, their share of the
words beside the others'.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from analysis.annotation import Document, Mention, once
from analysis.annotation.gazetteer import document_nouns, role_nouns
from analysis.attribution.attributions import Attribution, attributions, words
from analysis.attribution.cues import kind_of, word_of
from analysis.attribution.senses import ATTITUDE, STATEMENT
from analysis.attribution.speakers import each_of, head_of
from analysis.attribution.unnamed import called_in_text
from analysis.findings.chances import chances, log_odds
from analysis.findings.draws import Row, first_shares
from analysis.word_lists import words as words_listed

PERSON, BODY, UNNAMED = "person", "body", "unnamed"
_PEOPLE = frozenset({"PERSON", "ROLE"})
_BODY_ROLES = frozenset({"organisation"})
_SHARED = 0.8
"""Somebody with so much of the words of the one heard most is heard about as much."""


class Heard(NamedTuple):
    """Somebody with statements: what they are called, a person, body or unnamed, and their words."""

    name: str
    kind: str
    statements: tuple[Attribution, ...]
    words: int

    @property
    def spoken(self) -> bool:
        """Whether there is a statement of theirs; else only attitudes are told."""
        return self.statements[0].statement


@once
def heard(document: Document) -> tuple[Heard, ...]:
    """Return all who have statements, those with the most words first; for somebody of whom only attitudes
    are told, these. Sources that no name is found for are left out.
    """
    said: dict[tuple[str, str], list[Attribution]] = defaultdict(list)
    for each in attributions(document):
        if each.sense in {STATEMENT, ATTITUDE}:
            for who in _called(document, each):
                said[who].append(each)
    found = []
    for (name, kind), all_theirs in said.items():
        theirs = [each for each in all_theirs if each.statement] or all_theirs
        found.append(
            Heard(name, kind, tuple(theirs), sum(len(words(document, each.content)) for each in theirs))
        )
    return tuple(sorted(found, key=lambda each: -each.words))


def _called(document: Document, each: Attribution) -> Iterator[tuple[str, str]]:
    """Yield name and kind of those whose statement it is; who has no name in the headline has one below."""
    if each.speaker is None:
        called = called_in_text(document, each)
        if called and each.role in {"unnamed", *_BODY_ROLES} and not _in_headline(document, each):
            yield called, UNNAMED if each.role == "unnamed" else BODY
        return
    labels = _labels(document)
    for name in each_of(document, each.speaker):
        label = labels.get(name)
        person = label in _PEOPLE or (label is None and each.role not in _BODY_ROLES)
        yield name, PERSON if person else BODY


def _in_headline(document: Document, each: Attribution) -> bool:
    source = document.tokens(*each.source) if each.source else []
    return bool(source) and document.sentence_at(source[0]).part == "headline"


@once
def _labels(document: Document) -> dict[str, str]:
    return {mention.entity: mention.label for mention in reversed(document.mentions)}


@once
def _mentions(document: Document) -> dict[str, list[Mention]]:
    by_name: dict[str, list[Mention]] = defaultdict(list)
    for mention in document.single_mentions:
        by_name[mention.entity].append(mention)
    return by_name


def speaker_features(document: Document, each: Heard) -> dict[str, float]:
    """Return what speaks for somebody being a speaker, for `chances`."""
    sure = [statement.confidence for statement in each.statements]
    missed = math.prod(1 - min(0.95, chance) for chance in sure)
    mentions = _mentions(document).get(each.name, [])
    label = _labels(document).get(each.name, "")
    total = sum(other.words for other in heard(document))
    return {
        "statement": float(each.spoken),
        "surest": log_odds(max(sure)),
        "any": log_odds(1 - missed),
        "statements": math.log(len(sure)),
        "words": math.log(1 + each.words),
        "share": each.words / max(1, total),
        "quoted": float(any(statement.kind != "indirect" for statement in each.statements)),
        "neutral verb": float(any(_cue_kind(document, s) == "neutral" for s in each.statements)),
        "no verb": float(all(_cue_kind(document, s) is None for s in each.statements)),
        "belief": float(all(_cue_kind(document, s) == "belief" for s in each.statements)),
        "person": float(label == "PERSON"),
        "role": float(label == "ROLE"),
        "body": float(label == "ORG"),
        "place": float(label in {"GPE", "NORP", "LOC", "FAC"}),
        "described": float(not label and each.kind == BODY),
        "no name": float(each.statements[0].speaker is None),
        "mentions": math.log(1 + len(mentions)),
        "full name": float(" " in each.name),
        "named": float(any(mention.kind == "name" for mention in mentions)),
        "outlet": float(is_outlet(document, each.name)),
    }


def is_outlet(document: Document, name: str) -> bool:
    """Tell whether a name is that of the outlet itself, whose words are the author's."""
    outlet = (document.article.outlet or "").casefold().removeprefix("the ")
    return bool(outlet) and (name.casefold().removeprefix("the ") in outlet or outlet in name.casefold())


def _cue_kind(document: Document, each: Attribution) -> str | None:
    word = word_of(document.tokens(*each.cue)) if each.cue else None
    return kind_of(word) if word is not None else None


def unnamed_features(document: Document, each: Heard) -> dict[str, float]:
    """Return what speaks for a source without a name being one, for `chances`: people, and what they tell."""
    first = each.statements[0]
    sure = [statement.confidence for statement in each.statements]
    head = head_of(document.tokens(*first.source)) if first.source else None
    noun = head.lemma_.lower() if head is not None else ""
    return {
        "statement": float(first.statement),
        "surest": log_odds(max(sure)),
        "statements": math.log(len(sure)),
        "words": math.log(1 + each.words),
        "quoted": float(any(statement.kind != "indirect" for statement in each.statements)),
        "neutral verb": float(any(_cue_kind(document, s) == "neutral" for s in each.statements)),
        "belief": float(all(_cue_kind(document, s) == "belief" for s in each.statements)),
        "role": float(noun in role_nouns()),
        "group": float(noun in words_listed("roles", "groups")),
        "made": float(noun in document_nouns()),
        "several": float(head is not None and head.tag_ in {"NNS", "NNPS"}),
        "subject": float(head is not None and head.dep_ == "nsubj"),
    }


def speaker_chance(document: Document, each: Heard) -> float:
    """Return the chance (0..1) that a coder lists somebody among the speakers."""
    if each.kind == UNNAMED:
        return chances("unnamed").of(unnamed_features(document, each))
    return chances("speaker").of(speaker_features(document, each))


def most_heard_features(document: Document, each: Heard) -> dict[str, float]:
    """Return what speaks for somebody being heard most, or about as much, for `chances`."""
    others = sorted((other.words for other in heard(document) if other.name != each.name), reverse=True)
    best = max(others, default=0)
    quoted = _quoted(document)
    return {
        "against the next": max(-3.0, min(3.0, math.log((1 + each.words) / (1 + best)))),
        "first": float(each.words >= best),
        "close": float(each.words >= _SHARED * best),
        "share": each.words / max(1, each.words + sum(others)),
        "speaker": log_odds(speaker_chance(document, each)),
        "unnamed": float(each.kind == UNNAMED),
        "body": float(each.kind == BODY),
        "quoted more": float(quoted.get(each.name, 0) >= max(quoted.values(), default=0)),
        "statements": math.log(len(each.statements)),
        "first in draws": log_odds(_first_in_draws(document)[each.name, each.kind]),
    }


@once
def _first_in_draws(document: Document) -> Mapping[tuple[str, str], float]:
    """Return how often each has most words, or about so many, if statements are doubted by their chance."""
    spoken = [each for each in heard(document) if each.spoken]
    rows = [
        Row((each.name, each.kind), len(words(document, said.content)), said.confidence)
        for each in spoken
        for said in each.statements
    ]
    return first_shares(rows)


@once
def _quoted(document: Document) -> dict[str, int]:
    return {
        each.name: sum(len(words(document, s.content)) for s in each.statements if s.kind != "indirect")
        for each in heard(document)
    }


def most_heard_chance(document: Document, each: Heard) -> float:
    """Return the chance (0..1) that somebody is heard most, or about as much as who is."""
    return chances("most heard").of(most_heard_features(document, each))


def sentence_numbers(document: Document, statements: Sequence[Attribution]) -> list[int]:
    """Return the numbers of the sentences in which statements stand."""
    from analysis.attribution.speaking import sentences_of

    return sorted({number for each in statements for number in sentences_of(document, each)})
