"""One name for all full names of a person: middle names, Jr., nicknames, initials and slips of the pen.

Only people of one surname are ever joined (or of two that are a letter apart), and only where one candidate
is left. Whoever the articles name beside each other as two, or whose middle names differ, stays apart.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

import numpy as np

from analysis.annotation.gazetteer import given_names
from analysis.corpus.names.namesakes import Evidence, Namesake, Namesakes
from analysis.corpus.names.persons import agree, given_keys, is_misspelt, less_a_letter, parse, untitled

_CLEARLY = 5
_FATHERS = {"sr"}


class Joined:
    """Full names of people, each with the name of the corpus for whom it means.

    `name` has one for each form, `unclear` the names of those whom a form may mean: "George Bush".
    """

    def __init__(self, forms: Iterable[str], evidence: Evidence) -> None:
        self._evidence, self._namesakes = evidence, Namesakes(evidence)
        self._of: dict[Namesake, Namesake] = {}
        self._unclear: dict[str, list[Namesake]] = {}
        families: dict[str, list[str]] = defaultdict(list)
        for form in sorted(forms):
            families[parse(form).surname].append(form)
        bearers = {surname: self._family(family) for surname, family in sorted(families.items())}
        self._join_across(bearers)
        self._join_reversed(bearers)
        self.name: dict[str, str] = {}
        self.unclear: dict[str, tuple[str, ...]] = {}
        self._settle(bearers)

    def _family(self, forms: list[str]) -> list[Namesake]:
        by_given: dict[tuple[str, str], list[str]] = defaultdict(list)
        for form in forms:
            person = parse(form)
            by_given[person.given, person.suffix].append(form)
        found = [bearer for group in by_given.values() for bearer in self._by_middle(group)]
        self._join_within([bearer for bearer in found if not bearer.person.suffix])
        self._join_suffixed(found)
        return found

    def _by_middle(self, forms: list[str]) -> list[Namesake]:
        """Return the bearers of one given and family name: their middle names tell them apart."""
        bearers: list[Namesake] = []
        bare = [form for form in forms if not parse(form).middles]
        for form in sorted(set(forms) - set(bare), key=lambda form: (-self._evidence.articles[form], form)):
            fitting = [each for each in bearers if agree(each.person.middles, parse(form).middles)]
            if fitting:
                fitting[0].forms.append(form)
            else:
                bearers.append(Namesake(parse(form), [form]))
        self._of |= {bearer: bearer for bearer in bearers}
        if not bare:
            return bearers
        plainly = Namesake(parse(bare[0]), bare)
        if bearers and all(self._namesakes.are_namesakes(plainly, each) for each in bearers):
            self._of[plainly] = plainly
            return [*bearers, plainly]
        if not bearers or self._is_clear(bearers):
            first = bearers[0] if bearers else Namesake(parse(bare[0]))
            if sum(self._evidence.articles[form] for form in bare) >= self._namesakes.often(first):
                first.person = parse(bare[0])  # a rare middle name, or a slip, keeps nobody apart
            first.forms += bare
            self._of[first] = first
            return bearers or [first]
        self._unclear |= dict.fromkeys(bare, bearers)
        return bearers

    def _is_clear(self, bearers: list[Namesake]) -> bool:
        ranked = sorted(bearers, key=lambda each: (-self._namesakes.often(each), each.forms))
        if len(ranked) < 2:
            return True
        first, second = ranked[:2]
        far = any(self._namesakes.are_years_apart(first, each) for each in ranked[1:])
        return self._namesakes.often(first) >= _CLEARLY * self._namesakes.often(second) and not far

    def _join_within(self, family: list[Namesake]) -> None:
        """Join those of one surname whose given names are a nickname, an initial or a slip of each other."""
        whole = sum(self._namesakes.often(each) for each in family)
        by_key: dict[str, list[Namesake]] = defaultdict(list)
        for each in family:
            for key in given_keys(each.person):
                by_key[key].append(each)
        for one in sorted(family, key=lambda each: (self._namesakes.often(each), each.forms)):
            fitting = self._fitting(one, by_key)
            told = [other for other in fitting if self._namesakes.is_told(one, other, whole)]
            if told and all(
                self._namesakes.fits(a, b) or self._root(a) is self._root(b)
                for a, b in combinations(fitting, 2)
            ):
                for other in told:
                    self._join(one, other)

    def _fitting(self, one: Namesake, by_key: Mapping[str, list[Namesake]]) -> list[Namesake]:
        """Return those of a family who may be the same; initials count where either has one."""
        keys = given_keys(one.person)
        initial = f"{one.person.given[:1]}."
        near = {id(each): each for key in keys - {initial} for each in by_key[key]}
        for each in by_key[initial]:
            if 1 in (len(one.person.given), len(each.person.given)):
                near[id(each)] = each
        return sorted(
            (other for other in near.values() if other is not one and self._namesakes.fits(one, other)),
            key=lambda each: each.forms,
        )

    def _join_suffixed(self, family: list[Namesake]) -> None:
        """Join "Ben Lee Jr." to "Ben Lee" where a story is told with either, and no article names two."""
        suffixed = [each for each in family if each.person.suffix]
        for one in suffixed:
            fitting = {
                self._root(other): other
                for other in family
                if not other.person.suffix and self._namesakes.fits(one, other)
            }
            if one.person.nickname:
                fitting = {
                    root: other
                    for root, other in fitting.items()
                    if other.person.given == one.person.nickname
                }
            rivals = [other for other in suffixed if other is not one and self._namesakes.fits(one, other)]
            if len(fitting) != 1 or rivals or one.person.suffix in _FATHERS:
                continue
            (root,) = fitting
            its = [each for each in family if self._root(each) is root]
            if not self._namesakes.are_two(one, its) and any(
                self._namesakes.in_one_story(one, each) for each in its
            ):
                self._join(one, root)

    def _join_across(self, bearers: Mapping[str, list[Namesake]]) -> None:
        """Join those of one given name whose surnames are a letter apart, where a story has either."""
        for rare, usual in sorted(_neighbours(bearers), key=lambda pair: (pair[0].forms, pair[1].forms)):
            if self._namesakes.often(rare) > self._namesakes.often(usual):
                rare, usual = usual, rare
            if self._namesakes.in_one_story(rare, usual) and self._namesakes.may_be_of_one_gender(
                rare, usual
            ):
                self._join(rare, usual)

    def _join_reversed(self, families: Mapping[str, list[Namesake]]) -> None:
        """Join "Lee Ann" and "Ann Lee Ann", slips of a page, to "Ann Lee", who is named far more often."""
        plain = {
            (each.person.given, each.person.surname): each
            for family in families.values()
            for each in family
            if not each.person.middles and not each.person.suffix
        }
        for (given, surname), one in plain.items():
            other = plain.get((surname, given))
            if other and self._namesakes.often(other) >= _CLEARLY * self._namesakes.often(one):
                self._join(one, other)
        for one in [each for surname in _ending_in_a_given_name(families) for each in families[surname]]:
            other = plain.get((one.person.given, one.person.middles[-1])) if one.person.middles else None
            if other and self._namesakes.often(other) >= _CLEARLY * self._namesakes.often(one):
                self._join(one, other)

    def _root(self, bearer: Namesake) -> Namesake:
        while self._of[bearer] is not bearer:
            bearer = self._of[bearer]
        return bearer

    def _join(self, one: Namesake, other: Namesake) -> None:
        one, other = self._root(one), self._root(other)
        if one is not other:
            self._of[one] = other

    def _settle(self, families: Mapping[str, list[Namesake]]) -> None:
        members: dict[Namesake, list[str]] = defaultdict(list)
        for bearer in self._of:
            members[self._root(bearer)] += bearer.forms
        names = {root: _shown(forms, self._evidence.articles) for root, forms in members.items()}
        for root, forms in members.items():
            self.name |= dict.fromkeys(forms, names[root])
        for form, bearers in self._unclear.items():
            among = sorted({names[self._root(bearer)] for bearer in bearers})
            if len(among) > 1:
                self.unclear[form] = tuple(among)
            else:
                self.name[form] = among[0]


def _neighbours(families: Mapping[str, list[Namesake]]) -> Iterator[tuple[Namesake, Namesake]]:
    """Yield bearers of one given name whose surnames are a letter apart: less a letter, they are one."""
    bearers = [
        bearer
        for family in families.values()
        for bearer in family
        if not bearer.person.suffix and len(bearer.person.given) > 1
    ]
    keys, owners = array("q"), array("l")
    for number, bearer in enumerate(bearers):
        for form in less_a_letter(bearer.person.surname):
            keys.append(hash((bearer.person.given, form)))
            owners.append(number)
    seen = set()
    for pair in _sharing(np.array(keys), np.array(owners)):
        one, other = (bearers[number] for number in pair)
        same = one.person.given == other.person.given
        if pair not in seen and same and is_misspelt(one.person.surname, other.person.surname):
            seen.add(pair)
            yield one, other


def _sharing(keys: np.ndarray, owners: np.ndarray) -> Iterator[tuple[int, int]]:
    """Yield the pairs of owners, in their order, that share a key."""
    order = np.argsort(keys, kind="stable")
    starts = np.flatnonzero(np.diff(keys[order], prepend=0, append=0))
    for group in np.split(order, starts[1:-1] if len(starts) > 2 else []):
        if len(group) > 1:
            yield from combinations(sorted(owners[group].tolist()), 2)


def _ending_in_a_given_name(families: Iterable[str]) -> list[str]:
    return [surname for surname in families if surname.capitalize() in given_names()]


def _usual_form(forms: Iterable[str], articles: Mapping[str, int]) -> str:
    """Return the form of a name that most articles write, not in capitals where there is another."""
    return min(forms, key=lambda form: (form.isupper(), -articles[form], "." in form, -len(form), form))


def _shown(forms: list[str], articles: Mapping[str, int]) -> str:
    """Return the usual form of a person's name, without titles."""
    often: Counter[str] = Counter()
    for form in forms:
        often[untitled(form)] += articles[form]
    return _usual_form(often, often)
