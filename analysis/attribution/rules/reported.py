"""Reported speech and thought: a reporting word, whose it is, and what the parse makes its content.

The content is the clause, infinitive, object or description that grammar gives a reporting verb. The spans
follow PolNeAR's guidelines (Newell et al. 2018): a clause with its "that", an infinitive with its "to", a
description with the thing described.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from analysis.attribution import cues
from analysis.attribution.rules.grammar import Match, is_passive, subject, verb_group
from analysis.attribution.spans import Span, merged, phrase, runs, span_of
from analysis.word_lists import words

_TELLING = {"clause", "clause before", "inserted clause", "according to", "name and colon"}
_LONGEST_INSERTION = 10
_CONTRASTS = words("clauses", "contrast") | {"as"}
_REASONS = words("cues", "reasons")
_AUTHOR = words("pronouns", "first person, subject or object")


Complement = tuple[str, list[Token]]


def find(tokens: Iterable[Token], quoted: frozenset[int]) -> list[Match]:
    """Return the attributions that grammar alone shows; `quoted` are the tokens between quotation marks."""
    return [found for token in tokens if token.i not in quoted for found in _by_word(token)]


def outermost(found: list[Match]) -> list[Match]:
    """Leave out what is attributed within something told, as coders do ("she said that he thinks ...")."""
    contents = merged(piece for each in found if each.rule in _TELLING for piece in each.content)
    starts = [start for start, _ in contents]

    def is_within(cue: Span | None) -> bool:
        position = bisect_right(starts, cue[0]) - 1 if cue else -1
        return cue is not None and position >= 0 and cue[0] < contents[position][1]

    return [each for each in found if not is_within(each.cue)]


def _by_word(token: Token) -> Iterator[Match]:
    if cues.is_verb(token):
        yield from _by_verb(token)
    elif cues.is_noun(token):
        yield from _by_noun(token)
    elif token.lower_ == "according":
        yield from _according_to(token)


def _by_verb(verb: Token) -> Iterator[Match]:
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
        yield Match(span_of(source), span_of(cue), content, rule)


def _preposition(verb: Token) -> list[Token]:
    """Return the preposition right after a verb (point to, call for)."""
    return [child for child in verb.children if child.dep_ == "prep" and child.i == verb.i + 1]


def _source(head: Token, verb: Token) -> list[Token]:
    """Return the source's phrase, without the clause of a verb that belongs to it ("a letter saying ...")."""
    clause = {token.i for token in verb.subtree} if head.is_ancestor(verb) else set()
    return [token for token in phrase(head) if token.i not in clause]


def _by_noun(noun: Token) -> Iterator[Match]:
    """Yield the that-clause which says what somebody's claim or view is."""
    owner = next((child for child in noun.children if child.dep_ == "poss"), None)
    clauses = [c for c in noun.children if c.dep_ in {"acl", "ccomp", "relcl"} and _has_that(c)]
    if owner is not None and clauses:
        yield Match(span_of(phrase(owner)), span_of([noun]), runs(clauses[0].subtree), "noun")


def _has_that(verb: Token) -> bool:
    opening = words("clauses", "of content")
    return any(child.dep_ == "mark" and child.lower_ in opening for child in verb.children)


def _according_to(token: Token) -> Iterator[Match]:
    to = next((child for child in token.children if child.lower_ == "to"), None)
    source = _child(to, "pobj") if to is not None else None
    clause = token.head
    if to is None or source is None or clause == token:
        return
    while clause.pos_ not in {"VERB", "AUX"} and clause.dep_ != "ROOT":
        clause = clause.head
    own = {t.i for t in token.subtree}
    if content := runs(t for t in clause.subtree if t.i not in own):
        yield Match(span_of(phrase(source)), span_of([token, to]), content, "according to")


def complement(verb: Token) -> Complement | None:
    """Return a rule's name and the tokens of a reporting verb's content; None where it reports nothing."""
    return _clause(verb) or _interrupted(verb) or _infinitive(verb) or _described(verb) or _object(verb)


def is_infinitive(verb: Token) -> bool:
    """Tell whether a verb is an infinitive with "to"."""
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children)


