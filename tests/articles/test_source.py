"""Files as they are found, or not found."""

import os
from pathlib import Path

import pytest

from analysis import paths
from analysis.articles import load_article
from analysis.articles.source import LIMIT, quoted_name, read_file
from analysis.errors import ArticleError

TEXT = "The council agreed a budget on Tuesday, officials said."


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("story.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def test_a_path_is_seen_from_the_current_folder_and_then_from_the_project(folder):
    assert read_file("story.txt").data == TEXT.encode()
    assert read_file(Path("story.txt")).stem == "story"
    assert read_file("data/articles/us-iraq-withdrawal.txt").data == paths.EXAMPLE.read_bytes()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.txt", "text"),
        ("a.TXT", "text"),
        ("a.md", "markdown"),
        ("a.markdown", "markdown"),
        ("a.htm", "html"),
        ("a.HTML", "html"),
        ("a.json", "json"),
        ("a.news", None),
        ("a", None),
    ],
)
def test_the_extension_tells_the_kind(folder, name, kind):
    Path(name).write_text(TEXT, encoding="utf-8")
    assert read_file(name).kind == kind


def test_five_megabytes_are_read_and_not_a_byte_more(folder):
    Path("full.txt").write_bytes(b"a" * LIMIT)
    assert len(read_file("full.txt").data) == LIMIT == 5_000_000
    Path("over.txt").write_bytes(b"a" * (LIMIT + 1))
    with pytest.raises(ArticleError, match="over 5 MB"):
        read_file("over.txt")


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("", "No article was given"),
        (" \n ", "No article was given"),
        ("nothing.txt", "There is no file “nothing.txt”"),
        ("nothing/at/all.txt", "There is no file"),
        ("story.txt/inside.txt", "There is no file"),
        ("~nobody-of-this-name/story.txt", "There is no file"),
        ("www.example.org/story", "has to start with https://"),
        (Path("https://example.org/story"), "has to start with https://"),
        ("zero\0byte.txt", "There is no file “zero byte.txt”"),
        (TEXT + "\n\n" + TEXT, "use Article"),
        ("a" * 5000, "use Article"),
        (".", "is a folder; give one of the files in it"),
        ("empty", r"is a folder with no article in it \(\.txt \.md \.html \.json\)\."),
        ("table.csv", "is a table of many texts"),
        ("pipe", "is a device or a pipe"),
        ("dangling.txt", "There is no file"),
        ("circle.txt", "There is no file"),
        (None, "not of type NoneType"),
        (7, "not of type int"),
        (b"story.txt", "not of type bytes"),
    ],
)
def test_what_is_not_an_article_is_refused_in_one_sentence(folder, source, says):
    Path("empty").mkdir()
    Path("empty", "README.md").write_text("Nothing yet.", encoding="utf-8")
    Path("table.csv").write_text("text\nhello\n", encoding="utf-8")
    os.mkfifo("pipe")
    Path("dangling.txt").symlink_to("nowhere.txt")
    Path("circle.txt").symlink_to("circle.txt")
    with pytest.raises(ArticleError, match=says) as caught:
        load_article(source)
    assert "\n" not in str(caught.value)
    assert str(caught.value).endswith(".")
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize("method", ["stat", "read_bytes"])
def test_a_file_without_permission_says_whom_to_ask(folder, monkeypatch, method):
    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, method, refuse)
    with pytest.raises(ArticleError, match="may not be read; ask its owner"):
        read_file(Path("story.txt").absolute())


def test_a_file_that_fails_half_way_says_why(folder, monkeypatch):
    def fail(_):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "read_bytes", fail)
    with pytest.raises(ArticleError, match=r"cannot be read \(Input/output error\)"):
        read_file("story.txt")


def test_names_are_shown_on_one_short_line():
    assert quoted_name("a\nb\x1b[31m.txt") == "“a b [31m.txt”"
    assert quoted_name("x" * 500) == f"“{'x' * 70}…{'x' * 25}”"
