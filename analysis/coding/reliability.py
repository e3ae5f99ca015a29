"""How far coders agree with each other, and the machine with them, on the units of a sample.

Krippendorff's alpha is agreement beyond chance, for any number of coders and units not coded by all: 1 is
perfect, 0 what chance gives. Krippendorff (2004) asks for .8, or .667 where conclusions are tentative. The
figure is that of `nltk.metrics.agreement`. Its interval is a bootstrap over groups of units, for which the
same alpha is written as a function of sums: each group's coincidences of labels are counted once.

A machine's figures are taken against every coder in turn and added up, so that nobody's coding is thrown away
where coders differ. What is resampled for the intervals are units or, from ten articles on, whole articles,
because the units of one article are alike.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import TypeVar

import numpy as np
import pandas as pd
from nltk.metrics.agreement import AnnotationTask
from nltk.metrics.distance import binary_distance, masi_distance

from analysis.coding.answers import NO, POLARITIES, QUOTES, SENTIMENT, TASKS, YES
from analysis.coding.codes import Coding, Codings
from analysis.coding.units import Label, Material, Speech, merged, units
from analysis.schemas import typed
from analysis.statistics.metrics import Estimate, Scores, estimate, macro_f1, precision_recall_f1
from analysis.statistics.resampling import Resampling
from analysis.wording import NOBODY_NAMED, capital, counted

_Label = TypeVar("_Label", bound=Hashable)


def nominal(one: Hashable, other: Hashable) -> float:
    """Return 1 for labels that differ."""
    return binary_distance(one, other)


def of_polarities(one: str, other: str) -> float:
    """Return the squared distance of two polarities: negative and positive are four times as far apart."""
    return float((POLARITIES.index(one) - POLARITIES.index(other)) ** 2)


def of_sets(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the MASI distance of two sets (Passonneau 2006), 0..1; two empty ones are the same."""
    return masi_distance(one, other) if one or other else 0.0


def alpha(
    groups: Mapping[Hashable, Sequence[Sequence[_Label]]],
    distance: Callable[[_Label, _Label], float],
    resampling: Resampling = Resampling(),
) -> Estimate:
    """Return alpha over units, given in the groups that are resampled: for each unit the labels it was given.

    Units with fewer than two labels do not count. All three numbers are nan where all labels are the same:
    nobody has shown that the coders can tell two apart.
    """
    kept = {key: [unit for unit in units if len(unit) > 1] for key, units in groups.items()}
    units = [unit for each in kept.values() for unit in each]
    names = sorted({label for unit in units for label in unit}, key=_order)
    if len(names) < 2:
        return Estimate(float("nan"), float("nan"), float("nan"))
    apart = np.array([[distance(one, other) for other in names] for one in names])
    place = {name: number for number, name in enumerate(names)}
    rows = np.array([_coincidences(each, place) for each in kept.values() if each])
    low, high = estimate(rows, lambda sums: _alpha(sums, apart), resampling)[1:]
    return Estimate(_by_nltk(units, distance), low, high)


def _by_nltk(units: Sequence[Sequence[_Label]], distance: Callable[[_Label, _Label], float]) -> float:
    data = [(coder, unit, label) for unit, labels in enumerate(units) for coder, label in enumerate(labels)]
    return float(AnnotationTask(data, distance).alpha())


def _coincidences(units: Sequence[Sequence[_Label]], place: Mapping[_Label, int]) -> np.ndarray:
    """Return how often two coders gave a unit each pair of labels; pairs of m labels count 1 / (m - 1)."""
    counts = np.zeros((len(place), len(place)))
    for labels in units:
        own = np.zeros(len(place))
        for label, times in Counter(labels).items():
            own[place[label]] = times
        counts += (np.outer(own, own) - np.diag(own)) / (len(labels) - 1)
    return counts.ravel()


