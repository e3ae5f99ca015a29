"""Monte Carlo over rows: who comes first if the machine's codings are doubted."""

import pytest

from analysis.findings.draws import DRAWS, Row, first_shares, totals


def test_sure_rows_decide_and_unsure_ones_do_not():
    sure = first_shares([Row("Ann", 90, 0.99), Row("Bo", 10, 0.99)])
    unsure = first_shares([Row("Ann", 90, 0.3), Row("Bo", 10, 0.99)])
    assert sure["Ann"] > 0.85 > unsure["Ann"]
    assert unsure["Bo"] > 0.5


def test_about_as_much_is_first_too():
    shares = first_shares([Row("Ann", 100, 0.99), Row("Bo", 95, 0.99)])
    assert shares["Ann"] > 0.7 and shares["Bo"] > 0.7


def test_errors_of_an_article_go_together():
    rows = [Row("Ann", 1, 0.5) for _ in range(40)]
    apart, together = (totals(rows, ["Ann"], effect).std() for effect in (0.0, 2.0))
    assert together > 1.5 * apart


def test_the_same_rows_give_the_same_draws_also_none():
    rows = [Row("Ann", 3, 0.6), Row("Bo", 2, 0.7)]
    assert first_shares(rows) == first_shares(rows)
    assert first_shares([]) == {}
    assert totals(rows, ["Ann", "Bo"]).shape == (DRAWS, 2)


def test_what_was_missed_is_added_to_those_found():
    assert totals([Row("Ann", 10, 0.99)] * 5, ["Ann"], effect=0.0).mean() > 50
    assert first_shares([Row("Ann", 1, 0.9)])["Ann"] == pytest.approx(0.9, abs=0.06)
