"""Who a source is: one name for one speaker, what the text says it is, and how sure the step to the name is.

A speaker has a name only where the text has one, or a title or description that stands for one person or
body ("the prime minister", "police", "a 2014 study"); a pronoun that the annotation does not resolve is
nobody's. A spokesperson without a name is the body's voice, a document that of the body that made it. Roles:

official, expert, citizen, public figure: what the text calls a named person (see `roles`);
organisation: a body, its report or its poll;
unnamed: people without a name, whatever they are called ("experts", "an aide");
unresolved: a pronoun that could be two people, a quotation without a source.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from spacy.tokens import Token

from analysis.annotation import Document, Mention, once
from analysis.annotation.gazetteer import (
    abbreviated_roles,
    body_nouns,
    given_names,
    role_nouns,
)
from analysis.annotation.people import TITLES
from analysis.annotation.shorthand import of_its_own
from analysis.attribution.makers import maker_of
from analysis.attribution.roles import (
    Station,
    holders,
    is_spokesperson,
    known_stations,
    speaks_for,
    station,
    station_of,
    station_unnamed,
)
from analysis.attribution.rules.grammar import subject
from analysis.attribution.spans import Span
from analysis.word_lists import words

NAMED = {"PERSON", "ORG", "ROLE", "GPE"}
_LABELLED = {"PERSON", "ORG", "NORP"}
_RELATIVES = words("pronouns", "relative")
_BEFORE_NAMES = TITLES.keys() | words("titles", "before a name")
_WITHIN_NAMES = {"-", "–", ".", "'", "’", "&", "/"}
_SUCH_AS = words("roles", "one of a group")
_ALSO_NAMED, _AUTHOR, _PAIR, _AS_WRITTEN, _ONE_OF_THEM = 0.9, 0.8, 0.75, 0.7, 0.6
"""The chance that each of these steps to a name is right, as judged by reading pages; not calibrated."""


class Speaker(NamedTuple):
    """A speaker: canonical name, role, affiliation, the body spoken for, None where the text does not say.

    `chance` (0..1) is how likely the step from the source's words to the name is right; 1 for nobody named.
    """

    name: str | None
    role: str | None
    affiliation: str | None
    speaks_for: str | None = None
    chance: float = 1.0


UNNAMED = Speaker(None, "unnamed", None)
UNRESOLVED = Speaker(None, "unresolved", None)


def speaker_of(document: Document, source: Span | None, cue: Span | None) -> Speaker:
    """Return who the source is.

    Without a source, a cue in the passive names nobody ("is expected to"); without a cue too, nothing is
    known.
    """
    tokens = document.tokens(*source) if source else []
    if not tokens:
        return UNNAMED if cue else UNRESOLVED
    head = head_of(tokens)
    return (
        _in_person(document, tokens, head)
        or _behind(document, head)
        or _named(document, tokens, head)
        or _pair(document, head)
        or _in_office(document, head)
        or _in_capitals(document, tokens)
        or _as_written(document, tokens, head)
        or _described(head)
        or _among(document, head)
        or _unnamed(document, head)
    )


def _in_person(document: Document, tokens: list[Token], head: Token) -> Speaker | None:
    """Return the person whom a source names behind an office, where its head is the office or the body.

    "Acme (ACM) Director Ann Lee", "President of Acme, Ann Lee"; not "supporters of Ann Lee".
    """
    mention = _mention(document, head)
    if mention and mention.label == "PERSON":
        return None
    words_ = [token for token in tokens if token.is_alpha or token.text[-1:] == "."]
    last = document.mention_at(words_[-1]) if words_ else None
    if last is None or last.label != "PERSON" or last.kind != "name":
        return None
    before = [token for token in tokens if token.idx < last.start]
    office = [token for token in before if token.lower_ in role_nouns() or token.text in abbreviated_roles()]
    while before and (before[-1].text in TITLES or before[-1].text in abbreviated_roles()):
        before.pop()
    if _is_led_by(head, document.doc[last.head]):
        return Speaker(_without_determiner(head), "organisation", None, None, _AS_WRITTEN)
    joined = before and (before[-1].pos_ in {"ADP", "CCONJ", "VERB", "ADV"} or before[-1].tag_ == "POS")
    if joined or not (office or not before):
        return None
    person = _speaker(document, document.doc[last.head], [last], _ALSO_NAMED)
    bodies = [m for token in before if (m := document.mention_at(token)) and m.label in {"ORG", "GPE"}]
    if not bodies:
        return person
    place, body = person.affiliation or bodies[0].text, person.speaks_for or bodies[0].entity
    return person._replace(affiliation=place, speaks_for=body)


def _is_led_by(head: Token, person: Token) -> bool:
    """Tell whether a source is a body and the person only leads it: "a panel under the chair of Ann Lee"."""
    led = any(child.lower_ in {"under", "with"} and child.is_ancestor(person) for child in head.children)
    return led and head.lower_ in body_nouns()


def _without_determiner(head: Token) -> str:
    """Return a noun with the words before it that tell which it is: "joint committee"."""
    own = [child for child in head.lefts if child.dep_ in {"amod", "compound", "nmod"}]
    return head.doc[min((child.left_edge.i for child in own), default=head.i) : head.i + 1].text


def _behind(document: Document, head: Token) -> Speaker | None:
    """Return the body for which an unnamed spokesperson speaks, or who made a document that is quoted."""
    mention = _mention(document, head)
    if is_spokesperson(head) and (mention is None or mention.label == "ROLE"):
        body = speaks_for(document, head)
        return _body(document, body, _ALSO_NAMED)._replace(speaks_for=body) if body else None
    author = maker_of(document, head)
    if author is None or author.label not in {"ORG", "PERSON"} or author.head == head.i:
        return None
    return _speaker(document, document.doc[author.head], [author], _AUTHOR)


def _body(document: Document, name: str, chance: float) -> Speaker:
    role = "organisation" if station_of(document, name).role == "organisation" else "official"
    return Speaker(name, role, None, None, chance)


def _named(document: Document, tokens: list[Token], head: Token) -> Speaker | None:
    """Return the speakers whom the head of a source and the words joined to it mean, as one."""
    inside = {token.i for token in tokens} | {head.i}
    mentions = [m for t in (head, *head.conjuncts) if t.i in inside and (m := _mention(document, t))]
    if any("," in mention.text and mention.end > tokens[-1].idx + len(tokens[-1]) for mention in mentions):
        return None
    listed = _listed(document, tokens)
    if mentions and len(listed) > max(2, len(mentions)):
        return _speaker(document, document.doc[listed[0].head], listed, _ALSO_NAMED)
    return _speaker(document, head, mentions, 1.0) if mentions else None


def _listed(document: Document, tokens: list[Token]) -> list[Mention]:
    """Return the people at the ends of a list's parts: "Minister A, chief nurse B and officer C"."""
    ends = [one for one, other in pairwise(tokens) if other.text in {",", "and"}]
    found = [document.mention_at(token) for token in (*ends, tokens[-1])]
    last = [token.i for token in tokens if token.lower_ == "and"]
    people = [m for m in found if m is not None and m.label == "PERSON" and m.kind == "name"]
    return people if last and people and people[-1].head > last[-1] else []


