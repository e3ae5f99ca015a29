"""The steps over a whole corpus: interrupted anywhere they go on, and what is added leaves the rest alone."""

import shutil
from pathlib import Path

import corpora
import pandas as pd
import pytest

from analysis.corpus.dataset import Corpus
from analysis.corpus.engine.executor import InProcess
from analysis.corpus.engine.plan import Plan
from analysis.corpus.engine.run import run_here
from analysis.corpus.engine.store import Store
from analysis.corpus.engine.whole import complete

pytestmark = pytest.mark.slow

SIZE = 4
EARLIER = [
    {
        "id": f"a{number}",
        "outlet": ("Post", "Times")[number % 2],
        "published": f"2025-01-0{1 + number // 2}",
        "text": f"Keller wants to close library number {number}. “It must be,” said Keller on Monday.",
    }
    for number in range(6)
] + [
    {
        "id": f"u{number}",
        "outlet": "Post",
        "text": f"Tom Adams has opened a museum of {what}. “It is a joy,” said Adams.",
    }
    for number, what in enumerate(("boats", "trains"))
]
LATER = [
    {
        "id": f"b{number}",
        "outlet": ("Post", "Times")[number % 2],
        "published": f"2025-01-1{5 + number}",
        "text": f"{what} burnt down in the harbour. “They were brave,” Maria Keller said of the firemen.",
    }
    for number, what in enumerate(("A warehouse", "Two boats", "An old crane"))
]


def analyse(folder: Path, *tables: list[dict]) -> Store:
    """Make the parts of a corpus whose sources came one after the other."""
    sources = tuple(
        str(corpora.write_rows(folder.parent / f"{folder.name}-{number}.jsonl", rows))
        for number, rows in enumerate(tables)
    )
    store = Store.at(str(folder))
    for last in range(1, len(sources) + 1):
        plan = Plan(sources[:last], {}, SIZE).open(store)
    run_here(plan.parts(), store)
    return store


@pytest.fixture(scope="module")
def parts(tmp_path_factory) -> Path:
    """A corpus of which only the parts are there."""
    folder = tmp_path_factory.mktemp("parts") / "out"
    analyse(folder, EARLIER, LATER)
    return folder


@pytest.fixture(scope="module")
def whole(parts, tmp_path_factory) -> Path:
    """The same corpus with everything."""
    folder = tmp_path_factory.mktemp("whole") / "out"
    shutil.copytree(parts, folder)
    complete(Store.at(str(folder)), InProcess())
    return folder


class KilledError(Exception):
    """Stands for a kill."""


def kill_at(monkeypatch, writes: int) -> None:
    """Let the write after so many others not happen, nor anything after it."""
    put, done = Store.put, []

    def until(store, name, data):
        done.append(name)
        if len(done) > writes:
            raise KilledError
        put(store, name, data)

    monkeypatch.setattr(Store, "put", until)


def test_interrupted_before_any_of_its_writes_it_goes_on_to_the_same_end(parts, whole, tmp_path, monkeypatch):
    for writes in range(100):
        out = shutil.copytree(parts, tmp_path / str(writes))
        with monkeypatch.context() as killing:
            kill_at(killing, writes)
            try:
                complete(Store.at(str(out)), InProcess())
            except KilledError:
                pass
            else:
                break
        complete(Store.at(str(out)), InProcess())
        corpora.same(out, whole)
    assert 10 < writes < 100


class Backwards(InProcess):
    """Does last what is asked first."""

    def each(self, function, calls):
        return super().each(function, reversed([*calls]))


def test_the_order_in_which_pieces_are_done_changes_nothing(parts, whole, tmp_path):
    out = shutil.copytree(parts, tmp_path / "out")
    complete(Store.at(str(out)), Backwards())
    corpora.same(out, whole)


