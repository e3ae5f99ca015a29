"""The paragraph that opens an article's page, the answers to its questions, and the titles of its charts.

All of it is rendered from the table of claims alone, as `analysis.claims` returns it or a page kept it, so it
says what the table says and cannot contradict another place of the page. Facts come first, then what is plain
or probable.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import pandas as pd

from analysis.findings.chances import OPEN
from analysis.findings.grammar import ONE, as_subject, in_words
from analysis.findings.telling import (
    CANNOT_TELL,
    HEDGES,
    QUESTIONS,
    UNKNOWN,
    in_brackets,
    predicate,
    text_of,
)
from analysis.schemas.claims import GRADES
from analysis.wording import capital, listed

_MOST_NAMES = 3
_MOST_PROBABLE = 2
"""How many names a sentence has that are all probable."""
_PROBABLY = HEDGES[GRADES[1]]
_TIMES = {1: "once", 2: "twice"}
_LIGHTS = {"-1": "in a bad light", "1": "in a good light"}


class Said(NamedTuple):
    """A sentence, the numbers of the article's sentences behind it, and the weakest grade of its claims."""

    text: str
    sentences: tuple[int, ...]
    grade: str


class Row(NamedTuple):
    """A row of the table of claims."""

    about: str
    name: str
    value: str
    grade: str
    chance: float
    sentences: tuple[int, ...]

    @property
    def text(self) -> str:
        """The claim in words."""
        return text_of(self.about, self.name, self.value, self.grade, self.chance)


def opening(claims: pd.DataFrame) -> list[Said]:
    """Return the opening paragraph, sentence by sentence: form, who speaks, who is shown how, what leads."""
    rows = _rows(claims)
    parts = (
        *(_form, _voices, _most_heard, _portrayals, _suffering, _agents, _harmed, _silent, _frames),
        _unknown,
    )
    return [said for part in parts for said in part(rows)]


def answers(claims: pd.DataFrame) -> dict[str, list[Said]]:
    """Return for each opening question that applies what the claims answer, or how it is open."""
    rows = _rows(claims)
    found = {question: [_alone(row) for row in _answering(rows, question)] for question in QUESTIONS}
    return {question: said for question, said in found.items() if said}


def title_for(claims: pd.DataFrame, *about: str) -> str:
    """Return what a chart about some subjects of claims shows: its firm claims in words, the surest first,
    else what is open; empty where there is neither.
    """
    rows = _rows(claims)
    told = [row for subject in about for row in _answering(rows, subject)[:_MOST_NAMES]]
    return " ".join(row.text for row in told)


def _rows(claims: pd.DataFrame) -> list[Row]:
    columns = ["about", "name", "value", "grade", "chance", "sentences"]
    return [
        Row(about, name, value, grade, chance, tuple(numbers))
        for about, name, value, grade, chance, numbers in claims[columns].itertuples(index=False)
    ]


def _firm(rows: Sequence[Row], about: str, *values: str) -> list[Row]:
    """Return what is plain or probable about a subject, of these values where some are given."""
    return [
        row
        for row in rows
        if row.about == about and row.grade != OPEN and (not values or row.value in values)
    ]


def _answering(rows: Sequence[Row], question: str) -> list[Row]:
    """Return the firm claims on a subject that answer its question: what leads, comes first or is on a side;
    else that it is open, or the one frame that is there.
    """
    first = {"generic frame": ["lead"], "policy frame": ["1"], "portrayal": ["-1", "1"]}.get(question, [])
    open_ = [row for row in _questions(rows) if row.name == question]
    return _firm(rows, question, *first) or open_ or _firm(rows, question)[:1]


def _alone(row: Row) -> Said:
    return Said(row.text, row.sentences, row.grade)


def _together(text: str, rows: Iterable[Row]) -> Said:
    told = list(rows)
    numbers = sorted({number for row in told for number in row.sentences})
    grade = max((row.grade for row in told), key=GRADES.index)
    return Said(f"{capital(text)}.", tuple(numbers), grade)


def _form(rows: Sequence[Row]) -> Iterator[Said]:
    for row in _firm(rows, "form"):
        yield _alone(row)


