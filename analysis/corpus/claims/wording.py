"""Differences in sentences: by how much, in which stories, and what may be why."""

from collections.abc import Sequence
from typing import Any

from analysis.corpus.claims.grounds import EACH_STORY, PLAIN, Ground
from analysis.corpus.measures import MEASURES, Measure
from analysis.corpus.measures.speaking import SOURCES
from analysis.wording import capital, counted, listed, with_article

_OPINION, _LENGTH = 0.1, 0.15  # from which difference on these are told beside another


def said(ground: Ground, levels: tuple[float, float], also: Sequence[str], side: str, beside: Any) -> str:
    """Return a difference as a claim: where it was compared, who has more, how much, and what goes with it.

    `levels` are the means of the group with more and of the other. `also` are groups of which the same holds:
    they have less than the one where `side` is "more", or more than the other. `beside` is a row of
    `differences` on what may be why.
    """
    row, measure = ground.row, MEASURES[ground.row.measure]
    low, high = sorted(abs_ends(*ground.ends))
    parts = measure.more.format(
        one=ground.more,
        other=ground.less,
        name=called(measure, row.name),
    )
    where = f"in the {counted(row.stories, 'story', 'stories')} that both tell"
    if not ground.within:
        where = (
            f"over all articles ({row.articles_one:,} of {row.one}, {row.articles_other:,} of {row.other})"
        )
    if ground.basis == EACH_STORY:
        where = f"in each of {where.removeprefix('in ')}"
    decimals = _decimals(levels, abs(ground.value), measure)
    own, theirs = (number(level, measure, decimals) + "%" * measure.points for level in levels)
    told = (
        f"{where}, {parts}: {own} against {theirs}, a difference of "
        f"{size(abs(ground.value), measure, decimals)} "
        f"({number(low, measure, decimals)} to {number(high, measure, decimals)})."
    )
    return " ".join(
        [_hedged(told, ground), *_also(ground, also, side), *_limits(ground), *_why(ground, beside)]
    )


def _also(ground: Ground, also: Sequence[str], side: str) -> list[str]:
    """Return of which other groups the same holds."""
    if not also:
        return []
    if side == "more":
        return [f"The same holds for {ground.more} against {listed(also)}."]
    return [f"The same holds for {listed(also)} against {ground.less}."]


def _hedged(told: str, ground: Ground) -> str:
    counted_only = ground.basis == EACH_STORY  # these stories are as they are
    return capital(told) if ground.grade == PLAIN or counted_only else f"Probably, {told}"


def abs_ends(low: float, high: float) -> tuple[float, float]:
    """Return the ends of an interval as told of the group that has more: its middle is above 0."""
    return (low, high) if low + high > 0 else (-high, -low)


def _decimals(levels: tuple[float, float], difference: float, measure: Measure) -> int | None:
    """Return how many decimals all numbers need for the levels to give the difference as they are printed:
    None where the usual ones do.
    """
    for decimals in (None, 1, 2):
        own, theirs, shown = (
            float(number(each, measure, decimals).replace("−", "-").replace(",", ""))
            for each in (*levels, difference)
        )
        if abs(abs(own - theirs) - shown) < 1e-6:
            return decimals
    return 1


def size(value: float, measure: Measure, decimals: int | None = None) -> str:
    """Return a difference above 0 in words: "8 percentage points", "0.9"."""
    shown = number(value, measure, decimals)
    if measure.points:
        return f"{shown} percentage {'point' if shown == '1' else 'points'}"
    return f"{shown} on a scale from −1 to 1" if "-1 to 1" in measure.unit else shown


def number(value: float, measure: Measure, decimals: int | None = None) -> str:
    """Return a number in the measure's unit, shares in percent; a true minus sign.

    Without `decimals` it has as many as its size asks for.
    """
    shown = 100 * value if measure.points else value
    if not shown:
        return "0"
    if decimals is not None:
        return f"{shown:,.{decimals}f}".replace("-", "−")
    decimals = 0 if abs(shown) >= 10 else 1 if abs(shown) >= 1 or measure.points else 2
    told = f"{shown:,.{decimals}f}"
    return (told.removesuffix(".0") if measure.points else told).replace("-", "−")


def called(measure: Measure, name: str) -> str:
    """Return what a measure is of in a sentence: "the Republican Party", "persons with a name"."""
    return SOURCES[name] if measure.of == "kind of source" else with_article(name)


def _limits(ground: Ground) -> list[str]:
    row, measure = ground.row, MEASURES[ground.row.measure]
    if ground.basis == EACH_STORY:
        return ["This counts these stories; so few say little about others."]
    if ground.within:
        turned = row.difference * row.unpaired < 0
        return (
            ["Over all their articles it is the other way round, for they tell other stories."]
            if turned
            else []
        )
    low, high = (number(end, measure) for end in abs_ends(row.low, row.high))
    return [
        f"In the {row.stories} stories that both tell it is {size(abs(row.difference), measure)} "
        f"({low} to {high})."
    ]


def _why(ground: Ground, beside: Any) -> list[str]:
    """Return what else differs between the groups and may be why."""
    if beside is None or MEASURES[ground.row.measure].beside != beside.measure:
        return []
    own, theirs = beside.mean_one, beside.mean_other
    if ground.more != beside.one:
        own, theirs = theirs, own
    if beside.measure == "length":
        longer = own > theirs * (1 + _LENGTH)
        return (
            [f"{ground.more}’s articles are longer, too ({own:.0f} words against {theirs:.0f})."]
            if longer
            else []
        )
    if abs(own - theirs) < _OPINION:
        return []
    shares = f"{100 * own:.0f}% of {ground.more}’s articles and {100 * theirs:.0f}% of {ground.less}’s"
    return [f"By their form {shares} are taken for opinion, which may be why."]