def test_what_is_done_is_not_done_again(whole, tmp_path):
    out = shutil.copytree(whole, tmp_path / "out")
    before = times(out)
    made = complete(Store.at(str(out)), InProcess())
    assert times(out) == before
    assert made.changes.empty
    assert made.rows["stories"] == len(EARLIER) + len(LATER)


def test_steps_that_a_part_has_not_are_made_up_from_its_tables(parts, whole, tmp_path):
    out = shutil.copytree(parts, tmp_path / "out")
    shutil.rmtree(out / "steps")
    complete(Store.at(str(out)), InProcess())
    corpora.same(out, whole)
    for step in ("sightings", "sketches"):
        for made in (out / "steps" / step).iterdir():
            expected = pd.read_parquet(whole / "steps" / step / made.name)
            pd.testing.assert_frame_equal(pd.read_parquet(made), expected)


def times(out: Path) -> dict[str, int]:
    return {str(path.relative_to(out)): path.stat().st_mtime_ns for path in out.rglob("*.parquet")}


@pytest.fixture(scope="module")
def grown(tmp_path_factory) -> Path:
    """A corpus with everything, to which articles were added: of these only the parts are there."""
    folder = tmp_path_factory.mktemp("grown") / "out"
    complete(analyse(folder, EARLIER), InProcess())
    analyse(folder, EARLIER, LATER)
    return folder


def test_what_is_added_leaves_earlier_files_as_they_were_and_changed_names_are_told(grown, whole, tmp_path):
    out = shutil.copytree(grown, tmp_path / "out")
    before = times(out)
    made = complete(Store.at(str(out)), InProcess())
    after = times(out)
    touched = {name for name, moment in before.items() if after[name] != moment}
    assert set(made.changes["article_id"]) == {f"a{number}" for number in range(6)}
    assert set(made.changes["before"]) == {"Keller"} and set(made.changes["after"]) == {"Maria Keller"}
    assert {name for name in touched if not name.startswith("steps/")} <= {
        "names/part-000000.parquet",
        "names/part-000001.parquet",
        "differences/part-000000.parquet",
    }
    assert not {name for name in touched if name.startswith("steps/days/2")}
    told = pd.read_csv(out / "steps" / "changes.csv")
    assert list(told.columns) == ["article_id", "entity", "before", "after"]
    assert len(told) == len(made.changes)
    corpora.same(out, whole)


def test_changed_names_are_told_also_after_an_interruption(grown, tmp_path, monkeypatch):
    expected = None
    for writes in range(100):
        out = shutil.copytree(grown, tmp_path / str(writes))
        with monkeypatch.context() as killing:
            kill_at(killing, writes)
            try:
                complete(Store.at(str(out)), InProcess())
            except KilledError:
                pass
            else:
                break
        complete(Store.at(str(out)), InProcess())
        told = (out / "steps" / "changes.csv").read_text()
        expected = expected or told
        assert told == expected and "Maria Keller" in told
    assert 5 < writes < 100


def test_one_outlet_has_no_differences_and_what_fails_is_said(parts, tmp_path, monkeypatch):
    def broken(corpus, groups):
        raise ZeroDivisionError("in the midst of it")

    alone = [row | {"outlet": "Post"} for row in LATER]
    store = analyse(tmp_path / "alone", alone)
    monkeypatch.setattr("analysis.corpus.engine.whole.differences", broken)
    made = complete(store, InProcess())
    assert (made.rows["differences"], made.flaw) == (0, "")
    out = shutil.copytree(parts, tmp_path / "out")
    made = complete(Store.at(str(out)), InProcess())
    assert made.flaw == "ZeroDivisionError: in the midst of it"
    assert Corpus(str(out)).table("differences").empty
    assert len(Corpus(str(out)).table("stories")) == len(EARLIER) + len(LATER)


def test_a_corpus_without_articles_has_empty_tables(tmp_path):
    store = analyse(tmp_path / "out", [{"text": ""}])
    made = complete(store, InProcess())
    assert not any(made.rows.values())
    assert Corpus(store.url).table("names").empty
