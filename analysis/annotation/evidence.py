"""What speaks for and against a candidate as what a pronoun means, as numbers.

How far back it was said, in which place of its sentence, how often; what grammar, gender and quotation marks
allow. The features are those of the literature on mention ranking (Lappin and Leass 1994; Denis and Baldridge
2008; Durrett and Klein 2013), and a few for news: who speaks is no "he" in their own quotation.
"""

import math
from collections import defaultdict
from collections.abc import Mapping
from functools import cache, cached_property

from spacy.tokens import Token

from analysis.annotation.binding import SUBJECT, is_barred, speaks
from analysis.annotation.candidates import SORTS
from analysis.annotation.scene import ROLES, Memory, Place, Scene, Standing, role
from analysis.word_lists import read

KINDS = {"he": "he or she", "she": "he or she", "they": "they", "it": "it"}
_OF_THE_PRONOUN = (
    "possessive",
    "reflexive",
    "quoted",
    "speaks",
    "has a mind",
    "opens a sentence",
    "opens a paragraph",
)
_OF_THE_WORD = ("joined", "indefinite", "definite", "opens its sentence", "speaks", "quoted")
_OF_BOTH = (
    "same role",
    "same verb",
    "governs",
    "governs nearest",
    "ahead",
    "words between",
    "in one quotation",
    "speaks beside",
    "speaks this quotation",
    "spoke last",
    "spoke last, said since",
    "meant last",
    "last subject",
    "last of its gender",
)
_OF_THE_CANDIDATE = (
    "times",
    "times lately",
    "share",
    "most named",
    "in the first sentence",
    "full name",
    "was a pronoun",
    "was this pronoun",
)
_OF_GENDER = (
    "title agrees",
    "title differs",
    "given name agrees",
    "given name differs",
    "unknown",
    "pronouns agree",
    "pronouns differ",
    "pronouns near agree",
    "pronouns near differ",
)
_KINDS = tuple(dict.fromkeys(KINDS.values()))
_STEPS = {"sentences back": (0, 1, 2, 3, 5, 8, 13), "paragraphs back": (0, 1, 2, 4), "rank": (0, 1, 2, 4)}
FEATURES = (
    *(f"pronoun: {name}" for name in (*_KINDS, *ROLES, *_OF_THE_PRONOUN)),
    "nobody",
    "how many fit",
    *SORTS,
    *(f"{name} {step}" for name, steps in _STEPS.items() for step in steps),
    *(f"word: {name}" for name in (*ROLES, *_OF_THE_WORD)),
    *_OF_BOTH,
    *_OF_THE_CANDIDATE,
    *(f"gender: {name}" for name in _OF_GENDER),
)
"""The names of the features, in their order."""
_LATELY = 3  # sentences


def _one_of(names: tuple[str, ...]) -> dict[str, list[float]]:
    return {name: [float(name == other) for other in names] for name in names}


def _stepped(name: str) -> list[list[float]]:
    """Return, for each number up to the largest step, which step it reaches."""
    steps = _STEPS[name]
    reached = [max(step for step in steps if step <= number) for number in range(steps[-1] + 1)]
    return [[float(step == each) for step in steps] for each in reached]


_SORT, _ROLE, _KIND = _one_of(SORTS), _one_of(ROLES), _one_of(_KINDS)
_BACK, _PARAGRAPHS_BACK, _RANK = (_stepped(name) for name in _STEPS)
_NO_GENDER = [0.0] * len(_OF_GENDER)
_NOWHERE: Mapping[str, float] = defaultdict(float)


@cache
def _verbs_of_a_mind() -> frozenset[str]:
    return frozenset(verb for verbs in read("cues")["verbs"].values() for verb in verbs)


