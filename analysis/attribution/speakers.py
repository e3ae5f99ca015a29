"""Who a source is: one name for one speaker, the role and the affiliation that the text gives.

A speaker has a name only where the text has one (or a title that stands for one person: "the prime
minister"); a pronoun that the annotation does not resolve is nobody's. Roles come from the nouns beside a
name (title, apposition), by the groups of `resources/en/roles.json`:

official, expert, citizen, public figure: what the text calls a named person;
organisation: a body, its report or its poll, also one without a name ("the company");
unnamed: people without a name, whatever they are called ("experts", "an aide");
unresolved: a pronoun that could be two people, a quotation without a source.
"""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from spacy.tokens import Token

from analysis.annotation import Document, Mention, once
from analysis.annotation.gazetteer import abbreviated_roles, role_nouns
from analysis.annotation.people import TITLES, given_gender
from analysis.attribution.spans import Span
from analysis.word_lists import words

_GROUPS = ("official", "expert", "citizen", "public figure")
_NAMED = {"PERSON", "ORG", "ROLE", "GPE"}
_BODIES = {"ORG": "organisation", "GPE": "official"}
_LABELLED = {"PERSON", "ORG", "NORP"}
_RELATIVES = words("pronouns", "relative")
_BESIDE = {"compound", "nmod", "appos", "attr"}
_PLACES = {"ORG", "GPE", "FAC"}


class Speaker(NamedTuple):
    """A speaker: canonical name, role and affiliation, each None where the text does not say."""

    name: str | None
    role: str | None
    affiliation: str | None


UNNAMED = Speaker(None, "unnamed", None)
UNRESOLVED = Speaker(None, "unresolved", None)


@cache
def _groups() -> dict[str, frozenset[str]]:
    return {group: words("roles", group) for group in (*_GROUPS, "organisation")}


def speaker_of(document: Document, source: Span | None, cue: Span | None) -> Speaker:
    """Return who the source is.

    Without a source, a cue in the passive names nobody ("is expected to"); without a cue too, nothing is
    known.
    """
    tokens = document.tokens(*source) if source else []
    if not tokens:
        return UNNAMED if cue else UNRESOLVED
    head = _antecedent(_root(tokens))
    inside = {token.i for token in tokens} | {head.i}
    mentions = [m for t in (head, *head.conjuncts) if t.i in inside and (m := _named(document, t))]
    if not mentions:
        return _in_capitals(document, tokens) or _unnamed(document, head)
    names = list(dict.fromkeys(mention.entity for mention in mentions))
    role, affiliation = _description(document, head, mentions[0])
    return Speaker(" and ".join(names), role, affiliation)


def speaker_named(document: Document, name: str) -> Speaker:
    """Return the speaker whom a reader calls so: the one of the article with this name, or a part of it.

    A title before a person's name may be one that the article does not use. Somebody whom the article does
    not mention, or more than one fits, is called as the reader writes it.
    """
    mentions = [m for m in document.mentions if m.label in _NAMED]
    entity = _only(mentions, folded(name)) or _titled(mentions, folded(name))
    if entity is None:
        return Speaker(name, None, None)
    mention = _first_mentions(document)[entity]
    return Speaker(entity, *_description(document, document.doc[mention.head], mention))


def folded(name: str) -> str:
    """Return a name as it is compared: in small letters, without "the", and with straight apostrophes."""
    return " ".join(name.casefold().replace("’", "'").split()).removeprefix("the ")


def _only(mentions: Sequence[Mention], name: str) -> str | None:
    """Return the one entity among mentions that a folded name means, by the whole of it or by a part."""
    wanted = set(name.split())
    exact = {m.entity for m in mentions if name in (folded(m.entity), folded(m.text))}
    parts = {m.entity for m in mentions if wanted <= set(folded(m.entity).split())}
    return next((found.pop() for found in (exact, parts) if len(found) == 1), None)


def _titled(mentions: Sequence[Mention], name: str) -> str | None:
    """Return the one person whom a folded name means by a title and a name after it, if there is one."""
    words = name.split()
    titles = [place for place, word in enumerate(words[:-1]) if word in _titles()]
    if not titles or "and" in words:
        return None
    gender = _titles()[words[titles[-1]]]
    people = [m for m in mentions if m.label == "PERSON" and _may_be(m, gender)]
    in_full = {m.entity for m in people if " " in m.entity and name.endswith(f" {folded(m.entity)}")}
    return in_full.pop() if len(in_full) == 1 else _only(people, " ".join(words[titles[-1] + 1 :]))


def _may_be(person: Mention, gender: str | None) -> bool:
    known = person.gender or given_gender(person.entity)
    return gender is None or known in {None, gender}


@cache
def _titles() -> dict[str, str | None]:
    """Return the words of titles, folded, with the gender of those who bear them where they tell it."""
    nouns = dict.fromkeys((*role_nouns(), *map(str.casefold, abbreviated_roles())))
    return nouns | {title.casefold(): gender for title, gender in TITLES.items()}


