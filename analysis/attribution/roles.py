"""What the text says a speaker is: the role, the affiliation, and the body for which it speaks.

Roles come from the nouns beside a name (title, apposition, "is a ..."), by the groups of
`resources/en/roles.json`. An office of another time is none now: "the former minister" and "ex-president" are
public figures and speak for nobody; who acts for another ("acting mayor") has the office; who would have it
("would-be mayor") is a citizen.
"""

from collections import Counter
from typing import NamedTuple

from spacy.tokens import Token

from analysis.annotation import Document, Mention, once
from analysis.annotation.bodies import alike
from analysis.annotation.descriptions import words_before
from analysis.annotation.gazetteer import abbreviated_roles, body_nouns, document_nouns
from analysis.word_lists import words

GROUPS = ("official", "expert", "citizen", "public figure")
_BODIES = {"ORG": "organisation", "GPE": "official"}
_BESIDE = {"compound", "nmod", "appos", "attr"}
_PLACES = {"ORG", "GPE", "FAC"}
_WITHIN_AN_OFFICE = {"pobj", "prep", "conj", "compound", "nmod", "appos", "npadvmod"}
_BELONGING = words("roles", "belonging")
_IN_OFFICE = words("roles", "official") | words("roles", "in office")
_BEFORE_AN_OFFICE = {"ADJ", "ADV", "AUX", "NOUN", "PROPN", "VERB"}
_PAST, _ASPIRING = words("roles", "past"), words("roles", "aspiring")


class Station(NamedTuple):
    """What a speaker is: role, affiliation as the text has it, and the name of the body it speaks for."""

    role: str | None = None
    affiliation: str | None = None
    speaks_for: str | None = None


def station(document: Document, head: Token, mention: Mention) -> Station:
    """Return what the words beside a mention say its entity is, else what the first such words say."""
    if mention.label in _BODIES:
        return Station(_BODIES[mention.label])
    if mention.label == "ROLE":
        noun = document.doc[_first_mentions(document)[mention.entity].head]
        return Station(role_of(noun) or "unnamed", _owner(noun), speaks_for(document, noun))
    known = known_stations(document).get(mention.entity, Station())
    own = _beside(document, head)
    return Station(*(one or other for one, other in zip(own, known, strict=True)))


def station_of(document: Document, name: str) -> Station:
    """Return what the text says that the entity of a name is."""
    mention = _first_mentions(document)[name]
    return station(document, document.doc[mention.head], mention)


def station_unnamed(document: Document, head: Token) -> Station:
    """Return what a source without a name is: a body by its head noun, else people."""
    is_body = {head.lower_, head.lemma_.lower()} & (body_nouns() | document_nouns())
    role = "organisation" if is_body else "unnamed"
    return Station(role, affiliation(document, head), speaks_for(document, head))


def role_of(noun: Token) -> str | None:
    """Return the group of a role noun: official, expert, citizen or public figure; None for other words."""
    bare = noun.lower_.removeprefix("ex-")
    forms = {bare, noun.lemma_.lower(), *abbreviated_roles().get(noun.text, ())}
    group = next((group for group in GROUPS if forms & words("roles", group)), None)
    if group != "official":
        return group
    if _is(noun, _ASPIRING):
        return "citizen"
    return "public figure" if _is(noun, _PAST) else group


def _is(noun: Token, which: frozenset[str]) -> bool:
    """Tell whether one of some words stands before an office: "former", also as in "ex-mayor"."""
    start = noun.i
    while start and (noun.doc[start - 1].text == "-" or noun.doc[start - 1].pos_ in _BEFORE_AN_OFFICE):
        start -= 1
    before = noun.doc[start : noun.i + 1].text.lower().replace("-", " ").split()
    return bool(which.intersection(before))


def is_spokesperson(noun: Token) -> bool:
    """Tell whether a noun is one for who speaks in the name of another."""
    return noun.lemma_.lower() in words("roles", "spokespeople")


