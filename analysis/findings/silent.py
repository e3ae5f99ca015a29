"""Who is central to a story and silent: acts, is accused or affected, and has no statement, nor anybody who
speaks for them.

Candidates are the persons, bodies, countries and groups that the text names, and people and bodies without
a name ("customers", "the county council"). The chance weighs how much there is of them in the text and where,
whether they act and are acted upon, and whether they might be somebody who speaks.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cache

from spacy.tokens import Token

from analysis.annotation import Document, once
from analysis.annotation.descriptions import is_definite, within_a_sentence
from analysis.annotation.gazetteer import body_nouns, role_nouns
from analysis.annotation.no_actors import is_no_actor, is_nobody
from analysis.attribution.attributions import statements
from analysis.attribution.releases import released_by
from analysis.findings.chances import PROBABLE, chances, log_odds
from analysis.findings.doubles import GROUP, Central, joined
from analysis.findings.heard import UNNAMED, Heard, heard, is_outlet, speaker_chance
from analysis.framing.actions import find_actions
from analysis.framing.modality import is_negated, listed
from analysis.word_lists import words

_ABLE = frozenset({"PERSON", "ORG", "ROLE", "GPE", "NORP"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "agent"})
_OBJECTS = frozenset({"dobj", "nsubjpass", "dative", "pobj"})
_ANYBODY = frozenset({"people"})
_TELLS_MORE = frozenset({"amod", "compound", "nmod", "relcl", "acl", "prep"})
_MOST_SHOWN = 3


@once
def candidates(document: Document) -> tuple[Central, ...]:
    """Return all whom the text names or tells of without a name, and who have no statement, those with most
    mentions first.
    """
    speaking, nouns = _speaking(document), _nouns_speaking(document)
    return tuple(
        each
        for each in central(document)
        if not speaking.intersection(each.names)
        and not (each.label == GROUP and each.heads[0].lemma_.lower() in nouns)
    )


@once
def central(document: Document) -> tuple[Central, ...]:
    """Return all whom the text names or tells of without a name, those with most mentions first."""
    heads: dict[tuple[str, str], list[Token]] = defaultdict(list)
    for mention in document.single_mentions:
        head = document.doc[mention.head]
        if mention.label in _ABLE and not is_nobody(head, mention.label):
            heads[mention.entity, mention.label].append(head)
    named = {
        (name, label): theirs
        for (name, label), theirs in heads.items()
        if not is_outlet(document, name)
        and not (label == "PERSON" and " and " in name)
        and not is_no_actor(document, name, label, theirs)
    }
    groups = [Central(_phrase(theirs), GROUP, tuple(theirs)) for theirs in _described(document)]
    teams = _teams(document)
    bodies = (Central(*key, tuple(theirs)) for key, theirs in named.items() if key[0] not in teams)
    return joined([*bodies, *groups])


def _teams(document: Document) -> dict[str, str]:
    """Return by the name of each team ("team of chemists") the noun, in dictionary form, for its members."""
    heads = ((mention, document.doc[mention.head]) for mention in document.single_mentions)
    return {mention.entity: members for mention, head in heads if (members := _members(head))}


def _described(document: Document) -> list[list[Token]]:
    """Return the tokens for people and bodies without a name, by their noun; a team of chemists are these,
    and stand behind them.
    """
    found: dict[str, list[Token]] = defaultdict(list)
    for token in document.doc:
        if _is_described(document, token):
            found[_members(token) or token.lemma_.lower()].append(token)
    teams = _teams(document)
    for mention in document.single_mentions:
        if mention.entity in teams:
            found[teams[mention.entity]].append(document.doc[mention.head])
    return [sorted(found[noun], key=lambda token: (token.lemma_.lower() != noun, token.i)) for noun in found]


def _members(token: Token) -> str | None:
    """Return the noun, in dictionary form, for those whom a team consists of: "a team of researchers"."""
    if token.lemma_.lower() not in words("actors", "made of people"):
        return None
    of = (child for child in token.rights if child.lower_ == "of")
    those = (each for child in of for each in child.children if each.tag_ == "NNS")
    return next((each.lemma_.lower() for each in those if each.lemma_.lower() in people_nouns()), None)


def _is_described(document: Document, token: Token) -> bool:
    """Tell whether a word is people or a body without a name: "customers", "the county council"."""
    if token.tag_ not in {"NN", "NNS"} or document.mention_at(token) or token.dep_ == "compound":
        return False
    lemma = token.lemma_.lower()
    if lemma in words("actors", "seldom actors"):
        return False
    if token.tag_ == "NN":
        return (is_definite(token) or _members(token) is not None) and lemma in body_nouns()
    if lemma in _ANYBODY:
        return any(child.dep_ in _TELLS_MORE for child in token.children)
    return lemma in people_nouns() or lemma in body_nouns() or lemma in words("roles", "groups")


@cache
def people_nouns() -> frozenset[str]:
    """Return the nouns for people in a story: what they are, do or have suffered."""
    return role_nouns() | listed("people") | words("actors", "people in a story")


def _phrase(heads: Sequence[Token]) -> str:
    """Return what the text calls those of one noun most often, with the words right before it; of two that
    it calls them as often the shorter.
    """
    called: Counter[str] = Counter()
    for head in (head for head in heads if head.lemma_ == heads[0].lemma_):
        own = [*(t for t in head.lefts if t.dep_ in {"compound", "amod", "nmod"}), head]
        called[within_a_sentence(" ".join(t.text for t in own), own[0])] += 1
    return max(called, key=lambda phrase: (called[phrase], -len(phrase)))


@once
def _speaking(document: Document) -> frozenset[str]:
    """Return the names of those who speak, and of those for whom somebody speaks."""
    sure = {each.name for each in heard(document) if each.kind != UNNAMED and _speaks(document, each)}
    said = {name for each in statements(document) for name in (each.affiliation, each.speaks_for) if name}
    said |= {name for name in [released_by(document)] if name}
    return frozenset(sure | said | {m.entity for m in document.mentions if m.text in said})


def _speaks(document: Document, each: Heard) -> bool:
    return speaker_chance(document, each) >= PROBABLE


@once
def _nouns_speaking(document: Document) -> frozenset[str]:
    """Return the head nouns, in dictionary form, of those who speak without a name ("researchers")."""
    sources = [document.tokens(*each.source) for each in statements(document) if each.source]
    return frozenset(t.lemma_.lower() for tokens in sources for t in tokens if t.tag_ in {"NN", "NNS"})


def silent_features(document: Document, each: Central) -> dict[str, float]:
    """Return what speaks for somebody being central and silent, for `chances`."""
    most = max(len(other.heads) for other in candidates(document))
    sentences = [document.sentence_at(head) for head in each.heads]
    deps = [head.dep_ for head in each.heads]
    number = len(each.heads)
    parts = [_parts(document).get(name, (0, 0)) for name in each.names]
    acts, undergoes = (sum(part) for part in zip(*parts, strict=True))
    unsure = [
        speaker_chance(document, h) for h in heard(document) if h.name in each.names and h.kind != UNNAMED
    ]
    return {
        "mentions": math.log(number),
        "once": float(number == 1),
        "named in the headline": float(_in_title(document, each.name)),
        "by pronouns": math.log(1 + sum(head.pos_ == "PRON" for head in each.heads)),
        "beside the most": number / most,
        "a sentence": number / max(1, len(document.sentences)),
        "rank": math.log(1 + candidates(document).index(each)),
        "headline": float(any(s.paragraph == 1 for s in sentences)),
        "early": float(any(s.number <= 3 for s in sentences)),
        "first": min(s.number for s in sentences) / max(1, len(document.sentences)),
        "subject": sum(d in _SUBJECTS for d in deps) / number,
        "object": sum(d in _OBJECTS for d in deps) / number,
        "possessor": sum(d in {"poss", "compound", "amod", "nmod"} for d in deps) / number,
        "where": sum(
            h.dep_ == "pobj" and h.head.lower_ in {"in", "at", "from", "near", "to"} for h in each.heads
        )
        / number,
        "acts": math.log(1 + acts),
        "undergoes": math.log(1 + undergoes),
        "person": float(each.label in {"PERSON", "ROLE"}),
        "body": float(each.label == "ORG"),
        "country": float(each.label in {"GPE", "NORP"}),
        "group": float(each.label == GROUP),
        "full name": float(each.label == "PERSON" and " " in each.name),
        "perhaps a speaker": log_odds(max(unsure, default=0.01)),
    }


def _in_title(document: Document, name: str) -> bool:
    title = (document.article.title or "").casefold()
    return bool(title) and name.split()[-1].casefold() in title


@once
def _parts(document: Document) -> dict[str, tuple[int, int]]:
    """Return how often each name acts and is acted upon."""
    acts: dict[str, int] = defaultdict(int)
    undergoes: dict[str, int] = defaultdict(int)
    for action in find_actions(document):
        if action.agent:
            acts[action.agent] += 1
        if action.patient:
            undergoes[action.patient] += 1
    return {name: (acts[name], undergoes[name]) for name in {*acts, *undergoes}}


def silent_chance(document: Document, each: Central) -> float:
    """Return the chance (0..1) that a coder finds somebody central, and no statement of theirs."""
    return chances("silent").of(silent_features(document, each))


def evidence(document: Document, each: Central) -> tuple[int, ...]:
    """Return the numbers of three sentences in which somebody acts or is acted upon, those first in which
    they say nothing ("did not respond"); of their first ones where there are none.
    """
    ordered = sorted(each.heads, key=lambda head: (-_weight(head), head.i))
    numbers = dict.fromkeys(document.sentence_at(head).number for head in ordered)
    return tuple(sorted([*numbers][:_MOST_SHOWN]))


def _weight(head: Token) -> int:
    """Return how much a place shows of somebody being central and silent: 2, 1 or 0."""
    governs = head.head if head.dep_ in _SUBJECTS | _OBJECTS else None
    if governs is None:
        return 0
    silent = governs.lemma_.lower() in words("actors", "answering") and is_negated(governs)
    return 2 if silent or governs.lemma_.lower() in words("actors", "not answering") else 1
