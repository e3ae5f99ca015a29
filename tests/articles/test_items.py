"""What sources name: files, folders, and the rows of tables as they come."""

import gzip
import json
from datetime import date, datetime

import fsspec
import pandas as pd
import pytest

from analysis.articles import folders, items
from analysis.articles.tables import parse, resolve
from analysis.errors import ArticleError, CorpusError

TEXT = "The council said on Monday that it would close the library."


def read(path, columns=""):
    return list(items.items([str(path)], parse(columns)))


def fields(item):
    return json.loads(item.row)


@pytest.mark.parametrize(
    "assignments, sentence",
    [
        ("text", "Columns are named as FIELD=COLUMN,..., not as “text”."),
        ("text=", "Columns are named as"),
        ("titel=headline", "There is no field “titel” for a column; there are text, title, outlet"),
    ],
)
def test_wrong_columns_are_refused_in_one_sentence(assignments, sentence):
    with pytest.raises(CorpusError, match=sentence):
        parse(assignments)


def test_columns_are_found_by_the_names_of_news_databases_unless_they_are_named():
    names = ["Headline", "Publication_Date", "Source", "Full text", "Body"]
    found = resolve(names, {}, "x.csv")
    assert found == {"text": "Body", "title": "Headline", "outlet": "Source", "published": "Publication_Date"}
    assert resolve(names, parse("text=Full text"), "x.csv")["text"] == "Full text"
    with pytest.raises(CorpusError, match=r"no column “body” in x\.csv; there are Headline"):
        resolve(names, parse("text=body"), "x.csv")
    with pytest.raises(CorpusError, match=r"No column of x\.csv is known to hold the text"):
        resolve(["a", "b"], {}, "x.csv")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv_in_the_ways_in_which_it_is_exported(tmp_path, delimiter, encoding):
    quoted = f'"{TEXT}\r\n\r\nThe café’s owner, ""Ana"", said{delimiter} no."'
    lines = [delimiter.join(("Title", "Text", "Date")), delimiter.join(("Café", quoted, "2024-03-01")), ""]
    path = tmp_path / "export.csv"
    path.write_bytes("\r\n".join(lines).encode(encoding))
    (item,) = read(path)
    assert item.source == f"{path}, row 2"
    assert fields(item) == {
        "text": f'{TEXT}\r\n\r\nThe café’s owner, "Ana", said{delimiter} no.',
        "title": "Café",
        "published": "2024-03-01",
    }


def test_a_csv_row_that_is_broken_spoils_no_other(tmp_path):
    path = tmp_path / "broken.csv"
    wide = "x" * 5_100_000
    path.write_text(f"title,text\na,one\nb,two,three\nc\n\nd,{wide}\ne,five\n")
    found = read(path)
    assert [bool(item.flaw) for item in found] == [False, True, True, True, False]
    assert "Row 3 of" in found[1].flaw and "3 cells and the header 2" in found[1].flaw
    assert "over 5 MB" in found[3].flaw
    assert fields(found[-1])["text"] == "five"


def test_json_lines_good_and_bad_packed_or_not(tmp_path):
    long = json.dumps({"text": "x" * 21_000_000})
    lines = [
        '{"text": "one", "date": "2024"}',
        "",
        "{broken",
        "[1]",
        '{"title": "no text"}',
        long,
        '{"body": "six"}',
    ]
    path = tmp_path / "news.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(lines).encode()))
    found = read(path)
    assert [item.source.rpartition(", ")[2] for item in found] == [f"line {n}" for n in (1, 3, 4, 5, 6, 7)]
    flaws = [item.flaw for item in found]
    assert fields(found[0]) == {"text": "one", "published": "2024"}
    assert [
        word in flaw
        for word, flaw in zip(
            ("valid JSON", "no JSON object", "hold the text", "5 MB"), flaws[1:5], strict=True
        )
    ]
    assert all(flaws[1:5]) and not flaws[5]


def test_parquet_with_dates_numbers_and_nothing(tmp_path):
    frame = pd.DataFrame(
        {
            "id": [7, 8],
            "body": [TEXT, None],
            "headline": ["A", float("nan")],
            "date": [datetime(2024, 3, 1), None],
            "day": [date(2024, 3, 2)] * 2,
        }
    )
    frame.to_parquet(tmp_path / "news.parquet")
    one, other = read(tmp_path / "news.parquet")
    assert fields(one) == {"text": TEXT, "title": "A", "published": "2024-03-01", "id": 7}
    assert fields(other) == {"text": None, "title": None, "published": None, "id": 8}
    assert fields(read(tmp_path / "news.parquet", "published=day")[0])["published"] == "2024-03-02"