def _root(tokens: list[Token]) -> Token:
    inside = {token.i for token in tokens}
    return next((t for t in tokens if t.head.i not in inside or t.dep_ == "ROOT"), tokens[0])


def _antecedent(token: Token) -> Token:
    clause = token.head
    return clause.head if token.lower_ in _RELATIVES and clause.dep_ == "relcl" else token


def _named(document: Document, token: Token) -> Mention | None:
    """Return the mention of which a token is the head, or whose name an apposition to it gives."""
    beside = [child for child in token.children if child.dep_ == "appos"]
    for candidate in (token, *beside):
        mention = document.mention_at(candidate)
        if mention and mention.label in _NAMED and (candidate == token or mention.label == "PERSON"):
            return mention
    return None


def names_somebody(tokens: Sequence[Token]) -> bool:
    """Tell whether words before a colon are a name or a role; others in capitals head lists and links."""
    words = [token for token in tokens if token.is_alpha]
    is_role = all(token.lower_ in role_nouns() for token in words)
    return is_role or any(t.ent_type_ in _LABELLED for t in words) or all(t.pos_ == "PROPN" for t in words)


def _in_capitals(document: Document, tokens: list[Token]) -> Speaker | None:
    """Return the speaker of a transcript's line ("LEE:"), by the full name where the text has it."""
    name = " ".join(token.text for token in tokens)
    if not name.isupper() or len(name) == 1 or not names_somebody(tokens):
        return None
    people = {m.entity for m in document.mentions if m.label == "PERSON" and m.entity.upper().endswith(name)}
    if len(people) != 1:
        return Speaker(name, None, None)
    person = people.pop()
    return Speaker(person, *_known(document).get(person, (None, None)))


def _unnamed(document: Document, head: Token) -> Speaker:
    if head.pos_ == "PRON" and head.lower_ in words("pronouns", "somebody or something"):
        return UNRESOLVED
    role = "organisation" if head.lemma_.lower() in _groups()["organisation"] else "unnamed"
    return Speaker(None, role, _affiliation(document, head))


def _description(document: Document, head: Token, mention: Mention) -> tuple[str | None, str | None]:
    """Return role and affiliation: from the words beside this mention, else from the first that describe
    the entity.
    """
    if mention.label in _BODIES:
        return _BODIES[mention.label], None
    if mention.label == "ROLE":
        noun = document.doc[_first_mentions(document)[mention.entity].head]
        return _role(noun) or "unnamed", _owner(noun)
    role, affiliation = _known(document).get(mention.entity, (None, None))
    for noun in _nouns_beside(head):
        role, affiliation = _role(noun) or role, _affiliation(document, noun) or affiliation
    return role, affiliation


@once
def _first_mentions(document: Document) -> dict[str, Mention]:
    return {mention.entity: mention for mention in reversed(document.mentions)}


@once
def _known(document: Document) -> dict[str, tuple[str | None, str | None]]:
    """Return the first role and the first affiliation that the text gives each person."""
    known: dict[str, tuple[str | None, str | None]] = {}
    for mention in document.mentions:
        if mention.label == "PERSON" and mention.kind != "pronoun":
            for noun in _nouns_beside(document.doc[mention.head]):
                role, affiliation = known.get(mention.entity, (None, None))
                known[mention.entity] = role or _role(noun), affiliation or _affiliation(document, noun)
    return known


def _nouns_beside(name: Token) -> list[Token]:
    """Return the role nouns beside a name: its titles, appositions, and what it is said to be."""
    candidates = [child for child in name.children if child.dep_ in _BESIDE]
    if name.dep_ in {"appos", "compound", "nmod"}:
        candidates.append(name.head)
    if name.dep_ == "nsubj" and name.head.lemma_ == "be":
        candidates += [child for child in name.head.children if child.dep_ == "attr"]
    return [token for token in candidates if _role(token)]


def _role(noun: Token) -> str | None:
    words = {noun.lower_, noun.lemma_.lower(), *abbreviated_roles().get(noun.text, ())}
    return next((group for group in _GROUPS if words & _groups()[group]), None)


def _owner(noun: Token) -> str | None:
    """Return whose office it is: Iraq in "Iraq's prime minister"."""
    owner = next((child for child in noun.children if child.dep_ == "poss" and child.pos_ == "PROPN"), None)
    return owner.text if owner is not None else None


def _affiliation(document: Document, noun: Token) -> str | None:
    """Return the body or place in a description, as the text has it ("a professor at the LSE", "Iraq's
    minister").
    """
    found: dict[str, str] = {}
    for token in noun.subtree:
        mention = document.mention_at(token)
        if mention and mention.kind == "name" and mention.label in _PLACES and mention.head != noun.i:
            found.setdefault(mention.label, mention.text)
    return found.get("ORG") or found.get("GPE") or found.get("FAC")
