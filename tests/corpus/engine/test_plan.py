"""What a run is over: sources in the order they came, parts of one batch each, one run a folder."""

import json

import pytest

from analysis.corpus.engine.plan import Plan
from analysis.corpus.engine.store import Store
from analysis.errors import CorpusError


@pytest.fixture
def sources(tmp_path, monkeypatch):
    """Three tables with five, three and one articles."""
    monkeypatch.chdir(tmp_path)
    for name, rows in (("a", 5), ("b", 3), ("c", 1)):
        (tmp_path / f"{name}.csv").write_text("text\n" + "".join(f"{name} {row}\n" for row in range(rows)))


def sizes(plan: Plan) -> list[tuple[int, int]]:
    return [(part.number, len(part.items)) for part in plan.parts()]


@pytest.mark.parametrize(
    "commands, expected",
    [
        ([["a.csv"]], [2, 2, 1]),
        ([["a.csv", "b.csv"]], [2, 2, 2, 2]),
        ([["a.csv"], ["a.csv", "b.csv"]], [2, 2, 1, 2, 1]),
        ([["a.csv"], ["a.csv", "b.csv", "c.csv"]], [2, 2, 1, 2, 2]),
        ([["a.csv"], ["a.csv", "b.csv"], ["a.csv", "b.csv", "c.csv"]], [2, 2, 1, 2, 1, 1]),
        ([["a.csv", "b.csv"], ["a.csv", "b.csv"]], [2, 2, 2, 2]),
    ],
)
def test_parts_of_a_batch_end_with_it(sources, tmp_path, commands, expected):
    store = Store.at(str(tmp_path / "out"))
    for named in commands:
        plan = Plan(tuple(named), {}, 2).open(store)
    assert sizes(plan) == list(enumerate(expected))


def test_adding_leaves_the_earlier_parts_as_they_were(sources, tmp_path):
    store = Store.at(str(tmp_path / "out"))
    before = list(Plan(("a.csv",), {}, 2).open(store).parts())
    after = list(Plan(("a.csv", "b.csv"), {}, 2).open(store).parts())
    assert after[: len(before)] == before
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert (manifest["sources"], manifest["batches"]) == (["a.csv", "b.csv"], [1, 1])
    assert manifest["complete"] is False


@pytest.mark.parametrize(
    "plan, sentence",
    [
        (Plan(("b.csv",), {}, 2), r"other sources: name them first, as they were \(a\.csv and b\.csv\), and"),
        (Plan(("a.csv",), {}, 2), r"name them first, as they were \(a\.csv and b\.csv\)"),
        (Plan(("c.csv", "a.csv", "b.csv"), {}, 2), "those to add after them, or give another folder"),
        (Plan(("a.csv", "b.csv"), {"text": "body"}, 2), "with other options or of another version; give"),
        (Plan(("a.csv", "b.csv"), {}, 5), "with other options or of another version; give another folder"),
    ],
)
def test_another_run_is_refused_in_a_sentence(sources, tmp_path, plan, sentence):
    store = Store.at(str(tmp_path / "out"))
    Plan(("a.csv", "b.csv"), {}, 2).open(store)
    with pytest.raises(CorpusError, match=sentence):
        plan.open(store)


def test_a_folder_that_cannot_be_written_is_refused(tmp_path):
    (tmp_path / "file").write_text("")
    for place in (str(tmp_path / "file"), "abc://there"):
        with pytest.raises(CorpusError, match="cannot be written"):
            Plan(("a.csv",), {}, 32).open(Store.at(place))
