"""Whom a pronoun could mean: names, descriptions, groups, and nouns for those whose name nobody gives.

The last matter because a pronoun that means one of them means no name: in "Dale met a nurse. She smiled." the
nurse is a candidate, too. A group is what "and" joins: "Ann Lee and Bo Day".
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from spacy.tokens import Doc, Token

from analysis.annotation.descriptions import described
from analysis.annotation.document import Mention, Sentence
from analysis.annotation.gazetteer import body_nouns, role_nouns
from analysis.annotation.genders import gendered_nouns
from analysis.annotation.names import Name
from analysis.word_lists import words

SORTS = (
    "person",
    "role",
    "body",
    "country",
    "people",
    "named thing",
    "human",
    "humans",
    "somebody",
    "team",
    "thing",
    "things",
    "group",
    "capital",
    "unresolved",
)
_LABELS = {"PERSON": "person", "ROLE": "role", "ORG": "body", "GPE": "country", "NORP": "people"}
_TAGS = ("NN", "NNS", "NNP", "NNPS")
_SINGULAR = {"human", "somebody", "capital", "unresolved", "person", "role"}
_MANY = {"humans", "things", "group", "somebody", "unresolved", "people", "body", "country", "team"}
FITTING = {
    "he": _SINGULAR,
    "she": _SINGULAR,
    "they": _MANY | {"human", "capital", "person", "role"},
    "it": {"body", "country", "named thing", "team", "thing", "capital", "unresolved"},
}
"""The sorts of candidates that each pronoun can mean."""


@dataclass(frozen=True, eq=False)
class Candidate:
    """Somebody or something that a pronoun could mean, at one place of the text.

    `key` is the same for all that are taken for one: an entity's name, a noun. `start` is the index of the
    token from which on it counts as said, `mentions` are those that it consists of: none where no name is
    known, several in a group. `gender` is what its noun tells.
    """

    key: str
    sort: str
    head: int
    start: int
    sentence: int
    mentions: tuple[Mention, ...] = ()
    gender: str | None = None


def candidates(doc: Doc, sentences: tuple[Sentence, ...], mentions: list[Mention]) -> list[Candidate]:
    """Return the candidates of a text, in the order of the tokens from which on they count as said."""
    at = {m.head: m for m in mentions}
    covered = {i for m in mentions for i in _tokens(doc, m)}
    names = {i: Name(doc[i : i + 1], m.entity, m.label) for i, m in at.items()}
    found = [_of_mention(m) for m in mentions]
    singles: dict[int, Candidate] = {each.head: each for each in found}
    starts = [sentence.span.start for sentence in sentences]
    for token in _nouns(doc):
        number = bisect_right(starts, token.i)
        told = number and token.i < sentences[number - 1].span.end  # a byline is no part of a sentence
        if told and token.i not in covered and (sort := _sort_of(token)) and not described(token, names):
            singles[token.i] = _of_noun(token, sort, number)
    found = [*singles.values(), *_groups(doc, singles)]
    return sorted(found, key=lambda each: each.start)


def _nouns(doc: Doc) -> Iterator[Token]:
    """Yield the nouns of a text, and words such as "everybody"."""
    strings = doc.vocab.strings
    tags, forms = ([strings[name] for name in names] for names in (_TAGS, words("genders", "anybody")))
    values = doc.to_array(["TAG", "LOWER"])
    for place in np.flatnonzero(np.isin(values[:, 0], tags) | np.isin(values[:, 1], forms)).tolist():
        yield doc[place]


def _tokens(doc: Doc, mention: Mention) -> Iterable[int]:
    first = mention.head
    while first > 0 and doc[first - 1].idx >= mention.start:
        first -= 1
    while first < len(doc) and doc[first].idx < mention.end:
        yield first
        first += 1


def _of_mention(mention: Mention) -> Candidate:
    sort = _LABELS.get(mention.label, "named thing")
    gender = gendered_nouns().get(mention.entity.split()[-1].lower()) if sort == "role" else None
    return Candidate(mention.entity, sort, mention.head, mention.head, mention.sentence, (mention,), gender)


def _of_noun(token: Token, sort: str, sentence: int) -> Candidate:
    gender = gendered_nouns().get(token.lower_) if sort == "human" else None
    return Candidate(f"the {token.lemma_.lower()}", sort, token.i, token.i, sentence, (), gender)


def _sort_of(token: Token) -> str | None:
    """Return the sort of a noun that is no part of a name, None for what no pronoun means."""
    word = token.lower_
    if token.dep_ in {"compound", "nmod", "amod", "det"}:
        return None
    if token.pos_ == "PRON":
        return "somebody" if word in words("genders", "anybody") else None
    if token.tag_ == "NN":
        return _sort_of_one(word)
    if token.tag_ in {"NNS", "NNPS"}:
        return "humans" if _is_human(token.lemma_.lower()) or word == "people" else "things"
    return "capital" if token.tag_ == "NNP" and token.is_alpha else None


def _sort_of_one(noun: str) -> str:
    if noun in words("genders", "of many") or noun in body_nouns():
        return "team"
    return "human" if _is_human(noun) else "thing"


def _is_human(noun: str) -> bool:
    return noun in role_nouns() or noun in gendered_nouns() or noun in words("genders", "of either")


def _groups(doc: Doc, singles: dict[int, Candidate]) -> Iterator[Candidate]:
    """Yield what "and" joins, each of whose parts is a candidate."""
    for head, first in singles.items():
        token = doc[head]
        if token.dep_ == "conj" or not token.conjuncts or not _is_and(token):
            continue
        parts = [first, *(singles[other.i] for other in token.conjuncts if other.i in singles)]
        if len(parts) == 1 + len(token.conjuncts):
            mentions = tuple(part.mentions[0] for part in parts if part.mentions)
            known = mentions if len(mentions) == len(parts) else ()
            key = " and ".join(part.key for part in parts)
            start = max(part.head for part in parts)
            yield Candidate(key, "group", head, start, first.sentence, known)


def _is_and(first: Token) -> bool:
    joining = (child for token in [first, *first.conjuncts] for child in token.children)
    return any(child.dep_ == "cc" and child.lower_ in {"and", "&"} for child in joining)