def _alpha(sums: np.ndarray, apart: np.ndarray) -> np.ndarray:
    """Return alpha of sums of coincidences, shape (..., labels squared); 1 where only one label was drawn."""
    observed = sums.reshape(*sums.shape[:-1], *apart.shape)
    marginal = observed.sum(axis=-1)
    total = marginal.sum(axis=-1)
    expected = np.einsum("...i,...j,ij->...", marginal, marginal, apart) / np.maximum(total - 1, 1)
    disagreement = (observed * apart).sum(axis=(-1, -2))
    return 1 - np.divide(disagreement, expected, out=np.zeros_like(disagreement), where=expected > 0)


def _order(label: Hashable) -> str:
    return str(sorted(label)) if isinstance(label, frozenset) else str(label)


COLLEAGUES, WITH_MACHINE = "coders", "the machine and coders"
UNKNOWN = Estimate(float("nan"), float("nan"), float("nan"))
FEWEST_ARTICLES = 10
Key = tuple[str, int, int]
Coded = Mapping[Hashable, Sequence[Sequence[_Label]]]  # by group, for each unit the labels it was given
Counts = tuple[int, int, int]  # right, found, gold


@dataclass(frozen=True)
class Compared:
    """A task's coded units: what the machine and each coder say of each; `problems` say what is left out."""

    task: str
    machine: Mapping[Key, Label]
    coders: Mapping[Key, Mapping[str, Label]]

    @property
    def groups(self) -> dict[Hashable, list[Key]]:
        """The units in the groups that are resampled: articles where there are many, else units."""
        many = len({article for article, _, _ in self.coders}) >= FEWEST_ARTICLES
        groups: dict[Hashable, list[Key]] = defaultdict(list)
        for key in self.coders:
            groups[key[0] if many else key].append(key)
        return dict(groups)


def compare(codings: Codings, material: Material) -> tuple[list[Compared], list[str]]:
    """Put codings beside what the machine finds in the texts; also return sentences on what is left out.

    Rows that were filled in with the machine's labels in view tell nothing about it and are left out, and so
    are rows of other texts and those that no longer fit theirs.
    """
    problems = list(codings.problems)
    hidden = [row for row in codings.rows if not row.shown]
    if seen := len(codings.rows) - len(hidden):
        problems.append(
            f"{counted(seen, 'row')} coded with the machine's labels in view can correct reports, "
            "but tell nothing of how good it is."
        )
    compared = []
    for task in TASKS:
        if rows := [row for row in hidden if row.task == task]:
            every = units(material, task)
            keys = zip(every["article_id"], every["start"].astype(int), every["end"].astype(int), strict=True)
            machine = dict(zip(keys, every["machine"], strict=True))
            kept = list(_fitting(rows, machine, material, problems))
            coders = _by_unit(kept)
            if coders:
                compared.append(Compared(task, {key: machine[key] for key in coders}, coders))
    return compared, problems


def agreement(compared: Iterable[Compared], resampling: Resampling = Resampling()) -> pd.DataFrame:
    """Return how far coders agree, and the machine with them: a row a measure.

    Columns: task, between ("coders", or "the machine and coders"), measure, units (how many it rests on),
    value, low, high: the 95% interval. Alphas are up to 1, the others 0..1; value and interval are nan where
    nothing can be said.
    """
    rows = [row for each in compared for row in _rows(each, resampling)]
    return typed("agreement", rows, without=["more"])


def more_units(results: pd.DataFrame, width: float = 0.2) -> pd.Series:
    """Return for each measure how many more units would narrow its interval to a width.

    An interval's width falls with the square root of the units. Where all is right, the interval of n units
    is at least 3 / n wide (rule of three: Hanley and Lippman-Hand 1983). Null where there is no interval.
    """
    n = results["units"]
    now = (results["high"] - results["low"]).clip(lower=3 / n.clip(lower=1))
    more = (n * (now / width) ** 2 - n).clip(lower=0)
    return more.round().astype("Int64").rename("more")


