"""Numbers of a measure in its unit: levels, differences and their intervals, wherever a page says them.

Shares are told in per cent and their differences in percentage points, what lies between -1 and 1 with its
sign, all else with as many decimals as its size needs.
"""

from analysis.corpus.measures import MEASURES
from analysis.wording import interval, percent, signed

TONE, SHARE, AMOUNT = "tone", "share", "amount"


def unit(measure: str) -> str:
    """Return how numbers of a measure are told: TONE, SHARE or AMOUNT."""
    known = MEASURES.get(measure)
    if known is None or known.points:
        return SHARE
    return TONE if "-1 to 1" in known.unit else AMOUNT


def level(value: float, measure: str) -> str:
    """Return a value of a measure: "23%", "−0.12", "4.1"."""
    kind = unit(measure)
    return signed(value) if kind == TONE else percent(value) if kind == SHARE else _plain(value)


def level_with_interval(row) -> str:
    """Return an estimate of a row of `groups_estimates` with its interval, or how few articles there are."""
    if row.mean != row.mean:
        return f"too few ({row.articles})"
    if unit(row.measure) == SHARE and not row.mean:
        return f"0% (none in {row.articles})"  # drawing from nothing but zeros would give no interval
    number = None if unit(row.measure) == SHARE else lambda end: level(end, row.measure)
    return f"{level(row.mean, row.measure)} ({interval(row.low, row.high, number)})"


def change(value: float, measure: str) -> str:
    """Return a difference with its sign: "+8.2 points", "−0.12", "+0.9"."""
    if unit(measure) == SHARE:
        return f"{signed(100 * value, 1)} points"
    return signed(value, _decimals(value) if unit(measure) == AMOUNT else 2)


def change_with_interval(value: float, low: float, high: float, measure: str) -> str:
    """Return a difference with its interval: "+8.2 points (5.5 to 11.0)"."""
    if value != value:
        return "–"
    if low != low:
        return change(value, measure)
    if unit(measure) == SHARE:
        ends = interval(100 * low, 100 * high, lambda end: signed(end, 1))
    else:
        ends = interval(low, high, lambda end: change(end, measure))
    return f"{change(value, measure)} ({ends})"


def _plain(value: float) -> str:
    return f"{value:,.{_decimals(value)}f}".replace("-", "−")


def _decimals(value: float) -> int:
    return 0 if abs(value) >= 20 else 1
