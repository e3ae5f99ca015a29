"""A corpus with everything that can be wrong with a text, in one process and without a cluster."""

import json
import os
from dataclasses import dataclass

import corpora
import pandas as pd
import pytest

from analysis.annotation.document import Coded
from analysis.articles.items import Part, SourceItem
from analysis.corpus.dataset import open_corpus
from analysis.corpus.engine import steps, worker
from analysis.corpus.engine.deduplication import Verdict
from analysis.corpus.engine.executor import InProcess
from analysis.corpus.engine.plan import Plan
from analysis.corpus.engine.run import run_here
from analysis.corpus.engine.store import Store
from analysis.corpus.engine.whole import complete

pytestmark = pytest.mark.slow

GERMAN = (
    "Der Rat der Stadt hat am Montag beschlossen, die Bücherei zu schließen, und viele sind darüber empört. "
    * 3
)
WRONG = {
    "empty.txt": (b"", "is empty"),
    "blank.md": (b" \n\n ", "white space"),
    "binary.txt": (bytes(range(256)) * 20, "binary"),
    "picture.html": (b"\x89PNG\r\n\x1a\n" + os.urandom(500), "PNG"),
    "huge.txt": (b"The council said no. " * 250_000, "over 5 MB"),
    "german.txt": (GERMAN.encode(), "German"),
    "broken.json": (b'{"text": ', "not valid JSON"),
}
ROWS = [
    ({"text": ""}, "no text"),
    ({"text": None}, "not a string"),
    ({"text": "\0\1\2 binary \0" * 9}, "binary"),
    ({"text": "word " * 1_100_000}, "over 5 MB"),
    ({"text": GERMAN}, "German"),
    ({"text": "1234 5678"}, "no words"),
    ({"text": corpora.story(1), "title": ["a", "list"]}, "not text"),
]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A run over files and rows of which most are wrong."""
    place = tmp_path_factory.mktemp("wrong")
    (place / "files").mkdir()
    for name, (data, _) in WRONG.items():
        (place / "files" / name).write_bytes(data)
    (place / "files" / "good.txt").write_text(corpora.story(0))
    twins = [
        {"id": name, "outlet": outlet, "text": corpora.story(2)}
        for name, outlet in (("p", "Post"), ("q", "post"), ("t", "Times"))
    ]
    lines = [json.dumps(row) for row, _ in ROWS] + ["{malformed"] + [json.dumps(row) for row in twins]
    (place / "rows.jsonl").write_text("\n".join(lines))
    plan = Plan((str(place / "files"), str(place / "rows.jsonl"), str(place / "gone.txt")), {}, 4)
    store = Store.at(str(place / "out"))
    rows = run_here(plan.parts(), store)
    return place, rows | complete(store, InProcess()).rows


def test_every_wrong_text_is_in_errors_with_a_sentence_and_no_good_one(made):
    place, rows = made
    errors = pd.read_parquet(place / "out" / "errors").set_index("source")["reason"]
    for name, (_, words) in WRONG.items():
        assert words in errors[f"{place}/files/{name}"]
    for number, (_, words) in enumerate(ROWS, start=1):
        assert words in errors[f"{place}/rows.jsonl, line {number}"]
    assert "not valid JSON" in errors[f"{place}/rows.jsonl, line 8"]
    assert "There is no" in errors[f"{place}/gone.txt"]
    assert "same text from the same outlet as “p”" in errors[f"{place}/rows.jsonl, line 10"]
    assert len(errors) == rows["errors"] == len(WRONG) + len(ROWS) + 3
    assert rows["skipped"] == 1
    assert all(reason.endswith(".") and "\n" not in reason for reason in errors)
    assert list(pd.read_parquet(place / "out" / "articles")["article_id"]) == ["good", "p", "t"]


def test_the_tables_are_those_of_the_single_articles(made):
    place, _ = made
    tables = corpora.tables(place / "out")
    for name, frame in tables.items():
        if name not in ("errors", "articles", "differences"):
            assert set(frame["article_id"]) <= {"good", "p", "t"}
    sentences = tables["sentences"]
    own = sentences[sentences["article_id"] == "p"]["text"]
    assert corpora.story(2).startswith(own.iloc[0]) and corpora.story(2).endswith(own.iloc[-1])
    quotes = tables["quotes"]
    content = quotes["content"].iloc[0][0]
    assert list(content) == [int(content[0]), int(content[1])]


def test_a_text_whose_tables_do_not_fit_is_left_out_alone(tmp_path, monkeypatch):
    make = worker.MAKERS["loaded"]

    def broken(document):
        frame = make(document)
        return frame.drop(columns="kind") if "number 1," in document.article.text else frame

    monkeypatch.setitem(worker.MAKERS, "loaded", broken)
    part, verdicts = part_of(*map(corpora.story, range(3)))
    counts = worker.process(part, worker.read(part.items, {}), verdicts, str(tmp_path))
    assert counts["articles"] == 2
    (error,) = pd.read_parquet(tmp_path / "errors").itertuples()
    assert error.source == "row 1" and "the table loaded is not as it should be" in error.reason


def part_of(*texts: str) -> tuple[Part, list[Verdict]]:
    rows = [json.dumps({"text": text, "id": f"a{number}"}).encode() for number, text in enumerate(texts)]
    items = tuple(SourceItem(f"row {number}", row=row) for number, row in enumerate(rows))
    return Part(0, items, "digest"), [
        Verdict(f"a{number}", digest=str(number)) for number in range(len(texts))
    ]


@dataclass(frozen=True)
class Praise:
    """A coding that finds everybody praised."""

    digest: str
    source: str = "codings/a0.csv"

    def correct(self, document):
        targets = {(each.start, each.end): "positive" for each in document.mentions}
        return document.corrected(Coded(targets=targets)), ""


def test_a_part_that_is_there_is_not_made_again(tmp_path, monkeypatch):
    part, verdicts = part_of(corpora.story(0), corpora.story(1))
    arguments = part, worker.read(part.items, {}), verdicts, str(tmp_path)
    first = worker.process(*arguments)
    written = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.parquet")}
    with monkeypatch.context() as patched:
        patched.setattr(worker, "analyse", lambda *_: pytest.fail("It was analysed again."))
        assert worker.process(*arguments) == first
        assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.parquet")} == written
    coded = worker.process(*arguments, {"a0": Praise("one")})
    assert (coded["coded"], coded["articles"]) == (1, 2)
    with monkeypatch.context() as patched:
        patched.setattr(worker, "analyse", lambda *_: pytest.fail("It was analysed again."))
        assert worker.process(*arguments, {"a0": Praise("one")}) == coded
    assert worker.process(*arguments) == first


def test_a_text_that_breaks_a_step_over_the_whole_is_left_out_alone(tmp_path, monkeypatch):
    make = steps.MAKERS[steps.SKETCHES]

    def broken(tables):
        if tables["sentences"]["text"].str.contains("number 1,").any():
            raise ZeroDivisionError("in the midst of it")
        return make(tables)

    monkeypatch.setitem(steps.MAKERS, steps.SKETCHES, broken)
    part, verdicts = part_of(*map(corpora.story, range(3)))
    counts = worker.process(part, worker.read(part.items, {}), verdicts, str(tmp_path))
    assert counts["articles"] == 2
    (error,) = pd.read_parquet(tmp_path / "errors").itertuples()
    assert (error.source, "ZeroDivisionError: in the midst of it" in error.reason) == ("row 1", True)
    assert list(pd.read_parquet(tmp_path / "steps" / "sketches")["article_id"]) == ["a0", "a2"]


def test_opening_a_corpus_reads_only_what_is_asked_for(made):
    place, _ = made
    corpus = open_corpus(place / "files")
    assert list(corpus.articles.index) == ["good"]
    assert list(corpus.table("sentences", ["sentence"], article_id="good").columns) == ["sentence"]
    assert corpus.table("sentences", article_id="other").empty
    assert sum(len(batch) for batch in corpus.batches("sentences", ["text"])) == len(
        corpus.table("sentences")
    )
    assert corpus.manifest["tables"]["errors"]["rows"] == len(WRONG)
