"""Named entities: the recogniser's spans, mended, and one canonical name for all that mean the same.

In a headline in title case a recogniser takes every capital for a name ("Obama Says"); of such a span only
what the text below names, too, is kept. People are joined by surname, bodies by acronym or a shortened form,
countries by the gazetteer. A capital stands for its government unless something is put there: "Tehran denied
it", "a strike in Baghdad".
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span, Token
from spacy.util import filter_spans

from analysis.annotation.binding import telling
from analysis.annotation.bodies import canonical_bodies, defined_acronyms
from analysis.annotation.found_again import found_again
from analysis.annotation.gazetteer import Entry, given_names, known_names
from analysis.annotation.parsing import pipeline
from analysis.annotation.people import TITLES, People, bare, bare_surnames, completed, is_month, may_be_person
from analysis.word_lists import words

LABELS = {"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "EVENT", "LAW", "WORK_OF_ART", "PRODUCT"}
_MARKS = {
    "'",
    "’",
    '"',
    "“",
    "”",
    "``",
    "''",
    ",",
    ".",
    "-",
    "–",
    "—",
    "(",
    ")",
    "•",
    "·",
    "*",
    "|",
    ":",
    "&",
}
_EDGE = words("names", "edges") | _MARKS
_OPENING, _CLOSING = ("“", "‘", '"'), ("”", "’", '"')
_ADDRESSED = words("names", "towards a government")
_TOWARDS_A_PLACE = words("names", "towards a place")
_MOTION = words("names", "motion")
_CAPITALISED = 0.8
_INNER_CAPITAL = re.compile(r"(?!Mc|Mac|De|Di|Du|La|Le|Fitz|Van)[A-Za-z]*[a-z][A-Z][A-Za-z]*")
_TWO_SCRIPTS = re.compile(r"[A-Za-z][\u0370-\u052f]|[\u0370-\u052f][A-Za-z]")
_REGIONS = words("names", "regions with an article")
_ROADS = words("names", "roads")
_OF_COMPANIES = words("organisations", "legal forms") | {"group", "company"}
_HONOUR = words("titles", "of honour")
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
    spans = list(_with_places(doc, list(_one_kind_each(spans))))
    people = People(span for span in spans if span.label_ == "PERSON")
    spans += bare_surnames(doc, people, {token.i for span in spans for token in span})
    spans = found_again(doc, spans)
    bodies = canonical_bodies([span.text for span in spans if span.label_ == "ORG"])
    bodies |= {short.text: bodies.get(long.text, long.text) for long, short in defined}
    return [_canonical(span, people, bodies) for span in spans]


def _canonical(span: Span, people: People, bodies: dict[str, str]) -> Name:
    known = _known(span)
    if span.label_ != "PERSON" and (person := people.bearer(span)) and (not known or known.seat):
        return Name(span, person, "PERSON")
    if span.label_ == "PERSON":
        return Name(span, people.bearer(span) or bare(span.text), "PERSON")
    if known:
        stands_for = known.entity if not known.seat or is_government(span.root) else span.text
        return Name(span, stands_for, known.label)
    return Name(span, bodies.get(span.text, bare(span.text)), span.label_)


def _named_spans(doc: Doc) -> Iterator[Span]:
    recognised = [
        span for ent in doc.ents if ent.label_ in LABELS and (span := _trimmed(ent)) and _is_name(span)
    ]
    covered = {token.i for span in recognised for token in span}
    for _, start, end in _matcher()(doc):
        span = doc[start:end]
        if span.text not in _AMBIGUOUS and not _is_no_name(span) and not covered & set(range(start, end)):
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
    while start < end - 1 and _is_before_name(ent.doc[start]):
        start += 1
    start = next((token.i + 1 for token in ent.doc[start : end - 1] if _is_small_owner(token, start)), start)
    end = next((token.i for token in ent.doc[start:end] if _ends_name(token, start, end)), end)
    while ent.label_ in {"PERSON", "ORG"} and start < end - 1 and _is_common(ent.doc[end - 1]):
        end -= 1
    return Span(ent.doc, start, end, label=ent.label) if start < end else None


def _is_before_name(first: Token) -> bool:
    """Tell whether what was taken for a name's first word is a title, a verb or a month."""
    return first.text in TITLES or first.text in _HONOUR or _is_told_to_do(first) or is_month(first)


def _is_small_owner(token: Token, start: int) -> bool:
    """Tell whether a name that begins in small letters is owned by what stands there: "party’s Congress"."""
    return token.tag_ == "POS" and token.i > start and token.doc[start].text.islower()


def _is_told_to_do(first: Token) -> bool:
    """Tell whether what was taken for a name's first word is a verb that opens a clause: "Adopt Acme"."""
    opens = first.is_sent_start or first.nbor(-1).text in {":", *_OPENING}
    return opens and first.tag_ in {"VB", "VBP"} and first.text not in given_names()


