"""Women and men: what a text tells of the gender of those it names, for telling pronouns apart.

Titles ("Ms."), the nouns beside a name ("her sister Ann") and pronouns near it tell it; a given name only
suggests it. What a reader is told of gender rests on titles and resolved pronouns alone.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache

from spacy.tokens import Doc, Token

from analysis.annotation.document import Mention
from analysis.annotation.gazetteer import given_names
from analysis.annotation.people import TITLES, given_gender
from analysis.word_lists import words

_LEAD = 2  # pronouns of one gender more than of the other
_BESIDE = {"appos", "compound", "nmod", "attr"}


@cache
def gendered_nouns() -> dict[str, str]:
    """Return the nouns that tell a gender: "sister", "spokesman"."""
    return {noun: gender for gender in ("masculine", "feminine") for noun in words("genders", gender)}


class Genders:
    """What is known of the gender of each person so far. One misread pronoun does not settle it."""

    def __init__(self, doc: Doc, people: Iterable[Mention]):
        self._titles: dict[str, str] = {}
        self._nouns: dict[str, str] = {}
        self._votes: dict[str, Counter[str]] = defaultdict(Counter)
        self._given: dict[str, str | None] = {}
        for mention in people:
            if title := _title(doc, mention):
                self._titles[mention.entity] = title
            if noun := _noun_beside(doc[mention.head]):
                self._nouns.setdefault(mention.entity, noun)
            if mention.entity not in self._given:
                alone = given_names().get(mention.entity)
                self._given[mention.entity] = given_gender(mention.entity) or alone

    def vote(self, entity: str, gender: str) -> None:
        """Count a resolved pronoun."""
        self._votes[entity][gender] += 1

    def lead(self, entity: str, gender: str) -> int:
        """Return how many pronouns of this gender more than of the other an entity has had."""
        votes = self._votes[entity]
        return 2 * votes[gender] - votes["masculine"] - votes["feminine"]

    def stated(self, entity: str, lead: int = 1) -> str | None:
        """Return the gender of an entity by its title, else by its pronouns where one leads by so many."""
        ahead = self.lead(entity, "masculine")
        by_pronouns = ("masculine" if ahead > 0 else "feminine") if abs(ahead) >= lead else None
        return self._titles.get(entity) or by_pronouns

    def likely(self, entity: str) -> str | None:
        """Return the gender by title or noun, else by given name, else by pronouns that are clear."""
        return self.told(entity) or self.given(entity) or self.stated(entity, _LEAD)

    def told(self, entity: str) -> str | None:
        """Return the gender by title, else by a noun beside the name."""
        return self._titles.get(entity) or self._nouns.get(entity)

    def given(self, entity: str) -> str | None:
        """Return the gender that the given name suggests."""
        return self._given.get(entity)


def _title(doc: Doc, mention: Mention) -> str | None:
    before = doc[doc[mention.head].left_edge.i : mention.head]
    stated = [TITLES[token.text] for token in before if token.text in TITLES]
    return stated[-1] if stated else None


def _noun_beside(name: Token) -> str | None:
    beside = [child for child in name.children if child.dep_ in _BESIDE]
    if name.dep_ in _BESIDE:
        beside.append(name.head)
    if name.dep_ == "nsubj" and name.head.lemma_ == "be":
        beside += [child for child in name.head.children if child.dep_ == "attr"]
    told = [gendered_nouns()[token.lower_] for token in beside if token.lower_ in gendered_nouns()]
    return told[0] if told else None
