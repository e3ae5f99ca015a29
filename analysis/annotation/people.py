"""People: one name for each person of a text, found again by surname, by given name and by title."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from spacy.tokens import Doc, Span, Token

from analysis.annotation.gazetteer import abbreviated_roles, body_nouns, given_names, known_names, role_nouns
from analysis.word_lists import words

TITLES = {title: gender for gender in ("masculine", "feminine") for title in words("titles", gender)}
_PLACES = words("names", "places")
_OF_PEOPLE_ONLY = words("titles", "of people only")
_LONG_ENOUGH = 5
_SUFFIX = words("titles", "suffixes")
_OFFICES_AS_NAMES = words("names", "offices that are surnames")


class People:
    """The people a text names in full, found again by a part of their name."""

    def __init__(self, spans: Iterable[Span]):
        forms: Counter[str] = Counter()
        titled: dict[str, Counter[str]] = defaultdict(Counter)
        self._namesakes: set[str] = set()
        for span in spans:
            form = _without_title(bare(span.text))
            if form in self._namesakes or (form not in forms and _without_suffix(form) in forms):
                self._namesakes.add(form)
                continue
            forms[form] += 1
            titled[form].update(gender for gender in [_title_gender(span)] if gender)
        self._canonical = _canonical(forms)
        self._titled = {form: gender for form, genders in titled.items() if (gender := _prevailing(genders))}
        self._weight: Counter[str] = Counter()
        self._by_part: dict[str, set[str]] = defaultdict(set)
        self._by_middle: dict[str, set[str]] = defaultdict(set)
        for form, person in self._canonical.items():
            self._weight[person] += forms[form]
            for part in _short_forms(person):
                self._by_part[part].add(person)
            for part in _parts(person.lower())[1:-1]:
                self._by_middle[part].add(person)

    @property
    def surnames(self) -> set[str]:
        """The surnames of those named in full."""
        return {surname(person) for person in self._canonical.values() if " " in person}

    @property
    def given(self) -> set[str]:
        """The given names of those named in full, as far as they are known to be given names."""
        firsts = {_parts(person)[0] for person in self._canonical.values() if " " in person}
        return firsts & given_names().keys()

    def bearer(self, span: Span) -> str | None:
        """Return the one person whom a span names, if there is one. A title excludes the other gender.

        "Ben Lee Jr." is another where the text has named "Ben Lee" before.
        """
        form = _without_title(bare(span.text))
        if form in self._namesakes:
            return form
        bearers = self._by_part.get(form.lower()) or self._by_middle.get(form.lower(), set())
        bearers = bearers or self._misspelt(form)
        if " " in form:
            return next(iter(bearers)) if len(bearers) == 1 else self._canonical.get(form)
        gender = _title_gender(span) or self._titled.get(form)
        return self._most_named({b for b in bearers if not gender or given_gender(b) in {None, gender}})

    def _misspelt(self, form: str) -> set[str]:
        """Return those whose surname is a single name of five letters or more but for one: Hauser, Houser."""
        if " " in form or len(form) < _LONG_ENOUGH:
            return set()
        people = (person for person in self._canonical.values() if " " in person)
        return {person for person in people if _one_off(surname(person), form)}

    def _most_named(self, bearers: set[str]) -> str | None:
        ranked = sorted(((self._weight[b], b) for b in bearers), reverse=True)
        tied = len(ranked) > 1 and ranked[0][0] == ranked[1][0]
        return ranked[0][1] if ranked and not tied else None


def _one_off(one: str, other: str) -> bool:
    """Tell whether two names differ within by one letter, by two that changed places, or one has a letter
    more: Homan, Hoamn, Horman.
    """
    short, long = sorted((one, other), key=len)
    if len(short) < _LONG_ENOUGH or (short[0], short[-1]) != (long[0], long[-1]):
        return False
    if len(short) == len(long):
        unlike = [place for place, (a, b) in enumerate(zip(short, long, strict=True)) if a != b]
        return len(unlike) == 1 or _is_swapped(short, long, unlike)
    return any(long[:place] + long[place + 1 :] == short for place in range(1, len(long) - 1))


def _is_swapped(one: str, other: str, places: list[int]) -> bool:
    """Tell whether two neighbouring letters, at the places where two names differ, changed places."""
    if len(places) != 2 or places[1] - places[0] != 1:
        return False
    first, second = places
    return one[first] + one[second] == other[second] + other[first]


def bare(name: str) -> str:
    """Return a name without marks around it, and without a bracket that stays open."""
    name = name.strip("“”‘’\"'•*·|–—- ")
    return (name if ")" in name else name.partition("(")[0].strip()) or name


def may_be_person(span: Span) -> bool:
    """Tell whether what seems a person can be one: not "Conservative MP", "Page B1", "Gold Standard"."""
    if any(letter.isdigit() for letter in span.text):
        return False
    own = [token.text for token in span if not token.is_punct]
    if len(own) > 1 and own[0] not in given_names() and own[-1].lower() in words("actors", "things"):
        return False
    office = own and _is_office(own[-1]) and own[-1] not in _OFFICES_AS_NAMES
    return not (len(own) > 1 and office and all(word in _parties() or _is_office(word) for word in own[:-1]))


@cache
def _parties() -> frozenset[str]:
    """Return the words that stand before an office and are no name: "Conservative", "Foreign", "Prime"."""
    return words("names", "before an office") | {n for n, e in known_names().items() if e.label == "NORP"}


def surname(person: str) -> str:
    """Return the last name of a person, without Jr. or III."""
    return _parts(person)[-1]


def given_gender(person: str) -> str | None:
    """Return the gender that a given name suggests, for telling pronouns apart and for nothing else."""
    return given_names().get(_parts(person)[0]) if " " in person else None


def completed(doc: Doc, spans: list[Span]) -> list[Span]:
    """Return the spans with the full names of people mended where the recogniser missed a part.

    A given name and the proper noun after it are a person, whether they were taken for a body ("Lester Holt"
    as ORG), only the surname was found, or neither; and so is what was taken for a body behind a title that
    only people bear ("Detective Lee Park").
    """
    at = {token.i: span for span in spans for token in span}
    full = {
        span.start: Span(doc, span.start, span.end, label="PERSON")
        for span in spans
        if span.label_ == "ORG" and len(span) in {2, 3} and _is_full_name(span[0], span[-1])
    }
    full |= {
        span.start + 1: Span(doc, span.start + 1, span.end, label="PERSON")
        for span in spans
        if span.label_ == "ORG" and len(span) in {2, 3, 4} and _is_titled(span)
    }
    full |= {
        span.start: Span(doc, span.start, span.end + 1, label="PERSON")
        for span in spans
        if span.label_ == "PERSON" and _goes_on(span, at)
    }
    for given in doc[:-1]:
        surname = given.nbor()
        covering = at.get(surname.i)
        lone = covering is None or (covering.label_ == "PERSON" and len(covering) == 1)
        if given.i not in at and lone and _is_full_name(given, surname):
            full[given.i] = Span(doc, given.i, given.i + 2, label="PERSON")
    covered = {token.i for span in full.values() for token in span}
    return [*full.values(), *(span for span in spans if not covered & set(range(span.start, span.end)))]


def _goes_on(span: Span, at: dict[int, Span]) -> bool:
    """Tell whether a person's name was cut before its surname: "S. Ann", "Lee"."""
    rest = at.get(span.end)
    cut = len(span) == 2 and span[0].text.endswith(".") and span[-1].text in given_names()
    return cut and rest is not None and len(rest) == 1 and rest.label_ == "PERSON"


