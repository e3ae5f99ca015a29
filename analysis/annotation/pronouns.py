"""Who "he" is: pronouns resolved by salience, and left alone when two antecedents fit about as well.

The weights follow Lappin and Leass (1994): recency, grammatical role, parallel role, frequency. Gender comes
from titles, from pronouns already resolved and from given names that only women or only men bear.
"""

from collections import Counter, defaultdict, deque
from dataclasses import replace

from spacy.tokens import Doc, Token

from analysis.annotation.document import Mention, Sentence
from analysis.annotation.names import TITLES, given_gender

GENDER = {
    **dict.fromkeys(("he", "him", "his", "himself"), "masculine"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "feminine"),
    **dict.fromkeys(("it", "its", "itself"), "neuter"),
}
WINDOW = 3
MARGIN = 0.75

_RECENCY = {0: 3.0, 1: 2.0, 2: 1.2, 3: 0.6}
_PEOPLE, _BODIES = {"PERSON", "ROLE"}, {"GPE", "ORG"}
_SUBJECT = {"nsubj", "nsubjpass", "agent"}
_IMPERSONAL = {"seem", "appear", "happen", "turn", "rain", "snow", "take", "matter", "look"}


def resolve(doc: Doc, sentences: tuple[Sentence, ...], mentions: list[Mention]) -> list[Mention]:
    """Return the mentions with those pronouns added whose antecedent is clear, and with genders filled in."""
    resolver = _Resolver(doc, mentions)
    by_sentence = defaultdict(list)
    for mention in mentions:
        by_sentence[mention.sentence].append(mention)
    resolved = [m for sentence in sentences for m in resolver.read(sentence, by_sentence[sentence.number])]
    return [replace(m, gender=resolver.stated_gender.get(m.entity)) for m in resolved]


class _Resolver:
    """Reads sentence after sentence and remembers who was mentioned last, and how."""

    def __init__(self, doc: Doc, mentions: list[Mention]):
        self.doc = doc
        self.recent: deque[Mention] = deque()
        self.frequency = Counter(m.entity for m in mentions)
        self.stated_gender: dict[str, str] = {}
        for mention in mentions:
            title = doc[doc[mention.head].left_edge.i : mention.head + 1]
            for token in title:
                if token.text in TITLES and mention.label in _PEOPLE:
                    self.stated_gender[mention.entity] = TITLES[token.text]

    def read(self, sentence: Sentence, mentions: list[Mention]) -> list[Mention]:
        while self.recent and sentence.number - self.recent[0].sentence > WINDOW:
            self.recent.popleft()
        found, waiting = [], deque(mentions)
        taken = {i for m in mentions for i in range(m.start, m.end)}
        for token in sentence.span:
            while waiting and waiting[0].start <= token.idx:
                self.recent.append(waiting[0])
                found.append(waiting.popleft())
            if token.lower_ in GENDER and token.pos_ == "PRON" and token.idx not in taken:
                mention = self._resolve(token, sentence, waiting)
                if mention:
                    self.recent.append(mention)
                    found.append(mention)
        return [*found, *waiting]

    def _resolve(self, pronoun: Token, sentence: Sentence, ahead: deque[Mention]) -> Mention | None:
        gender = GENDER[pronoun.lower_]
        if gender == "neuter" and is_impersonal(pronoun):
            return None
        scores = self._scores(pronoun, sentence.number, gender)
        if _is_fronted(pronoun) and all(m.sentence < sentence.number for m in scores):
            scores = self._cataphors(ahead, gender) or scores
        antecedent = _clear_winner(scores)
        if antecedent is None:
            return None
        if gender != "neuter":
            self.stated_gender.setdefault(antecedent.entity, gender)
        return Mention(
            antecedent.entity,
            antecedent.label,
            "pronoun",
            pronoun.idx,
            pronoun.idx + len(pronoun),
            pronoun.i,
            sentence.number,
            pronoun.text,
        )

    def _scores(self, pronoun: Token, sentence: int, gender: str) -> dict[Mention, float]:
        best: dict[str, tuple[float, Mention]] = {}
        again: Counter[str] = Counter()
        for mention in self.recent:
            if not self._fits(mention, gender) or _is_barred(pronoun, self.doc[mention.head]):
                continue
            score = self._salience(mention, pronoun, sentence - mention.sentence)
            again[mention.entity] += 1
            if mention.entity not in best or score >= best[mention.entity][0]:
                best[mention.entity] = (score, mention)
        return {
            mention: score + 0.25 * (again[entity] - 1) + 0.05 * min(self.frequency[entity], 6)
            for entity, (score, mention) in best.items()
        }

    def _cataphors(self, ahead: deque[Mention], gender: str) -> dict[Mention, float]:
        subjects = [m for m in ahead if self.doc[m.head].dep_ in _SUBJECT and self._fits(m, gender)]
        return {subjects[0]: 1.0} if subjects else {}

    def _fits(self, mention: Mention, gender: str) -> bool:
        if gender == "neuter":
            return mention.label in _BODIES
        if mention.label not in _PEOPLE:
            return False
        return self._gender(mention) in {None, gender}

    def _gender(self, mention: Mention) -> str | None:
        return self.stated_gender.get(mention.entity) or given_gender(mention.entity)

    def _salience(self, mention: Mention, pronoun: Token, distance: int) -> float:
        head = _first_conjunct(self.doc[mention.head])
        score = _RECENCY[distance] - (0.5 if head.dep_ in {"compound", "amod", "nmod"} else 0.0)
        if head.dep_ in _SUBJECT:
            score += 1.5 if head.head.dep_ not in {"relcl", "advcl", "acl"} else 0.5
            score += 0.5 if pronoun.dep_ in _SUBJECT else 0.0
        elif head.dep_ in {"dobj", "dative"}:
            score += 0.25
        return score + (1.25 if self._gender(mention) == GENDER[pronoun.lower_] else 0.0)


