"""Reported speech and thought: a reporting word, whose it is, and what the parse makes its content."""

from bisect import bisect_right
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from analysis.attribution import cues
from analysis.attribution.rules.complements import complement
from analysis.attribution.rules.found import Found
from analysis.attribution.rules.grammar import is_passive, subject, verb_group
from analysis.attribution.spans import merged, phrase, runs, span_of

_TELLING = {"clause", "clause before", "inserted clause", "according to", "name and colon"}
_AUTHOR = {"i", "we", "me", "us"}


def find(doc: Doc, quoted: frozenset[int]) -> list[Found]:
    """Return the attributions that grammar alone shows; `quoted` are the tokens between quotation marks."""
    return [found for token in doc if token.i not in quoted for found in _by_word(token)]


def outermost(found: list[Found]) -> list[Found]:
    """Leave out what is attributed within something told, as coders do ("she said that he thinks ...")."""
    told = merged(piece for each in found if each.rule in _TELLING for piece in each.content)
    starts = [start for start, _ in told]

    def is_told(each: Found) -> bool:
        position = bisect_right(starts, each.cue[0]) - 1
        return position >= 0 and each.cue[0] < told[position][1]

    return [each for each in found if not is_told(each)]


def _by_word(token: Token) -> Iterator[Found]:
    if cues.is_verb(token):
        yield from _by_verb(token)
    elif cues.is_noun(token):
        yield from _by_noun(token)
    elif token.lower_ == "according":
        yield from _according_to(token)


def _by_verb(verb: Token) -> Iterator[Found]:
    reports = complement(verb)
    if reports is None:
        return
    rule, tokens = reports
    if tokens and tokens[0].dep_ == "cc":
        tokens = tokens[1:]
    head = None if rule == "expected" else subject(verb)
    if (head is None and not is_passive(verb)) or (head is not None and head.lower_ in _AUTHOR):
        return
    source = _source(head, verb) if head is not None else []
    group = verb_group(verb)
    own = {token.i for token in (*group, *source)}
    if content := runs(token for token in tokens if token.i not in own):
        cue = [*group, *_preposition(verb)] if rule == "preposition" else group
        yield Found(span_of(source), span_of(cue), content, rule)


def _preposition(verb: Token) -> list[Token]:
    """Return the preposition right after a verb (point to, call for)."""
    return [child for child in verb.children if child.dep_ == "prep" and child.i == verb.i + 1]


def _source(head: Token, verb: Token) -> list[Token]:
    """Return the source's phrase, without the clause of a verb that belongs to it ("a letter saying ...")."""
    clause = {token.i for token in verb.subtree} if head.is_ancestor(verb) else set()
    return [token for token in phrase(head) if token.i not in clause]


def _by_noun(noun: Token) -> Iterator[Found]:
    """Yield the that-clause which says what somebody's claim or view is."""
    owner = next((child for child in noun.children if child.dep_ == "poss"), None)
    clauses = [c for c in noun.children if c.dep_ in {"acl", "ccomp", "relcl"} and _has_that(c)]
    if owner is not None and clauses:
        yield Found(span_of(phrase(owner)), span_of([noun]), runs(clauses[0].subtree), "noun")


def _has_that(verb: Token) -> bool:
    return any(child.dep_ == "mark" and child.lower_ in {"that", "whether"} for child in verb.children)


def _according_to(token: Token) -> Iterator[Found]:
    to = next((child for child in token.children if child.lower_ == "to"), None)
    source = next((child for child in to.children if child.dep_ == "pobj"), None) if to is not None else None
    clause = token.head
    if source is None or clause == token:
        return
    while clause.pos_ not in {"VERB", "AUX"} and clause.dep_ != "ROOT":
        clause = clause.head
    own = {t.i for t in token.subtree}
    if content := runs(t for t in clause.subtree if t.i not in own):
        yield Found(span_of(phrase(source)), span_of([token, to]), content, "according to")
