"""Agreement: published values, intervals, what is left out, and who differs where."""

import numpy as np
import pandas as pd
import pytest

from analysis import Resampling
from analysis.coding import agreement, compare, draw, more_units, read, write
from analysis.coding.reliability import (
    COLLEAGUES,
    alpha,
    apart,
    nominal,
    of_polarities,
    of_sets,
    same_speaker,
)
from analysis.coding.sheets import lay_out
from analysis.coding.units import Speech, of_document, units
from analysis.presentation.tables import coding

# Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability", the data of section C: four coders,
# twelve units; 0 is not coded.
CODED = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3],
        [0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0],
    ]
)


def groups(units):
    return dict(enumerate([unit] for unit in units))


def test_alpha_is_the_published_one():
    found = alpha(groups([[int(label) for label in column if label] for column in CODED.T]), nominal)
    assert found.value == pytest.approx(0.743, abs=0.0005)
    assert found.low < found.value < found.high <= 1


@pytest.mark.parametrize(
    "distance, labels", [(nominal, "ab"), (of_polarities, ["negative", "neutral", "positive"])]
)
def test_the_alpha_that_is_resampled_is_the_librarys(distance, labels):
    """One resample of one group is the data themselves, so the interval's ends are the alpha."""
    drawn = np.random.default_rng(3).choice(list(labels), size=(30, 3)).tolist()
    whole = alpha({0: drawn, 1: drawn}, distance, resampling=Resampling(5))
    doubled = alpha(groups(drawn + drawn), distance, resampling=Resampling(5)).value
    assert whole.low == pytest.approx(whole.high) == pytest.approx(doubled) == pytest.approx(whole.value)


def test_alpha_says_nothing_where_all_labels_are_the_same():
    assert np.isnan(alpha(groups([["a", "a"], ["a", "a"]]), nominal)).all()
    assert np.isnan(alpha(groups([["a"], ["b"]]), nominal)).all()


def test_sets_that_share_are_nearer_than_sets_that_do_not():
    one, both, none = frozenset("a"), frozenset("ab"), frozenset()
    assert of_sets(one, one) == of_sets(none, none) == 0
    assert 0 < of_sets(one, both) < of_sets(one, frozenset("b")) == of_sets(one, none) == 1


@pytest.mark.parametrize(
    "one, other, same",
    [
        ("Trump", "Donald Trump", True),
        (None, None, True),
        (None, "Trump", False),
        ("Ivanka Trump", "Donald Trump", False),
    ],
)
def test_speakers_are_the_same_by_a_part_of_their_name(one, other, same):
    assert same_speaker(one, other) is same


@pytest.fixture(scope="module")
def material(example):
    return of_document(example)


@pytest.fixture(scope="module")
def true_sheet(material):
    """A sheet coded as the machine would, but for its polarity."""
    sheet = draw(material, 1000)
    for task, rows in sheet.groupby("task"):
        machine = units(material, task)["machine"]
        for place, label in zip(rows.index, machine, strict=True):
            if isinstance(label, Speech):
                names = sorted(str(name or "nobody") for name in label.speakers)
                sheet.loc[place, ["answer", "speaker"]] = [label.kind, names[0] if names else ""]
            else:
                sheet.loc[place, "answer"] = (
                    "; ".join(sorted(label)) or "none" if task == "generic" else label
                )
    return sheet


def results_of(tmp_path, material, **sheets):
    for name, sheet in sheets.items():
        write(sheet.assign(coder=name), tmp_path, name, [".csv"])
    compared, problems = compare(read(sorted(tmp_path.glob("*.csv"))), material)
    return compared, problems, agreement(compared, resampling=Resampling(200))


def test_a_coder_who_agrees_with_the_machine_gives_it_full_marks(tmp_path, material, true_sheet):
    compared, problems, results = results_of(tmp_path, material, ann=true_sheet)
    assert problems == [] and all(apart(each).empty for each in compared)
    assert set(results["between"]) == {"the machine and coders"}
    assert results["value"].dropna().tolist() == pytest.approx([1.0] * results["value"].notna().sum())
    assert {"quotes", "sentiment", "generic"} == set(results["task"])


