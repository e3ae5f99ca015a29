"""A ratio, measured several times side by side."""

from collections.abc import Iterable, Mapping
from statistics import median


def summary(
    pairs: Iterable[tuple[float, float]], must: float | None = None, aim: float | None = None
) -> dict[str, object]:
    """Return the median and the range of the ratios of pairs (ours, the other), one pair a repeat.

    `must` and `aim` are the bounds that the figure was given; a negative pair (a difference of two times that
    noise turned round) is kept, for it shows how noisy the machine was.
    """
    pairs = [(float(ours), float(other)) for ours, other in pairs]
    found = sorted(ours / other for ours, other in pairs)
    return {
        "ratio": median(found),
        "low": found[0],
        "high": found[-1],
        "repeats": len(found),
        "ours": median(ours for ours, _ in pairs),
        "other": median(other for _, other in pairs),
        "must": must,
        "aim": aim,
    }


def shown(measured: Mapping[str, object]) -> str:
    """Return a summary in words: 2.1 (1.9 to 2.4)."""
    return f"{measured['ratio']:.2f} ({measured['low']:.2f} to {measured['high']:.2f})"