def test_folders_are_read_to_the_bottom_in_order_and_what_is_no_article_is_left_alone(tmp_path):
    for name in ("b.txt", "a/z.md", "a/README.md", ".hidden.txt", "picture.png", "a/rows.jsonl"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text('{"text": "one"}\n')
    found = [item.source.removeprefix(f"{tmp_path}/") for item in read(tmp_path)]
    assert found == ["a/rows.jsonl, line 1", "a/z.md", "b.txt"]
    assert read(f"file://{tmp_path}")[2].address == str(tmp_path / "b.txt")


def test_a_report_takes_the_articles_right_in_a_folder_that_a_corpus_takes_with_all_below(tmp_path):
    for name in ("b.txt", "a/z.md", "README.md", ".hidden.txt", "picture.png", "rows.csv", "c.HTML"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"text\n{TEXT}\n")
    (tmp_path / "nowhere.txt").symlink_to("missing.txt")
    (tmp_path / "folder.txt").mkdir()
    assert [item.address for item in items.single_items([str(tmp_path)])] == [
        str(tmp_path / name) for name in ("b.txt", "c.HTML")
    ]
    (tmp_path / "nowhere.txt").unlink()
    assert [item.source.removeprefix(f"{tmp_path}/") for item in read(tmp_path)] == [
        "a/z.md",
        "b.txt",
        "c.HTML",
        "rows.csv, row 2",
    ]


@pytest.mark.parametrize("name", ["rows.csv", "rows.jsonl.gz", "rows.PARQUET"])
def test_a_report_of_a_table_is_refused(tmp_path, name):
    (tmp_path / name).write_bytes(gzip.compress(b"text\n"))
    (refused,) = items.collect([str(tmp_path / name)]).refused
    assert "is a table of many texts; save one article as .txt or .json and give that." in refused


def test_an_item_is_read_wherever_it_lies(tmp_path):
    (tmp_path / "rows.csv").write_text(f"title,text\nA title,{TEXT}\n")
    (tmp_path / "story.txt").write_text(TEXT)
    with fsspec.open("memory://news/tide.story.txt", "w") as file:
        file.write(TEXT)
    articles = [items.read_item(read(name)[0]) for name in (tmp_path / "rows.csv", tmp_path / "story.txt")]
    articles += [items.read_item(item) for item in items.items(["memory://news"], {})]
    assert [article.text for article in articles] == [f"A title\n\n{TEXT}", TEXT, TEXT]
    assert [article.id for article in articles] == ["A title", "story", "tide.story"]
    with pytest.raises(ArticleError, match="There is no"):
        items.read_item(read(tmp_path / "missing.txt")[0])


def test_every_kind_of_table_has_a_reader(tmp_path):
    rows = pd.DataFrame({"text": [TEXT]})
    rows.to_csv(tmp_path / "a.csv", index=False)
    rows.to_csv(tmp_path / "b.tsv", index=False, sep="\t")
    rows.to_json(tmp_path / "c.jsonl", orient="records", lines=True)
    rows.to_json(tmp_path / "d.ndjson", orient="records", lines=True)
    rows.to_parquet(tmp_path / "e.parquet")
    assert {path.suffix for path in tmp_path.iterdir()} == set(folders.TABLES)
    assert [fields(item)["text"] for item in read(tmp_path)] == [TEXT] * 5


@pytest.mark.parametrize(
    "name, words",
    [("no.txt", "There is no"), ("none", "no articles in it"), ("abc://x/y.csv", "cannot be opened")],
)
def test_sources_that_cannot_be_opened_are_items_with_a_flaw(tmp_path, name, words):
    (tmp_path / "none").mkdir()
    (item,) = read(name if "://" in name else tmp_path / name)
    assert words in item.flaw


def test_a_damaged_table_is_a_flaw_and_one_with_wrong_columns_is_refused_when_it_is_named(tmp_path):
    (tmp_path / "x.parquet").write_bytes(b"PAR1 no more")
    assert "cannot be read" in read(tmp_path / "x.parquet")[0].flaw
    (tmp_path / "x.csv").write_text("a,b\n1,2\n")
    with pytest.raises(CorpusError, match="hold the text"):
        read(tmp_path / "x.csv")
    assert "hold the text" in read(tmp_path)[0].flaw


def test_parts_hold_so_many_items_and_not_too_many_bytes():
    stream = [
        items.SourceItem(f"r{number}", row=b"x" * size)
        for number, size in enumerate([10, 10, 10, 1_500_000, 900_000])
    ]
    cut = list(items.parts(iter(stream), 2))
    assert [len(part.items) for part in cut] == [2, 2, 1]
    assert [part.number for part in cut] == [0, 1, 2]
    assert cut[0].digest != cut[1].digest
    assert [part.digest for part in items.parts(iter(stream), 2)] == [part.digest for part in cut]


@pytest.mark.parametrize("name", ["x.CSV", "a/b.jsonl.gz", "x.parquet", "x.tsv.bz2"])
def test_tables_are_known_by_their_names(name):
    assert folders.is_table(name) and not folders.is_table("x.json")
    assert folders.article_kind("X.JSON") == "json" and folders.article_kind(name) is None
