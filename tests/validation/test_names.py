"""How names are measured: B-cubed by hand, and coded names beside ours."""

import pandas as pd
import pytest

from analysis.validation.names import agreement, b_cubed, matches


@pytest.mark.parametrize(
    ("coded", "found", "precision", "recall"),
    [
        ("aab", "xxy", 1, 1),
        ("aab", "xxx", (2 / 3 + 2 / 3 + 1 / 3) / 3, 1),
        ("aab", "xyz", 1, (1 / 2 + 1 / 2 + 1) / 3),
        ("", "", 1, 1),
    ],
)
def test_b_cubed(coded, found, precision, recall):
    measured = b_cubed(coded, found)
    assert measured[:2] == pytest.approx((precision, recall))
    assert measured.f1 == pytest.approx(2 * precision * recall / (precision + recall))


def test_coded_names_are_found_among_ours():
    tones = [("Donald Trump", "People"), ("United States Congress", "Organization"), ("workers", "People")]
    examples = [
        {"id": name, "tones": [{"entity": who, "kind": kind} for who, kind in tones]} for name in "ab"
    ]
    rows = [
        ("a", "Donald Trump", "Donald Trump"),
        ("a", "Congress", "Congress"),
        ("b", "Trump", "Donald Trump"),
        ("b", "U.S. Congress", "Congress"),
    ]
    names = pd.DataFrame(rows, columns=["article_id", "entity", "name"]).assign(basis="x")
    assert list(matches(examples, names)["entity"]) == ["Donald Trump", "Congress", "Trump", "U.S. Congress"]
    table = agreement(examples, names).set_index(["kind", "method"])
    assert table.loc[("person", "exact strings"), "recall"] == 0.5
    assert table.loc[("person", "names of the corpus"), "f1"] == 1
