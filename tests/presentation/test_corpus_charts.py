"""The charts of the corpus report: groups of texts have looks of their own, on every item the same."""

import pandas as pd

from analysis.presentation.charts import chart as base
from analysis.presentation.charts import corpus as charts

MEANT = {*base.VOICE.values(), *base.POLARITY.values(), *base.PART.values()}


def drawn(chart: base.Chart) -> str:
    """A chart's marks, without the style that knows all colours."""
    return chart.svg().partition("</style>")[2]


def measured(groups: int) -> pd.DataFrame:
    rows = [
        {"entity": entity, "group": f"Paper {n}", "articles": 9, "mean": 0.1, "low": 0.0, "high": 0.2}
        for entity in ("Ada", "Bo")
        for n in range(groups)
    ]
    return pd.DataFrame(rows)


def test_groups_have_colours_and_shapes_of_their_own():
    svg = drawn(charts.estimates(measured(8), "entity", "sentiment", "Six of eight papers", "sentiment"))
    assert all(colour in svg for colour in base.GROUP)
    assert not any(colour in svg for colour in MEANT)
    assert "Paper 5" in svg and "Paper 6" not in svg


def test_the_words_of_two_groups_have_the_first_two_looks():
    table = pd.DataFrame({"z": [3.0, -2.5]}, index=["chaos", "talks"])
    svg = drawn(charts.words(table, "Post", "Times", "Chaos is the Post's word"))
    assert all(colour in svg for colour in base.GROUP[:2])
    assert not any(colour in svg for colour in {*MEANT, *base.GROUP[2:]})
