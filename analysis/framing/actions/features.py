"""What speaks for a candidate as agent or patient of a predicate, as names of features for a linear model.

They are what the rules chose, the way through the parse, the kind of actor, who else stands nearer, and how
often the rules take the same actor for an agent or a patient in the rest of the text.

An exact way lists the labels up from the predicate to the lowest word above both, a bar, and those down to
the candidate; prepositions are named: "dobj^|nsubj" leads from "attack" in "Peru launched an attack" to
"Peru". A coarse way writes groups of labels and leaves out repetitions, so that rare ways still resemble
frequent ones.
"""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from spacy.tokens import Token

from analysis.annotation import Document
from analysis.framing.actions.candidates import NAMED, Candidate
from analysis.framing.actions.roles import is_passive
from analysis.framing.modality import listed

LONGEST = 6

_PREPOSITIONAL = frozenset({"prep", "agent", "dative"})
_FREQUENT = listed("frequent_prepositions")
_GROUPS = {
    "subject": ("nsubj", "csubj"),
    "passive": ("nsubjpass", "csubjpass"),
    "object": ("dobj", "dative"),
    "clause": ("xcomp", "ccomp", "advcl", "pcomp"),
    "relative": ("acl", "relcl"),
    "joined": ("conj",),
    "beside": ("compound", "amod", "nmod", "appos"),
    "owner": ("poss",),
    "predicative": ("attr", "acomp", "oprd"),
    "": ("pobj",),
}
_GROUP = {label: group for group, labels in _GROUPS.items() for label in labels}


class Step(NamedTuple):
    """A token on the way up to the root: its place, its exact and its coarse label, if it is a subject."""

    place: int
    exact: str
    coarse: str
    is_subject: bool


class Path(NamedTuple):
    """The exact ways up and down, the coarse way, and whether a subject stands on the way down."""

    up: str
    down: str
    coarse: str
    by_subject: bool

    @property
    def exact(self) -> str:
        """Return the whole exact way; a long one is only "far"."""
        steps = self.up.count("^") + self.down.count("/")
        return f"{self.up}|{self.down}" if steps <= LONGEST else "far"


def steps(token: Token) -> list[Step]:
    """Return the steps from a token up to the root of its sentence."""
    found = [_step(token)]
    while token.head != token:
        token = token.head
        found.append(_step(token))
    return found


def _step(token: Token) -> Step:
    label = token.dep_
    if label in _PREPOSITIONAL and token.pos_ in {"ADP", "SCONJ", "PART"}:
        word = token.lower_
        return Step(token.i, f"{label}:{word}", word if word in _FREQUENT else "prep", False)
    return Step(token.i, label, _GROUP.get(label, "other"), label in {"nsubj", "nsubjpass"})


def path(predicate: list[Step], candidate: list[Step]) -> Path:
    """Return the way between two tokens of a sentence, given their steps to its root."""
    depths = {step.place: depth for depth, step in enumerate(predicate)}
    depth = next((depth for depth, step in enumerate(candidate) if step.place in depths), None)
    if depth is None:
        return Path("none", "none", "none", False)
    up, down = predicate[: depths[candidate[depth].place]], candidate[:depth][::-1]
    return Path(
        "".join(f"{step.exact}^" for step in up),
        "".join(f"/{step.exact}" for step in down),
        f"{_squashed(up)}|{_squashed(down)}",
        any(step.is_subject for step in down),
    )


def _squashed(way: list[Step]) -> str:
    labels = [step.coarse for step in way if step.coarse]
    return ".".join(label for before, label in zip(["", *labels], labels, strict=False) if label != before)


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


def features(document: Document, roles: Roles, among: Sequence[Candidate], tally: Tally) -> list[list[str]]:
    """Return the features of each candidate."""
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