def _speaker(document: Document, head: Token, mentions: list[Mention], chance: float) -> Speaker:
    names = list(dict.fromkeys(mention.entity for mention in mentions))
    sure = chance * min(mention.chance for mention in mentions)
    return Speaker(" and ".join(names), *station(document, head, mentions[0]), sure)


def _pair(document: Document, head: Token) -> Speaker | None:
    """Return the two people joined by "and" before whom the text names most, for "the pair"."""
    if head.lemma_.lower() not in words("roles", "pairs"):
        return None
    joined = _joined_people(document)
    before = [pair for place, pair in joined if place < head.i]
    often = Counter(mention.entity for mention in document.mentions)
    pair = max(before, key=lambda pair: min(often[each] for each in pair), default=None)
    return pair and Speaker(" and ".join(pair), None, None, None, _PAIR)


@once
def _joined_people(document: Document) -> tuple[tuple[int, tuple[str, str]], ...]:
    """Return the names of two people that an "and" joins, each pair with its place, in text order."""
    people = {m.head: m for m in document.mentions if m.label == "PERSON" and m.kind == "name"}
    return tuple(
        (mention.head, (people[mention.head].entity, people[other.i].entity))
        for mention in people.values()
        for other in document.doc[mention.head].rights
        if other.dep_ == "conj" and other.i in people and people[other.i].entity != mention.entity
    )


