"""From which chances on claims are plain or probable: cuts that keep the grades' promises on coded articles.

Plain promises that at most one claim in ten is wrong, probable that at most one in three is. A cut is the
lowest chance from which on the one-sided upper bound of the share of wrong claims keeps the promise, by a
bootstrap over articles: the 95 % bound for plain, where no cut keeps that one the 80 % bound, else what was
measured; the 80 % bound for probable. What a grade is worth is measured with cuts that were chosen on other
articles, in folds; a kind of claim whose plain claims stand in fewer than 29 articles stays probable (29 of
29 right are needed to say with 95 % that at most one in ten is wrong), and one with fewer probable claims
open.

Pages of all kinds and countries set the cuts where claims stand in 29 of them; elsewhere all articles do, in
which a page counts three times. What is plain on pages also has to keep its promise in all articles, by what
was measured there.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from analysis.validation import fitting

WRONG = {"plain": 1 / 10, "probable": 1 / 3}
FEWEST = 29
GRID = np.round(np.arange(0.5, 0.99, 0.01), 2)
"""The chances that may be cuts: what is likelier wrong than right is neither plain nor probable."""
_ANY = np.ones(len(GRID), dtype=bool)
PAGE = 3.0
"""How much a page of any kind and country counts, beside 1 for a text of our own or an article of US news."""
LEAST_PLAIN = 0.6
"""No claim is plain below it: what is printed beside the word should not contradict it."""
_SAMPLES = 1000
PLAIN_BOUNDS, PROBABLE_BOUND = (0.95, 0.8, 0.5), 0.8
"""By which one-sided bounds of the share of wrong claims a promise is kept, the stricter one first; the 50 %
bound is what was measured."""


class Judged(NamedTuple):
    """A claim that could be made: its article, its chance by a regression that has not seen it, whether the
    codings bear it out, and how much its article counts (0: not at all).
    """

    article: str
    chance: float
    right: bool
    weight: float = 1.0


class Cuts(NamedTuple):
    """The chances from which on claims are plain, and probable; None where no cut keeps the promise.

    `bound` tells whether the cut for probable keeps it by the bound, or by what was measured alone.
    """

    plain: float | None
    probable: float | None
    bound: bool = True

    def grade(self, chance: float) -> str:
        """Return plain, probable or open."""
        if self.plain is not None and chance >= self.plain:
            return "plain"
        return "probable" if self.probable is not None and chance >= self.probable else "open"


def cuts(claims: Sequence[Judged], plain: bool = True) -> Cuts:
    """Return the cuts for a kind of claim, set on pages where these suffice, else on all articles; none for
    plain where it cannot be plain.
    """
    counting = [claim for claim in claims if claim.weight]
    on = [[claim for claim in counting if claim.weight >= PAGE], counting]
    tries = [(bound, each) for bound in PLAIN_BOUNDS for each in on if plain]
    top = _first(_cut(each, each, "plain", _keeping(counting), bound) for bound, each in tries)
    below = [[claim for claim in each if top is None or claim.chance < top] for each in on]
    pairs = list(zip(below, on, strict=True))
    probable = _first(_cut(each, of, "probable", _ANY, PROBABLE_BOUND) for each, of in pairs)
    by_bound = probable is not None
    if probable is None:
        probable = _cut(below[-1], counting, "probable", _ANY, None)
    if top is not None:
        probable = min(top, top if probable is None else probable)
    return Cuts(top, probable, by_bound)


def _first(found: Iterable[float | None]) -> float | None:
    return next((each for each in found if each is not None), None)


def _keeping(claims: Sequence[Judged]) -> np.ndarray:
    """Return from which chances of GRID on claims of all articles are plain by what was measured: bool."""
    made, wrong, _ = _counts(claims, sorted({claim.article for claim in claims}))
    shares = wrong.sum(axis=0) / np.maximum(made.sum(axis=0), 1)
    return (shares <= WRONG["plain"]) & (GRID >= LEAST_PLAIN)


def _cut(
    claims: Sequence[Judged], of: Sequence[Judged], grade: str, among: np.ndarray, bound: float | None
) -> float | None:
    """Return the lowest chance, among some of GRID, from which on claims of a grade keep its promise by a
    bound, or without one by what was measured, in enough articles.
    """
    articles = sorted({claim.article for claim in of})
    if not articles:
        return None
    made, wrong, weights = _counts(claims, articles)
    made[:, ~among] = 0
    times = _times(len(articles)) * weights if bound else weights[None, :]
    return _lowest(made, wrong, times, WRONG[grade], bound or 0.5)


def nested(claims: Sequence[Judged], plain: bool = True) -> list[str]:
    """Return the grade of each claim by cuts that were chosen on other articles."""
    articles = sorted({claim.article for claim in claims})
    fold = dict(zip(articles, fitting.folds(len(articles), seed=4).tolist(), strict=True))
    chosen = [
        cuts([claim for claim in claims if fold[claim.article] != number], plain)
        for number in range(fitting.FOLDS)
    ]
    return [chosen[fold[claim.article]].grade(claim.chance) for claim in claims]


def measured(claims: Sequence[Judged], plain: bool = True) -> dict[str, dict[str, int]]:
    """Return for each grade how many claims are right, of how many, in how many articles; each was graded by
    cuts that were chosen on other articles.
    """
    counting = [claim for claim in claims if claim.weight]
    graded = list(zip(counting, nested(counting, plain), strict=True))
    by_grade = {grade: [claim for claim, its in graded if its == grade] for grade in WRONG}
    return {
        grade: {
            "right": sum(claim.right for claim in its),
            "claims": len(its),
            "articles": len({claim.article for claim in its}),
        }
        for grade, its in by_grade.items()
    }


def _counts(claims: Sequence[Judged], articles: Sequence[str]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return how many claims are made, and wrong, from each chance of GRID on: arrays (articles, GRID), and
    the weights of the articles.
    """
    place = {name: number for number, name in enumerate(articles)}
    made, wrong = np.zeros((len(articles), len(GRID))), np.zeros((len(articles), len(GRID)))
    weights = np.ones(len(articles))
    for claim in claims:
        row = place[claim.article]
        weights[row] = claim.weight
        made[row] += claim.chance >= GRID
        wrong[row] += (claim.chance >= GRID) & (not claim.right)
    return made, wrong, weights


def _times(articles: int) -> np.ndarray:
    """Return how often each article is drawn in each resample: array (samples, articles)."""
    generator = np.random.default_rng(0)
    return generator.multinomial(articles, np.full(articles, 1 / articles), size=_SAMPLES).astype(float)


def _lowest(
    made: np.ndarray, wrong: np.ndarray, times: np.ndarray, most: float, bound: float
) -> float | None:
    """Return the lowest chance of GRID from which on at most so many are wrong, in enough articles."""
    number = times @ made
    shares = (times @ wrong) / np.maximum(number, 1e-9)
    high = np.quantile(np.where(number > 0, shares, 1.0), bound, axis=0)
    keeps = (high <= most) & ((made > 0).sum(axis=0) >= FEWEST)
    return float(GRID[np.flatnonzero(keeps)[0]]) if keeps.any() else None


def kept(claims: Sequence[Judged]) -> Mapping[str, Any]:
    """Return what the file of grades keeps of a kind of claim: its cuts, and what they were worth.

    It has no plain claims where those that could be checked stand in too few articles, or break the promise.
    """
    found = measured(claims)["plain"]
    wrong = found["claims"] - found["right"]
    plain = found["articles"] >= FEWEST and wrong <= WRONG["plain"] * found["claims"]
    return {**cuts(claims, plain)._asdict(), "checked": measured(claims, plain)}
