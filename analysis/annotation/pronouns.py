"""Who "he", "she", "they" and "it" are: a trained choice among those whom the text has mentioned.

The text is read once from the beginning. At each pronoun the candidates said so far are weighed (`evidence`)
by a small network (`antecedents`), which also knows "nobody who is named here". Later pronouns go on from the
likeliest; it is told only where it is likely enough, else the pronoun stays nobody's. Who, whom and which are
told by grammar alone.

A plural pronoun may mean a group, "Ann Lee and Bo Day": its entity is the names joined by "and", as that of a
source of several is, and `members` has them one by one.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Protocol

from spacy.tokens import Doc, Token

from analysis.annotation.binding import is_fronted, is_impersonal, relative_heads
from analysis.annotation.candidates import FITTING, Candidate, candidates
from analysis.annotation.document import Mention, Sentence
from analysis.annotation.evidence import Asked
from analysis.annotation.lookup import tokens_with
from analysis.annotation.scene import Memory, Scene, Standing
from analysis.word_lists import words

RELATIVE = {
    **dict.fromkeys(words("pronouns", "relative, of people"), ("PERSON", "ROLE")),
    **dict.fromkeys(words("pronouns", "relative, of bodies"), ("GPE", "ORG")),
}
WINDOW = 12
MOST = 16
_KINDS = {"he": "masculine", "she": "feminine", "they": "plural", "it": "neuter"}


@cache
def kinds() -> dict[str, str]:
    """Return he, she, they or it for each personal pronoun in each of its cases."""
    return {word: kind for kind, key in _KINDS.items() for word in words("pronouns", key)}


class Judge(Protocol):
    """Whoever decides what a pronoun means."""

    def choose(
        self, asked: Asked, among: Sequence[Standing], rows: list[list[float]]
    ) -> tuple[int | None, float]:
        """Return the number of the candidate that is meant, None for nobody, and how likely that is.

        `rows` are the features of the candidates, those of nobody last.
        """
        ...

    def is_sure(self, asked: Asked, chance: float) -> bool:
        """Tell whether a chance is enough to name somebody."""
        ...


def resolve(
    doc: Doc, sentences: tuple[Sentence, ...], mentions: list[Mention], judge: Judge
) -> list[Mention]:
    """Return the mentions with those pronouns added whose antecedent is clear, and with genders filled in."""
    reader = _Reader(doc, sentences, mentions, judge)
    merged = sorted([*mentions, *reader.read()], key=lambda m: m.start)
    return [replace(m, gender=reader.scene.genders.stated(m.entity)) for m in merged]


class _Reader:
    """Goes from pronoun to pronoun and keeps who was mentioned last, and how."""

    def __init__(self, doc: Doc, sentences: tuple[Sentence, ...], mentions: list[Mention], judge: Judge):
        self.doc, self.judge = doc, judge
        self.scene = Scene(doc, sentences, mentions)
        self.memory = Memory()
        self.speaking = set(self.scene.speaking)
        self.waiting = candidates(doc, sentences, mentions)
        self.next = 0
        self.standing: dict[str, Standing] = {}
        self.mentions = mentions
        self.named = {i for m in mentions for i in range(m.start, m.end)}

    def read(self) -> list[Mention]:
        """Return the pronouns that mean somebody named, in text order."""
        found: list[Mention] = []
        for token in tokens_with(self.doc, "LOWER", (*RELATIVE, *kinds())):
            word = token.lower_
            if word in RELATIVE and token.tag_ in {"WP", "WDT"}:
                found += self._relative(token)
            elif word in kinds() and token.pos_ == "PRON" and token.idx not in self.named:
                found += self._personal(token, kinds()[word])
        return found

    def _relative(self, pronoun: Token) -> list[Mention]:
        heads = relative_heads(pronoun)
        near = [m for m in self.mentions if m.head in heads and m.end <= pronoun.idx]
        if any(self.doc[head].conjuncts for head in heads):
            near = [m for m in self.mentions if m.end <= pronoun.idx <= m.end + 2]
        meant = next((m for m in reversed(near) if m.label in RELATIVE[pronoun.lower_]), None)
        sentence = self.scene.sentence_of(pronoun.i)
        return [_mention(pronoun, meant, sentence, "relative", 1.0)] if meant else []

    def _personal(self, pronoun: Token, kind: str) -> list[Mention]:
        if is_impersonal(pronoun):
            return []
        self._hear(pronoun.i)
        sentence = self.scene.sentence_of(pronoun.i)
        asked = Asked(pronoun, kind, sentence, self.scene, self.memory)
        among = self._fitting(asked)
        chosen, chance = self.judge.choose(asked, among, asked.features(among))
        if chosen is None:
            self.standing.pop(f"an unresolved {kind}", None)
            self._say(_unresolved(pronoun, kind, sentence), pronoun.i, sentence, kind)
            return []
        candidate = among[chosen].latest
        self._say(candidate, pronoun.i, sentence, kind)
        self.memory.meant_last[kind] = self.standing[candidate.key]
        if not candidate.mentions or not self.judge.is_sure(asked, chance):
            return []
        if asked.gender and len(candidate.mentions) == 1:
            self.scene.genders.vote(candidate.mentions[0].entity, asked.gender)
        return [_meant(pronoun, candidate, sentence, chance)]

    def _hear(self, until: int) -> None:
        """Note the candidates that were said up to a token."""
        while self.next < len(self.waiting) and self.waiting[self.next].start < until:
            candidate = self.waiting[self.next]
            self._say(candidate, candidate.head, candidate.sentence)
            self.next += 1

    def _say(self, candidate: Candidate, head: int, sentence: int, pronoun: str | None = None) -> None:
        standing = self.standing.pop(candidate.key, None) or Standing(candidate, head, sentence)
        if pronoun is None:
            standing.latest = candidate
        standing.say(head, sentence, pronoun)
        self.standing[candidate.key] = standing  # the last said comes last
        memory = self.memory
        memory.keys[head] = candidate.key
        if head in self.scene.inside:
            memory.quoted.setdefault(self.scene.inside[head], set()).add(candidate.key)
        if head in self.speaking:
            memory.spoke, memory.spoke_at = candidate.key, head

    def _fitting(self, asked: Asked) -> list[Standing]:
        """Return the candidates of sorts that a pronoun can mean, the last said first."""
        found: list[Standing] = []
        for standing in reversed(self.standing.values()):
            if self.scene.sentences_back(asked.sentence, standing.sentence) > WINDOW or len(found) == MOST:
                break
            sort = standing.latest.sort
            fits = sort in FITTING[asked.kind] and (sort != "unresolved" or standing.was == asked.kind)
            if fits and asked.is_open_to(standing):
                found.append(standing)
        ahead = self._ahead(asked) if is_fronted(asked.token) else None
        if ahead is None:
            return found
        return [ahead, *(each for each in found if each.latest.key != ahead.latest.key)]

    def _ahead(self, asked: Asked) -> Standing | None:
        """Return the subject that follows a pronoun in a phrase before it: "In his speech, Lee ..."."""
        for number in range(self.next, len(self.waiting)):
            candidate = self.waiting[number]
            if candidate.sentence != asked.sentence:
                break
            fits = candidate.mentions and candidate.sort in FITTING[asked.kind]
            if fits and self.doc[candidate.head].dep_ == "nsubj":
                known = self.standing.get(candidate.key) or Standing(candidate, candidate.head, 0)
                place = candidate.head, candidate.sentence
                return Standing(candidate, *place, known.was, known.times, known.sentences)
        return None


def _unresolved(pronoun: Token, kind: str, sentence: int) -> Candidate:
    return Candidate(f"an unresolved {kind}", "unresolved", pronoun.i, pronoun.i, sentence)


def _meant(pronoun: Token, candidate: Candidate, sentence: int, chance: float) -> Mention:
    first, *others = candidate.mentions
    found = _mention(pronoun, first, sentence, "pronoun", chance)
    members = tuple(m.entity for m in candidate.mentions)
    return replace(found, entity=" and ".join(members), members=members) if others else found


def _mention(pronoun: Token, meant: Mention, sentence: int, basis: str, chance: float) -> Mention:
    place = pronoun.idx, pronoun.idx + len(pronoun), pronoun.i, sentence
    return Mention(meant.entity, meant.label, "pronoun", *place, pronoun.text, chance=chance, basis=basis)
