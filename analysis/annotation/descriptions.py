"""Descriptions of people: "a professor of diplomacy", "the former aide", "Iraq's caretaker prime minister".

A description beside a name (apposition, title, "is a ...") gives that person a role. A definite description
means the one person of the text who has that role, or of several the one whose role was put in the same words
("the former president"); with nobody to point to it names a person of its own.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, Token

from analysis.annotation.binding import first_conjunct, is_told_by, telling
from analysis.annotation.gazetteer import abbreviated_roles, role_nouns, without_article
from analysis.annotation.names import Name
from analysis.annotation.people import TITLES
from analysis.word_lists import words

_DEFINITE = words("determiners", "pointing")
_NEWCOMERS = words("roles", "citizen") | words("roles", "anybody's")
_LOWER_RANKS = words("names", "of a lower rank")
_BEFORE_NAMES = words("titles", "before a name")
_NEAR = 120
"""How many tokens before a description those stand who may be meant by it: about five sentences."""
_BY_ROLE, _EPITHET = 0.9, 0.7
"""The chance that links of each kind are right, as judged by reading some forty pages; not calibrated."""
_OF_ANOTHER_TIME = words("names", "of another time")


@dataclass(frozen=True)
class Description:
    """A definite description and the person or body it means.

    `chance` (0..1) is how likely the step to a name is right; 1 where the description is the entity's name.
    """

    span: Span
    entity: str
    label: str
    chance: float = 1.0


@dataclass
class _Bearer:
    """Somebody with a role, where the text first says so, and the words before the noun for it, each time."""

    label: str
    place: int
    worded: set[frozenset[str]] = field(default_factory=set)

    def may_be(self, named: frozenset[str], wanted: frozenset[str]) -> bool:
        """Tell whether words with a capital ("Democratic") or of rank ("vice") do not speak against it."""
        lower = all(words & _LOWER_RANKS for words in self.worded) and not wanted & _LOWER_RANKS
        return not lower and (not named or any(not words or named & words for words in self.worded))


def find_descriptions(doc: Doc, names: list[Name]) -> list[Description]:
    """Return the definite descriptions of single people, in text order, outside of names."""
    name_at = {token.i: name for name in names for token in name.span}
    bearers = _bearers(doc, name_at)
    heard = _Heard(names)
    found = []
    for head in doc:
        pointing = is_role(head) and is_definite(head) and head.dep_ != "attr" and not _is_title(head)
        if not pointing or head.i in name_at or _beside_name(head, name_at):
            continue
        span, wanted = noun_phrase(head), words_before(head)
        if any(_is_behind_title(token, name_at) for token in span):
            continue
        known = bearers[head.lemma_.lower()]
        owned = any(child.dep_ == "poss" for child in head.lefts)
        named = frozenset(t.lower_ for t in head.doc[head.i - len(wanted) : head.i] if t.text[:1].isupper())
        open_to = {who: bearer for who, bearer in known.items() if bearer.may_be(named, wanted)}
        person = _bearer_of(_met(open_to, head.i), wanted, owned) or _bearer_of(open_to, wanted, owned)
        epithet = None if owned or known or person else heard.last_before(head)
        if epithet:
            known[epithet] = _Bearer("PERSON", head.i, {wanted})
            found.append(Description(span, epithet, "PERSON", _EPITHET))
            continue
        if person is None and all(bearer.label == "ROLE" for bearer in known.values()):
            person = without_article(span.text)
            known[person] = _Bearer("ROLE", head.i, {wanted})
        if person:
            found.append(Description(span, person, known[person].label, _BY_ROLE))
    return found


def is_role(token: Token) -> bool:
    """Tell whether a token is the head noun for one person's office, profession or station."""
    return token.tag_ in {"NN", "NNP"} and token.lemma_.lower() in role_nouns() and token.dep_ != "compound"


def is_definite(head: Token) -> bool:
    """Tell whether a noun stands with "the" or with a possessor's name, so that it means a certain one."""
    return any(
        (child.dep_ == "det" and child.lower_ in _DEFINITE) or (child.dep_ == "poss" and child.pos_ != "PRON")
        for child in head.lefts
    )


def words_before(head: Token) -> frozenset[str]:
    """Return, in small letters, the adjectives and nouns right before a noun: "former", "first lady"."""
    first = head.i
    while first > 0 and head.doc[first - 1].dep_ in {"amod", "compound", "nmod"}:
        first -= 1
    return frozenset(token.lower_ for token in head.doc[first : head.i])


def noun_phrase(head: Token) -> Span:
    """Return the noun phrase of a head without relative clauses, appositions and trailing clauses."""
    determiner = next((t.i for t in head.lefts if t.dep_ == "det"), 0)  # "even the mayor" is the mayor
    own = (t.i for t in head.lefts if t.dep_ not in {"punct", "cc", "conj"} and t.i >= determiner)
    left = min(own, default=head.i)
    left = min([left, *(t.i for child in head.lefts if child.dep_ == "poss" for t in child.subtree)])
    right = head.i
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ == "of" and child.i == right + 1:
            right = max(t.i for t in child.subtree if not t.is_space and not t.is_punct)
    while head.doc[left].is_punct and left < head.i:
        left += 1
    return head.doc[left : right + 1]


def within_a_sentence(words: str, first: Token) -> str:
    """Return words that begin with a token as within a sentence: "officials" where one begins "Officials"."""
    common = first.is_sent_start and first.is_title and first.pos_ != "PROPN"
    return words[:1].lower() + words[1:] if common else words