def bare_surnames(doc: Doc, people: People, covered: set[int]) -> Iterator[Span]:
    """Yield the surnames and given names of people named in full where the recogniser saw no name.

    Surnames count also in capitals, given names only where the parser takes them for names.
    """
    surnames = {name for name in people.surnames if name[0].isupper()}
    capitals = {name.upper() for name in surnames if len(name) > 3}
    given = people.given
    for place, word in enumerate(map(str, doc)):
        is_given = word in given and _stands_alone(doc[place]) and not is_month(doc[place])
        is_name = word in surnames or word in capitals or is_given
        if is_name and place not in covered:
            yield Span(doc, place, place + 1, label="PERSON")


def _stands_alone(given: Token) -> bool:
    return given.pos_ == "PROPN" and given.dep_ != "compound"


def is_month(given: Token) -> bool:
    """Tell whether a given name is a month: "in June Lee resigned", "the June CITT meeting"."""
    if given.text not in words("names", "months that are given names"):
        return False
    dated = given.i > 0 and given.nbor(-1).lower_ in words("names", "before a month")
    body = given.i + 1 < len(given.doc) and given.nbor().text.isupper() and len(given.nbor()) > 2
    return dated or (body and not given.text.isupper())


def _is_titled(span: Span) -> bool:
    names = [
        token for token in span[1:] if token.text.istitle() and token.lower_ not in body_nouns() | _PLACES
    ]
    return span[0].text in _OF_PEOPLE_ONLY and len(names) == len(span) - 1


