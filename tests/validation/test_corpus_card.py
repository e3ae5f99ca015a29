"""The card of corpora and the biases that differences carry: what ships is as good as it must be."""

import pytest

from analysis.corpus.measures import MEASURES, bias
from analysis.paths import CARDS, WEIGHTS, read_json

ROWS = read_json(CARDS / "corpus.json")["rows"]
BIASES = read_json(WEIGHTS / "corpus" / "bias.json")


@pytest.mark.parametrize(
    "row", [row for row in ROWS if row["data"] == "simulation"], ids=lambda row: row["domain"]
)
def test_intervals_hold_unless_a_bias_is_left_out(row):
    left_out = "not carried" in row["measure"]
    assert row["score"] < 93 if left_out else 93 <= row["score"] <= 97


@pytest.mark.parametrize(
    "start, least", [("one name for each of persons", 96.5), ("articles of one story together, B-cubed", 95)]
)
def test_names_and_stories_are_as_good_as_they_must(start, least):
    (row,) = [row for row in ROWS if row["measure"].startswith(start)]
    assert row["score"] >= least


def test_biases_are_of_measures_and_each_has_a_row():
    told = [row["measure"].partition(":")[0] for row in ROWS if "differs between outlets" in row["measure"]]
    assert set(BIASES) == set(told) <= set(MEASURES)
    assert all(0 < bias(measure) < 1 for measure in BIASES)