def _in_office(document: Document, head: Token) -> Speaker | None:
    """Return the only one with an office that stands without article: "Acme Director: ..."."""
    bare = not any(child.dep_ in {"det", "poss"} for child in head.lefts)
    meant = holders(document).get(head.lower_, set())
    if not (bare and head.text[:1].isupper() and head.lower_ in role_nouns()) or len(meant) != 1:
        return None
    (name,) = meant
    return Speaker(name, *station_of(document, name), _ALSO_NAMED)


def _as_written(document: Document, tokens: list[Token], head: Token) -> Speaker | None:
    """Return a speaker by a name that the recogniser missed: words with capitals, the article left out."""
    own = [token for token in tokens if token.dep_ != "det" and not token.is_punct]
    own = own[next((i for i, t in enumerate(own) if t.text not in _BEFORE_NAMES), 0) :]
    own = [token for token in own if token.i < _beside(tokens) or head.pos_ != "PROPN"]
    proper = head.pos_ == "PROPN" or (len(own) > 1 and _is_capitalised(head))
    if not own or not all(_is_capitalised(token) for token in own) or not proper:
        return None
    if all(token.text.isupper() for token in tokens) and not names_somebody(tokens):
        return None
    if any(token.is_punct and token.text not in _WITHIN_NAMES for token in head.doc[own[0].i : own[-1].i]):
        return None
    is_role = any(t.lower_ in role_nouns() or t.text in abbreviated_roles() for t in own)
    alone = len(own) == 1 and tokens[0].is_sent_start
    group = head.ent_type_ == "NORP" or head.tag_ == "NNPS"
    if is_role or group or (alone and not _stands_capitalised(document, own[0])):
        return None
    name = document.article.text[own[0].idx : own[-1].idx + len(own[-1])]
    name = re.sub(r"['’]s$|\.\d+$|^[-–—]+", "", name)
    if any(mention.entity == name for mention in document.mentions):
        return Speaker(name, *station_of(document, name), _AS_WRITTEN)
    is_person = own[0].text.lstrip("-–—") in given_names()
    return Speaker(name, None if is_person else "organisation", None, None, _AS_WRITTEN)


def _beside(tokens: list[Token]) -> int:
    """Return where what is said of a name begins: "Acme Motors, a maker of buses"; else after the tokens."""
    pairs = pairwise(tokens)
    return next(
        (comma.i for comma, word in pairs if comma.text == "," and word.pos_ == "DET"), tokens[-1].i + 1
    )


def _described(head: Token) -> Speaker | None:
    """Return a body without a proper name as the source calls it: "the police", "a 2014 study"."""
    found = of_its_own(head)
    if found is None:
        return None
    return Speaker(found.entity, "organisation", None, None, min(found.chance, _AS_WRITTEN))


