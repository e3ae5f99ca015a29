"""Dates as sources write them, and the days that they stand for."""

import pandas as pd
import pytest

from analysis.corpus.dates import as_cited, dates_of, days_of


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2024-05-03", "2024-05-03"),
        ("2024-05-03T01:00:00+09:00", "2024-05-02"),
        ("3 May 2024", "2024-05-03"),
        ("1999", "1999-01-01"),
        ("9999-12-31", "9999-12-31"),
        ("0024-05-03", None),
        ("99999-05-03", None),
        ("5 hours ago", None),
        ("yesterday", None),
        ("today", None),
        ("now", None),
        ("May", None),
        ("", None),
        (None, None),
    ],
)
def test_the_day_of_a_date(written, day):
    given = pd.Series([written, "2024-05-04"], index=["a", "b"], dtype="str")
    assert days_of(given) == [day, "2024-05-04"]
    assert list(dates_of(given).index) == ["a", "b"]


@pytest.mark.parametrize("published", [[], [None], ["soon", None]])
def test_no_dates_at_all(published):
    given = pd.Series(published, dtype="str")
    assert days_of(given) == [None] * len(published)
    assert not dates_of(given).dropna().dt.to_period("W").size


@pytest.mark.parametrize(
    ("written", "cited"),
    [
        ("2024-05-03T01:00:00+09:00", "2024-05-03"),
        ("12 September 2024, 10:30", "2024-09-12"),
        ("5 hours ago", "5 hours ago"),
    ],
)
def test_a_date_as_it_is_cited(written, cited):
    assert as_cited(written) == cited
