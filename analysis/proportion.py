"""Intervals of proportions (Wilson 1927), which keep their width where the proportion is none or all."""

import math

_Z = 1.959964


def wilson(part: float, whole: int) -> tuple[float, float]:
    """Return the ends (0..1) of the 95% interval of `part` of `whole` units, nan for none.

    `part` is no whole number where a unit counts in part.
    """
    if not whole:
        return math.nan, math.nan
    share = part / whole
    middle = share + _Z**2 / (2 * whole)
    spread = _Z * math.sqrt(share * (1 - share) / whole + _Z**2 / (4 * whole**2))
    scale = 1 + _Z**2 / whole
    return max((middle - spread) / scale, 0.0), min((middle + spread) / scale, 1.0)
