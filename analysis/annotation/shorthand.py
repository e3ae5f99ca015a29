"""Bodies by description: "the fund", "the company", "the British government", "the transport department".

A definite noun means the one body named before whose name has that noun and the words before it, or whose
name or description says that it is of that kind ("Acme Airlines, ... the carrier"; "Acme, a maker of lifts,
... the company"), or, of a kind that any body can be, the body that the article is most about, or the only
one.
Of several the one named last is meant where the others are long past; else nobody is. The campaign of a
person is a body of its own, by the person's surname, and so is a country's government. With no name to point
to, a description that speaks ("the transport department said", "a 2014 study found") is a body of its own.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache, cached_property

from spacy.tokens import Doc, Token

from analysis.annotation.binding import telling
from analysis.annotation.bodies import alike
from analysis.annotation.descriptions import Description, is_definite, noun_phrase, words_before
from analysis.annotation.gazetteer import body_nouns, document_nouns, known_names, without_article
from analysis.annotation.names import Name
from analysis.annotation.people import bare, surname
from analysis.word_lists import read, words

_OF_A_PERSON = words("names", "bodies of a person")
_OF_A_COUNTRY = words("names", "bodies of a country")
_ANOTHER = words("names", "another body")
_ANY_BODY = words("kinds", "any body")
_ALONE = words("kinds", "told without an article")
_PLACES = words("names", "places")
_FRESH = words("kinds", "no name for documents")
_OWN_NAMES = words("kinds", "names by themselves")
_PLURAL = words("kinds", "documents in the plural")
_RECENT = 150
"""How many tokens after its last mention a body is still at hand: about six sentences."""
_BY_NAME, _BY_KIND, _CENTRAL, _ONLY_ONE = 0.9, 0.8, 0.75, 0.65
_ITSELF, _BARE = 0.8, 0.6
"""The chance that a link of each kind is right, as judged by reading some forty pages; not calibrated. Of
descriptions that are bodies of their own: that a reader would call the body so."""


@dataclass
class _Body:
    """A body met so far: its words, what kinds of body it is said to be, where it was last met."""

    entity: str
    label: str
    named: bool
    words: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    last: int = 0

    @cached_property
    def tells(self) -> set[str]:
        """All nouns for what the body is, by its name and by what stands beside it."""
        told = {kind for word in self.words | self.kinds for kind in _told().get(word, ())}
        return told | self.kinds | {word for word in self.words if word in body_nouns()}


def find_shorthand(doc: Doc, names: list[Name]) -> list[Description]:
    """Return, in text order, the descriptions of bodies: of those named before, and of those that speak."""
    name_at = {token.i: name for name in names for token in name.span}
    bodies = _Bodies(names)
    found = []
    for token in doc:
        name = name_at.get(token.i)
        if name and not _is_kind_alone(name):
            if token == name.span[-1] and name.label in {"ORG", "GPE"}:
                bodies.learn(name.entity, name.label, name.span.text, token.i, _kinds_beside(name.span.root))
            if token == name.span.root and _tells(token):
                bodies.hear(name.entity, token.i)
        elif description := bodies.read(token, name_at):
            found.append(description)
    found = [bodies.settled(description, found) for description in found]
    found = _one_team(found)
    own = {d.entity for d in found if _tells(d.span.root)}
    return [d for d in found if d.entity in own or bodies.is_named(d.entity)]


def _one_team(found: list[Description]) -> list[Description]:
    """Return the descriptions, "the group" as the only team of which the text tells who is in it."""
    made = words("actors", "made of people")
    teams = {d.entity for d in found if d.span.root.lower_ in made and " of " in d.entity}
    if len(teams) != 1:
        return found
    (team,) = teams
    return [replace(d, entity=team) if d.entity.lower() in made else d for d in found]


class _Bodies:
    """The bodies met so far, and which of them the whole text names most."""

    def __init__(self, names: list[Name]):
        self._met: dict[str, _Body] = {}
        self._spoke: str | None = None
        self._spoke_at = 0
        bodies = [name for name in names if name.label == "ORG" and not _is_kind_alone(name)]
        counts = Counter(name.entity for name in bodies)
        (first, most), (_, second) = [*counts.most_common(2), ("", 0), ("", 0)][:2]
        self._central = first if most > 2 and most >= 2 * second else None
        self._often = {entity for entity, times in counts.items() if times > 1}

    def is_named(self, entity: str) -> bool:
        """Tell whether a body has a name of its own, or one by its person or country."""
        return self._met[entity].named

    def settled(self, one: Description, found: list[Description]) -> Description:
        """Return a bare description that stood before the name as the body that the same word means later."""
        noun = one.span.root.lower_
        if self.is_named(one.entity) or one.entity.lower() != noun:
            return one
        later = {d.entity for d in found if d.span.root.lower_ == noun and self.is_named(d.entity)}
        return replace(one, entity=later.pop(), chance=_BY_KIND) if len(later) == 1 else one

    def learn(self, entity: str, label: str, called: str, place: int, kinds: Iterable[str]) -> None:
        """Remember a body that the text names, and what it says there that it is."""
        body = self._met.setdefault(entity, _Body(entity, label, named=True))
        self._meet(body, called, place, kinds)

    def hear(self, entity: str, place: int) -> None:
        """Remember that a body has spoken."""
        self._spoke, self._spoke_at = entity, place

    def read(self, noun: Token, name_at: dict[int, Name]) -> Description | None:
        """Return the description that a token heads, if it does, with the body that it means."""
        if not _is_kind(noun) or _before_name(noun, name_at):
            return None
        own = _of_a_person(noun, name_at) or self._of_a_country(noun)
        if own:
            self.learn(own.entity, own.label, own.entity, noun.i, [])
            return own
        described = self._met_before(noun) or (None if _is_named_work(noun, name_at) else of_its_own(noun))
        if described:
            body = self._met.setdefault(described.entity, _Body(described.entity, "ORG", named=False))
            self._meet(body, described.entity, noun.i, [])
        return described

    def _meet(self, body: _Body, called: str, place: int, kinds: Iterable[str]) -> None:
        body.words |= {alike(word.strip(".,")) for word in [*body.entity.split(), *called.split()]}
        body.kinds |= set(kinds)
        body.last = place
        body.__dict__.pop("tells", None)

    def _of_a_country(self, noun: Token) -> Description | None:
        """Return the body in "the British government", by the name that the text gave it first."""
        country = _country(noun.nbor(-1).text) if noun.i else None
        if noun.lower_ not in _OF_A_COUNTRY or country is None:
            return None
        span = noun.doc[noun.i - 1 : noun.i + 1]
        for body in self._met.values():
            if noun.lower_ in body.words and any(_country(word) == country for word in body.entity.split()):
                return Description(span, body.entity, "ORG")
        return Description(span, span.text, "ORG")

    def _met_before(self, noun: Token) -> Description | None:
        """Return the description of a body met before, None where several fit."""
        if not _is_definite_body(noun):
            return None
        kind, wanted = alike(noun.lower_), {alike(word) for word in words_before(noun)}
        plain = not any(token.text[:1].isupper() for token in noun_phrase(noun)[:-1] if token.dep_ != "det")
        bodies = [body for body in self._met.values() if _can_be(body, kind)]
        by_name = [b for b in bodies if {kind, *wanted} <= b.words and (len(b.words) > 1 or not b.named)]
        specified = any(child.dep_ in {"prep", "relcl", "acl"} for child in noun.rights)
        by_kind = [b for b in bodies if b.named and kind in b.tells and not wanted and not specified]
        ways = (
            ([b for b in by_name if b.named], _BY_NAME),
            (by_kind, _BY_KIND),
            ([b for b in by_name if not b.named][-1:], _BY_NAME),
        )
        fitting, chance = next((way for way in ways if way[0]), ([], 0.0))
        open_to_any = plain and kind in _ANY_BODY and not wanted and not any(body.named for body in fitting)
        if open_to_any and (spoke := self._that_spoke_last(noun)):
            return _means(noun, spoke, _ONLY_ONE)
        if fitting:
            body = _at_hand(fitting, noun.i)
            return _means(noun, body, chance) if body else None
        return self._any(noun, wanted) if plain and kind in _ANY_BODY and not specified else None

    def _any(self, noun: Token, wanted: set[str]) -> Description | None:
        central = self._met.get(self._central or "")
        if central and (not central.tells or noun.lower_ in central.tells):
            return _means(noun, central, _CENTRAL)
        unknown = [b for b in self._met.values() if b.label == "ORG" and b.named and not b.tells]
        if len(unknown) == 1 and unknown[0].entity in self._often and not wanted:
            return _means(noun, unknown[0], _ONLY_ONE)
        return None

    def _that_spoke_last(self, noun: Token) -> _Body | None:
        """Return the body that has just spoken, for one that speaks on ("..., the company said")."""
        spoke = self._met.get(self._spoke or "")
        if spoke is None or not _tells(noun) or noun.i - self._spoke_at > _RECENT // 2:
            return None
        return spoke if not spoke.tells or noun.lower_ in spoke.tells else None


def _can_be(body: _Body, kind: str) -> bool:
    """Tell whether a body can be a place ("the city"), where a place is asked for."""
    is_place = body.label == "GPE"
    return is_place == (kind in _PLACES) or (not is_place and body.entity.lower().endswith(f" {kind}"))


def _means(noun: Token, body: _Body, chance: float) -> Description:
    return Description(noun_phrase(noun), body.entity, body.label, chance)


def _at_hand(fitting: list[_Body], place: int) -> _Body | None:
    """Return the only one, or the one met last where the others are long past."""
    if len(fitting) > 1:
        fitting = [body for body in fitting if place - body.last < _RECENT]
    return fitting[0] if len(fitting) == 1 else None


def _is_kind(token: Token) -> bool:
    """Tell whether a token is the head noun for a body, or for what one writes."""
    is_body = token.tag_ in {"NN", "NNP"} and (token.lower_ in body_nouns() or token.lower_ in _PLACES)
    singular = token.tag_ == "NN" or token.lower_ in _PLURAL
    is_document = singular and _is_document(token)
    free = token.dep_ not in {"compound", "attr"} or _is_taken_for_noun(token.head)
    is_own_name = token.text in _OWN_NAMES  # "the House" is no other house's
    return (is_body or is_document or token.lower_ in _ALONE) and free and not is_own_name


def _is_taken_for_noun(verb: Token) -> bool:
    """Tell whether a verb that ends a sentence was taken for a noun: "..., the paper states."."""
    ends = verb.i + 1 < len(verb.doc) and verb.nbor().is_punct
    return verb.tag_ == "NNS" and ends and verb.lemma_.lower() in telling()


def _is_document(token: Token) -> bool:
    return token.lower_ in document_nouns() or token.lemma_.lower() in document_nouns()


def _is_named_work(noun: Token, name_at: dict[int, Name]) -> bool:
    """Tell whether a document is called after who made it, so that it is theirs: "the Acme report"."""
    own = noun.lower_ in words("roles", "by their own name") or not _is_document(noun)
    beside = (child for child in noun.lefts if child.dep_ in {"compound", "nmod", "poss"})
    return not own and any(child.i in name_at for child in beside)


def _is_kind_alone(name: Name) -> bool:
    """Tell whether a name is no more than a kind of body: "the Court"."""
    return name.label == "ORG" and len(name.span) == 1 and name.span.text.lower() in body_nouns()


def _before_name(noun: Token, name_at: dict[int, Name]) -> bool:
    """Tell whether the body that a noun describes is named beside it: "the charity Acme"."""
    beside = [child for child in noun.children if child.dep_ == "appos"]
    beside += [noun.head] if noun.dep_ == "appos" else []
    follows = noun.i + 1 in name_at and name_at[noun.i + 1].label in {"ORG", "PERSON", "PRODUCT"}
    return follows or any(token.i in name_at for token in beside)


def _is_definite_body(noun: Token) -> bool:
    owned = any(child.dep_ == "poss" for child in noun.lefts)
    of = noun.i + 1 < len(noun.doc) and noun.nbor().lower_ == "of"
    alone = noun.lower_ in _ALONE and not any(child.dep_ == "det" for child in noun.lefts)
    return (is_definite(noun) or alone) and not owned and not of and not words_before(noun) & _ANOTHER


def of_its_own(noun: Token) -> Description | None:
    """Return a description as a body of its own, without article: "transport department", "2014 study".

    An indefinite noun needs words before it, if it is not a document: "a company" is anybody.
    """
    if not _is_kind(noun):
        return None
    span = noun_phrase(noun)
    while len(span) > 1 and (span[0].dep_ == "det" or span[0].pos_ == "PRON" or span[0].is_punct):
        span = span[1:]
    if noun.lower_ in _PLACES or not _is_certain(noun, qualified=span[-1].i > noun.i):
        return None
    chance = _ITSELF if len(span) > 1 or _is_document(noun) or noun.lower_ in _ALONE else _BARE
    return Description(span, bare(without_article(span.text)), "ORG", chance)


def _is_certain(noun: Token, qualified: bool) -> bool:
    """Tell whether a noun stands for a certain body: pointed to, owned, or told apart by other words."""
    wanted = words_before(noun) | {token.lower_ for token in noun.lefts if token.dep_ == "nummod"}
    wanted -= _FRESH if noun.tag_ == "NNS" else set()
    is_document = _is_document(noun)
    owned = any(child.dep_ == "poss" and (child.pos_ != "PRON" or wanted) for child in noun.lefts)
    if is_definite(noun) or owned or noun.lower_ in _ALONE:
        return True
    introduced = any(child.lower_ in words("determiners", "articles") for child in noun.lefts)
    several = is_document and noun.tag_ == "NNS" and bool(wanted)
    return several or (introduced and (bool(wanted) or is_document or qualified))


def _tells(noun: Token) -> bool:
    """Tell whether a noun is the subject of a word that attributes, or the source in "according to"."""
    told = noun.dep_ == "pobj" and any(node.lower_ == "according" for node in noun.ancestors)
    return told or (noun.dep_ == "nsubj" and noun.head.lemma_ in telling())


@cache
def _told() -> dict[str, frozenset[str]]:
    """Return for each word of a body's name or description the nouns for the kinds of body it tells."""
    told = read("kinds")["tells"]
    return {word: frozenset(kinds) for several, kinds in told.items() for word in several.split()}


