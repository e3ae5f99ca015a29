"""How often intervals of differences hold, by simulation: stories of which the truth is known.

Two outlets tell each story in one to three articles. A true value has the story's part, the outlet's part in
telling it, and the article's own; what the machine reads has noise besides, and the outlet's bias, which is
0 (or the same for both, which falls out) or drawn for each outlet. The truth is the mean difference over all
the stories that there could be.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

import numpy as np

from analysis.statistics.measurement import carried
from analysis.statistics.paired import paired
from analysis.statistics.resampling import Resampling, ends
from analysis.statistics.shrinkage import between_sd
from analysis.statistics.sign_flips import sign_flips

STORIES = (8, 20, 100)
BIASES = (0.0, 0.5, 1.0, 2.0)
RUNS = 2000
_MOST_ARTICLES = 3
_MANY = 300_000

_Values = Callable[[np.random.Generator, np.ndarray], np.ndarray]
"""From log-odds or log-rates (stories, articles, runs), 0 for an ordinary article, to true values."""


class Coverage(NamedTuple):
    """What intervals of one kind of values do: all but `stories` and `bias` are shares (0..1) of the runs.

    `plain` and `with_bias` are how often the interval has the truth in it, without and with the bias
    carried, `bootstrap` how often that of resampled stories alone has; `alarms` how often p is at most .05
    where there is no difference (nor bias); `none` how often there is no interval, as no story differs from
    another.
    """

    kind: str
    stories: int
    bias: float
    plain: float
    with_bias: float
    bootstrap: float
    alarms: float
    none: float


def _share(rng: np.random.Generator, odds: np.ndarray) -> np.ndarray:
    mean = 1 / (1 + np.exp(0.6 - 0.8 * odds))
    return 100 * rng.beta(6 * mean, 6 * (1 - mean)) + 5 * rng.standard_normal(odds.shape)


def _trait(rng: np.random.Generator, odds: np.ndarray) -> np.ndarray:
    return 100.0 * (rng.random(odds.shape) < 1 / (1 + np.exp(1 - odds)))


def _portrayal(rng: np.random.Generator, odds: np.ndarray) -> np.ndarray:
    drawn = rng.logistic(size=odds.shape) + odds
    return 100.0 * ((drawn > 1.5).astype(int) - (drawn < -1.5))


def _loaded(rng: np.random.Generator, odds: np.ndarray) -> np.ndarray:
    words = np.exp(6.3 + 0.5 * rng.standard_normal(odds.shape))
    return 1000 * rng.poisson(0.006 * np.exp(0.5 * odds) * words) / words + rng.standard_normal(odds.shape)


def _hedges(rng: np.random.Generator, odds: np.ndarray) -> np.ndarray:
    there = rng.random(odds.shape) < 1 / (1 + np.exp(0.8 - odds))
    return 100 * there * rng.beta(1, 8, odds.shape)


def _length(rng: np.random.Generator, odds: np.ndarray) -> np.ndarray:
    return 5 * np.exp(0.4 * odds + 0.6 * rng.standard_normal(odds.shape))


KINDS: Mapping[str, _Values] = {
    "share of words, points": _share,
    "articles with a trait (0 or 1), points": _trait,
    "portrayal (-1, 0, 1), points": _portrayal,
    "loaded words per 1,000": _loaded,
    "share of sentences, mostly 0, points": _hedges,
    "length (skewed), 100 words": _length,
}


def coverage(kind: str, stories: int, bias: float = 0.0, runs: int = RUNS, seed: int = 0) -> Coverage:
    """Return how often intervals hold for values of one of KINDS and a number of stories, in so many runs.

    `bias` is the standard deviation of the machine's bias between outlets, in the kind's unit.
    """
    rng = np.random.default_rng(seed)
    one, other = _outlets(rng, kind, stories, runs, apart=0.5)
    truth = _truth(kind)
    biases = bias * rng.standard_normal((2, runs))
    found = paired(one + biases[0], other + biases[1])
    wider = carried(found.difference, found.low, found.high, found.error, bias)
    known = ~np.isnan(found.low)
    low, high = ends(Resampling().times(stories) @ (one - other + biases[0] - biases[1]) / stories, stories)
    alike = np.subtract(*_outlets(rng, kind, stories, runs, apart=0.0))
    return Coverage(
        kind,
        stories,
        bias,
        plain=float(((found.low <= truth) & (truth <= found.high))[known].mean()),
        with_bias=float(((wider.low <= truth) & (truth <= wider.high))[known].mean()),
        bootstrap=float(((low <= truth) & (truth <= high))[known].mean()),
        alarms=float((sign_flips(alike, flips=1).p <= 0.05).mean()),
        none=float(1 - known.mean()),
    )


def coverage_by_estimate(
    outlets: int, bias: float, runs: int = RUNS // 4, seed: int = 0
) -> tuple[float, float]:
    """Return how often an interval holds that carries a bias (points) which was itself estimated.

    It was from so many outlets, with three to 24 coded articles each, in which the machine errs by 35 points;
    the difference has a standard error of 2 points. First with the estimate itself, then with what is to be
    expected by it (see `Spread`): shares (0..1) of runs.
    """
    rng = np.random.default_rng(seed)
    hits = np.zeros((runs, 2))
    for run in range(runs):
        errors = 35 / np.sqrt(rng.integers(3, 25, outlets))
        found = between_sd(rng.normal(0, np.hypot(bias, errors)), errors)
        difference = rng.normal(0, 2) + rng.normal(0, np.sqrt(2) * bias)
        for place, carried_sd in enumerate((found.sd, found.expected)):
            hits[run, place] = abs(difference) <= 1.96 * np.hypot(2, np.sqrt(2) * carried_sd)
    estimate, expected = hits.mean(axis=0).tolist()
    return estimate, expected


def coverages(runs: int = RUNS) -> Iterator[Coverage]:
    """Yield the coverage of each of KINDS, STORIES and BIASES."""
    for kind in KINDS:
        for stories in STORIES:
            for bias in BIASES:
                yield coverage(kind, stories, bias, runs)


def _outlets(
    rng: np.random.Generator, kind: str, stories: int, runs: int, apart: float
) -> tuple[np.ndarray, np.ndarray]:
    """Return the means of two outlets' articles on stories, each of shape (stories, runs)."""
    of_story = rng.standard_normal((stories, 1, runs))
    return _means(rng, kind, of_story + apart), _means(rng, kind, of_story)


def _means(rng: np.random.Generator, kind: str, odds: np.ndarray) -> np.ndarray:
    stories, _, runs = odds.shape
    told = odds + 0.3 * rng.standard_normal(odds.shape) + np.zeros((1, _MOST_ARTICLES, 1))
    numbers = rng.integers(1, _MOST_ARTICLES + 1, (stories, 1, runs))
    counted = np.arange(_MOST_ARTICLES)[:, None] < numbers
    means: np.ndarray = (KINDS[kind](rng, told) * counted).sum(axis=1) / numbers[:, 0]
    return means


def _truth(kind: str) -> float:
    one, other = _outlets(np.random.default_rng(1), kind, _MANY, 1, apart=0.5)
    return float((one - other).mean())
