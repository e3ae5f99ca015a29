"""The way through the parse from a predicate to a candidate, written out as features.

An exact way lists the labels up from the predicate to the lowest word above both, a bar, and those down to
the candidate; prepositions are named: "dobj^|nsubj" leads from "attack" in "Peru launched an attack" to
"Peru". A coarse way writes groups of labels and leaves out repetitions, so that rare ways still resemble
frequent ones.
"""

from typing import NamedTuple

from spacy.tokens import Token

LONGEST = 6

_PREPOSITIONAL = frozenset({"prep", "agent", "dative"})
_FREQUENT = frozenset({"by", "of", "against", "on", "for", "to", "with", "from", "in", "at", "over", "about"})
_COMPLEMENTS = frozenset({"xcomp", "ccomp", "pcomp"})
_BREAKS = frozenset({"nsubj", "nsubjpass", "relcl", "acl", "advcl"})
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
    """A token on the way up to the root: its index, its exact and its coarse label, if it is a subject."""

    index: int
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
    place = {step.index: depth for depth, step in enumerate(predicate)}
    depth = next((depth for depth, step in enumerate(candidate) if step.index in place), None)
    if depth is None:
        return Path("none", "none", "none", False)
    up, down = predicate[: place[candidate[depth].index]], candidate[:depth][::-1]
    return Path(
        "".join(f"{step.exact}^" for step in up),
        "".join(f"/{step.exact}" for step in down),
        f"{_squashed(up)}|{_squashed(down)}",
        any(step.is_subject for step in down),
    )


def _squashed(way: list[Step]) -> str:
    labels = [step.coarse for step in way if step.coarse]
    return ".".join(label for before, label in zip(["", *labels], labels, strict=False) if label != before)


def is_below(predicate: Token, token: Token, same_clause: bool) -> bool:
    """Tell whether a token hangs on a predicate, not by way of a subject, a joined verb or a loose clause.

    With `same_clause`, no clause stands between them at all, not even a complement ("tried to").
    """
    breaks = _BREAKS | _COMPLEMENTS if same_clause else _BREAKS
    while token.dep_ not in breaks and token.head != token:
        if token.head == predicate:
            return True
        if token.dep_ == "conj" and token.pos_ in {"VERB", "AUX"}:
            return False
        token = token.head
    return False
