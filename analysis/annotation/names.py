"""Named entities: the recogniser's spans, mended, and one canonical name for all that mean the same.

In a headline in title case a recogniser takes every capital for a name ("Obama Says"); of such a span only
what the text below names, too, is kept. People are joined by surname, bodies by acronym or a shortened form,
countries by the gazetteer. A capital stands for its government unless something is put there: "Tehran denied
it", "a strike in Baghdad".
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span, Token
from spacy.util import filter_spans

from analysis.annotation.gazetteer import Entry, given_names, known_names
from analysis.annotation.parsing import pipeline
from analysis.annotation.people import TITLES, People, bare_surnames, completed
from analysis.word_lists import words

LABELS = {"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "EVENT", "LAW", "WORK_OF_ART", "PRODUCT"}
_MARKS = {"'", "’", '"', "“", "”", "``", "''", ",", ".", "-", "–", "—", "(", ")"}
_EDGE = words("names", "edges") | _MARKS
_OPENING, _CLOSING = ("“", "‘", '"'), ("”", "’", '"')
_ADDRESSED = words("names", "towards a government")
_TOWARDS_A_PLACE = words("names", "towards a place")
_MOTION = words("names", "motion")
_CAPITALISED = 0.8
_AMBIGUOUS = words("names", "ambiguous")


@dataclass(frozen=True)
class Name:
    """A named span with its canonical name, before descriptions and pronouns are known."""

    span: Span
    entity: str
    label: str


def find_names(doc: Doc) -> list[Name]:
    """Return the names in text order, not overlapping, each with its canonical name."""
    defined = list(defined_acronyms(doc))
    spans = [*completed(doc, _with_defined(doc, defined, list(_named_spans(doc))))]
    spans += _stressed(doc, {token.i for span in spans for token in span})
    people = People(span for span in spans if span.label_ == "PERSON")
    spans += bare_surnames(doc, people, {token.i for span in spans for token in span})
    bodies = canonical_bodies(span.text for span in spans if span.label_ == "ORG")
    bodies |= {short.text: bodies.get(long.text, long.text) for long, short in defined}
    return [_canonical(span, people, bodies) for span in sorted(spans, key=lambda span: span.start)]


def _canonical(span: Span, people: People, bodies: dict[str, str]) -> Name:
    known = _known(span)
    if span.label_ != "PERSON" and (person := people.bearer(span)) and (not known or known.seat):
        return Name(span, person, "PERSON")
    if span.label_ == "PERSON":
        return Name(span, people.bearer(span) or _bare(span.text), "PERSON")
    if known:
        stands_for = known.entity if not known.seat or is_government(span.root) else span.text
        return Name(span, stands_for, known.label)
    return Name(span, bodies.get(span.text, _bare(span.text)), span.label_)


def _named_spans(doc: Doc) -> Iterator[Span]:
    recognised = [
        span for ent in doc.ents if ent.label_ in LABELS and (span := _trimmed(ent)) and _is_name(span)
    ]
    covered = {token.i for span in recognised for token in span}
    for _, start, end in _matcher()(doc):
        span = doc[start:end]
        if span.text not in _AMBIGUOUS and not covered & set(range(start, end)):
            recognised.append(Span(doc, start, end, label=known_names()[span.text].label))
    yield from filter_spans(without_headline_capitals(doc, recognised))


@cache
def _matcher() -> PhraseMatcher:
    matcher = PhraseMatcher(pipeline().vocab)
    matcher.add("known", [pipeline().make_doc(name) for name in known_names()])
    return matcher


def _trimmed(ent: Span) -> Span | None:
    start, end = ent.start, ent.end
    while start < end and _is_edge(ent.doc[start]):
        start += 1
    while start < end and _is_edge(ent.doc[end - 1]):
        end -= 1
    while start < end - 1 and ent.doc[start].text in TITLES:
        start += 1
    end = next((token.i for token in ent.doc[start:end] if _ends_name(token, start, end)), end)
    while ent.label_ == "PERSON" and start < end - 1 and ent.doc[end - 1].text.islower():
        end -= 1
    return Span(ent.doc, start, end, label=ent.label) if start < end else None


def _bare(name: str) -> str:
    """Return a name without the quotation marks that the tokeniser left on it."""
    return name.strip("“”‘’\"'") or name


def _ends_name(token: Token, start: int, end: int) -> bool:
    """Tell whether no name goes on at a token: a broken line, a lone bracket, a mark that opens."""
    if token.is_space:
        return True
    inside = token.doc[token.i : end].text
    opens = token.text[0] in _OPENING and not inside.rstrip().endswith(_CLOSING)
    return token.i > start and (opens or (token.text == "(" and ")" not in inside))


def _is_edge(token: Token) -> bool:
    return token.text in _EDGE or token.is_space


def _is_name(span: Span) -> bool:
    part_of_title = (
        span.text == "State" and span.start >= 2 and span.doc[span.start - 2].lower_ == "secretary"
    )
    proper = [token for token in span if token.text[:1].isupper() and token.pos_ in {"PROPN", "ADJ", "NOUN"}]
    return bool(proper) and (span[0].text[:1].isupper() or span[-1].text[:1].isupper()) and not part_of_title


def _known(span: Span) -> Entry | None:
    return known_names().get(span.text)


def is_government(token: Token) -> bool:
    """Tell whether the name of a capital stands for the government that sits there, not for the place."""
    if token.dep_ in {"nsubj", "nsubjpass", "poss", "agent", "dobj", "dative"}:
        return token.dep_ != "dobj" or token.head.lemma_ not in _MOTION
    if token.dep_ == "conj":
        return is_government(token.head)
    if token.dep_ == "pobj":
        preposition = token.head
        moving = preposition.lower_ in _TOWARDS_A_PLACE and preposition.head.lemma_ in _MOTION
        return preposition.lower_ in _ADDRESSED and not moving
    return False


def defined_acronyms(doc: Doc) -> Iterator[tuple[Span, Span]]:
    """Yield the bodies that a text names in full before their acronym in brackets: "World Bank (WB)".

    The long form is the shortest before the bracket that has the acronym's letters in order, the first of
    them at the beginning of a word (Schwartz and Hearst 2003).
    """
    for bracket in doc[:-2]:
        short = doc[bracket.i + 1 : bracket.i + 2]
        closed = bracket.text == "(" and doc[bracket.i + 2].text == ")"
        if closed and short.text.isalnum() and sum(letter.isupper() for letter in short.text) > 1:
            start = _long_form(doc, bracket, short.text)
            if start is not None and doc[start].text[0].isupper() and bracket.i - start > 1:
                yield doc[start : bracket.i], short


def _long_form(doc: Doc, bracket: Token, acronym: str) -> int | None:
    first = max(bracket.sent.start, bracket.i - min(len(acronym) + 5, 2 * len(acronym)))
    text = doc[first : bracket.i].text
    place = len(text)
    for number, letter in reversed(list(enumerate(acronym.lower()))):
        place -= 1
        while place >= 0 and not (text[place].lower() == letter and (number or _begins_name(text, place))):
            place -= 1
        if place < 0:
            return None
    span = doc.char_span(doc[first].idx + place, doc[first].idx + len(text), alignment_mode="expand")
    return span.start if span is not None else None


def _begins_name(text: str, place: int) -> bool:
    return text[place].isupper() and not text[place - 1 : place].isalnum()


def _with_defined(doc: Doc, defined: list[tuple[Span, Span]], spans: list[Span]) -> list[Span]:
    """Return the spans with those bodies in place of what the recogniser saw of them, acronyms wherever."""
    whole = [Span(doc, long.start, long.end, label="ORG") for long, _ in defined]
    acronyms = {short.text for _, short in defined}
    whole += [Span(doc, token.i, token.i + 1, label="ORG") for token in doc if token.text in acronyms]
    covered = {token.i for span in whole for token in span}
    return [*filter_spans(whole), *(span for span in spans if not covered & {token.i for token in span})]


def _stressed(doc: Doc, covered: set[int]) -> Iterator[Span]:
    """Yield the names that nobody recognised and that "himself" or "herself" follows: "Trump himself".

    At the beginning of a sentence the parser takes such a name for a verb, so there a verb has to follow.
    """
    for name, stressing in pairwise(doc):
        if stressing.lower_ not in words("names", "stressing") or name.i in covered:
            continue
        opens = name.is_sent_start and name.is_title and stressing.i + 1 < len(doc)
        if name.pos_ == "PROPN" or (opens and stressing.nbor().tag_ in {"VBD", "VBZ", "MD"}):
            yield Span(doc, name.i, name.i + 1, label="PERSON")


def canonical_bodies(names: Iterable[str]) -> dict[str, str]:
    """Join acronyms and shortened names of bodies to the one longer name of the same text that they fit."""
    distinct = list(dict.fromkeys(names))
    initials: dict[str, set[str]] = defaultdict(set)
    heads: dict[str, set[str]] = defaultdict(set)
    for name in distinct:
        words = name.split()
        initials["".join(w[0] for w in words if w[0].isupper())].add(name)
        for length in range(1, len(words)):
            heads[" ".join(words[:length])].add(name)
    canonical = {}
    for name in distinct:
        longer = initials[re.sub(r"\W", "", name)] - {name} if name.isupper() else heads[name]
        canonical[name] = next(iter(longer)) if len(longer) == 1 else name
    return canonical


def without_headline_capitals(doc: Doc, spans: list[Span]) -> Iterator[Span]:
    """Yield the spans; of one in a headline only the longest part that the text below names too.

    Where the text names no part of it, a known given name keeps the word after it and other names stay whole.
    """
    headline = {token.i for line in _lines(doc) if _is_title_case(line) for token in line}
    body = _names_and_parts(span for span in spans if span.start not in headline)
    for span in spans:
        if span.start not in headline or span.text in body:
            yield span
        else:
            yield _part_in(body, span) or span


def _part_in(body: dict[str, str], span: Span) -> Span | None:
    if len(span) > 2 and span[0].text in given_names():
        return Span(span.doc, span.start, span.start + 2, label="PERSON")
    for length in range(len(span) - 1, 0, -1):
        for start in range(span.start, span.end - length + 1):
            part = span.doc[start : start + length]
            if part.text in body:
                return Span(span.doc, part.start, part.end, label=body[part.text])
    return None


def _names_and_parts(spans: Iterable[Span]) -> dict[str, str]:
    """Return the names with their labels, and the capitalised words of people's names."""
    named: dict[str, str] = {}
    parts: dict[str, str] = {}
    for span in spans:
        named[span.text] = span.label_
        if span.label_ == "PERSON":
            parts |= {token.text: "PERSON" for token in span if token.text[:1].isupper()}
    return parts | named


def _lines(doc: Doc) -> Iterator[Span]:
    start = 0
    for token in doc:
        if "\n" in token.text:
            yield doc[start : token.i]
            start = token.i + 1
    yield doc[start:]


def _is_title_case(line: Span) -> bool:
    words = [token for token in line if token.is_alpha and len(token) > 3]
    return len(words) >= 3 and sum(w.text[0].isupper() for w in words) > _CAPITALISED * len(words)