def described(head: Token, name_at: dict[int, Name]) -> str | None:
    """Return the named person whom a role noun describes by apposition, as a title or through "is"."""
    near = _beside_comma(head, name_at)
    head = first_conjunct(head)
    beside = [head.head] if head.dep_ in {"appos", "compound", "nmod"} else []
    beside += [child for child in head.children if child.dep_ == "appos"]
    if head.dep_ == "attr" and head.head.lemma_ == "be":
        beside += [child for child in head.head.children if child.dep_ == "nsubj"]
    near = [name for token in beside if (name := name_at.get(token.i))] + near
    return next((name.entity for name in near if name.label == "PERSON"), None)


def _beside_comma(head: Token, name_at: dict[int, Name]) -> list[Name]:
    """Return the name that a comma sets beside an office, also where the parse lost its way.

    "Ann Lee, Duchess of Ely", "the Prime Minister, Dr. Ann Lee".
    """
    doc, first = head.doc, head.i - len(words_before(head))
    if first > 1 and doc[first - 1].text == "," and head.text[:1].isupper() and first - 2 in name_at:
        return [name_at[first - 2]]
    after = head.i + 1
    if after + 1 >= len(doc) or doc[after].text != "," or not is_definite(head):
        return []
    after += 1
    while after + 1 < len(doc) and (doc[after].text in _BEFORE_NAMES or doc[after].text in TITLES):
        after += 1
    return [name_at[after]] if after in name_at else []


def _bearer_of(known: dict[str, _Bearer], wanted: frozenset[str], owned: bool) -> str | None:
    """Return the one bearer whom a description means: worded alike, else in more words, else the only one.

    An owned role ("France's minister") or one of another time ("the next president") that is worded in
    another way is somebody else's.
    """
    alike = [person for person, bearer in known.items() if wanted in bearer.worded]
    fuller = [p for p, b in known.items() if wanted and any(wanted <= words for words in b.worded)]
    only = [person for person, bearer in known.items() if len(known) == 1 and bearer.label == "PERSON"]
    fitting = alike or fuller or ([] if owned or wanted & _OF_ANOTHER_TIME else only)
    return fitting[0] if len(fitting) == 1 else None


def _is_title(head: Token) -> bool:
    """Tell whether "The Economist" is a paper: its article has a capital within a sentence."""
    before = head.nbor(-1) if head.i else head
    return head.text[:1].isupper() and before.text == "The" and not before.is_sent_start


def _is_behind_title(token: Token, name_at: dict[int, Name]) -> bool:
    """Tell whether a person's name follows without "of" in the phrase: "the Head of Ports Mrs. Lee"."""
    name = name_at.get(token.i)
    starts = name is not None and name.label == "PERSON" and token.i == name.span.start and token.i > 0
    return starts and token.nbor(-1).pos_ != "ADP" and token.dep_ != "poss" and token.head.dep_ != "poss"


def _met(known: dict[str, _Bearer], place: int) -> dict[str, _Bearer]:
    """Return those whose role the text has told before a place."""
    return {person: bearer for person, bearer in known.items() if bearer.place < place}


class _Heard:
    """Who spoke last: a description that speaks on, with a role that nobody has, is theirs."""

    def __init__(self, names: list[Name]):
        self._people = [name for name in names if name.label == "PERSON"]
        self._places = [name.span.start for name in self._people]

    def last_before(self, head: Token) -> str | None:
        """Return the only person named in the sentences before, if they speak there and so does the noun."""
        if not _tells(head) or head.lemma_.lower() in _NEWCOMERS:
            return None
        near = self._people[bisect_left(self._places, head.i - _NEAR) : bisect_left(self._places, head.i)]
        if len({name.entity for name in near}) != 1 or not any(_tells(name.span.root) for name in near):
            return None
        if any(is_told_by(head, name.span.root) for name in near):
            return None
        return near[0].entity


def _tells(noun: Token) -> bool:
    return noun.dep_ == "nsubj" and noun.head.lemma_ in telling()


def _bearers(doc: Doc, name_at: dict[int, Name]) -> dict[str, dict[str, _Bearer]]:
    bearers: dict[str, dict[str, _Bearer]] = defaultdict(dict)
    beside = [
        (token.lemma_.lower(), person, words_before(token), token.i)
        for token in doc
        if token.lemma_.lower() in role_nouns() and (person := described(token, name_at))
    ]
    for noun, person, before, place in [*beside, *_titles(name_at)]:
        bearer = bearers[noun].setdefault(person, _Bearer("PERSON", place))
        bearer.worded.add(before)
        bearer.place = min(bearer.place, place)
    return bearers


def _titles(name_at: dict[int, Name]) -> Iterator[tuple[str, str, frozenset[str], int]]:
    """Yield role, person, words before it and place for titles: "Foreign Secretary Ruth Dale"."""
    for name in {id(name): name for name in name_at.values() if name.label == "PERSON"}.values():
        before = [token for token in name.span.root.subtree if token.i < name.span.start]
        titles = [token for token in before if token.dep_ in {"compound", "nmod"}]
        for token in [*titles, *name.span[:-1]]:
            for noun in abbreviated_roles().get(token.text, [token.lower_]):
                if noun in role_nouns():
                    yield noun, name.entity, words_before(token), token.i


def _beside_name(head: Token, name_at: dict[int, Name]) -> bool:
    nearby = head.doc[head.i + 1 : head.i + 2]
    return described(head, name_at) is not None or any(t.i in name_at and not t.is_punct for t in nearby)
