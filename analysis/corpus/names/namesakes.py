"""Whether two full names may be one person's: what their parts and the corpus say for it and against."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from analysis.corpus.names.persons import Person, agree, gender_of, is_misspelt, is_same_given, parse
from analysis.word_lists import words

_AS_RARE = 4  # times as often as a slip of it the right form stands
_SELDOM = 0.05  # of the articles with a name, in which another beside it is a slip
_SHARE, _MOST, _DAYS = 0.25, 0.6, 60  # of a family: within so many days, and at any time
_YEARS = 3 * 365  # days between two of one name who are likely two
_OFFICES = words("people", "offices of few")


@dataclass(frozen=True)
class Evidence:
    """What the corpus tells of full names: in how many articles each stands, and its gender by pronouns.

    `beside(one, other)` counts the articles that name both as two, `in_one_story(one, other)` tells whether a
    story is told with either, `days` has the first and the last day on which each is named, where known,
    `offices` what stands before each.
    """

    articles: Mapping[str, int]
    gender: Mapping[str, int]
    beside: Callable[[str, str], int]
    in_one_story: Callable[[str, str], bool]
    days: Mapping[str, tuple[int, int]]
    offices: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(eq=False)
class Namesake:
    """A person as far as known: the parts of the name and the forms in which articles write it."""

    person: Person
    forms: list[str] = field(default_factory=list)


class Namesakes:
    """What the corpus tells of two people with names alike."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence

    def often(self, bearer: Namesake) -> int:
        """Return in how many articles somebody is named in full, in whichever form."""
        return sum(self._evidence.articles[form] for form in bearer.forms)

    def fits(self, one: Namesake, other: Namesake) -> bool:
        """Tell whether given names, middle names and gender may be of one person."""
        same = is_same_given(one.person, other.person) or self._is_slip(one, other)
        middles = agree(one.person.middles, other.person.middles) or one.person.given in other.person.middles
        roles = one.person.given != other.person.given or not self.are_namesakes(one, other)
        return same and middles and roles and self.may_be_of_one_gender(one, other)

    def _is_slip(self, one: Namesake, other: Namesake) -> bool:
        """Tell whether the rarer given name is the other one, misspelt."""
        rare, usual = sorted((self.often(one), self.often(other)))
        told = usual >= _AS_RARE * rare or self.in_one_story(one, other)
        return is_misspelt(one.person.given, other.person.given) and told

    def may_be_of_one_gender(self, one: Namesake, other: Namesake) -> bool:
        """Tell whether nothing says that one is a man and the other a woman."""
        genders = {self._gender(one), self._gender(other)} - {0}
        return len(genders) < 2

    def _gender(self, bearer: Namesake) -> int:
        told = sum(self._evidence.gender.get(form, 0) for form in bearer.forms)
        return (told > 0) - (told < 0) if abs(told) > 1 else gender_of(bearer.person.given)

    def in_one_story(self, one: Namesake, other: Namesake) -> bool:
        """Tell whether a story is told with either."""
        return any(self._evidence.in_one_story(a, b) for a in one.forms for b in other.forms)

    def is_told(self, one: Namesake, other: Namesake, whole: int) -> bool:
        """Tell whether two forms are likely one person: by article or story, or as they are most of a family.

        Mike Johnson and Michael Johnson are two in a corpus of many Johnsons.
        """
        if self.in_one_story(one, other) or any(
            self._evidence.beside(a, b) for a in one.forms for b in other.forms
        ):
            return True
        share = (self.often(one) + self.often(other)) / whole
        if 1 in (len(one.person.given), len(other.person.given)):
            often = self.often(other) >= _AS_RARE * self.often(one)
            return often and share >= _MOST and self._gap(one, other) <= _DAYS
        return share >= _MOST or (share >= _SHARE and self._gap(one, other) <= _DAYS)

    def are_two(self, one: Namesake, others: Sequence[Namesake]) -> bool:
        """Tell whether articles that name somebody often name beside one of the others of this given name."""
        namesakes = [form for each in others for form in each.forms if parse(form).given == one.person.given]
        beside = sum(self._evidence.beside(form, other) for form in one.forms for other in namesakes)
        return beside > _SELDOM * self.often(one)

    def are_namesakes(self, one: Namesake, other: Namesake) -> bool:
        """Tell whether two of one name have different offices or are years apart, and no story has both."""
        offices = [
            frozenset[str]().union(*(self._evidence.offices.get(form, ()) for form in each.forms)) & _OFFICES
            for each in (one, other)
        ]
        differ = not offices[0] & offices[1] and (all(offices) or self.are_years_apart(one, other))
        return differ and not self.in_one_story(one, other)

    def are_years_apart(self, one: Namesake, other: Namesake) -> bool:
        """Tell whether more than three years lie between the times in which two are named."""
        return self._gap(one, other) > _YEARS

    def _gap(self, one: Namesake, other: Namesake) -> int:
        """Return the days between the times in which two are named, 0 where they overlap or are not known."""
        (first, last), (begin, end) = self._span(one), self._span(other)
        return max(begin - last, first - end, 0)

    def _span(self, bearer: Namesake) -> tuple[int, int]:
        known = [self._evidence.days[form] for form in bearer.forms if form in self._evidence.days]
        return (
            (min(first for first, _ in known), max(last for _, last in known)) if known else (-(10**9), 10**9)
        )
