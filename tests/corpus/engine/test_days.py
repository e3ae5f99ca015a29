"""Which days have to be compared again when a corpus grows: those with other articles near them, no other."""

import pandas as pd
import pytest

from analysis.corpus.engine.days import dated_pieces, undated_pieces

YEAR = [("a", "2025-01-01", 0), ("b", "2025-01-02", 0), ("c", "2025-03-01", 1), ("d", "2025-12-31", 1)]


def index(rows) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["article_id", "day", "part"])
    return frame.assign(digest="of " + frame["article_id"])


def digests(pieces) -> dict[str, str]:
    return {piece.name: piece.digest for piece in pieces}


@pytest.mark.parametrize(
    "added, again",
    [
        ([("e", "2026-01-20", 2)], ["2026-01-20"]),
        ([("e", "2026-01-01", 2)], ["2026-01-01"]),
        ([("e", "2024-12-31", 2)], ["2024-12-31", "2025-01-01", "2025-01-02"]),
        ([("e", "2025-01-02", 2)], ["2025-01-02"]),
        ([("e", None, 2)], []),
    ],
)
def test_a_day_is_compared_again_when_articles_come_on_it_or_shortly_before(added, again):
    before, after = digests(dated_pieces(index(YEAR))), digests(dated_pieces(index(YEAR + added)))
    assert [name for name, digest in after.items() if before.get(name) != digest] == again


def test_a_day_is_compared_again_when_an_article_on_it_has_changed():
    frame = index(YEAR)
    before = digests(dated_pieces(frame))
    frame.loc[2, "digest"] = "another"
    after = digests(dated_pieces(frame))
    assert [name for name in after if before[name] != after[name]] == ["2025-03-01"]


def test_a_day_needs_the_parts_of_the_days_before_it():
    rows = [("a", "2025-01-01", 0), ("b", "2025-01-02", 1), ("c", "2025-06-01", 2)]
    first, second, later = dated_pieces(index(rows))
    assert (first.needs, first.parts) == (("2025-01-01",), {0})
    assert (second.needs, second.parts) == (("2025-01-01", "2025-01-02"), {0, 1})
    assert (later.needs, later.parts) == (("2025-06-01",), {2})


def test_articles_without_a_date_are_pieces_of_whole_parts_that_later_ones_leave_alone():
    rows = [(f"a{number}", None, number // 32) for number in range(1_200)]
    pieces = undated_pieces(index(rows))
    assert [(piece.name, piece.articles, piece.among) for piece in pieces] == [
        ("undated-000000", 512, 512),
        ("undated-000016", 512, 1_024),
        ("undated-000032", 176, 1_200),
    ]
    more = undated_pieces(index([*rows, ("b", None, 40)]))
    assert digests(more[:2]) == digests(pieces[:2])
    assert digests(more)["undated-000032"] != digests(pieces)["undated-000032"]


def test_no_articles_are_no_pieces():
    assert dated_pieces(index([])) == undated_pieces(index([])) == []
