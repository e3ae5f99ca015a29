"""Reported speech and thought: a reporting word and what the parse makes its content."""

from bisect import bisect_right
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from analysis.attribution import cues
from analysis.attribution.found import Found
from analysis.attribution.grammar import is_negated, is_passive, subject, verb_group
from analysis.attribution.spans import merged, phrase, runs, span_of

_TELLING = {"clause", "clause before", "inserted clause", "according to"}
_AUTHOR = {"i", "we", "me", "us"}
_PARENTHETICAL = 10
Complement = tuple[str, list[Token]]


def find(doc: Doc, quoted: frozenset[int]) -> Iterator[Found]:
    """Yield the attributions that grammar alone shows; `quoted` are the tokens between quotation marks.

    As coders do, it leaves out what is attributed within something attributed ("she said that he thinks ...").
    """
    found = list(_candidates(doc, quoted))
    told = merged(piece for each in found if each.rule in _TELLING for piece in each.content)
    starts = [start for start, _ in told]
    for each in found:
        position = bisect_right(starts, each.cue[0]) - 1
        if position < 0 or each.cue[0] >= told[position][1]:
            yield each


def _candidates(doc: Doc, quoted: frozenset[int]) -> Iterator[Found]:
    for token in doc:
        if token.i in quoted:
            continue
        if cues.is_verb(token):
            yield from _by_verb(token)
        elif cues.is_noun(token):
            yield from _by_noun(token)
        elif token.lower_ == "according":
            yield from _according_to(token)


def _by_verb(verb: Token) -> Iterator[Found]:
    complement = _complement(verb)
    if complement is None:
        return
    rule, tokens = complement
    head = None if rule == "expected" else subject(verb)
    if head is None and not is_passive(verb) or head is not None and head.lower_ in _AUTHOR:
        return
    group = verb_group(verb)
    source = phrase(head) if head is not None else []
    own = {token.i for token in (*group, *source)}
    if content := runs(token for token in tokens if token.i not in own):
        negated = is_negated(verb) or cues.kind_of(verb) == "denial"
        yield Found(span_of(source), span_of(group), content, rule, negated=negated)


def _complement(verb: Token) -> Complement | None:
    """Return the rule and the content's tokens of a verb's complement, the surest first."""
    kids = list(verb.children)
    clauses = [c for c in kids if c.dep_ == "ccomp" and not _is_infinitive(c)]
    if clauses and not cues.takes(verb, "no clause"):
        side = "clause" if clauses[0].i > verb.i else "clause before"
        return side, sorted((t for c in clauses for t in c.subtree), key=lambda t: t.i)
    if around := _interrupted(verb):
        return "inserted clause", around
    passive = next((c for c in kids if c.dep_ == "nsubjpass"), None)
    infinitive = next((c for c in kids if c.dep_ in {"xcomp", "ccomp"} and _is_infinitive(c)), None)
    if infinitive is not None and cues.takes(verb, "infinitive"):
        if passive is None:
            return "infinitive", list(infinitive.subtree)
        return "expected", [*passive.subtree, *infinitive.subtree]
    target = next((c for c in kids if c.dep_ == "dobj"), passive)
    description = next((c for c in kids if c.dep_ == "prep" and c.lower_ == "as"), None)
    if description is not None and target is not None and cues.takes(verb, "as"):
        return "described as", [*target.subtree, *description.subtree]
    name = next((c for c in kids if c.dep_ in {"oprd", "xcomp", "ccomp"} and c.pos_ != "VERB"), None)
    if name is not None and cues.takes(verb, "name"):
        return "called", [*(target.subtree if target is not None else ()), *name.subtree]
    if target is not None and target.dep_ == "dobj" and cues.takes(verb, "object"):
        more = [t for c in kids if c.dep_ == "prep" and c.i > target.i and c.lower_ in {"of", "for", "over"} for t in c.subtree]
        return "object", [*target.subtree, *more]
    for preposition in kids:
        if preposition.dep_ == "prep" and cues.takes_preposition(verb, preposition.lower_):
            return "preposition", [t for c in preposition.children for t in c.subtree]
    return None


def _is_infinitive(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def _interrupted(verb: Token) -> list[Token]:
    """Return the clause into which a reporting clause is inserted ("Iran, experts say, is winning")."""
    as_said = verb.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ == "as" for c in verb.children)
    if not (verb.dep_ == "parataxis" or as_said) or verb.head.pos_ not in {"VERB", "AUX"}:
        return []
    if not any(c.dep_ == "nsubj" for c in verb.children):
        return []
    own = {t.i for t in verb.subtree}
    if len(own) > _PARENTHETICAL or not cues.takes(verb, "inserted"):
        return []
    return [t for t in verb.head.subtree if t.i not in own]


def _by_noun(noun: Token) -> Iterator[Found]:
    """Yield what a reporting noun introduces: a that-clause, or an infinitive with a possessor."""
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    for child in noun.children:
        that = child.dep_ in {"acl", "ccomp", "relcl"} and any(
            c.dep_ == "mark" and c.lower_ in {"that", "whether"} for c in child.children
        )
        if owner is not None and (that or (child.dep_ == "acl" and _is_infinitive(child))):
            yield Found(span_of(phrase(owner)), span_of([noun]), runs(child.subtree), "noun", negated=cues.kind_of(noun) == "denial")


def _according_to(token: Token) -> Iterator[Found]:
    to = next((c for c in token.children if c.lower_ == "to"), None)
    source = next((c for c in to.children if c.dep_ == "pobj"), None) if to is not None else None
    clause = token.head
    if source is None or clause is token:
        return
    while clause.pos_ not in {"VERB", "AUX"} and clause.head is not clause:
        clause = clause.head
    own = {t.i for t in token.subtree}
    content = runs(t for t in clause.subtree if t.i not in own)
    if content:
        yield Found(span_of(phrase(source)), span_of([token, to]), content, "according to")