def _voices(rows: Sequence[Row]) -> Iterator[Said]:
    """Yield how many speak, how often those do who speak more than once, and how many have no name."""
    voices = _firm(rows, "voices")
    told = [row for row in voices if not row.name]
    nameless = [row for row in voices if row.name]
    each = _firm(rows, "statements") if told else []
    parts = [
        *(f"{row.text.removesuffix('.')}{_often(each)}" for row in told),
        *(_lower(row.text.removesuffix(".")) for row in nameless),
    ]
    if parts:
        yield _together("; ".join(parts), [*told, *each, *nameless])


def _lower(words: str) -> str:
    return f"{words[:1].lower()}{words[1:]}"


def _often(each: Sequence[Row]) -> str:
    """Return how often each speaks, the most often first: ": the union six times, the others once"."""
    several = [row for row in each if int(row.value) > 1][:_MOST_NAMES]
    rest = each[len(several) :]
    if len(each) < 2:
        return "".join(f": {_subject(row)}{_more_than_once(row)}" for row in each)
    if not several:
        return ", once each" if len(each) > _MOST_NAMES else f": {listed([_subject(row) for row in each])}"
    told = [_subject_and_times(row) for row in (each if len(rest) == 1 else several)]
    once = _how_often_others(several, rest)
    return f": {listed(told)}" if len(rest) < 2 else f": {', '.join([*told, f'the others {once}'])}"


def _how_often_others(told: Sequence[Row], rest: Sequence[Row]) -> str:
    most = int(rest[0].value) if rest else 1
    if most == 1:
        return "once"
    return "less often" if most < int(told[-1].value) else "no more often"


def _subject(row: Row) -> str:
    return as_subject(row.name)


def _subject_and_times(row: Row) -> str:
    return f"{_subject(row)} {_times(row)}"


def _times(row: Row) -> str:
    number = int(row.value)
    return _TIMES.get(number, f"{in_words(number)} times")


def _more_than_once(row: Row) -> str:
    return f", {_times(row)}" if int(row.value) > 1 else ""


def _most_heard(rows: Sequence[Row]) -> Iterator[Said]:
    """Yield who is heard most, with the share of others' words: in one sentence, who is plain alone."""
    shares = {row.name: row for row in _firm(rows, "words")}
    plain, probable = _by_grade(_firm(rows, "most heard"))
    firm = (plain or probable)[:_MOST_PROBABLE]
    if not firm:
        yield from _open(rows, "most heard")
        return
    theirs = [shares[row.name] for row in firm if row.name in shares]
    share = f"{listed([f'{row.value}%' for row in theirs])} of the words given to others" if theirs else ""
    known = "; ".join(filter(None, [_range(firm).strip(" ()"), share]))
    yield _together(f"{_claim(firm, 'most heard')} ({known})", [*firm, *theirs])


def _portrayals(rows: Sequence[Row]) -> Iterator[Said]:
    """Yield in one sentence whom the text shows in a bad light, and whom in a good one."""
    sides = [(light, _foremost(_firm(rows, "portrayal", value))) for value, light in _LIGHTS.items()]
    everybody = [row for _, firm in sides for row in firm]
    if not everybody:
        yield from _open(rows, "portrayal")
        return
    told = [f"{_named(firm, _are_alike(everybody))} {light}" for light, firm in sides if firm]
    yield _together(f"the text {_shared(everybody)}shows {', and '.join(told)}{_range(everybody)}", everybody)


def _suffering(rows: Sequence[Row]) -> Iterator[Said]:
    harmed = {row.name for row in _firm(rows, "harmed")}
    others = [row for row in rows if row.name not in harmed]
    return _those(others, "suffers", or_open=False)


def _agents(rows: Sequence[Row]) -> Iterator[Said]:
    return _those(rows, "agent", or_open=True)


def _harmed(rows: Sequence[Row]) -> Iterator[Said]:
    return _those(rows, "harmed", or_open=True)


def _silent(rows: Sequence[Row]) -> Iterator[Said]:
    return _those(rows, "silent", or_open=False)


