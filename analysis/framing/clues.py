"""Clues to who fills the roles of a predicate, as names of features that a linear model weighs.

They are what the rules chose, the way through the parse, the kind of actor, who else stands nearer, and how
often the rules take the same actor for an agent or a patient in the rest of the text.
"""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from spacy.tokens import Token

from analysis.annotation import Document
from analysis.framing.candidates import NAMED, Candidate
from analysis.framing.paths import path, steps
from analysis.framing.roles import is_passive


class Roles(NamedTuple):
    """A predicate and what the rules say: the heads of its agents and of its patients."""

    predicate: Token
    agents: list[Token]
    patients: list[Token]


class Tally(NamedTuple):
    """How often each name is mentioned in a text, and taken for an agent or a patient by the rules."""

    mentions: Counter[str]
    agents: Counter[str]
    patients: Counter[str]


def clues(document: Document, roles: Roles, among: Sequence[Candidate], tally: Tally) -> list[list[str]]:
    """Return the clues of each candidate."""
    predicate = roles.predicate
    own, lemma, voice = steps(predicate), predicate.lemma_.lower(), _voice(predicate)
    ruled = _ruled(document, roles.agents), _ruled(document, roles.patients)
    missing = f"{'A' if roles.agents else '-'}{'P' if roles.patients else '-'}"
    nearness, named_nearness = _nearness(among, predicate), _nearness(_named(among), predicate)
    found = []
    for each in among:
        token, kind = each.token, each.kind
        side = "L" if token.i < predicate.i else "R"
        way = path(own, steps(token))
        choice = "".join(_choice(each, *rule) for rule in ruled)
        rule = f"{choice}{missing}"
        near, named_near = nearness[token.i], named_nearness.get(token.i, "-")
        acts, undergoes = tally.agents[each.name], tally.patients[each.name]
        found.append(
            [
                f"way {way.exact} {voice}",
                f"exact {way.exact}",
                f"coarse {way.coarse} {voice} {kind}",
                f"coarse {way.coarse} {rule}",
                f"coarse {way.coarse}",
                f"down {way.down} {kind}",
                f"up {way.up} {side}",
                f"rule {rule} {voice} {kind}",
                f"rule {rule} {side}",
                f"kind {kind} {voice} {side}",
                f"subject {way.by_subject} {voice} {kind}",
                f"near {near} {voice}",
                f"named near {named_near} {rule}",
                f"label {token.dep_} {voice} {side}",
                f"lemma {lemma} {choice}",
                f"lemma {lemma} {kind}",
                f"lemma {lemma} {token.dep_}",
                f"ending {lemma[-3:]} {choice} {side}",
                f"head {token.lemma_.lower()}",
                f"mentions {_bucket(tally.mentions[each.name])} {kind}",
                f"tally {_bucket(acts)} {_bucket(undergoes)}",
                f"balance {(acts > undergoes) - (acts < undergoes)} {kind}",
                f"words {min(each.name.count(' '), 7)} {kind in NAMED}",
            ]
        )
    return found


def _voice(predicate: Token) -> str:
    if predicate.pos_ != "VERB":
        return "noun"
    return "passive" if is_passive(predicate) else "active"


def _ruled(document: Document, heads: list[Token]) -> tuple[list[int], set[str | None]]:
    return [head.i for head in heads], {document.entity_of(head) for head in heads} - {None}


def _choice(candidate: Candidate, heads: list[int], names: set[str | None]) -> str:
    """Return 0 for the rules' first choice, 1 for a later one, s for the same actor elsewhere, else n."""
    if candidate.token.i in heads:
        return "0" if candidate.token.i == heads[0] else "1"
    return "s" if candidate.name in names else "n"


def _named(among: Sequence[Candidate]) -> list[Candidate]:
    return [each for each in among if each.kind in NAMED]


def _nearness(among: Sequence[Candidate], predicate: Token) -> dict[int, str]:
    """Return, by token, the side and how many candidates stand between it and the predicate, up to four."""
    left = [each.token.i for each in among if each.token.i < predicate.i][::-1]
    right = [each.token.i for each in among if each.token.i > predicate.i]
    return {
        i: f"{side}{min(n, 4)}" for side, tokens in (("L", left), ("R", right)) for n, i in enumerate(tokens)
    }


def _bucket(number: int) -> int:
    return min(number.bit_length(), 4)