def apart(compared: Compared) -> pd.DataFrame:
    """Return the units on which somebody differs: article_id, start, end, machine, coders (a dict)."""
    rows = [
        (*key, compared.machine[key], given)
        for key, given in sorted(compared.coders.items())
        if any(not _alike(compared.machine[key], label) for label in given.values())
        or any(not _alike(one, other) for one, other in combinations(given.values(), 2))
    ]
    return pd.DataFrame(rows, columns=["article_id", "start", "end", "machine", "coders"])


def same_speaker(one: str | None, other: str | None) -> bool:
    """Tell whether two names mean one speaker: the same, or one a part of the other ("Trump")."""
    words = [set((name or NOBODY_NAMED).casefold().replace("’", "'").split()) for name in (one, other)]
    return words[0] <= words[1] or words[1] <= words[0]


def _rows(each: Compared, resampling: Resampling) -> Iterator[tuple]:
    coded = {group: [list(each.coders[key].values()) for key in keys] for group, keys in each.groups.items()}
    shared = sum(len(labels) > 1 for units_ in coded.values() for labels in units_)
    if shared:
        for measure, figure in _measures(each.task, coded, resampling):
            yield (each.task, COLLEAGUES, measure, shared, *figure)
    against = {
        group: [[label, each.machine[key]] for key in keys for label in each.coders[key].values()]
        for group, keys in each.groups.items()
    }
    for measure, figure in [
        *_measures(each.task, against, resampling),
        *_of_machine(each, against, resampling),
    ]:
        yield (each.task, WITH_MACHINE, measure, len(each.coders), *figure)


def _measures(task: str, coded: Coded[Label], resampling: Resampling) -> Iterator[tuple[str, Estimate]]:
    """Yield what holds between coders and with the machine alike: alphas, and the F1 of who speaks."""
    if task == QUOTES:
        speech = _all(Speech, coded)
        said = {group: [[each.kind != NO for each in unit] for unit in own] for group, own in speech.items()}
        yield "somebody else speaks: Krippendorff's alpha", alpha(said, nominal, resampling)
        kinds = {group: [_kinds(unit) for unit in own] for group, own in speech.items()}
        yield "kind of quotation: Krippendorff's alpha", alpha(kinds, nominal, resampling)
        yield "who speaks: F1", _scores(speech, _speakers, resampling).f1
    elif task == SENTIMENT:
        yield "polarity: Krippendorff's alpha", alpha(_all(str, coded), of_polarities, resampling)
    else:
        yield "frames: Krippendorff's alpha (MASI)", alpha(_all(frozenset, coded), of_sets, resampling)


def _all(kind: type[_Label], coded: Coded[Label]) -> dict[Hashable, list[list[_Label]]]:
    """Return the labels of a task, which are all of one kind."""
    return {
        group: [[label for label in unit if isinstance(label, kind)] for unit in own]
        for group, own in coded.items()
    }


def _of_machine(
    each: Compared, coded: Coded[Label], resampling: Resampling
) -> Iterator[tuple[str, Estimate]]:
    """Yield precision, recall and F1 of the machine, with the coders' labels for right."""
    for what, scores in _machine_scores(each.task, coded, resampling):
        for name, figure in zip(("precision", "recall", "F1"), scores, strict=True):
            yield f"{what}: {name}", figure
    if each.task == SENTIMENT:
        gold, found = zip(*(pair for own in coded.values() for pair in own), strict=True)
        yield "polarity: macro-F1", macro_f1(gold, found, resampling=resampling)


def _machine_scores(task: str, coded: Coded[Label], resampling: Resampling) -> Iterator[tuple[str, Scores]]:
    if task == QUOTES:
        yield "somebody else speaks", _scores(_all(Speech, coded), _speaks, resampling)
    elif task == SENTIMENT:
        for side in ("negative", "positive"):
            yield side, _scores(_all(str, coded), _is(side), resampling)
    else:
        yield "frames", _scores(_all(frozenset, coded), _frames, resampling)