def _first_conjunct(token: Token) -> Token:
    while token.dep_ == "conj":
        token = token.head
    return token


def is_impersonal(pronoun: Token) -> bool:
    """Tell whether an "it" stands for nobody: "it seems that", "it is clear that", "it was he who"."""
    if pronoun.lower_ != "it":
        return False
    verb = pronoun.head
    if pronoun.dep_ == "expl" or verb.lemma_ in _IMPERSONAL:
        return True
    clausal = {"ccomp", "xcomp", "csubj", "advcl", "acl", "relcl"}
    predicative = [child for child in verb.children if child.dep_ in {"acomp", "attr"}]
    return verb.lemma_ == "be" and any(
        child.dep_ in clausal for node in [verb, *predicative] for child in node.children
    )


def _is_fronted(pronoun: Token) -> bool:
    """Tell whether a pronoun stands in a phrase before the main clause, where its name may still follow."""
    return any(
        node.dep_ in {"prep", "advcl"} and node.i < node.head.i and node.head.dep_ in {"ROOT", "ccomp"}
        for node in [pronoun, *pronoun.ancestors]
    )


def _is_barred(pronoun: Token, candidate: Token) -> bool:
    """Tell whether grammar keeps a pronoun and a candidate apart: "he told him", "her husband John"."""
    verb = pronoun.head.head if pronoun.dep_ == "pobj" else pronoun.head
    same_clause = candidate.head == verb
    reflexive = pronoun.lower_.endswith("self")
    objective = pronoun.dep_ in {"dobj", "dative", "pobj"} and not reflexive
    if objective and same_clause and candidate.dep_ in _SUBJECT:
        return True
    return pronoun.dep_ == "poss" and (pronoun.head == candidate or candidate.is_ancestor(pronoun))


def _clear_winner(scores: dict[Mention, float]) -> Mention | None:
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    if not ranked or (len(ranked) > 1 and ranked[0][1] - ranked[1][1] < MARGIN):
        return None
    return ranked[0][0]