class Asked:
    """A pronoun, and what is to be known of it whatever it means."""

    def __init__(self, token: Token, kind: str, sentence: int, scene: Scene, memory: Memory):
        self.token, self.kind, self.sentence = token, kind, sentence
        self.scene, self.memory = scene, memory
        self.gender = {"he": "masculine", "she": "feminine"}.get(kind)
        self.opening = scene.inside.get(token.i)
        self.role = role(token)
        self._governors = _governors(token)
        self._beside = scene.speaker_beside(token.i) if self.opening is not None else None
        self._verb = token.head.lemma_ if token.head.pos_ == "VERB" else None
        self._own = self._of_the_pronoun()

    def _of_the_pronoun(self) -> list[float]:
        token, scene = self.token, self.scene
        is_subject = token.dep_ in SUBJECT
        return [
            *_KIND[KINDS[self.kind]],
            *_ROLE[self.role],
            token.dep_ == "poss",
            token.lower_.endswith(("self", "selves")),
            self.opening is not None,
            speaks(token),
            is_subject and token.head.lemma_ in _verbs_of_a_mind(),
            token.i in scene.opens,
            self.sentence in scene.opens_paragraph and self.role == "subject",
        ]

    def is_open_to(self, standing: Standing) -> bool:
        """Tell whether grammar and quotation marks let a pronoun mean somebody.

        In a sentence that is quoted "he" is not who speaks it, and who says something names nobody in it
        that is himself.
        """
        key, memory = standing.latest.key, self.memory
        if is_barred(self.token, self.scene.doc[standing.head]):
            return False
        if self.gender is None:
            return True
        if self.opening is not None:
            is_sentence = self.scene.doc[self.opening + 1].text[:1].isupper()
            speaker = None if self._beside is None else memory.key_of(self._beside, self.scene)
            return not is_sentence or key != speaker
        return key not in self._named_in_own_words

    @cached_property
    def _named_in_own_words(self) -> set[str]:
        """Who is named in the quotations that a pronoun with a verb of saying stands beside."""
        scene, found = self.scene, set()
        for opening, named in self.memory.quoted.items() if speaks(self.token) else ():
            last = scene.sentence_of(scene.closing[opening])
            if self.sentence - last <= 1 and scene.paragraph[last] == scene.paragraph[self.sentence]:
                found |= named
        return found

    def features(self, among: list[Standing]) -> list[list[float]]:
        """Return the features of candidates, given the last said first, and of meaning nobody, last."""
        open_to = [not self._differs(each) for each in among]
        own, speaker = [*self._own, 0.0, math.log1p(sum(open_to))], self._speaker()
        rank, has_subject, rows = 0, False, []
        for standing, is_open in zip(among, open_to, strict=True):
            place = self.scene.place(standing.head)
            is_subject = place.role in {"subject", "inner subject"}
            rows.append(
                [
                    *own,
                    *_SORT[standing.latest.sort],
                    *self._distance(standing, rank),
                    *_ROLE[place.role],
                    *place.values,
                    *self._relation(standing, place, speaker),
                    is_subject and not has_subject,
                    is_open and not rank,
                    *self._weight(standing),
                    *(self._genders(standing, self.gender) if self.gender else _NO_GENDER),
                ]
            )
            rank += is_open
            has_subject |= is_subject
        own[-2] = 1.0
        return [*rows, own + [0.0] * (len(FEATURES) - len(own))]

    def _speaker(self) -> str | None:
        """Return whose words a pronoun stands in: the name beside the quotation, or who spoke last."""
        if self.opening is None:
            return None
        beside = None if self._beside is None else self.memory.key_of(self._beside, self.scene)
        return beside or self.memory.spoke

    def _differs(self, standing: Standing) -> bool:
        """Tell whether somebody is likely to be of another gender than the pronoun."""
        mentions = standing.latest.mentions
        if self.gender is None:
            return False
        likely = standing.latest.gender or (mentions and self.scene.genders.likely(mentions[0].entity))
        return bool(likely) and likely != self.gender

    def _distance(self, standing: Standing, rank: int) -> list[float]:
        scene = self.scene
        back = scene.sentences_back(self.sentence, standing.sentence)
        paragraphs = abs(scene.paragraph[self.sentence] - scene.paragraph[standing.sentence])
        return [
            *_BACK[min(back, len(_BACK) - 1)],
            *_PARAGRAPHS_BACK[min(paragraphs, len(_PARAGRAPHS_BACK) - 1)],
            *_RANK[min(rank, len(_RANK) - 1)],
        ]

    def _relation(self, standing: Standing, place: Place, speaker: str | None) -> list[float]:
        word, key, memory = self.scene.doc[standing.head], standing.latest.key, self.memory
        near = abs(self.sentence - standing.sentence) <= 1
        quoted = self.opening is not None
        return [
            place.role == self.role,
            place.verb is not None and place.verb == self._verb,
            word.i in self._governors,
            self._governors[:1] == [word.i],
            word.i > self.token.i,
            math.log1p(abs(self.token.i - word.i)) / 3,
            quoted and place.opening == self.opening,
            place.speaks and near and quoted,
            key == speaker,
            key == memory.spoke,
            key == memory.spoke and word.i != memory.spoke_at,
            standing is memory.meant_last.get(self.kind),
        ]

    def _weight(self, standing: Standing) -> list[float]:
        mentions, scene = standing.latest.mentions, self.scene
        entity = mentions[0].entity if len(mentions) == 1 else None
        lately = sum(1 for each in standing.sentences if self.sentence - each < _LATELY)
        return [
            math.log1p(standing.times),
            math.log1p(lately),
            scene.frequency[entity] / scene.people if entity else 0.0,
            entity is not None and entity == scene.most_named,
            standing.sentence <= 1,
            entity is not None and " " in entity,
            standing.was is not None,
            standing.was == self.kind,
        ]

    def _genders(self, standing: Standing, gender: str) -> list[float]:
        mentions, genders = standing.latest.mentions, self.scene.genders
        entity = mentions[0].entity if len(mentions) == 1 else ""
        told = standing.latest.gender or genders.told(entity)
        given, lead = genders.given(entity), genders.lead(entity, gender)
        near = self.scene.near.get(entity, _NOWHERE)
        return [
            told == gender,
            told not in {None, gender},
            given == gender,
            given not in {None, gender},
            told is None and given is None,
            math.log1p(max(lead, 0)),
            math.log1p(max(-lead, 0)),
            math.log1p(near[gender]),
            math.log1p(sum(near.values()) - near[gender]),
        ]


def _governors(pronoun: Token) -> list[int]:
    """Return the subjects of the verbs above a pronoun, the nearest first: Lee in "Lee said that he left"."""
    found = []
    for node in pronoun.ancestors:
        found += [c.i for c in node.children if c.dep_ in SUBJECT and c.i < pronoun.i]
    return found