def speaks_for(document: Document, noun: Token) -> str | None:
    """Return the name of the body for which somebody speaks who is called so, if that is an office in it.

    A spokesperson may speak for a person, too.
    """
    in_office = {noun.lower_, noun.lemma_.lower(), *abbreviated_roles().get(noun.text, ())} & _IN_OFFICE
    if not in_office or _is(noun, _PAST | _ASPIRING):
        return None
    body = next((m for token in _belonging(noun) if (m := _body_at(document, token))), None)
    if body is None and is_spokesperson(noun):
        body = next((m for token in _belonging(noun) if (m := _person_at(document, token))), None)
    if body is None:
        return _body_called(document, noun) or _body_of_all(document, noun)
    if body.entity in words("names", "before an office"):
        return _body_of_all(document, noun)
    if body.entity.lower() in body_nouns():  # "Trust Director Ann Lee"
        return _body_with(document, {alike(body.entity)}) or _body_of_all(document, noun)
    return body.entity


def _belonging(noun: Token) -> list[Token]:
    """Return the nouns for where somebody has an office: its owner, what it is "of", the words before it."""
    owners = [child for child in noun.children if child.dep_ == "poss"]
    joined = [child for child in noun.children if child.dep_ == "prep" and child.lower_ in _BELONGING]
    places = [child for node in joined for child in node.children if child.dep_ == "pobj"]
    before = [child for child in noun.lefts if child.dep_ in {"compound", "nmod", "amod"}]
    return [*owners, *places, *before, *_before_title(noun), *_right_before(noun)]


def _right_before(noun: Token) -> list[Token]:
    """Return the word before an office, also before an acronym in brackets: "Acme Bank (AB) Director"."""
    before = [token for token in noun.doc[max(noun.i - 2, 0) : noun.i] if token.text != ")"]
    return before[-1:] if noun.text[:1].isupper() else []


def _before_title(noun: Token) -> list[Token]:
    """Return the nouns that the parse gives to the name, not to the title: "Acme Director Lee"."""
    if noun.dep_ not in {"compound", "nmod"}:
        return []
    return [child for child in noun.head.lefts if child.i < noun.i and child.dep_ in {"compound", "nmod"}]


def _body_at(document: Document, token: Token) -> Mention | None:
    mention = document.mention_at(token)
    return mention if mention and mention.label in _BODIES and mention.head != token.head.i else None


def _person_at(document: Document, token: Token) -> Mention | None:
    """Return the person for whom a spokesperson speaks: "a spokesman for Senator Lee", "Lee's spokesman"."""
    mention = document.mention_at(token)
    if mention is not None and mention.head == token.head.i:  # the name within a description
        mention = next((m for m in document.mentions if m.text == token.text), None)
    return mention if mention is not None and mention.label in {"PERSON", "ROLE"} else None


def _body_called(document: Document, noun: Token) -> str | None:
    """Return the one body with all the words before a noun in its name: "trust" in "trust member Ann Lee"."""
    before = (word for word in words_before(noun) if word not in words("roles", "in office"))
    return _body_with(document, {alike(word) for word in before})


def _body_with(document: Document, wanted: set[str]) -> str | None:
    """Return the one body with all those words in its name, of several the one with more."""
    fitting = {entity: own for entity, own in _words_of_bodies(document).items() if wanted and wanted <= own}
    longer = [entity for entity, own in fitting.items() if len(fitting) == 1 or own != wanted]
    return longer[0] if len(longer) == 1 else None


def _body_of_all(document: Document, noun: Token) -> str | None:
    """Return the body that an article is about, for an office that it gives no body: "chief executive Lee".

    A minister or secretary speaks for the only government of the article.
    """
    if noun.lower_ in words("roles", "heads of a body"):
        return _central_body(document)
    if noun.lower_ not in words("roles", "in a government"):
        return None
    governments = {b for b, own in _words_of_bodies(document).items() if "government" in own and len(own) > 1}
    return governments.pop() if len(governments) == 1 else None


@once
def _central_body(document: Document) -> str | None:
    """Return the body that is named three times and twice as often as any other, if there is one."""
    counts = Counter(m.entity for m in document.mentions if m.label == "ORG" and m.kind == "name")
    (first, most), (_, second) = [*counts.most_common(2), ("", 0), ("", 0)][:2]
    return first if most > 2 and most >= 2 * second else None