def test_two_coders_and_what_they_differ_in(tmp_path, material, true_sheet):
    other = true_sheet.copy()
    row = other.index[(other["task"] == "quotes") & (other["answer"] == "direct")][0]
    other.loc[row, ["answer", "speaker"]] = ["no", ""]
    compared, _, results = results_of(tmp_path, material, ann=true_sheet, ben=other)
    between = results[results["between"] == COLLEAGUES].set_index("measure")["value"]
    assert 0 < between["somebody else speaks: Krippendorff's alpha"] < 1
    assert between["polarity: Krippendorff's alpha"] == 1
    found = results[results["between"] != COLLEAGUES].set_index("measure")["value"]
    said = int(sum(label.kind != "no" for label in units(material, "quotes")["machine"]))
    assert found["somebody else speaks: precision"] == pytest.approx((2 * said - 1) / (2 * said))
    assert found["somebody else speaks: recall"] == 1
    (differing,) = apart(compared[0]).itertuples()
    assert differing.start == other.loc[row, "start"] and differing.coders["ben"] == Speech("no")
    markup = str(coding.disagreements(compared, material).markup)
    assert "1 disagreement." in markup and "ben: <strong>nobody else</strong>" in markup
    assert f'href="#s{other.loc[row, "sentence"]}"' in markup
    assert f'id="s{other.loc[row, "sentence"]}"' in coding.text(compared, material).markup


def test_rows_that_tell_nothing_are_left_out_and_said(tmp_path, material, true_sheet):
    sheet = true_sheet[true_sheet["task"] == "sentiment"].head(5).astype(object)
    places = sheet.index
    sheet.loc[places[0], "labels"] = "shown"
    sheet.loc[places[1], "text"] = "Another"
    sheet.loc[places[2], "article_id"] = "other"
    sheet.loc[places[3], "end"] = sheet.loc[places[3], "end"] + 1
    sheet.loc[places[3], "text"] = material.text("us-iraq-withdrawal").text[
        sheet.loc[places[3], "start"] : sheet.loc[places[3], "end"]
    ]
    compared, problems, _ = results_of(tmp_path, material, ann=sheet)
    assert len(compared[0].coders) == 1
    for number, said in enumerate(["1 row coded with", "Row 3", "Row 4", "Row 5"]):
        assert problems[number].startswith(said)
    assert (
        "there is no article “other”" in problems[2] and "no unit that could have been drawn" in problems[3]
    )


def test_more_units_follow_the_square_root_and_the_rule_of_three():
    results = pd.DataFrame(
        {"units": [100, 100, 10, 5], "low": [0.3, 0.6, 1.0, np.nan], "high": [0.7, 0.7, 1.0, np.nan]}
    )
    more = more_units(results, 0.2)
    assert more.tolist()[:3] == [300, 0, round(10 * (0.3 / 0.2) ** 2 - 10)] and more.isna()[3]


def test_a_desk_is_laid_out_once_and_leaves_others_alone(tmp_path, material, true_sheet):
    folder = lay_out(material, tmp_path, 5)
    assert [path.name for path in folder.files] == ["us-iraq-withdrawal.csv", "us-iraq-withdrawal.xlsx"]
    assert folder.codings.rows == ()
    before = folder.files[0].read_bytes()
    write(true_sheet.head(3).assign(article_id="other"), tmp_path, "other", [".csv"])
    again = lay_out(material, tmp_path, 9)
    assert again.files[0].read_bytes() == before
    assert again.codings.rows == () and again.codings.problems == (
        "3 rows in this folder about other texts, left alone.",
    )
    assert "Nothing is coded yet" in coding.next_step(again.files, again.codings)[0].text
