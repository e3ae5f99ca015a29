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
            "stories": 5.0,
            "mean": mean,
            "low": mean - 0.1,
            "high": mean + 0.1,
        }
        for name, mean in (("Ada", 0.3), ("Bo", 0.1))
        for n in range(groups)
    ]
    return pd.DataFrame(rows)


def looks(groups: int) -> charts.groups.Looks:
    """The looks of groups of which the first is the largest."""
    sizes = [f"Paper {n}" for n in range(groups) for _ in range(groups - n)]
    return charts.looks(pd.Series(sizes))


def test_groups_have_colours_and_shapes_of_their_own():
    chart = charts.estimates(measured(8), looks(8), "sentiment", "shown darkest")
    svg = drawn(chart)
    assert all(colour in svg for colour in base.GROUP)
    assert not any(colour in svg for colour in MEANT)
    assert "Paper 5" in svg and "Paper 6" not in svg
    assert chart.answer.endswith("(6 largest of 8 groups drawn)")
    assert "Paper 7 +0.30 (+0.20 to +0.40)" in chart.alt, "the text alternative has them all"


def test_groups_are_drawn_as_they_are_called():
    called = {"Paper 0": "US$ and A$", "Paper 1": "_hidden", "Paper 2": r"$\frac{$"}
    table = measured(3)
    looks_of = charts.looks(pd.Series(list(called.values())))
    shown = drawn(
        charts.estimates(table.assign(group=table["group"].map(called)), looks_of, "US$ to A$", "leads")
    )
    assert all(f">{words}</text>" in shown for words in (*called.values(), "US$ to A$"))


def test_a_group_keeps_its_look_where_others_have_no_estimate():
    table = measured(3)
    without = table.assign(mean=table["mean"].where(table["group"] != "Paper 0"))
    chart = charts.estimates(without, looks(3), "sentiment", "shown darkest")
    marked = [line for line in chart.axes[0].lines if line.get_marker() != "None"]
    assert [line.get_color() for line in marked] == list(base.GROUP[1:3])
    assert base.GROUP[0] not in drawn(chart)


def test_groups_that_are_named_are_among_those_with_a_look():
    assert "Paper 7" in charts.looks(pd.Series([f"Paper {n}" for n in range(8)]), "", "Paper 7", "None")


CLEAR = {"mean": [0.6, 0.6, 0.1, 0.1], "low": [0.5, 0.5, 0.0, 0.0], "high": [0.7, 0.7, 0.2, 0.2]}


@pytest.mark.parametrize(
    "changed, measure, answer",
    [
        (CLEAR, "hedging", "Ada is clearly first in 2 of 2 groups"),
        (CLEAR, "tone towards", "Bo is clearly first in 2 of 2 groups"),
        ({}, "hedging", "None is clearly first: the intervals overlap in each group"),
        (
            {side: [values[0], values[2], values[2], values[0]] for side, values in CLEAR.items()},
            "hedging",
            "Ada is clearly first in 1 of 2 groups, Bo in 1",
        ),
        (
            CLEAR | {"articles": 9},
            "hedging",
            "Too few articles in any one group to tell who or what is first",
        ),
        (CLEAR | {"stories": 4}, "hedging", "Too few articles in any one group to tell who or what is first"),
        (
            CLEAR | {"articles": [10, 9, 10, 9]},
            "hedging",
            "Ada is clearly first in 1 of 1 group with articles enough",
        ),
        (
            {"articles": [10, 9, 10, 9]},
            "hedging",
            "None is clearly first: the intervals overlap in the 1 of 2 with articles enough",
        ),
    ],
)
def test_who_comes_first_is_said_where_intervals_tell(changed, measure, answer):
    table = measured(2, measure).assign(**{"articles": 10, "low": 0.0, "high": 0.9} | changed)
    assert charts.estimates(table, looks(2), "share", "first").answer == answer


def test_whoever_is_drawn_can_keep_another_from_coming_first():
    seldom = measured(1, "hedging").assign(name=["Cy", "Di"], articles=5, mean=0.5, low=0.1, high=0.9)
    table = measured(1, "hedging").assign(articles=10, low=[0.5, 0.0], high=[0.7, 0.2])
    answers = [
        charts.estimates(each, looks(1), "share", "first").answer
        for each in (table, pd.concat([table, seldom]))
    ]
    assert answers == [
        "Ada is clearly first in 1 of 1 group",
        "None is clearly first: the intervals overlap in each group",
    ]


def test_where_nothing_can_be_estimated_it_says_so():
    told = charts.estimates(measured(2).assign(mean=np.nan), looks(2), "sentiment", "first")
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
    assert f"in 3 {period}s" in chart.answer and "no clear change" in chart.answer


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
        == "Hedging: none of 20 differences within stories is clear enough to claim (the 12 clearest drawn)"
    )
    assert len(chart.axes[0].get_yticklabels()) == 12


def test_differences_over_all_articles_alone_are_not_drawn():
    told = charts.differences(compared("").assign(difference=np.nan))
    assert isinstance(told, Html) and not told.markup.striptags()


def test_every_chart_is_whole_as_an_image():
    long = compared("plain", "").assign(other="A very long name of a paper & its <owner>")
    for chart in (charts.differences(long), charts.estimates(measured(3), looks(3), "x", "first")):
        ElementTree.fromstring(chart.svg())


PAIR = charts.looks(pd.Series(["Daily", "Post", "Times"]))


def test_the_words_of_two_groups_have_the_looks_of_these():
    table = pd.DataFrame({"z": [3.0, -2.5], "q": 0.01}, index=["chaos", "talks"])
    chart = charts.words(table, PAIR, "Post", "Times", True)
    svg = drawn(chart)
    assert all(colour in svg for colour in base.GROUP[1:3])
    assert not any(colour in svg for colour in {*MEANT, base.GROUP[0], *base.GROUP[3:]})
    assert chart.answer == "Post: “chaos”; Times: “talks”"
    assert chart.axes[0].get_xlabel() == "← more in Times | z | more in Post →"


@pytest.mark.parametrize(
    "q, answer",
    [
        ([0.01, 0.2, 0.3], "Post: “chaos”"),
        ([0.06, 0.2, 0.3], "No single word clearly sets Post and Times apart"),
    ],
)
def test_the_words_that_are_named_hold_at_a_false_discovery_rate(q, answer):
    table = pd.DataFrame({"z": [2.4, 2.1, -2.2], "q": q}, index=["chaos", "talks", "in"])
    assert charts.words(table, PAIR, "Post", "Times", True).answer == answer
    neutral = charts.words(table, PAIR, "Post", "Times", False).answer
    assert neutral == "The words of Post and Times, over different stories"


@pytest.mark.parametrize(
    "added, answer",
    [
        (0.049, "Post and Times: no clear difference in how positive their words are"),
        (0.06, "Post: more positive words than Times, by 0.06 (not tested)"),
    ],
)
def test_a_shift_too_small_to_speak_of_is_none(added, answer):
    table = pd.DataFrame(
        {"score": [2.0], "share_one": [0.5], "share_other": [0.4], "contribution": [added]}, index=["good"]
    )
    assert charts.shift(table, "Post", "Times", True).answer == answer
    neutral = charts.shift(table, "Post", "Times", False).answer
    assert neutral == "How positive the words of Post and Times are, over different stories"