def _scores(
    coded: Coded[_Label], count: Callable[[_Label, _Label], Counts], resampling: Resampling
) -> Scores:
    """Return precision, recall and F1 over all pairs (gold, found); nan where there is nothing to count."""
    counts = [
        [count(gold, found) for unit in own for gold, found in combinations(unit, 2)]
        for own in coded.values()
    ]
    rows = [_added(each) for each in counts if each]
    _, found, gold = _added(rows)
    scores = precision_recall_f1(rows, resampling)
    wholes = found, gold, found + gold
    return Scores(*(each if whole else UNKNOWN for each, whole in zip(scores, wholes, strict=True)))


def _added(counts: Iterable[Counts]) -> Counts:
    right, found, gold = (sum(column) for column in zip(*counts, strict=True))
    return right, found, gold


def _speaks(gold: Speech, found: Speech) -> Counts:
    sides = gold.kind != NO, found.kind != NO
    return int(all(sides)), int(sides[1]), int(sides[0])


def _speakers(gold: Speech, found: Speech) -> Counts:
    """Return (right, found, gold) of the speakers in one unit; each is right once at most.

    Where a coder heard somebody and did not say whom, nothing is counted.
    """
    if any(each.kind != NO and not each.speakers for each in (gold, found)):
        return 0, 0, 0
    left = list(found.speakers)
    right = 0
    for name in sorted(gold.speakers, key=str):
        fitting = [other for other in left if same_speaker(name, other)]
        if fitting:
            left.remove(fitting[0])
            right += 1
    return right, len(found.speakers), len(gold.speakers)


def _is(side: str) -> Callable[[str, str], Counts]:
    return lambda gold, found: (int(gold == found == side), int(found == side), int(gold == side))


def _frames(gold: frozenset[str], found: frozenset[str]) -> Counts:
    return len(gold & found), len(found), len(gold)


def _kinds(labels: Sequence[Speech]) -> list[str]:
    """Return the kinds of quotation that labels tell; a bare yes tells none."""
    return [label.kind for label in labels if label.kind != YES]


def _alike(one: Label, other: Label) -> bool:
    if isinstance(one, Speech) and isinstance(other, Speech):
        right, found, gold = _speakers(one, other)
        kinds = {one.kind, other.kind}
        return right == found == gold and (len(kinds) == 1 or (YES in kinds and NO not in kinds))
    return one == other


def _fitting(
    rows: Sequence[Coding], machine: Mapping[Key, Label], material: Material, problems: list[str]
) -> Iterator[Coding]:
    """Yield the rows that are about these texts as they are; say what is wrong with the others."""
    text_of = cache(material.text)
    for row in rows:
        if row.article_id not in material.articles.index:
            problems.append(f"{capital(row.place)}: there is no article “{row.article_id}” among the texts.")
            continue
        if not row.fits(text_of(row.article_id).text):
            problems.append(f"{capital(row.place)}: its text no longer stands at {row.start} to {row.end}.")
        elif (row.article_id, row.start, row.end) not in machine:
            problems.append(f"{capital(row.place)}: it is no unit that could have been drawn.")
        else:
            yield row


def _by_unit(rows: Sequence[Coding]) -> dict[Key, dict[str, Label]]:
    """Return the label that each coder gave each unit."""
    found: dict[Key, dict[str, list[Coding]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        found[row.article_id, row.start, row.end][row.who].append(row)
    return {key: {who: _label(own) for who, own in given.items()} for key, given in found.items()}


def _label(rows: Sequence[Coding]) -> Label:
    """Return what one coder said of a unit; several statements in one sentence are one label."""
    first = rows[0]
    if first.task == QUOTES:
        return merged([_speech(row) for row in rows])
    return first.answer.label if first.task == SENTIMENT else first.answer.frames


def _speech(row: Coding) -> Speech:
    told = row.answer.label != NO and (row.nobody or row.answer.speaker)
    return Speech(row.answer.label, frozenset([row.answer.speaker]) if told else frozenset())