@once
def _words_of_bodies(document: Document) -> dict[str, frozenset[str]]:
    """Return the words of the name of each body, but for names that only say what one is: "the Trust"."""
    bodies = {
        m.entity for m in document.mentions if m.label == "ORG" and m.entity.lower() not in body_nouns()
    }
    return {body: frozenset(alike(word) for word in body.split()) for body in bodies}


@once
def _first_mentions(document: Document) -> dict[str, Mention]:
    return {mention.entity: mention for mention in reversed(document.mentions)}


@once
def known_stations(document: Document) -> dict[str, Station]:
    """Return the first role, affiliation and body that the text gives each person; if none, former ones."""
    known: dict[str, Station] = {}
    people = [m for m in document.mentions if m.label == "PERSON" and m.kind != "pronoun"]
    for past in (False, True):
        for mention in people:
            before = known.get(mention.entity, Station())
            here = _beside(document, document.doc[mention.head], past)
            known[mention.entity] = Station(*(old or new for old, new in zip(before, here, strict=True)))
    return known


def _beside(document: Document, name: Token, past: bool = False) -> Station:
    """Return what the nouns beside a name say of the present, or of the past; of several, the last."""
    found = Station()
    for noun in [noun for noun in _nouns_beside(document, name) if _is(noun, _PAST) == past]:
        here = Station(role_of(noun), affiliation(document, noun), speaks_for(document, noun))
        found = Station(*(new or old for old, new in zip(found, here, strict=True)))
    return found


def _nouns_beside(document: Document, name: Token) -> list[Token]:
    """Return the role nouns beside a name: its titles, appositions, and what it is said to be."""
    candidates = [child for child in name.children if child.dep_ in _BESIDE]
    if name.dep_ in {"appos", "compound", "nmod"}:
        candidates.append(name.head)
    if name.dep_ == "nsubj" and name.head.lemma_ == "be":
        candidates += [child for child in name.head.children if child.dep_ == "attr"]
    candidates += _before_comma(document, name)
    mention = document.mention_at(name)
    if mention is not None and mention.kind == "description":  # "Lee's spokesman", who is named elsewhere
        candidates.append(name)
    candidates = [*(other for noun in candidates for other in noun.conjuncts), *candidates]
    return [token for token in candidates if role_of(token) or token.lower_ in _IN_OFFICE]


def _before_comma(document: Document, name: Token) -> list[Token]:
    """Return the noun of an office right before a name, or before a comma: "Director of Acme, Ann Lee"."""
    mention = document.mention_at(name)
    first = document.tokens(mention.start, mention.end)[0].i if mention else name.i
    if first < 2 or name.doc[first - 1].text != ",":
        return [name.doc[first - 1]] if first else []
    noun = name.doc[first - 2]
    while noun.dep_ in _WITHIN_AN_OFFICE and noun.head.i < noun.i and not role_of(noun):
        noun = noun.head
    return [noun]


@once
def holders(document: Document) -> dict[str, set[str]]:
    """Return by the noun of each office, in small letters, those whom the text says to have it now."""
    found: dict[str, set[str]] = {}
    for mention in document.mentions:
        if mention.label in {"PERSON", "ROLE"} and mention.kind != "pronoun":
            head = document.doc[mention.head]
            own = [head] if mention.kind == "description" else _nouns_beside(document, head)
            for noun in own:
                if not _is(noun, _PAST):
                    found.setdefault(noun.lower_, set()).add(mention.entity)
    return found


def _owner(noun: Token) -> str | None:
    """Return whose office it is: Iraq in "Iraq's prime minister"."""
    owner = next((child for child in noun.children if child.dep_ == "poss" and child.pos_ == "PROPN"), None)
    return owner.text if owner is not None else None


def affiliation(document: Document, noun: Token) -> str | None:
    """Return the body or place in a description, as the text has it ("a professor at the LSE", "Iraq's
    minister").
    """
    found: dict[str, str] = {}
    titled = (token for node in _before_title(noun) for token in node.subtree)
    for token in [*noun.subtree, *titled]:
        mention = document.mention_at(token)
        if mention and mention.kind == "name" and mention.label in _PLACES and mention.head != noun.i:
            found.setdefault(mention.label, mention.text)
    return found.get("ORG") or found.get("GPE") or found.get("FAC")
