"""Two codings compared, on an article of our own."""

import pytest

from analysis.errors import ValidationError
from analysis.validation import data, quotes, run
from analysis.validation.data import CodedAttribution
from analysis.validation.quotes import compare, right

TEXT = '"We will stay," said Ann Lee. Bo Day denied that he had left.'
STANDOFF = """T1\tContent 0 15\t"We will stay,"
T2\tCue 16 20\tsaid
T3\tSource 21 28\tAnn Lee
T4\tSource 30 36\tBo Day
T5\tCue 37 43\tdenied
T6\tContent 44 60\tthat he had left
E1\tCue:T2 Content:T1 Source:T3
E2\tCue:T5 Content:T6 Source:T4
"""


def coded(source, content, cue=None):
    def span(words):
        start = TEXT.index(words)
        return ((start, start + len(words)),) if words else ()

    return CodedAttribution(span(source) if source else (), span(cue) if cue else (), span(content))


GOLD = data.parse_standoff(STANDOFF)


def scores(found):
    counts = compare(TEXT, GOLD, found)
    return {
        measure: tuple(counts[f"{measure}.{part}"] for part in ("right", "found", "gold"))
        for measure in ("quoted", "quoted_speaker", "who_what", "content")
    }


def stretches(found):
    counts = compare(TEXT, GOLD, found)
    return {role: counts[f"{role}_span.right"] for role in ("source", "cue", "content")}


def test_standoff_is_read_by_role():
    first, second = GOLD
    assert TEXT[slice(*first.source[0])] == "Ann Lee"
    assert TEXT[slice(*second.content[0])] == "that he had left"


def test_the_same_coding_agrees_wholly():
    assert scores(GOLD) == {
        "quoted": (1, 1, 1),
        "quoted_speaker": (1, 1, 1),
        "who_what": (2, 2, 2),
        "content": (2, 2, 2),
    }


def test_a_wrong_speaker_costs_the_speaker_only():
    found = [coded("Bo Day", "We will stay"), coded("Bo Day", "that he had left")]
    assert scores(found) == {
        "quoted": (1, 1, 1),
        "quoted_speaker": (0, 1, 1),
        "who_what": (1, 2, 2),
        "content": (2, 2, 2),
    }


def test_half_a_content_is_found_but_not_exact():
    found = [coded("Bo Day", "he had left")]
    assert scores(found)["who_what"] == (1, 1, 2)
    assert scores(found)["content"] == (0, 1, 2)


def test_nothing_found():
    assert scores([])["quoted"] == (0, 0, 1)


def test_two_apostrophes_are_no_double_mark_as_in_the_figures_of_others():
    text = TEXT.replace('"', "''")
    whole = (CodedAttribution(((23, 30),), (), ((0, 17),)),)
    counts = compare(text, whole, whole)
    assert (counts["quoted.gold"], counts["who_what.gold"]) == (0, 1)


def test_stretches_count_whatever_attribution_they_belong_to():
    found = [coded("Bo Day", "We will stay", "denied"), coded("Ann Lee", "he had left", "said")]
    assert stretches(GOLD) == {"source": 2, "cue": 2, "content": 2}
    assert stretches(found) == {"source": 2, "cue": 2, "content": 1}


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([coded("Ann Lee", "We will stay"), coded("Bo Day", "that he had left")], [True, True]),
        ([coded("Bo Day", "We will stay"), coded("Bo Day", "he had left")], [False, True]),
        ([coded("Ann Lee", "stay"), coded(None, "that he had left")], [False, False]),
        ([coded("Bo Day", "he had left"), coded("Bo Day", "that he had left")], [False, True]),
        ([], []),
    ],
)
def test_right_is_who_and_what_and_each_coded_one_serves_once(found, expected):
    assert right(TEXT, GOLD, found) == expected


def test_the_card_is_made_of_the_corpus(tmp_path, monkeypatch):
    part = tmp_path / "polnear" / "dev"
    for folder, name, text in (("text", "a", TEXT), ("attributions", "a_x", STANDOFF)):
        (part / folder).mkdir(parents=True)
        suffix = "txt" if folder == "text" else "ann"
        (part / folder / f"{name}.{suffix}").write_text(text, encoding="utf-8", newline="")
    card = quotes.measure(tmp_path)
    scores, ranges = card.rows[: len(quotes.MEASURES)], card.rows[len(quotes.MEASURES) :]
    assert [row.score for row in scores] == [100] * len(quotes.MEASURES)
    assert {row.n for row in scores} == {1}
    assert sum(row.n for row in ranges) == 2
    assert all(row.score == 100 and row.n for row in ranges)


def test_a_missing_corpus_is_said(tmp_path):
    with pytest.raises(ValidationError, match="PolNeAR is not in"):
        run("quotes", tmp_path)
