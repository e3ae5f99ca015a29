"""Who "he" is: pronouns resolved by salience, and left alone when two antecedents fit about as well.

The weights follow Lappin and Leass (1994): recency, grammatical role, parallel role, frequency. Women and men
are told apart by titles, by resolved pronouns, and weakly by given names. Outside quotation marks a pronoun
means nobody by a name inside them, and sentences inside them take no time. In a sentence that is quoted "he"
is not the speaker, and "it" is left alone.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Container, Iterable
from dataclasses import replace
from itertools import accumulate

import numpy as np
from spacy.tokens import Doc, Token

from analysis.annotation.binding import (
    SUBJECT,
    first_conjunct,
    is_barred,
    is_fronted,
    is_impersonal,
    is_object_of_own_clause,
    relative_heads,
    speaks,
)
from analysis.annotation.document import Mention, Sentence
from analysis.annotation.people import TITLES, given_gender
from analysis.articles.quotation_marks import Region, quoted_regions
from analysis.word_lists import words

_PEOPLE, _BODIES = {"PERSON", "ROLE"}, {"GPE", "ORG"}
GENDER = {
    pronoun: gender for gender in ("masculine", "feminine", "neuter") for pronoun in words("pronouns", gender)
}
RELATIVE = {
    **dict.fromkeys(words("pronouns", "relative, of people"), _PEOPLE),
    **dict.fromkeys(words("pronouns", "relative, of bodies"), _BODIES),
}
WINDOW = 3
MARGIN = 0.75

_LONGEST_MEMORY = 100
_LEAD = 2  # pronouns of one gender more than of the other
_RECENCY = {0: 3.0, 1: 2.0, 2: 1.2, 3: 0.6}


def resolve(doc: Doc, sentences: tuple[Sentence, ...], mentions: list[Mention]) -> list[Mention]:
    """Return the mentions with those pronouns added whose antecedent is clear, and with genders filled in."""
    resolver = _Resolver(doc, sentences, mentions)
    by_sentence = defaultdict(list)
    for mention in mentions:
        by_sentence[mention.sentence].append(mention)
    resolved = [m for sentence in sentences for m in resolver.read(sentence, by_sentence[sentence.number])]
    return [replace(m, gender=resolver.genders.stated(m.entity)) for m in resolved]


class _Resolver:
    """Goes from sentence to sentence and keeps who was mentioned last, and how."""

    def __init__(self, doc: Doc, sentences: tuple[Sentence, ...], mentions: list[Mention]):
        self.doc = doc
        self.inside = words_inside(sentences)
        self.told = told_so_far(sentences, self.inside)
        self.recent: deque[Mention] = deque(maxlen=_LONGEST_MEMORY)
        self.subject: Token | None = None
        self.at = {m.head: m for m in mentions}
        self.frequency = Counter(m.entity for m in mentions)
        self.genders = Genders(doc, [m for m in mentions if m.label in _PEOPLE])
        self.paragraph = {s.number: s.paragraph for s in sentences}
        self.speakers: dict[int, set[str]] = defaultdict(set)
        for mention in mentions:
            self._hear(mention)

    def read(self, sentence: Sentence, mentions: list[Mention]) -> list[Mention]:
        """Return the mentions of a sentence with its resolved pronouns, in text order."""
        while self.recent and self._distance(sentence.number, self.recent[0]) > WINDOW:
            self.recent.popleft()
        found, waiting = [], deque(mentions)
        taken = {i for m in mentions for i in range(m.start, m.end)}
        for token in sentence.span:
            while waiting and waiting[0].start <= token.idx:
                self.recent.append(waiting[0])
                found.append(waiting.popleft())
            mention = None
            if token.idx not in taken:
                mention = self._pronoun(token, sentence, found, waiting)
            if mention:
                self._hear(mention)
                self.recent.append(mention)
                found.append(mention)
            self._notice(token, mention)
        return [*found, *waiting]

    def _pronoun(
        self, token: Token, sentence: Sentence, before: list[Mention], ahead: deque[Mention]
    ) -> Mention | None:
        if token.tag_ in {"WP", "WDT"} and token.lower_ in RELATIVE:
            antecedent, basis = self._relative(token, before), "relative"
        elif token.pos_ == "PRON" and token.lower_ in GENDER:
            antecedent, basis = self._personal(token, sentence.number, ahead), "pronoun"
        else:
            return None
        place = token.idx, token.idx + len(token), token.i, sentence.number
        return antecedent and Mention(
            antecedent.entity, antecedent.label, "pronoun", *place, token.text, basis=basis
        )

    def _relative(self, pronoun: Token, before: list[Mention]) -> Mention | None:
        heads = relative_heads(pronoun)
        joined = any(self.doc[head].conjuncts for head in heads)
        fits = RELATIVE[pronoun.lower_]
        candidates = [m for head in sorted(heads, reverse=True) if (m := self.at.get(head))]
        if joined:
            candidates = [m for m in before[-1:] if m.end + 2 >= pronoun.idx]
        return next((m for m in candidates if m.label in fits and m.end <= pronoun.idx), None)

    def _personal(self, pronoun: Token, sentence: int, ahead: deque[Mention]) -> Mention | None:
        gender = GENDER[pronoun.lower_]
        if gender == "neuter" and (is_impersonal(pronoun) or self._follows_a_thing(pronoun)):
            return None
        scores = self._scores(pronoun, sentence, gender)
        if is_fronted(pronoun) and all(m.sentence < sentence for m in scores):
            scores = self._cataphors(ahead, gender) or scores
        antecedent = _clear_winner(scores)
        if antecedent and gender != "neuter":
            self.genders.vote(antecedent.entity, gender)
        return antecedent

    def _scores(self, pronoun: Token, sentence: int, gender: str) -> dict[Mention, float]:
        best: dict[str, tuple[float, Mention]] = {}
        again: Counter[str] = Counter()
        paragraph = self.paragraph[sentence]
        for mention in self.recent:
            if not self._fits(mention, gender) or not self._is_open_to(pronoun, mention, paragraph):
                continue
            score = self._salience(mention, pronoun, self._distance(sentence, mention))
            again[mention.entity] += 1
            if mention.entity not in best or score >= best[mention.entity][0]:
                best[mention.entity] = (score, mention)
        return {
            mention: score + 0.25 * (again[entity] - 1) + 0.05 * min(self.frequency[entity], 6)
            for entity, (score, mention) in best.items()
        }

    def _is_open_to(self, pronoun: Token, mention: Mention, paragraph: int) -> bool:
        """Tell whether quotation marks and grammar let a pronoun mean a mention."""
        opening, is_quoted = self.inside.get(pronoun.i), mention.head in self.inside
        if opening is None:
            excluded = is_quoted
        else:
            is_thing = GENDER[pronoun.lower_] == "neuter"
            is_sentence = self.doc[opening + 1].text[:1].isupper()
            excluded = is_sentence and (is_thing or mention.entity in self.speakers[paragraph])
        return not excluded and not is_barred(pronoun, self.doc[mention.head])

    def _hear(self, mention: Mention) -> None:
        """Remember who speaks in a paragraph: in sentences that are quoted, he is no "he"."""
        if mention.head not in self.inside and speaks(self.doc[mention.head]):
            self.speakers[self.paragraph[mention.sentence]].add(mention.entity)

    def _cataphors(self, ahead: deque[Mention], gender: str) -> dict[Mention, float]:
        subjects = [m for m in ahead if self.doc[m.head].dep_ in SUBJECT and self._fits(m, gender)]
        return {subjects[0]: 1.0} if subjects else {}

    def _fits(self, mention: Mention, gender: str) -> bool:
        if gender == "neuter":
            return mention.label in _BODIES
        if mention.label not in _PEOPLE:
            return False
        return self.genders.likely(mention.entity) in {None, gender}

    def _salience(self, mention: Mention, pronoun: Token, distance: int) -> float:
        head = first_conjunct(self.doc[mention.head])
        score = _RECENCY[distance] - (0.5 if head.dep_ in {"compound", "amod", "nmod"} else 0.0)
        if head.dep_ in SUBJECT:
            score += 1.5 if head.head.dep_ not in {"relcl", "advcl", "acl"} else 0.5
            score += 0.5 if pronoun.dep_ in SUBJECT else 0.0
        elif head.dep_ in {"dobj", "dative"}:
            score += 0.25
        return score + (1.25 if self.genders.likely(mention.entity) == GENDER[pronoun.lower_] else 0.0)

    def _distance(self, sentence: int, mention: Mention) -> int:
        return self.told[sentence] - self.told[mention.sentence]

    def _notice(self, token: Token, mention: Mention | None) -> None:
        """Remember the last subject that is a noun; a resolved "it" takes its place."""
        if mention and mention.label in _BODIES:
            self.subject = None
        elif token.dep_ in SUBJECT and token.pos_ in {"NOUN", "PROPN"} and token.i not in self.inside:
            self.subject = token

    def _follows_a_thing(self, pronoun: Token) -> bool:
        """Tell whether the nearest subject before "it" is a thing that is no entity: "the report"."""
        subject = self.subject
        if subject is None or subject.tag_ != "NN" or subject.i in self.at:
            return False
        return self._is_near(subject, pronoun) and not is_object_of_own_clause(pronoun, subject)

    def _is_near(self, subject: Token, pronoun: Token) -> bool:
        sentence = pronoun.sent
        return subject.i >= (sentence[0].nbor(-1).sent.start if sentence.start else 0)


def _clear_winner(scores: dict[Mention, float]) -> Mention | None:
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    if not ranked or (len(ranked) > 1 and ranked[0][1] - ranked[1][1] < MARGIN):
        return None
    return ranked[0][0]


class Genders:
    """What is known of the gender of each person so far. One misread pronoun does not settle it."""

    def __init__(self, doc: Doc, people: Iterable[Mention]):
        self._titles = {m.entity: title for m in people if (title := _title(doc, m))}
        self._votes: dict[str, Counter[str]] = defaultdict(Counter)

    def vote(self, entity: str, gender: str) -> None:
        """Count a resolved pronoun."""
        self._votes[entity][gender] += 1

    def stated(self, entity: str, lead: int = 1) -> str | None:
        """Return the gender of an entity by its title, else by its pronouns where one leads by so many."""
        ahead = self._votes[entity]["masculine"] - self._votes[entity]["feminine"]
        by_pronouns = ("masculine" if ahead > 0 else "feminine") if abs(ahead) >= lead else None
        return self._titles.get(entity) or by_pronouns

    def likely(self, entity: str) -> str | None:
        """Return the gender by title, else by given name, else by pronouns that are clear."""
        return self._titles.get(entity) or given_gender(entity) or self.stated(entity, _LEAD)


def _title(doc: Doc, mention: Mention) -> str | None:
    before = doc[doc[mention.head].left_edge.i : mention.head]
    stated = [TITLES[token.text] for token in before if token.text in TITLES]
    return stated[-1] if stated else None


def inner_tokens(doc: Doc, regions: Iterable[Region]) -> list[tuple[int, int]]:
    """Return from which token to which (exclusive) the words of each region stand, its marks left out."""
    starts = doc.to_array("IDX").astype(np.int64)
    return [(int(first), int(end)) for first, end in (np.searchsorted(starts, r.inner) for r in regions)]


def words_inside(sentences: tuple[Sentence, ...]) -> dict[int, int]:
    """Return the indices of the tokens between double marks, each with that of the mark that opens them.

    What is left open ends with its paragraph.
    """
    if not sentences:
        return {}
    doc = sentences[0].span.doc
    paragraphs: dict[int, tuple[int, int]] = {}
    for sentence in sentences:
        start, _ = paragraphs.get(sentence.paragraph, (sentence.start, 0))
        paragraphs[sentence.paragraph] = (start, sentence.end)
    regions = [each for each in quoted_regions(doc.text, paragraphs.values()) if each.family != "single"]
    inside: dict[int, int] = {}
    for first, end in inner_tokens(doc, regions):
        opening = max(first - 1, 0)
        for token in range(opening, end):
            inside.setdefault(token, opening)
    return inside


def told_so_far(sentences: tuple[Sentence, ...], inside: Container[int]) -> dict[int, int]:
    """Return for each sentence number how many sentences up to it have a word outside the marks."""
    told = [any(t.is_alpha and t.i not in inside for t in sentence.span) for sentence in sentences]
    return {s.number: count for s, count in zip(sentences, accumulate(told), strict=True)}