def _among(document: Document, head: Token) -> Speaker | None:
    """Return the people named as some of an unnamed group: "researchers like Ann Lee"."""
    joined = [child for child in head.children if child.dep_ == "prep" and child.lower_ in _SUCH_AS]
    joined += [child for each in joined for child in each.children if child.lower_ == "as"]
    joined += [c for c in head.children if c.lower_ == "as" and c.nbor(-1).lower_ in _SUCH_AS]
    first = next((node for each in joined for node in each.children if node.dep_ == "pobj"), None)
    if first is None and joined and joined[-1].i + 1 < len(head.doc):
        first = joined[-1].nbor(1)
    if first is None:
        return None
    found = [document.mention_at(token) for token in (first, *first.conjuncts)]
    people = [mention for mention in found if mention and mention.label == "PERSON"]
    return _speaker(document, document.doc[people[0].head], people, _ONE_OF_THEM) if people else None


def _is_capitalised(token: Token) -> bool:
    return (
        token.text.lstrip("-–—")[:1].isupper()
        or token.lower_ in words("names", "linking")
        or token.tag_ == "POS"
    )


def _stands_capitalised(document: Document, name: Token) -> bool:
    """Tell whether a word has a capital within a sentence, too, and never stands without one."""
    others = [token for token in document.doc if token.lower_ == name.lower_ and token.i != name.i]
    return any(not t.is_sent_start for t in others) and all(t.text[:1].isupper() for t in others)


def each_of(document: Document, speaker: str) -> tuple[str, ...]:
    """Return the names in a speaker's name: of joint speakers each, if the document has all of them.

    The name of one body may have an "and" of its own.
    """
    parts = tuple(speaker.split(" and "))
    known = _known(document)
    return parts if speaker not in known and known.issuperset(parts) else (speaker,)


@once
def _known(document: Document) -> frozenset[str]:
    """Return the names of all who are mentioned, by themselves or in a group."""
    return frozenset(mention.entity for mention in document.single_mentions)


def head_of(source: list[Token]) -> Token:
    """Return the word of a source that the others belong to; of a relative pronoun, what it stands for."""
    inside = {token.i for token in source}
    head = next((t for t in source if t.head.i not in inside or t.dep_ == "ROOT"), source[0])
    clause = head.head
    if head.lower_ not in _RELATIVES or clause.dep_ != "relcl":
        return head
    return _not_the_place(clause.head) if head.lower_ == "who" else clause.head


def _not_the_place(noun: Token) -> Token:
    """Return the people before a place that the parse takes for who speaks: "doctors in Leeds, who said"."""
    preposition = noun.head
    is_place = noun.dep_ == "pobj" and noun.tag_ == "NNP" and noun.ent_type_ != "PERSON"
    before = preposition.nbor(-1) if is_place and preposition.i else noun
    return before if before.tag_ in {"NNS", "NNPS"} else noun


def _mention(document: Document, token: Token) -> Mention | None:
    """Return the mention of which a token is the head, or whose name an apposition to it gives."""
    beside = [c for c in token.children if c.dep_ == "appos" and ";" not in token.doc[token.i : c.i].text]
    for candidate in (token, *beside):
        mention = document.mention_at(candidate)
        if mention and mention.label in NAMED and (candidate == token or mention.label == "PERSON"):
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
    return Speaker(person, *known_stations(document).get(person, Station()))


def _unnamed(document: Document, head: Token) -> Speaker:
    if head.pos_ == "PRON" and head.lower_ in words("pronouns", "somebody or something"):
        group = _group_before(head) if head.lower_ == "they" else None
        return Speaker(None, *station_unnamed(document, group)) if group is not None else UNRESOLVED
    return Speaker(None, *station_unnamed(document, head))


def _group_before(pronoun: Token) -> Token | None:
    """Return the people without a name who are the subject of the sentence before: "Experts agree. They"."""
    first = pronoun.sent.start
    found = subject(pronoun.doc[first - 1].sent.root) if first else None
    is_group = found is not None and found.tag_ == "NNS" and found.lemma_.lower() in role_nouns()
    return found if is_group else None
