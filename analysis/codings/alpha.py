"""Krippendorff's alpha: agreement beyond chance, for any number of coders and units not coded by all.

1 is perfect, 0 what chance gives. Krippendorff (2004) asks for .8, or .667 where conclusions are tentative.
The figure is that of `nltk.metrics.agreement`. Its interval is a bootstrap over groups of units, for which
the same alpha is written as a function of sums: each group's coincidences of labels are counted once.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence

import numpy as np
from nltk.metrics.agreement import AnnotationTask
from nltk.metrics.distance import binary_distance, masi_distance

from analysis.codings.answers import POLARITIES
from analysis.validation.metrics import SAMPLES, Estimate, estimate

Labels = Sequence[Hashable]
Distance = Callable[[Hashable, Hashable], float]


def nominal(one: Hashable, other: Hashable) -> float:
    """Return 1 for labels that differ."""
    return binary_distance(one, other)


def of_polarities(one: str, other: str) -> float:
    """Return the squared distance of two polarities: negative and positive are four times as far apart."""
    return float((POLARITIES.index(one) - POLARITIES.index(other)) ** 2)


def of_sets(one: frozenset, other: frozenset) -> float:
    """Return the MASI distance of two sets (Passonneau 2006), 0..1; two empty ones are the same."""
    return masi_distance(one, other) if one or other else 0.0


def alpha(
    groups: Mapping[Hashable, Sequence[Labels]], distance: Distance, samples: int = SAMPLES, seed: int = 0
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
    low, high = estimate(rows, lambda sums: _alpha(sums, apart), samples, seed)[1:]
    return Estimate(_by_nltk(units, distance), low, high)


def _by_nltk(units: Sequence[Labels], distance: Distance) -> float:
    data = [(coder, unit, label) for unit, labels in enumerate(units) for coder, label in enumerate(labels)]
    return float(AnnotationTask(data, distance).alpha())


def _coincidences(units: Sequence[Labels], place: Mapping[Hashable, int]) -> np.ndarray:
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
