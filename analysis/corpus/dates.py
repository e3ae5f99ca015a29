"""When articles were published: the day of each, from a date in whatever form its source writes it."""

import re
from functools import lru_cache

import pandas as pd

_A_DIGIT = r"\d"  # "now" and "May" are no dates, though pandas reads them
_FIRST_NEWSPAPER = "1605"
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?!\d)")


def dates_of(published: pd.Series) -> pd.Series:
    """Return the date of each, in UTC without a time zone; NaT where it cannot be read.

    What has no number in it, or lies before the first newspaper, is no date.
    """
    written = published.where(published.astype("str").str.contains(_A_DIGIT))
    dates = pd.to_datetime(written, errors="coerce", format="mixed", utc=True).dt.tz_localize(None)
    return dates.where(dates >= _FIRST_NEWSPAPER)


def days_of(published: pd.Series) -> list[str | None]:
    """Return the day of each as ISO 8601, in UTC; None where it cannot be read."""
    return [None if pd.isna(date) else date.strftime("%Y-%m-%d") for date in dates_of(published)]


@lru_cache(1 << 14)
def as_cited(published: str) -> str:
    """Return one date as a page cites it: the day where the source was, as ISO 8601 if it can be read."""
    day = _ISO.match(published)
    return day[0] if day else days_of(pd.Series([published], dtype="str"))[0] or published
