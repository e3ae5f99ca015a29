"""Named entities: the recogniser's spans, mended, and one canonical name for all that mean the same.

People are joined by surname, bodies by acronym or a shortened form, countries by the gazetteer. A
capital stands for its government unless something is put there: "Tehran denied it", "a strike in Baghdad".
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span, Token
from spacy.util import filter_spans

from analysis.annotation.gazetteer import Entry, given_names, known_names, role_nouns
from analysis.annotation.parsing import pipeline

LABELS = {"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "EVENT", "LAW", "WORK_OF_ART", "PRODUCT"}
TITLES = {
    **dict.fromkeys(("Mr", "Mr.", "Sir", "Lord", "King", "Prince", "Father"), "masculine"),
    **dict.fromkeys(
        ("Mrs", "Mrs.", "Ms", "Ms.", "Miss", "Madam", "Dame", "Lady", "Queen", "Princess"), "feminine"
    ),
}
_EDGE = {"the", "The", "a", "an", "'s", "’s", "'", "’", '"', "“", "”", ",", ".", "-", "–", "—", "(", ")"}
_SUFFIX = {"Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV"}
_ADDRESSED = {"with", "against", "by", "between", "toward", "towards", "on", "for", "to"}
_MOTION = {"go", "come", "fly", "travel", "return", "move", "visit", "march", "drive", "head", "trip"}
_AMBIGUOUS = {"Jordan", "Chad", "Georgia", "Turkey", "IS", "Fed", "Guinea", "Wales", "Niger", "WHO", "Congo"}


@dataclass(frozen=True)
class Name:
    """A named span with its canonical name, before descriptions and pronouns are known."""

    span: Span
    entity: str
    label: str


def find_names(doc: Doc) -> list[Name]:
    """Return the names in text order, not overlapping, each with its canonical name."""
    spans = list(_named_spans(doc))
    people = _People(span for span in spans if span.label_ == "PERSON")
    spans += _bare_surnames(doc, people, {token.i for span in spans for token in span})
    bodies = _canonical_bodies(span.text for span in spans if span.label_ == "ORG")
    return [_canonical(span, people, bodies) for span in sorted(spans, key=lambda span: span.start)]


def _canonical(span: Span, people: "_People", bodies: dict[str, str]) -> Name:
    known = _known(span)
    if span.label_ != "PERSON" and (person := people.bearer(span)) and (not known or known.seat):
        return Name(span, person, "PERSON")
    if span.label_ == "PERSON":
        return Name(span, people.bearer(span) or span.text, "PERSON")
    if known:
        stands_for = known.entity if not known.seat or is_government(span.root) else span.text
        return Name(span, stands_for, known.label)
    return Name(span, bodies.get(span.text, span.text), span.label_)


def _named_spans(doc: Doc) -> Iterator[Span]:
    recognised = [
        span for ent in doc.ents if ent.label_ in LABELS and (span := _trimmed(ent)) and _is_name(span)
    ]
    covered = {token.i for span in recognised for token in span}
    for _, start, end in _matcher()(doc):
        span = doc[start:end]
        if span.text not in _AMBIGUOUS and not covered & set(range(start, end)):
            recognised.append(Span(doc, start, end, label=known_names()[span.text].label))
    yield from filter_spans(recognised)


@cache
def _matcher() -> PhraseMatcher:
    matcher = PhraseMatcher(pipeline().vocab)
    matcher.add("known", [pipeline().make_doc(name) for name in known_names()])
    return matcher


def _trimmed(ent: Span) -> Span | None:
    start, end = ent.start, ent.end
    while start < end and (
        ent.doc[start].text in _EDGE or ent.doc[start].is_space or ent.doc[start].text in TITLES
    ):
        start += 1
    while start < end and (ent.doc[end - 1].text in _EDGE or ent.doc[end - 1].is_space):
        end -= 1
    if any(token.is_space for token in ent.doc[start:end]):
        end = next(token.i for token in ent.doc[start:end] if token.is_space)
    return Span(ent.doc, start, end, label=ent.label) if start < end else None


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
        moving = preposition.lower_ in {"to", "for"} and preposition.head.lemma_ in _MOTION
        return preposition.lower_ in _ADDRESSED and not moving
    return False


class _People:
    """The people a text names in full, found again by surname or given name."""

    def __init__(self, spans: Iterable[Span]):
        forms = Counter(_bare(span.text) for span in spans)
        self.canonical = _canonical_people(forms)
        self.by_part: dict[str, set[str]] = defaultdict(set)
        self.weight: Counter[str] = Counter()
        for form, person in self.canonical.items():
            self.weight[person] += forms[form]
            parts = _parts(person)
            if len(parts) > 1:
                self.by_part[parts[-1]].add(person)
                self.by_part[parts[0]].add(person)

    def bearer(self, span: Span) -> str | None:
        """Return the one person whom a span names, if there is one."""
        form = _bare(span.text)
        if " " in form:
            return self.canonical.get(form)
        bearers = self.by_part.get(form, set())
        if len(bearers) > 1:
            return self._most_named(bearers)
        return next(iter(bearers), None)

    def _most_named(self, bearers: set[str]) -> str | None:
        (first, most), (_, second) = Counter({b: self.weight[b] for b in sorted(bearers)}).most_common(2)
        return first if most > second else None


def _bare_surnames(doc: Doc, people: _People, covered: set[int]) -> Iterator[Span]:
    surnames = {_parts(person)[-1] for person in people.canonical.values() if " " in person}
    for token in doc:
        if token.text in surnames and token.text.istitle() and token.i not in covered:
            yield Span(doc, token.i, token.i + 1, label="PERSON")


def _canonical_people(forms: Counter[str]) -> dict[str, str]:
    by_name: dict[tuple[str, str], list[str]] = defaultdict(list)
    for form in forms:
        parts = _parts(form)
        by_name[parts[0], parts[-1]].append(form)
    best = {key: max(group, key=lambda form: (forms[form], -len(form))) for key, group in by_name.items()}
    return {form: best[_parts(form)[0], _parts(form)[-1]] for form in forms}


def _bare(name: str) -> str:
    parts = [part for part in name.split() if part not in TITLES and part.lower() not in role_nouns()]
    return " ".join(parts) or name


def _parts(name: str) -> list[str]:
    parts = [part for part in name.split() if part not in _SUFFIX]
    return parts or [name]


def given_gender(person: str) -> str | None:
    """Return the gender that a given name suggests, for telling pronouns apart and for nothing else."""
    return given_names().get(_parts(person)[0]) if " " in person else None


def _canonical_bodies(names: Iterable[str]) -> dict[str, str]:
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