def _clause(verb: Token) -> Complement | None:
    """X says (that) A; A, X says."""
    clauses = [c for c in verb.children if c.dep_ == "ccomp" and not is_infinitive(c) and not _says_more(c)]
    if not clauses or cues.takes(verb, "no clause"):
        return None
    tokens = {token.i: token for clause in clauses for token in clause.subtree}
    for token in list(tokens.values()):
        if token.i in tokens and _says_more(token):
            tokens = {i: t for i, t in tokens.items() if i not in {inner.i for inner in token.subtree}}
    if clauses[0].i < verb.i:
        return "clause before", _in_order(tokens)
    return "clause", _in_order(tokens | _hanging(verb, _in_order(tokens)))


def _says_more(verb: Token) -> bool:
    """Tell whether a clause within content is the author's again ("..., while others said ...")."""
    contrast = any(child.dep_ == "mark" and child.lower_ in _CONTRASTS for child in verb.children)
    speaks = cues.is_verb(verb) and any(child.dep_ == "nsubj" for child in verb.children)
    return contrast and speaks


def _hanging(verb: Token, content: list[Token]) -> dict[int, Token]:
    """Return what follows content that ends in a conjunction, where the parse hangs the rest on the verb."""
    if not content or content[-1].dep_ != "cc":
        return {}
    rest = (child for child in verb.children if child.left_edge.i == content[-1].i + 1)
    return {token.i: token for child in rest for token in child.subtree}


def _interrupted(verb: Token) -> Complement | None:
    """Iran, X says, is winning."""
    as_said = verb.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ == "as" for c in verb.children)
    inserted = (verb.dep_ == "parataxis" or as_said) and verb.head.pos_ in {"VERB", "AUX"}
    if not inserted or not cues.takes(verb, "inserted") or not any(c.dep_ == "nsubj" for c in verb.children):
        return None
    own = {token.i for token in verb.subtree}
    if len(own) > _LONGEST_INSERTION:
        return None
    return "inserted clause", [token for token in verb.head.subtree if token.i not in own]


def _infinitive(verb: Token) -> Complement | None:
    """X vows to do A; A is expected to happen."""
    found = next((c for c in verb.children if c.dep_ in {"xcomp", "ccomp"} and is_infinitive(c)), None)
    if found is None or not cues.takes(verb, "infinitive"):
        return None
    if passive := _child(verb, "nsubjpass"):
        return "expected", [*passive.subtree, *found.subtree]
    return "infinitive", list(found.subtree)


def _described(verb: Token) -> Complement | None:
    """X sees A as B; X calls A B."""
    target = _child(verb, "dobj") or _child(verb, "nsubjpass")
    if target is None:
        return None
    if cues.takes(verb, "as"):
        beside = [c for c in (*verb.children, *target.children) if c.dep_ == "prep" and c.lower_ == "as"]
        if beside:
            return "described as", _in_order({t.i: t for part in (target, beside[0]) for t in part.subtree})
    if cues.takes(verb, "name"):
        names = [c for c in verb.children if c.dep_ in {"oprd", "xcomp", "ccomp"} and c.pos_ != "VERB"]
        if names:
            return "called", _in_order({t.i: t for part in (target, names[0]) for t in part.subtree})
    return None


def _object(verb: Token) -> Complement | None:
    """X praises A for B; X calls for A."""
    target = _child(verb, "dobj")
    if target is not None and cues.takes(verb, "object"):
        reasons = [c for c in verb.children if c.dep_ == "prep" and c.i > target.i and c.lower_ in _REASONS]
        return "object", [token for part in (target, *reasons) for token in part.subtree]
    for preposition in verb.children:
        if preposition.dep_ == "prep" and cues.takes_preposition(verb, preposition.lower_):
            return "preposition", [token for part in preposition.children for token in part.subtree]
    return None


def _child(verb: Token, relation: str) -> Token | None:
    return next((child for child in verb.children if child.dep_ == relation), None)


def _in_order(tokens: dict[int, Token]) -> list[Token]:
    return [tokens[i] for i in sorted(tokens)]