def _is_common(last: Token) -> bool:
    """Tell whether a span ends in a word that is no part of its name: "agency", not "-moon" or "’s"."""
    return last.text.islower() and bool(last.nbor(-1).whitespace_)


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
    if (span.label_ == "PERSON" and not may_be_person(span)) or _is_a_clause(span) or _is_no_name(span):
        return False
    part_of_title = (
        span.text == "State" and span.start >= 2 and span.doc[span.start - 2].lower_ == "secretary"
    )
    proper = [token for token in span if token.text[:1].isupper() and token.pos_ in {"PROPN", "ADJ", "NOUN"}]
    return bool(proper) and (span[0].text[:1].isupper() or span[-1].text[:1].isupper()) and not part_of_title


def _is_no_name(span: Span) -> bool:
    """Tell whether a span is a road ("US 1"), or a word in letters of two scripts."""
    after = span.doc[span.end : span.end + 2].text.split()
    road = span.text in _ROADS and bool(after) and after[0].isdigit() and len(after[0]) < 4
    unit = len(after) > 1 and after[1][0].isalpha() and span.doc[span.end + 1].pos_ in {"NOUN", "NUM", "ADJ"}
    return (road and not unit) or bool(_TWO_SCRIPTS.search(span.text))


def _is_a_clause(span: Span) -> bool:
    """Tell whether what was taken for a work's title tells who spoke: "Lee told Harbor" after a quotation."""
    return span.label_ == "WORK_OF_ART" and any(
        token.text.islower() and token.tag_ in {"VBD", "VBZ"} and token.lemma_ in telling()
        for token in span[1:]
    )


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


def _with_defined(doc: Doc, defined: list[tuple[Span, Span]], spans: list[Span]) -> list[Span]:
    """Return the spans with those bodies in place of what the recogniser saw of them, acronyms wherever."""
    whole = [Span(doc, long.start, long.end, label="ORG") for long, _ in defined]
    acronyms = {short.text for _, short in defined}
    whole += [Span(doc, token.i, token.i + 1, label="ORG") for token in doc if token.text in acronyms]
    covered = {token.i for span in whole for token in span}
    return [*filter_spans(whole), *(span for span in spans if not covered & {token.i for token in span})]


def _one_kind_each(spans: list[Span]) -> Iterator[Span]:
    """Yield the spans, all of the same words as people or none: a city is no person at one place.

    What goes on as a company elsewhere ("Acme Group", "Acme Inc.") is one everywhere.

    Where as many are people as not, none is; nobody has a capital within the name ("OpenAI") but a McLean.
    """
    labels: dict[str, Counter[str]] = defaultdict(Counter)
    spans = [_as_person(span) for span in spans]
    for span in spans:
        labels[span.text][span.label_] += 1
    parted = [span.text.rpartition(" ") for span in spans if span.label_ == "ORG"]
    companies = {name for name, _, form in parted if form.lower().strip(".") in _OF_COMPANIES}
    for span in spans:
        if span.text in companies:
            yield Span(span.doc, span.start, span.end, label="ORG")
            continue
        people, others = labels[span.text]["PERSON"], labels[span.text] - Counter(PERSON=len(spans))
        label = span.label_
        if label == "PERSON" and _INNER_CAPITAL.fullmatch(span.text):
            label = "ORG"
        elif label == "PERSON" and others.total() >= people:
            label = others.most_common(1)[0][0]
        elif label != "PERSON" and people > others.total():
            label = "PERSON"
        yield Span(span.doc, span.start, span.end, label=label)


def _with_places(doc: Doc, spans: list[Span]) -> Iterator[Span]:
    """Yield the spans, as places those that the text once calls so: "the states of Amazonas and Acre"; and
    regions that companies are named after, where most have an article: "the Amazon".
    """
    at = {span.root.i: span for span in spans}
    called = set()
    for span in spans:
        of = span.root.head
        kind = of.head.lemma_.lower() if span.root.dep_ == "pobj" and of.lower_ == "of" else ""
        if kind in words("names", "kinds of places"):
            called |= {at[token.i].text for token in (span.root, *span.root.conjuncts) if token.i in at}
    called |= {name for name in _REGIONS if _has_articles([span for span in spans if span.text == name])}
    for span in spans:
        place = span.label_ in {"PERSON", "ORG"} and span.text in called and not _known(span)
        yield Span(doc, span.start, span.end, label="GPE") if place else span


def _has_articles(spans: list[Span]) -> bool:
    """Tell whether a name has an article more often than not: "the Amazon", no company."""
    before = [span.start > 0 and span.doc[span.start - 1].lower_ == "the" for span in spans]
    alone = [article for article, span in zip(before, spans, strict=True) if span.root.dep_ != "compound"]
    return 2 * sum(alone) > len(alone)


def _as_person(span: Span) -> Span:
    """Return a name of two or three words as a person's where it goes on so: "Ines Lund, who", ", 43,"."""
    after = [token.text for token in span.doc[span.end : span.end + 3]]
    told = after[:1] == ["who"] or (after[:1] == [","] and after[1:2] == ["who"])
    aged = after[::2] == [",", ","] and after[1].isdigit() and len(after[1]) < 3
    whole = len(span) in {2, 3} and all(token.text[0].isupper() and token.is_alpha for token in span)
    if span.label_ in {"PERSON", "ORG"} or not (whole and (told or aged)) or _known(span):
        return span
    return Span(span.doc, span.start, span.end, label="PERSON")


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