def _kinds_beside(name: Token) -> Iterator[str]:
    """Yield the kinds that the words beside a name tell: "Acme, a software firm", "the airline Acme"."""
    beside = [child for child in name.children if child.dep_ in {"appos", "compound", "nmod"}]
    beside += [name.head] if name.dep_ in {"appos", "compound", "nmod"} and name.head.i < name.i else []
    if name.dep_ == "nsubj" and name.head.lemma_ == "be":
        beside += [child for child in name.head.children if child.dep_ == "attr"]
    yield from (token.lemma_.lower() for token in beside if token.lemma_.lower() in body_nouns())


def _of_a_person(noun: Token, name_at: dict[int, Name]) -> Description | None:
    """Return the body in "the Hill campaign" or "Hill's campaign"; in the latter Hill stays a mention."""
    possessive = noun.i > 1 and noun.nbor(-1).tag_ == "POS"
    owner = name_at.get(noun.i - 2 if possessive else noun.i - 1)
    if noun.lower_ not in _OF_A_PERSON or owner is None or owner.label != "PERSON":
        return None
    start = noun.i if possessive else owner.span.start
    return Description(noun.doc[start : noun.i + 1], f"{surname(owner.span.text)} {noun.lower_}", "ORG")


def _country(word: str) -> str | None:
    entry = known_names().get(word)
    return entry.entity if entry and entry.label in {"GPE", "NORP"} else None