def _those(rows: Sequence[Row], about: str, or_open: bool) -> Iterator[Said]:
    """Yield of whom a subject is firmly claimed, in one sentence, or that it is open."""
    firm = _foremost(_firm(rows, about))
    if len(firm) == 1:
        yield _alone(firm[0])
    elif firm:
        yield _together(f"{_claim(firm, about)}{_range(firm)}", firm)
    elif or_open:
        yield from _open(rows, about)


def _frames(rows: Sequence[Row]) -> Iterator[Said]:
    """Yield which generic frame leads, and which policy frame comes first; else which are there."""
    for about, value in (("generic frame", "lead"), ("policy frame", "1")):
        first, there = _firm(rows, about, value), _foremost(_firm(rows, about))
        open_ = [] if first else [*_open(rows, about)]
        names = listed([f"{row.name}{in_brackets(row.chance)}" for row in there])
        for said in open_:
            yield said._replace(text=f"{said.text.removesuffix('.')}: {names}.") if names else said
        if not open_:
            yield from map(_alone, first or there[:1])


def _open(rows: Sequence[Row], question: str) -> Iterator[Said]:
    """Yield that the text is balanced in a question, or has none; what cannot be told comes last."""
    return (_alone(row) for row in _questions(rows) if row.name == question and row.value != CANNOT_TELL)


def _unknown(rows: Sequence[Row]) -> Iterator[Said]:
    """Yield all that cannot be told, in one sentence."""
    unknown = [row for row in _questions(rows) if row.value == CANNOT_TELL]
    if unknown:
        yield _together(f"it cannot be told {listed([UNKNOWN[row.name] for row in unknown])}", unknown)


def _questions(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if row.about == "question"]


def _foremost(firm: Sequence[Row]) -> list[Row]:
    """Return those whom a sentence names: three, plain ones first; two where all are probable."""
    plain, probable = _by_grade(firm)
    return [*plain, *probable][: _MOST_NAMES if plain else _MOST_PROBABLE]


def _by_grade(firm: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """Return what is plain, and what is probable."""
    plain, probable = ([row for row in firm if row.grade == grade] for grade in GRADES[:2])
    return plain, probable


def _claim(firm: Sequence[Row], about: str) -> str:
    """Return what is claimed of one or of several, without chances."""
    if len(firm) == 1:
        (row,) = firm
        return predicate(about, row.value).told(
            row.name, HEDGES[row.grade], ONE if row.value == "person" else ""
        )
    said = predicate(about, "").several.format(_shared(firm))
    return f"{_named(firm, _are_alike(firm))} {said}"


def _shared(firm: Sequence[Row]) -> str:
    """Return the hedge that goes with the verb: where none is plain."""
    return _PROBABLY if all(row.grade == GRADES[1] for row in firm) else ""


def _are_alike(firm: Sequence[Row]) -> bool:
    """Tell whether one hedge goes for all."""
    return len({row.grade for row in firm}) == 1


def _named(firm: Sequence[Row], alike: bool) -> str:
    """Return names as a list; where one hedge does not go for all of a sentence, with their chances, and the
    hedge before those that are probable: "Iran (91%) and probably Peru (70%)".
    """
    if alike:
        return listed([_subject(row) for row in firm])
    plain, probable = (
        [f"{_subject(row)}{in_brackets(row.chance)}" for row in rows] for rows in _by_grade(firm)
    )
    if not probable:
        return listed(plain)
    if len(probable) == 1:
        return listed([*plain, f"{_PROBABLY}{probable[0]}"])
    return (
        f"{listed(plain)}, and {_PROBABLY}{listed(probable)}" if plain else f"{_PROBABLY}{listed(probable)}"
    )


def _range(firm: Sequence[Row]) -> str:
    """Return the chances of several claims in brackets, nothing where each name has its own."""
    if not _are_alike(firm):
        return ""
    low, high = (in_brackets(choose(row.chance for row in firm)) for choose in (min, max))
    return low if low == high else f"{low.rstrip('%)')} to {high.lstrip(' (')}"