def _is_full_name(given: Token, surname: Token) -> bool:
    if given.text not in given_names() or not given.pos_ == surname.pos_ == "PROPN":
        return False
    proper = surname.text[:1].isupper() and surname.is_alpha and not is_month(given)
    common = any(surname.lower_ in nouns for nouns in (body_nouns(), role_nouns(), _PLACES))
    known = f"{given.text} {surname.text}" in known_names() or surname.text in known_names()
    return proper and not common and not known


def _prevailing(genders: Counter[str]) -> str | None:
    """Return the gender of the titles that a name bears, if the other is rare."""
    ranked = genders.most_common()
    return ranked[0][0] if ranked and all(ranked[0][1] > 3 * seldom for _, seldom in ranked[1:]) else None


def _title_gender(span: Span) -> str | None:
    return TITLES.get(span.doc[span.start - 1].text) if span.start else None


def _without_title(name: str) -> str:
    """Leave out the titles and offices a name begins with; its last word stays: "Mr. King" is King."""
    parts = name.split()
    while len(parts) > 1 and (parts[0] in TITLES or _is_office(parts[0])):
        parts = parts[1:]
    return " ".join(parts)


def _is_office(word: str) -> bool:
    known = word.lower() in role_nouns() or word in abbreviated_roles() or f"{word}." in abbreviated_roles()
    return known and word not in given_names()


def _short_forms(person: str) -> list[str]:
    """Return, in small letters, the given name and every ending of a name: "de blasio", "blasio"."""
    parts = _parts(person.lower())
    return [parts[0], *(" ".join(parts[i:]) for i in range(1, len(parts)))] if len(parts) > 1 else []


def _parts(name: str) -> list[str]:
    suffixes = {suffix.lower() for suffix in _SUFFIX}
    return [part for part in name.split() if part.lower() not in suffixes] or [name]


def _without_suffix(name: str) -> str | None:
    """Return a full name without Jr. or III, None where it has no such suffix."""
    plain = " ".join(_parts(name)).rstrip(",")
    return plain if plain != name and " " in plain else None


def _without_epithets(by_name: dict[tuple[str, str], list[str]]) -> dict[tuple[str, str], list[str]]:
    """Join "Crooked Ann Lee" to "Ann Lee", who begins with a given name, where the text has both."""
    known = {" ".join(_parts(form)): key for key, group in by_name.items() for form in group}
    joined: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key, group in by_name.items():
        for form in group:
            first, _, rest = " ".join(_parts(form)).partition(" ")
            is_epithet = first not in given_names() and " " in rest and rest.split()[0] in given_names()
            joined[known.get(rest, key) if is_epithet else key].append(form)
    return joined


def _canonical(forms: Counter[str]) -> dict[str, str]:
    by_name: dict[tuple[str, str], list[str]] = defaultdict(list)
    for form in forms:
        parts = _parts(form)
        by_name[parts[0], parts[-1]].append(form)
    by_name = _without_epithets(by_name)
    best = {key: max(group, key=lambda form: (forms[form], -len(form))) for key, group in by_name.items()}
    return {form: best[key] for key, group in by_name.items() for form in group}
