"""What a run writes: parts whole or not at all, fixed schemas, one id an article."""

import pandas as pd
import pyarrow.parquet as pq
import pytest

from analysis import schemas
from analysis.corpus.engine.deduplication import Deduplicator, Key
from analysis.corpus.engine.store import Receipt, Store

ERRORS = pd.DataFrame({"source": ["a"], "reason": ["Empty."]})
RECEIPT = Receipt("digest", {"articles": 0}, [("a", "d")])


@pytest.fixture(params=["folder", "memory"])
def store(request, tmp_path):
    return Store.at(str(tmp_path / "out") if request.param == "folder" else f"memory://{tmp_path.name}")


def test_a_part_is_finished_when_its_articles_are_there(store):
    store.write("errors", 3, schemas.check("errors", ERRORS))
    assert store.finished() == set()
    store.finish(3, schemas.arrow("articles").empty_table(), RECEIPT)
    assert store.finished() == {3}
    assert store.receipt(3) == RECEIPT
    assert store.receipt(4) is None


def test_a_part_that_was_cut_short_is_not_finished(tmp_path):
    store = Store.at(str(tmp_path))
    store.finish(0, schemas.arrow("articles").empty_table(), RECEIPT)
    file = tmp_path / "articles" / "part-000000.parquet"
    file.write_bytes(file.read_bytes()[:-10])
    assert store.receipt(0) is None
    file.write_bytes(b"")
    assert store.receipt(0) is None


def test_what_killed_writers_left_is_removed_and_never_read(tmp_path):
    store = Store.at(str(tmp_path))
    store.write("errors", 0, schemas.check("errors", ERRORS))
    store.write("steps/days", "2024-05-03", schemas.check("errors", ERRORS))
    store.write_manifest({"complete": True})
    written = {path for path in tmp_path.rglob("*") if path.is_file()}
    for path in (*written, tmp_path / "steps" / "changes.csv"):
        path.with_name(f".{path.name}.abc").write_bytes(b"half")
    assert len(pd.read_parquet(tmp_path / "errors")) == 1
    store.tidy()
    assert {path for path in tmp_path.rglob("*") if path.is_file()} == written


def test_every_table_has_designs_columns_and_the_same_schema_with_and_without_rows(tmp_path):
    store = Store.at(str(tmp_path))
    store.write("errors", 0, schemas.check("errors", ERRORS))
    store.write("errors", 1, schemas.check("errors", ERRORS.iloc[:0].astype("str")))
    one, other = (pq.read_schema(file) for file in sorted((tmp_path / "errors").iterdir()))
    assert one.equals(other)
    assert one.names == ["source", "reason"]


@pytest.mark.parametrize(
    "frame",
    [
        ERRORS[["source"]],
        ERRORS.assign(reason=[None]),
    ],
)
def test_a_table_that_is_not_as_it_should_be_is_refused(frame):
    with pytest.raises(schemas.SchemaError, match="errors"):
        schemas.check("errors", frame)


def test_numbers_out_of_bounds_are_refused():
    good = {
        "article_id": "a",
        "sentence": 1,
        "start": 0,
        "end": 4,
        "text": "bad",
        "kind": "loaded",
        "probability": 0.5,
        "voice": "author",
    }
    assert schemas.check("loaded", pd.DataFrame([good])).num_rows == 1
    for name, value in (("probability", 1.5), ("sentence", 0), ("start", None), ("end", "x")):
        with pytest.raises(schemas.SchemaError, match="loaded"):
            schemas.check("loaded", pd.DataFrame([good | {name: value}]))


def test_the_same_text_is_skipped_for_one_outlet_and_kept_for_two():
    deduplicator = Deduplicator()
    one, again, elsewhere, nowhere, nowhere_again = deduplicator.settle(
        [
            Key("a", "Post", "1"),
            Key("b", " post", "1"),
            Key("c", "Times", "1"),
            Key("d", None, "1"),
            Key("e", None, "1"),
        ]
    )
    assert (one.id, elsewhere.id, nowhere.id) == ("a", "c", "d")
    assert "the same text from the same outlet as “a”" in again.reason and not again.id
    assert nowhere_again.reason
    assert deduplicator.settle([None])[0] == ("", "", "")
    deduplicator.close()


def test_ids_are_unique_and_the_same_after_a_restart():
    keys = [Key("story", "Post", str(number)) for number in range(4)] + [Key("Story", "Post", "9")]
    deduplicator, later = Deduplicator(), Deduplicator()
    first = deduplicator.settle(keys[:2])
    rest = deduplicator.settle(keys[2:])
    ids = [verdict.id for verdict in first + rest]
    assert ids[0] == "story" and len({name.casefold() for name in ids}) == 5
    later.remember([(verdict.id, verdict.digest) for verdict in first])
    assert later.settle(keys[2:]) == rest
    deduplicator.close(), later.close()


def test_what_is_kept_is_written_again_only_with_another_content(store):
    table = schemas.check("errors", ERRORS)
    assert store.content("errors", 0) == ""
    assert store.keep("errors", 0, table)
    assert not store.keep("errors", 0, table)
    other = schemas.check("errors", ERRORS.assign(reason="Blank."))
    assert store.keep("errors", 0, other)
    assert list(store.read("errors", 0)["reason"]) == ["Blank."]
    assert store.size("errors", 0) == 1


def test_parts_may_have_names_and_notes(store):
    store.write("steps/days", "2026-01-31", schemas.check("errors", ERRORS), {"digest": "x"})
    assert store.note("steps/days", "2026-01-31") == {"digest": "x"}
    assert store.note("steps/days", "2026-02-01") == {}
    assert store.read("steps/days", "2026-02-01") is None
    assert store.size("steps/days", "2026-02-01") == 0


def test_a_part_that_is_opened_again_is_not_finished(store):
    store.finish(3, schemas.arrow("articles").empty_table(), RECEIPT)
    store.reopen(3)
    store.reopen(3)
    assert store.finished() == set()
