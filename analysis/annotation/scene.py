"""What is known while pronouns are read: facts of the article, and what reading has found so far."""

from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np
from spacy.symbols import nsubj
from spacy.tokens import Doc, Token

from analysis.annotation.binding import SUBJECT, first_conjunct, speaks
from analysis.annotation.candidates import Candidate
from analysis.annotation.document import Mention, Sentence
from analysis.annotation.genders import Genders
from analysis.annotation.quoted import told_so_far, words_inside
from analysis.word_lists import words

ROLES = ("subject", "inner subject", "object", "oblique", "owner", "modifier", "other")
_OBJECTS = {"dobj": "object", "dative": "object", "pobj": "oblique", "poss": "owner"}
_MODIFIERS = {"compound", "amod", "nmod", "appos"}
_INNER = {"relcl", "advcl", "acl", "ccomp"}
_BESIDE = 2  # sentences between a quotation and who is said to speak


class Place(NamedTuple):
    """A word as what a pronoun may mean: its role in the clause and how it stands there.

    `role` is one of ROLES, `verb` the lemma of the verb it hangs on, `opening` the token of the mark
    that opens the quotation around it; `values` tell whether it is joined to others, indefinite, definite,
    the first of its sentence, the subject of a verb of saying, quoted.
    """

    role: str
    verb: str | None
    speaks: bool
    opening: int | None
    values: tuple[bool, ...]


class Scene:
    """An article's facts that do not change while its pronouns are read."""

    def __init__(self, doc: Doc, sentences: tuple[Sentence, ...], mentions: list[Mention]):
        self.doc = doc
        self.inside = words_inside(sentences)
        self.closing = {opening: token for token, opening in sorted(self.inside.items())}
        self.told = told_so_far(sentences, self.inside)
        self.paragraph = {s.number: s.paragraph for s in sentences}
        self.opens = {s.span.start for s in sentences}
        self.opens_paragraph = set({s.paragraph: s.number for s in reversed(sentences)}.values())
        people = [m for m in mentions if m.label in {"PERSON", "ROLE"}]
        self.genders = Genders(doc, people)
        self.frequency = Counter(m.entity for m in mentions)
        self.people = max(len(people), 1)
        named = Counter(m.entity for m in people)
        self.most_named = max(named, key=lambda entity: named[entity], default=None)
        self.near = _near(sentences, people)
        self.at = {m.head: m.entity for m in mentions}
        self._starts = [s.span.start for s in sentences]
        self._places: dict[int, Place] = {}

    @cached_property
    def speaking(self) -> list[int]:
        """The tokens outside quotation marks that are subjects of verbs of saying, in order."""
        subjects = np.flatnonzero(self.doc.to_array("DEP") == nsubj).tolist()
        return [i for i in subjects if i not in self.inside and speaks(self.doc[i])]

    def sentence_of(self, token: int) -> int:
        """Return the number of a token's sentence; an aside above all goes with the first."""
        return max(1, bisect_right(self._starts, token))

    def place(self, token: int) -> Place:
        """Return how a word stands in its clause."""
        if token not in self._places:
            self._places[token] = self._place(self.doc[token])
        return self._places[token]

    def _place(self, token: Token) -> Place:
        opening = self.inside.get(token.i)
        determiners = {child.lower_ for child in token.lefts if child.dep_ in {"det", "poss"}}
        indefinite = words("determiners", "of anyone")
        is_speaking = opening is None and speaks(token)
        values = (
            token.dep_ == "conj" or bool(token.conjuncts),
            bool(determiners & indefinite),
            bool(determiners - indefinite),
            token.left_edge.i in self.opens,
            is_speaking,
            opening is not None,
        )
        verb = token.head.lemma_ if token.head.pos_ == "VERB" else None
        return Place(role(first_conjunct(token)), verb, is_speaking, opening, values)

    def speaker_beside(self, token: int) -> int | None:
        """Return who is said to speak next to a place in a quotation: after it, or else before it."""
        number = bisect_right(self.speaking, token)
        here = self.sentence_of(token)
        for beside in (*self.speaking[number : number + 1], *self.speaking[max(number - 1, 0) : number]):
            there = self.sentence_of(beside)
            if abs(there - here) <= _BESIDE and self.paragraph[there] == self.paragraph[here]:
                return beside
        return None

    def sentences_back(self, now: int, then: int) -> int:
        """Return how many sentences back one is, those that are wholly quoted left out."""
        return max(self.told[now] - self.told[then], 0)


def role(token: Token) -> str:
    """Return which place a noun or pronoun has in its clause, one of ROLES."""
    if token.dep_ in SUBJECT:
        return "inner subject" if token.head.dep_ in _INNER else "subject"
    if token.dep_ in _MODIFIERS:
        return "modifier"
    return _OBJECTS.get(token.dep_, "other")


def _near(sentences: tuple[Sentence, ...], people: list[Mention]) -> dict[str, dict[str, float]]:
    """Return how often pronouns of either gender stand near each person: shared among those named there."""
    by_sentence: dict[int, list[Mention]] = {}
    for mention in people:
        by_sentence.setdefault(mention.sentence, []).append(mention)
    near: dict[str, dict[str, float]] = {m.entity: defaultdict(float) for m in people}
    genders = {word: gender for gender in ("masculine", "feminine") for word in words("pronouns", gender)}
    for sentence in sentences:
        around = [*by_sentence.get(sentence.number - 1, []), *by_sentence.get(sentence.number, [])]
        for token in sentence.span if around else ():
            gender = genders.get(token.lower_)
            before = {m.entity for m in around if m.head < token.i} if gender else ()
            for entity in before:
                near[entity][str(gender)] += 1 / len(before)
    return near


@dataclass(eq=False)
class Standing:
    """What the text has said so far of one candidate: where it was said last, and how often.

    `was` is the kind of pronoun that said it last (he, she, they, it), None for a noun or a name.
    """

    latest: Candidate
    head: int
    sentence: int
    was: str | None = None
    times: int = 0
    sentences: tuple[int, ...] = ()

    def say(self, head: int, sentence: int, pronoun: str | None = None) -> None:
        """Note that it was said again, by a pronoun or otherwise."""
        self.head, self.sentence, self.was = head, sentence, pronoun
        self.times += 1
        self.sentences = (*self.sentences[-7:], sentence)


@dataclass
class Memory:
    """What reading has found so far: what words stood for, who spoke last, what pronouns meant.

    `quoted` has, by the token of the mark that opens a quotation, who is named in it.
    """

    keys: dict[int, str] = field(default_factory=dict)
    spoke: str | None = None
    spoke_at: int = -1
    quoted: dict[int, set[str]] = field(default_factory=dict)
    meant_last: dict[str, Standing] = field(default_factory=dict)

    def key_of(self, token: int, scene: Scene) -> str | None:
        """Return what a name, or a word that has been read, stands for."""
        return scene.at.get(token) or self.keys.get(token)
