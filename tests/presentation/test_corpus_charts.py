"""The charts of the corpus report: groups have looks of their own, differences say which can be claimed."""

import xml.etree.ElementTree as ElementTree

import numpy as np
import pandas as pd
import pytest

from analysis.presentation.charts import chart as base
from analysis.presentation.charts import corpus as charts
from analysis.presentation.html import Html

MEANT = {*base.VOICE.values(), *base.POLARITY.values(), *base.PART.values()}


def drawn(chart: base.Chart) -> str:
    """A chart's marks, without the style that knows all colours."""
    return chart.svg().partition("</style>")[2]


def measured(groups: int, measure: str = "tone towards") -> pd.DataFrame:
    rows = [
        {
            "measure": measure,
            "name": name,
            "group": f"Paper {n}",
            "articles": 9,
            "mean": mean,
            "low": mean - 0.1,
            "high": mean + 0.1,
        }
        for name, mean in (("Ada", 0.3), ("Bo", 0.1))
        for n in range(groups)
    ]
    return pd.DataFrame(rows)


def test_groups_have_colours_and_shapes_of_their_own():
    chart = charts.estimates(measured(8), "sentiment", "is shown darkest")
    svg = drawn(chart)
    assert all(colour in svg for colour in base.GROUP)
    assert not any(colour in svg for colour in MEANT)
    assert "Paper 5" in svg and "Paper 6" not in svg
    assert chart.answer == "Bo is shown darkest in 6 of 6 groups (6 largest of 8 groups drawn)"
    assert "Paper 7 +0.30 (+0.20 to +0.40)" in chart.alt, "the text alternative has them all"


def test_groups_are_drawn_as_they_are_called():
    called = {"Paper 0": "US$ and A$", "Paper 1": "_hidden", "Paper 2": r"$\frac{$"}
    table = measured(3)
    shown = drawn(charts.estimates(table.assign(group=table["group"].map(called)), "US$ to A$", "leads"))
    assert all(f">{words}</text>" in shown for words in (*called.values(), "US$ to A$"))


@pytest.mark.parametrize(
    "table, answer",
    [
        (measured(2, "hedging"), "Ada is first in 2 of 2 groups"),
        (
            measured(2, "hedging").assign(mean=[0.3, 0.1, 0.1, 0.3]),
            "Who or what is first differs from group to",
        ),
        (measured(2, "hedging").query("name == 'Ada'"), "Too few estimates to tell who or what comes first"),
    ],
)
def test_what_comes_first_is_said_where_it_does_in_most_groups(table, answer):
    assert charts.estimates(table, "share", "is first").answer.startswith(answer)


def test_where_nothing_can_be_estimated_it_says_so():
    told = charts.estimates(measured(2).assign(mean=np.nan), "sentiment", "is first")
    assert isinstance(told, Html) and "Too few articles" in told.markup


@pytest.mark.parametrize(
    "period, groups, breaks",
    [("month", ["2024-01", "2024-02", "2024-06"], 6), ("year", ["2019", "2020", "2023"], 5)],
)
def test_a_line_over_time_breaks_where_a_period_is_missing(period, groups, breaks):
    rows = [{**measured(1).iloc[0], "group": group} for group in groups]
    chart = charts.over_time(pd.DataFrame(rows), period)
    line = chart.axes[0].lines[-1]
    assert len(line.get_ydata()) == breaks
    assert np.isnan(line.get_ydata()).sum() == breaks - 3
    assert f"in 3 {period}s" in chart.answer


def compared(*grades: str, measure: str = "hedging") -> pd.DataFrame:
    rows = [
        {
            "measure": measure,
            "name": "",
            "one": "Post",
            "other": f"Times {number}",
            "stories": 9,
            "difference": 0.2,
            "low": 0.1,
            "high": 0.3,
            "unpaired": 0.25,
            "grade": grade,
        }
        for number, grade in enumerate(grades)
    ]
    return pd.DataFrame(rows)


def test_differences_that_can_be_claimed_are_filled_and_counted():
    chart = charts.differences(compared("plain", "probable", ""))
    faces = [line.get_markerfacecolor() for line in chart.axes[0].lines if line.get_marker() == "o"]
    assert faces == [base.INK, base.INK, base.PAPER]
    assert chart.answer == "2 of 3 differences within stories are clear: hedging"
    assert "Hedging, Post minus Times 0: +20.0 points (+10.0 to +30.0) in 9 stories" in chart.alt


def test_the_least_clear_differences_are_left_to_the_table():
    chart = charts.differences(compared(*[""] * 20))
    assert (
        chart.answer
        == "None of 20 differences within stories is clear enough to claim (the 12 clearest drawn)"
    )
    assert len(chart.axes[0].get_yticklabels()) == 12


def test_differences_over_all_articles_alone_are_not_drawn():
    told = charts.differences(compared("").assign(difference=np.nan))
    assert isinstance(told, Html) and "No two groups tell five stories" in told.markup


def test_every_chart_is_whole_as_an_image():
    long = compared("plain", "").assign(other="A very long name of a paper & its <owner>")
    for chart in (charts.differences(long), charts.estimates(measured(3), "x", "is first")):
        ElementTree.fromstring(chart.svg())


def test_the_words_of_two_groups_have_the_first_two_looks():
    table = pd.DataFrame({"z": [3.0, -2.5]}, index=["chaos", "talks"])
    chart = charts.words(table, "Post", "Times")
    svg = drawn(chart)
    assert all(colour in svg for colour in base.GROUP[:2])
    assert not any(colour in svg for colour in {*MEANT, *base.GROUP[2:]})
    assert chart.answer == "Post: “chaos”; Times: “talks”"


@pytest.mark.parametrize(
    "z, answer",
    [([2.4, 1.9, -1.2], "Post: “chaos”"), ([1.9, -1.2], "No single word clearly sets them apart")],
)
def test_the_words_that_are_named_are_those_beyond_chance(z, answer):
    table = pd.DataFrame(
        {"z": z}, index=["chaos", "talks", "in"][-len(z) :] if len(z) < 3 else ["chaos", "talks", "in"]
    )
    assert charts.words(table, "Post", "Times").answer == answer
