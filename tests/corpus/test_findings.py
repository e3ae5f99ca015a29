"""The findings of a corpus in words: what leads, what sets apart, and what the intervals leave open."""

import re

import numpy as np
import pandas as pd
import pytest

from analysis.corpus import findings


def test_the_words_of_a_chart_of_words_are_those_beyond_chance():
    scored = pd.DataFrame({"z": [2.4, 1.9, -1.2]}, index=["chaos", "talks", "in"])
    assert findings.telling(scored, "Post", "Times") == "Post: “chaos”"
    assert findings.telling(scored.iloc[1:], "Post", "Times") == "No single word clearly sets them apart"


def leading(**rows: list[tuple[str, float, float, float]]) -> pd.DataFrame:
    """Estimates of frames by group: frame, mean, low, high; ever more articles from group to group."""
    return pd.DataFrame(
        [
            {"group": group, "frame": frame, "articles": 5 + number, "mean": mean, "low": low, "high": high}
            for number, (group, own) in enumerate(rows.items())
            for frame, mean, low, high in own
        ]
    )


@pytest.mark.parametrize(
    "rows, said",
    [
        ([("conflict", 0.3, 0.2, 0.4), ("economic", 0.1, 0.0, 0.19)], "conflict in A (30%, 20% to 40%)"),
        ([("economic", 0.11, 0.06, 0.16), ("conflict", 0.14, 0.06, 0.25)], "between conflict and economic"),
        ([("conflict", 0.3, 0.2, 0.4), ("economic", 0.2, 0.1, 0.2)], "between conflict and economic"),
        ([(name, 0.2, 0.1, 0.3) for name in "abcde"], "open in A between a, b, c and 2 more"),
        ([("conflict", 0.1, 0.0, 0.3), ("economic", 0.0, 0.0, 0.0)], "open in A, with conflict ahead"),
        ([("conflict", 0.0, 0.0, 0.0)], "none of those shown in A"),
        ([("other", 0.9, 0.8, 1.0), ("conflict", 0.3, 0.2, 0.4)], "conflict in A (30%, 20% to 40%)"),
        ([("conflict", np.nan, np.nan, np.nan)], "too few articles for an estimate"),
    ],
)
def test_a_leader_is_named_only_where_the_intervals_tell(rows, said):
    assert findings.which_frames(leading(A=rows)).endswith(f"{said}.")


def test_the_largest_groups_are_named_and_the_others_counted():
    clear = [("conflict", 0.3, 0.2, 0.4)]
    said = findings.which_frames(leading(A=clear, B=clear, C=clear, D=clear, E=clear))
    assert re.findall(r"in ([A-E]) ", said) == ["E", "D", "C"]
    assert said.endswith("; 2 more groups in the table below.")
    assert "more" not in findings.which_frames(leading(A=clear, B=clear, C=clear))
